"""Enrolment: which kiosks may report to headquarters, by their keys, and the one-time codes they come in with."""

import datetime
from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kiosk.hq.register.codes import cancel_codes
from kiosk.hq.register.enrolment_list import ListFaults, ListRow
from kiosk.hq.register.offices import living_office
from kiosk.hq.register.problems import HTTPProblem, unknown_kiosk
from kiosk.hq.store.alarms import alarm_of_key
from kiosk.hq.store.key_history import add_key, adopt_keys
from kiosk.hq.store.tables import arrivals, codes, kiosks, register_table
from kiosk.hq.store.transactions import reading, writing
from kiosk.protocol.key_statement import enrolment_bytes
from kiosk.protocol.one_time_code import code_hash, fingerprint, new_code
from kiosk.protocol.payloads import Enrolment, moment
from kiosk.protocol.signing import public_hex, verifies
from kiosk.text.bilingual import Bilingual
from kiosk.text.refusal import Refusal

CODE_LIFETIME = datetime.timedelta(days=7)


class Admission:
    """Admission of kiosks to a register: expected, enrolled, suspended and given a new key."""

    def __init__(self, engine: sa.Engine, practice: bool) -> None:
        self._engine = engine
        self._practice = practice

    def expect(self, office: str, kiosk: str, now: datetime.datetime) -> str:
        """Expect a kiosk of an office, and give the one-time code it enrols with.

        Refusal for an office that is not in the register or is retired, and for a kiosk of another or that is enrolled.
        """
        with writing(self._engine) as db:
            if _expected(db, office, kiosk).public_key is not None:
                raise Refusal("hq.enrolled", kiosk=kiosk)
            return _new_code(db, office, kiosk, now)

    def expect_all(self, rows: Sequence[ListRow], now: datetime.datetime) -> dict[str, str]:
        """Expect every kiosk of a list, and give the codes of those that are not enrolled, by kiosk. Idempotent.

        ListFaults for whatever the register cannot take of it: nobody of the list is then expected.
        """
        made: dict[str, str] = {}
        faults: dict[int, Bilingual] = {}
        with writing(self._engine) as db:
            for row in rows:
                try:
                    if _expected(db, row.office, row.kiosk).public_key is None:
                        made[row.kiosk] = _new_code(db, row.office, row.kiosk, now)
                except Refusal as refusal:
                    faults[row.line] = refusal.words
            if faults:
                raise ListFaults(faults)
        return made

    def rekey(self, kiosk: str, now: datetime.datetime) -> str:
        """The one-time code with which another machine, or a new key, takes a kiosk's place. Refusal if it has none."""
        with writing(self._engine) as db:
            row = _in_service(known_kiosk(db, kiosk))
            if row.public_key is not None:
                alarm_of_key(db, kiosk, "a code for a new key was given out", now)
            return _new_code(db, row.office, kiosk, now)

    def suspend(self, kiosk: str, suspended: bool) -> None:
        """Take nothing more from a kiosk, or take it again. Refusal if unknown or retired."""
        with writing(self._engine) as db:
            _in_service(known_kiosk(db, kiosk))
            db.execute(kiosks.update().where(kiosks.c.kiosk == kiosk).values(suspended=suspended))

    def enrol(self, asked: Enrolment, key: Ed25519PrivateKey, now: datetime.datetime) -> tuple[str, str]:
        """Take a kiosk's public key for a code that is good once, attested with HQ's `key`; gives kiosk and office.

        A suspended kiosk stays suspended. HTTPProblem for a code that is not good, or one for the other mode or for
        another office, and for a key that has not signed the request or that anybody could sign with.
        """
        if asked.practice != self._practice:
            title = "a practice kiosk enrols at a practice register, a real one at a real one"
            raise HTTPProblem("wrong-mode", 403, title)
        if not verifies(asked.public_key, asked.signature, enrolment_bytes(asked)):
            raise HTTPProblem("bad-signature", 422, "the request is not signed with the key that it brings")
        with writing(self._engine) as db:
            bound = db.execute(sa.select(register_table.c.public_key).with_for_update()).scalar_one()
            if bound not in (None, public_hex(key)):
                raise key_replaced()
            same = sa.select(codes).where(codes.c.code_hash == code_hash(asked.code))
            row = db.execute(same.with_for_update()).first()
            problem = _problem_of(row, asked.office, now)
            if row is not None and problem is None:
                _take_key(db, row.kiosk, asked, key, now)
                return row.kiosk, row.office
            if row is not None and problem is not None and problem.type == "bad-code":
                alarm_of_key(db, row.kiosk, f"a code that is no longer good was tried, of {row.expires_at}", now)
        assert problem is not None
        raise problem

    def kiosk(self, kiosk: str) -> sa.Row[Any]:
        """The row of an enrolled kiosk, suspended or not. HTTPProblem for any other."""
        with reading(self._engine) as db:
            return enrolled(kiosk_row(db, kiosk))

    def public_key(self) -> str | None:
        """The public key (hex) that the register is bound to; None before the first."""
        with reading(self._engine) as db:
            return _bound(db)

    def sign_with(self, key: Ed25519PrivateKey) -> None:
        """Bind the register to the key of its receipts. Refusal if bound to another, which no kiosk would believe."""
        public_key = public_hex(key)
        with writing(self._engine) as db:
            bound = db.execute(sa.select(register_table.c.public_key).with_for_update()).scalar_one()
            if bound is None:
                db.execute(register_table.update().values(public_key=public_key))
            elif bound != public_key:
                raise other_key()
            adopt_keys(db, key)


