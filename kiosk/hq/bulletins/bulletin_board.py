"""The bulletin board: what headquarters has handed out, in one signed chain, and which kiosk holds how much of it."""

import datetime
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

import msgspec
import sqlalchemy as sa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kiosk.hq.bulletins.addressees import is_for
from kiosk.hq.bulletins.draft import Draft
from kiosk.hq.register.offices import OfficeRegister
from kiosk.hq.register.problems import HTTPProblem
from kiosk.hq.store.audit_log import Actor, note
from kiosk.hq.store.kiosk_events import present_names
from kiosk.hq.store.tables import arrivals, bulletins, kiosks, register_table
from kiosk.hq.store.transactions import reading, writing
from kiosk.protocol.bulletin import FIRST, NO_BULLETIN, Bulletin, BulletinHead, handed
from kiosk.protocol.payloads import moment
from kiosk.protocol.signing import public_hex, sign, verifies
from kiosk.text.refusal import Refusal

PAGE = 1_000
"""Bulletins that are told at once at most."""

ROOM = 2 << 20
"""Bytes of bodies that are told at once at most, but for the last one: with all around them an answer stays small."""


class Overtaken(Exception):
    """Another bulletin was published since the difference that a draft makes was looked at."""


class SignedBulletin(NamedTuple):
    """A bulletin as it was signed: when, by whom, and with which of headquarters' public keys (hex)."""

    bulletin: Bulletin
    at: str
    who: str
    signed_by: str


class BulletinBoard:
    """The bulletins of a register."""

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine

    def all(self) -> list[SignedBulletin]:
        """Every bulletin, the oldest first."""
        with reading(self._engine) as db:
            return published(db)

    def head(self) -> BulletinHead:
        """The last bulletin's number and hash, which the next one follows."""
        with reading(self._engine) as db:
            return _head(db)

    def drafted(self, drafts: Iterable[Draft]) -> Iterator[tuple[Bulletin, list[Bulletin]]]:
        """What drafts would become, each with the bulletins before it. Refusal for an office that is not there."""
        offices = OfficeRegister(self._engine).all()
        before = [each.bulletin for each in self.all()]
        for draft in drafts:
            for office in draft.offices or []:
                if office not in offices:
                    raise Refusal("bulletin.no_office", office=office)
            bulletin = draft.after(BulletinHead(before[-1].number, before[-1].hash) if before else NO_BULLETIN)
            yield bulletin, before
            before = [*before, bulletin]

    def publish(
        self,
        drafts: Iterable[Draft],
        key: Ed25519PrivateKey,
        actor: Actor,
        now: datetime.datetime,
        after: str | None = None,
    ) -> list[Bulletin]:
        """Sign drafts as the next bulletins and hand them out, all or none; each can be followed, and never changed.

        Overtaken if they were to follow the bulletin of hash `after`, and another does by now. Refusal if the key is
        headquarters' no longer.
        """
        signed = []
        with writing(self._engine) as db:
            db.execute(sa.select(register_table.c.version).with_for_update())  # so that the chain does not part
            if after is not None and _head(db).hash != after:
                raise Overtaken
            if db.execute(sa.select(register_table.c.public_key)).scalar_one() not in (None, public_hex(key)):
                raise Refusal("hq.key_changed")  # of a receiver that runs on: no kiosk would take it
            for draft in drafts:
                unsigned = draft.after(_head(db))
                signed.append(msgspec.structs.replace(unsigned, signature=sign(key, unsigned.bytes())))
                self._insert(db, signed[-1], public_hex(key), actor.who, now)
                note(db, now, actor, "bulletin", _told_of(signed[-1]))
        return signed

    def told_to(
        self, kiosk: str, after: int, now: datetime.datetime, held: str = ""
    ) -> tuple[list[Bulletin], int, str | None]:
        """What a kiosk is told that holds the bulletins up to `after`: those after it, as many as there is room for,
        without the bodies that are not for its office; the newest number; and the hash of the one it holds last.

        All from the first one, where of those up to `after` it was `handed` others than its office would be now: it was
        moved, or its office was merged.
        """
        with reading(self._engine) as db:
            office = db.execute(sa.select(kiosks.c.office).where(kiosks.c.kiosk == kiosk)).scalar_one()
            newest = db.execute(sa.select(sa.func.coalesce(sa.func.max(bulletins.c.number), 0))).scalar_one()
            last = db.execute(sa.select(bulletins).where(bulletins.c.number == after)).first()
            hash_at = FIRST if after == 0 else bulletin_of(last).hash if last else None
            names = present_names(db)
            is_anew = held not in ("", handed(_told_to_some(db, after, office, names)))
            first = bulletins.c.number > (0 if is_anew else after)
            asked = sa.select(bulletins).where(first).order_by(bulletins.c.number).limit(PAGE)
            told = _within(ROOM, [_told(bulletin_of(row), office, names) for row in db.execute(asked)])
            known = db.execute(_HEARD, {"of": kiosk}).scalar_one()
        if known < after <= newest:
            self._note_arrivals(kiosk, after, now)
        return told, newest, hash_at

    @staticmethod
    def check_own(bulletin: Bulletin, key: str) -> None:
        """HTTPProblem unless headquarters' present `key` (hex) has signed a whole bulletin: who has stolen an earlier
        one could sign another now."""
        if bulletin.body is None or not verifies(key, bulletin.signature, bulletin.bytes()):
            raise HTTPProblem("bad-signature", 422, "this is no whole bulletin of this headquarters and its key")

    def take_back(self, kiosk: str, bulletin: Bulletin, signer: str, now: datetime.datetime) -> None:
        """Idempotent: take from a kiosk the bulletin after the last one here, which this register held before it was
        put back to a backup, and which that key of headquarters has signed. HTTPProblem if it does not follow.
        """
        with writing(self._engine) as db:
            db.execute(sa.select(register_table.c.version).with_for_update())
            last = _head(db)
            if bulletin.number <= last.number:
                return
            if not bulletin.follows(*last):
                raise HTTPProblem("bad-chain", 422, "the bulletin does not follow the last one here")
            self._insert(db, bulletin, signer, kiosk, now)
            note(db, now, Actor(kiosk, "kiosk"), "bulletin-given-back", _told_of(bulletin))

    def holders(self) -> dict[str, dict[int, str]]:
        """As `arrived`, of this moment."""
        with reading(self._engine) as db:
            return arrived(db)

    @staticmethod
    def _insert(db: sa.Connection, bulletin: Bulletin, signed_by: str, who: str, now: datetime.datetime) -> None:
        by = {"signed_by": signed_by, "at": moment(now), "who": who[:63]}
        db.execute(bulletins.insert().values(**_columns(bulletin), **by))

    def _note_arrivals(self, kiosk: str, number: int, now: datetime.datetime) -> None:
        """Note that a kiosk holds the bulletins up to a number. Who asks twice at once is noted once."""
        with writing(self._engine) as db:
            db.execute(sa.select(kiosks.c.kiosk).where(kiosks.c.kiosk == kiosk).with_for_update())
            known = db.execute(_HEARD, {"of": kiosk}).scalar_one()
            rows = [{"number": each, "kiosk": kiosk, "at": moment(now)} for each in range(known + 1, number + 1)]
            if rows:
                db.execute(arrivals.insert(), rows)


