"""The daily roots of a headquarters: made each night, shown to kiosks with proofs, cosigned by them, published."""

import datetime
from threading import Lock
from typing import Any

import sqlalchemy as sa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kiosk.hq.roots.cosignatures import Cosignatures, unknown_root
from kiosk.hq.roots.night import make_root
from kiosk.hq.roots.shown_night import ShownNight, shown_night
from kiosk.hq.store.tables import roots
from kiosk.hq.store.transactions import reading
from kiosk.protocol.daily_root import DailyRoot, RootHeld, ended_day, witness_name
from kiosk.protocol.payloads import Stream, moment
from kiosk.protocol.signed_note import is_cosigned, split_note, tree_head_of
from kiosk.text.dates import THAI_TIME
from kiosk.text.refusal import Refusal


class DailyRoots:
    """Roots over one register, signed with headquarters' key. Safe from any thread, and beside other receivers."""

    def __init__(self, engine: sa.Engine, key: Ed25519PrivateKey) -> None:
        self._engine = engine
        self._key = key
        self._lock = Lock()
        self._night: ShownNight | None = None
        self._looked_on: datetime.date | None = None
        self._cosignatures = Cosignatures(engine)

    def make(self, now: datetime.datetime) -> ShownNight | None:
        """Make the root of the day that has ended, unless that is done; gives the newest, if there is any."""
        day = ended_day(now.astimezone(THAI_TIME))
        if self._looked_on is None or self._looked_on < day:
            with self._lock:
                if self._looked_on is None or self._looked_on < day:
                    make_root(self._engine, self._key, now)
                    self._night = shown_night(self._engine)
                    self._looked_on = day
        return self._night

    def is_at_hand(self, held: RootHeld, now: datetime.datetime) -> bool:
        """Whether `shown_to` has all in memory, and asks no database."""
        if self._looked_on is None or self._looked_on < ended_day(now.astimezone(THAI_TIME)):
            return False
        is_newest = self._night is None or held.size == self._night.root.size
        return is_newest and (not held.witnesses or self._cosignatures.is_at_hand(held.size))

    def shown_to(
        self, kiosk: str, held: RootHeld, now: datetime.datetime, stream: Stream = "ledger"
    ) -> DailyRoot | None:
        """The newest root for a kiosk that keeps an earlier one, or this one, and its leaf of a stream. None before
        there is any.

        Beside the record's come no witnesses: it is held to the root that the ledger keeps.
        """
        night = self.make(now)
        if night is None:
            return None
        lines = self._cosignatures.under(held.size) if held.size and held.witnesses else {}
        is_new = held.size != night.root.size
        looks_on = is_new and stream == "ledger"
        return DailyRoot(
            night.root.day,
            night.root.note,
            night.proven(kiosk, stream) if is_new and kiosk in night.leaves[stream] else None,
            [night.proven(name) for name in night.witnesses(kiosk, held.witnesses)] if looks_on else [],
            night.grown_from(held.size),
            [lines[name] for name in held.witnesses if name in lines],
        )

    def of_day(self, day: datetime.date) -> sa.Row[Any]:
        """The root of a day. HTTPProblem if there is none."""
        with reading(self._engine) as db:
            root = _of_day(db, day)
        if root is None:
            raise unknown_root()
        return root

    def cosign(self, kiosk: str, root: sa.Row[Any], line: str, now: datetime.datetime) -> None:
        """Keep a kiosk's cosignature of a root, which was verified."""
        self._cosignatures.keep(root.size, kiosk, line, moment(now))

    def published(self, day: datetime.date | None) -> tuple[datetime.date, str]:
        """The root of a day, or the newest, as a note with all cosignatures, and its day. Refusal if there is none."""
        with reading(self._engine) as db:
            root = _of_day(db, day)
        if root is None:
            raise Refusal("hq.no_root_of", day=str(day)) if day else Refusal("hq.no_root")
        return root.day, root.note + "".join(self._cosignatures.under(root.size).values())


def is_cosigned_by(kiosk: str, public_key: str, root: sa.Row[Any], line: str) -> bool:
    """Whether a line is a kiosk's cosignature of a root, by its public key (hex)."""
    text, _ = split_note(root.note)
    return is_cosigned(text, [line], witness_name(tree_head_of(text).origin, kiosk), public_key)


def _of_day(db: sa.Connection, day: datetime.date | None) -> sa.Row[Any] | None:
    wanted = sa.true() if day is None else roots.c.day == day
    return db.execute(sa.select(roots).where(wanted).order_by(roots.c.size.desc()).limit(1)).first()