def other_key() -> Refusal:
    """Why headquarters is not served with the key of this folder, or without one."""
    return Refusal("hq.other_key")


def key_replaced() -> HTTPProblem:
    """What a receiver answers whose key is headquarters' no longer."""
    return HTTPProblem("key-replaced", 503, "this receiver has an earlier key of headquarters; start it with the new")


def enrolled(row: sa.Row[Any] | None) -> sa.Row[Any]:
    """The row of a kiosk, if it is enrolled. HTTPProblem if it is not."""
    if row is None or row.public_key is None:
        raise unknown_kiosk()
    return row


def admitted(row: sa.Row[Any]) -> sa.Row[Any]:
    """The row of a kiosk that has signed, if it may report. HTTPProblem if it is retired or suspended."""
    if row.retired_at is not None:
        raise HTTPProblem("retired", 403, "this kiosk is retired")
    if row.suspended:
        raise HTTPProblem("suspended", 403, "this kiosk is suspended")
    return row


def kiosk_row(db: sa.Connection, kiosk: str) -> sa.Row[Any] | None:
    """The row of a kiosk, whether it is enrolled or not; None if it is not expected."""
    return db.execute(sa.select(kiosks).where(kiosks.c.kiosk == kiosk)).first()


def _expected(db: sa.Connection, office: str, kiosk: str) -> sa.Row[Any]:
    """The row of a kiosk of an office, made where it is not there yet. Refusal if it cannot be one of that office."""
    living_office(db, office)
    known = kiosk_row(db, kiosk)
    if known is None:
        db.execute(kiosks.insert().values(kiosk=kiosk, office=office, suspended=False))
        return known_kiosk(db, kiosk)
    if known.office != office:
        raise Refusal("hq.other_office", kiosk=kiosk, known=known.office, office=office)
    return _in_service(known)


def known_kiosk(db: sa.Connection, kiosk: str) -> sa.Row[Any]:
    """The row of a kiosk that is expected. Refusal if it is not."""
    row = kiosk_row(db, kiosk)
    if row is None:
        raise Refusal("hq.no_kiosk", kiosk=kiosk)
    return row


def _in_service(row: sa.Row[Any]) -> sa.Row[Any]:
    """The row of a kiosk that is not retired. Refusal if it is."""
    if row.retired_at is not None:
        raise Refusal("kiosk.is_retired", kiosk=row.kiosk)
    return row


def _bound(db: sa.Connection) -> str | None:
    bound: str | None = db.execute(sa.select(register_table.c.public_key)).scalar_one()
    return bound


def _new_code(db: sa.Connection, office: str, kiosk: str, now: datetime.datetime) -> str:
    """A code that takes the place of the kiosk's older ones, and bears the fingerprint of the register's key."""
    bound = _bound(db)
    assert bound is not None
    if cancel_codes(db, kiosk, now):
        alarm_of_key(db, kiosk, "a newer code was given out while one was good, which is so no more", now)
    code = new_code(bound)
    expires_at = moment(now + CODE_LIFETIME)
    db.execute(codes.insert().values(code_hash=code_hash(code), kiosk=kiosk, office=office, expires_at=expires_at))
    return code


def _problem_of(row: sa.Row[Any] | None, office: str, now: datetime.datetime) -> HTTPProblem | None:
    """Why the row of a code is not good for a kiosk of that office; None if it is."""
    if row is None or row.used_at is not None or row.expires_at <= moment(now):
        return HTTPProblem("bad-code", 403, "the code is wrong, used already, too old, or a newer one was given out")
    if row.office != office:
        title = f"the code is for the office {row.office}, and the kiosk's own file says {office}"
        return HTTPProblem("other-office", 409, title)
    return None


def _take_key(db: sa.Connection, kiosk: str, asked: Enrolment, key: Ed25519PrivateKey, now: datetime.datetime) -> None:
    """Give a kiosk its new key; no code of it stays good."""
    before = known_kiosk(db, kiosk).public_key
    if before is not None:
        alarm_of_key(db, kiosk, f"{fingerprint(before)} was replaced by {fingerprint(asked.public_key)}", now)
    db.execute(codes.update().where(codes.c.code_hash == code_hash(asked.code)).values(used_at=moment(now)))
    cancel_codes(db, kiosk, now)
    add_key(db, key, kiosk, asked.public_key, enrolment_bytes(asked), asked.signature, now)
    db.execute(arrivals.delete().where(arrivals.c.kiosk == kiosk))
    db.execute(kiosks.update().where(kiosks.c.kiosk == kiosk).values(public_key=asked.public_key, report=0))