_HEARD = sa.select(sa.func.coalesce(sa.func.max(arrivals.c.number), 0)).where(arrivals.c.kiosk == sa.bindparam("of"))
"""Up to which bulletin a kiosk has said that it holds them."""


def published(db: sa.Connection) -> list[SignedBulletin]:
    """Every bulletin of a register, the oldest first."""
    rows = db.execute(sa.select(bulletins).order_by(bulletins.c.number))
    return [SignedBulletin(bulletin_of(row), row.at, row.who, row.signed_by) for row in rows]


def arrived(db: sa.Connection) -> dict[str, dict[int, str]]:
    """When headquarters first heard that a kiosk holds a bulletin, by the kiosk and the number."""
    by_kiosk: dict[str, dict[int, str]] = {}
    for row in db.execute(sa.select(arrivals).order_by(arrivals.c.kiosk, arrivals.c.number)):
        by_kiosk.setdefault(row.kiosk, {})[row.number] = row.at
    return by_kiosk


def bulletin_of(row: sa.Row[Any]) -> Bulletin:
    """A bulletin from its row. msgspec.DecodeError where its offices are no list."""
    offices = None if row.offices is None else msgspec.json.decode(row.offices, type=list[str])
    signed = row.body_hash, row.body, row.signature
    return Bulletin(row.number, row.previous, row.kind, row.starts, offices, *signed)


def _told_to_some(db: sa.Connection, until: int, office: str, names: Mapping[str, str]) -> Iterator[Bulletin]:
    """The bulletins up to a number that are not for all offices, as that one is told them."""
    asked = sa.select(bulletins).where(bulletins.c.number <= until, bulletins.c.offices.is_not(None))
    for row in db.execute(asked.order_by(bulletins.c.number)):
        yield _told(bulletin_of(row), office, names)


def _columns(bulletin: Bulletin) -> dict[str, object]:
    offices = None if bulletin.offices is None else msgspec.json.encode(bulletin.offices).decode()
    return {**msgspec.structs.asdict(bulletin), "offices": offices}


def _head(db: sa.Connection) -> BulletinHead:
    row = db.execute(sa.select(bulletins).order_by(bulletins.c.number.desc()).limit(1)).first()
    return BulletinHead(row.number, bulletin_of(row).hash) if row else NO_BULLETIN


def _told_of(bulletin: Bulletin) -> str:
    """A bulletin in a line of the audit log."""
    to = "all offices" if bulletin.offices is None else ", ".join(bulletin.offices)
    return f"{bulletin.number}, {bulletin.kind}, from {bulletin.starts}, to {to}"


def _told(bulletin: Bulletin, office: str, names: Mapping[str, str]) -> Bulletin:
    """A bulletin as an office is told it."""
    return bulletin if is_for(bulletin, office, names) else msgspec.structs.replace(bulletin, body=None)


def _within(room: int, told: Sequence[Bulletin]) -> list[Bulletin]:
    """The first ones, until their bodies fill that room in bytes."""
    taken: list[Bulletin] = []
    for bulletin in told:
        if room <= 0:
            break
        taken.append(bulletin)
        room -= len((bulletin.body or "").encode())
    return taken
