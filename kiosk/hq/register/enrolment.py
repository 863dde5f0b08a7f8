"""Enrolment: which kiosks may report to headquarters, by their keys, and the one-time codes they come in with."""

import datetime
import hashlib
import secrets
from typing import Any

import sqlalchemy as sa

from kiosk.errors import Refusal
from kiosk.hq.register.problems import HTTPProblem
from kiosk.hq.store.tables import codes, kiosks, register_table
from kiosk.hq.store.transactions import reading, writing
from kiosk.protocol.messages import moment

CODE_LIFETIME = datetime.timedelta(days=7)


class Admission:
    """Admission of kiosks to a register: expected, enrolled, suspended and given a new key."""

    def __init__(self, engine: sa.Engine, practice: bool) -> None:
        self._engine = engine
        self._practice = practice

    def expect(self, office: str, kiosk: str, now: datetime.datetime) -> str:
        """Expect a kiosk, and give the one-time code it enrols with. Refusal if it stands in another office."""
        with writing(self._engine) as db:
            known = _kiosk_row(db, kiosk)
            if known is None:
                db.execute(kiosks.insert().values(kiosk=kiosk, office=office, suspended=False))
            elif known.office != office:
                raise Refusal(f"{kiosk} belongs to the office {known.office}, not to {office}; choose another name.")
            elif known.public_key is not None:
                raise Refusal(f"{kiosk} is enrolled already; a new key for it is a matter of `kiosk hq rekey {kiosk}`.")
            return _new_code(db, office, kiosk, now)

    def rekey(self, kiosk: str, now: datetime.datetime) -> str:
        """The one-time code with which another machine, or a new key, takes a kiosk's place. Refusal if unknown."""
        with writing(self._engine) as db:
            return _new_code(db, _known(db, kiosk).office, kiosk, now)

    def suspend(self, kiosk: str, suspended: bool) -> None:
        """Take nothing more from a kiosk, or take it again. Refusal if unknown."""
        with writing(self._engine) as db:
            _known(db, kiosk)
            db.execute(kiosks.update().where(kiosks.c.kiosk == kiosk).values(suspended=suspended))

    def enrol(self, code: str, public_key: str, practice: bool, now: datetime.datetime) -> tuple[str, str]:
        """Take a kiosk's public key for a code that is good once; gives kiosk and office.

        HTTPProblem for a wrong, used or expired code, or one for the other mode.
        """
        if practice != self._practice:
            title = "a practice kiosk enrols at a practice register, a real one at a real one"
            raise HTTPProblem("wrong-mode", 403, title)
        with writing(self._engine) as db:
            row = db.execute(sa.select(codes).where(codes.c.code_hash == _hashed(code)).with_for_update()).first()
            if row is None or row.used_at is not None or row.expires_at < moment(now):
                raise HTTPProblem("bad-code", 403, "the code is wrong, used already or too old")
            db.execute(codes.update().where(codes.c.code_hash == row.code_hash).values(used_at=moment(now)))
            db.execute(kiosks.update().where(kiosks.c.kiosk == row.kiosk).values(public_key=public_key, report=0))
            return row.kiosk, row.office

    def kiosk(self, kiosk: str) -> sa.Row[Any]:
        """The row of an enrolled kiosk that may report. HTTPProblem for any other."""
        with reading(self._engine) as db:
            return admitted(_kiosk_row(db, kiosk))

    def sign_with(self, public_key: str) -> None:
        """Bind the register to the key of its receipts. Refusal if bound to another, which no kiosk would believe."""
        with writing(self._engine) as db:
            bound = db.execute(sa.select(register_table.c.public_key).with_for_update()).scalar_one()
            if bound is None:
                db.execute(register_table.update().values(public_key=public_key))
            elif bound != public_key:
                raise Refusal(
                    "The receipts of this register are signed with another key than hq-key.pem of this data folder; "
                    "copy that file from the machine that has it."
                )


def admitted(row: sa.Row[Any] | None) -> sa.Row[Any]:
    """The row of a kiosk, if it is enrolled and not suspended. HTTPProblem if it is not."""
    if row is None or row.public_key is None:
        raise HTTPProblem("unknown-kiosk", 401, "no kiosk of this name is enrolled here")
    if row.suspended:
        raise HTTPProblem("suspended", 403, "this kiosk is suspended")
    return row


def _kiosk_row(db: sa.Connection, kiosk: str) -> sa.Row[Any] | None:
    return db.execute(sa.select(kiosks).where(kiosks.c.kiosk == kiosk)).first()


def _known(db: sa.Connection, kiosk: str) -> sa.Row[Any]:
    row = _kiosk_row(db, kiosk)
    if row is None:
        raise Refusal(f"No kiosk {kiosk} is known here; `kiosk hq enrol OFFICE {kiosk}` makes it known.")
    return row


def _new_code(db: sa.Connection, office: str, kiosk: str, now: datetime.datetime) -> str:
    code = "-".join(secrets.token_hex(2) for _ in range(4))
    expires_at = moment(now + CODE_LIFETIME)
    db.execute(codes.insert().values(code_hash=_hashed(code), kiosk=kiosk, office=office, expires_at=expires_at))
    return code


def _hashed(code: str) -> str:
    return hashlib.sha256(code.strip().lower().encode()).hexdigest()
