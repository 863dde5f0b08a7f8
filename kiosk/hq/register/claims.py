"""Claims: each entry counts once among the ledgers of one owner, idempotently, whichever epoch or clone brings it.

The owner's own entry goes before a copy that came first, and a correction counts only of what is counted for the kiosk
that makes it: nobody can take an id before its kiosk sends it, nor take back what another one has counted.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, Literal

import sqlalchemy as sa
from sqlalchemy.dialects import postgresql, sqlite

from kiosk.hq.store import claim_statements as statements
from kiosk.hq.store.compiled import put
from kiosk.hq.store.prepared_statements import NOTE_RECOUNT
from kiosk.hq.store.tables import counted, entries, ledgers, tallies
from kiosk.protocol.chain import Entry
from kiosk.protocol.meaning import Reason

Stored = dict[str, object]
"""Which entries are meant: the kiosk, the epoch, its first and its last seq."""


@dataclass
class ClaimOutcome:
    """What became of stored entries: whose copies some are, what was set aside, and which kiosks have lost claims, with
    how many of their corrections are set aside for that."""

    copied_from: str | None = None
    lost_by: Mapping[str, int] = field(default_factory=dict)
    set_aside: dict[int, Reason] = field(default_factory=dict)


class Claims:
    """The claims of a register on one of the two databases."""

    def __init__(self, dialect: sa.Dialect) -> None:
        self._in_one_round_trip = dialect.name == "postgresql"

    def claim(
        self, db: sa.Connection, kiosk: str, epoch: str, new: list[Entry], aside: dict[int, Reason]
    ) -> ClaimOutcome:
        """Count entries that were just stored, but for those that are set `aside`."""
        stored: Stored = {"of": kiosk, "in_epoch": epoch, "first": new[0].seq, "last": new[-1].seq}
        kinds = Counter(entry.kind for entry in new if entry.seq not in aside)
        became = ClaimOutcome(set_aside=dict(aside))
        missing = kinds["respondent"] - self._claim(db, "respondent", stored)
        if missing and db.execute(statements.OWNER, stored).scalar() == kiosk:
            became.lost_by = _release(db, stored)
            missing -= self._claim(db, "respondent", stored) if became.lost_by else 0
        if kinds["correction"]:
            unclaimed = kinds["correction"] - self._claim(db, "correction", stored)
            if unclaimed:
                refused = {row.seq: row.set_aside for row in db.execute(statements.SET_CORRECTIONS_ASIDE, stored)}
                became.set_aside |= refused
                missing += unclaimed - len(refused)
        if not self._in_one_round_trip and kinds["respondent"] + kinds["correction"]:
            put(db, statements.ADD_TO_TALLIES, stored)
        if missing:
            became.copied_from = db.execute(statements.COPIED_FROM, stored).scalar()
        return became

    def own(self, db: sa.Connection, kiosk: str, ledger: str) -> None:
        """The owner of a ledger is who brought it first. A kiosk's later ledgers are its first one's owner's: they take
        over what that had copied."""
        owner = db.execute(statements.FIRST_OWNER, {"of": kiosk}).scalar() or kiosk
        insert = postgresql.insert if self._in_one_round_trip else sqlite.insert
        db.execute(insert(ledgers).values(ledger=ledger, owner=owner).on_conflict_do_nothing())

    def own_first(self, db: sa.Connection, kiosk: str, ledger: str) -> None:
        """The same of a ledger without entries: of one a kiosk, so that nobody takes ledgers in stock."""
        if db.execute(sa.select(ledgers.c.ledger).where(ledgers.c.owner == kiosk).limit(1)).first() is None:
            self.own(db, kiosk, ledger)

    def _claim(self, db: sa.Connection, kind: Literal["respondent", "correction"], stored: Stored) -> int:
        """Claim what nobody has claimed; gives how many. PostgreSQL adds them to the tallies at once."""
        if self._in_one_round_trip:
            return int(put(db, statements.CLAIM_AND_ADD[kind], stored).first()[0])
        return put(db, statements.CLAIM[kind], stored).rowcount


def _release(db: sa.Connection, stored: Stored) -> dict[str, int]:
    """Take from other kiosks what they claimed of the owner's own entries, out of copies that came first, and set aside
    what they had corrected of it; gives the kiosks, and how many corrections."""
    db.execute(statements.LOCK_OTHERS, stored).all()
    lost: dict[str, int] = {}
    for row in db.execute(statements.LOST, stored).all():
        is_correction = row.kind == "correction"
        lost[row.kiosk] = lost.get(row.kiosk, 0) + is_correction
        db.execute(counted.delete().where(*_is_of(counted, row)))
        db.execute(_subtraction(row))
        if is_correction:
            db.execute(entries.update().where(*_is_of(entries, row)).values(set_aside="no-respondent"))
    for kiosk in sorted(lost):
        db.execute(NOTE_RECOUNT, {"of": kiosk})
    return lost


def _is_of(table: sa.Table, row: sa.Row[Any]) -> Iterator[sa.ColumnElement[bool]]:
    return (table.c[name] == getattr(row, name) for name in ("kiosk", "epoch", "seq"))


def _subtraction(row: sa.Row[Any]) -> sa.Update:
    places = (tallies.c[name] == getattr(row, name) for name in ("kiosk", "day", "work_group", "channel"))
    return tallies.update().where(*places).values(count=tallies.c.count - int(row.value))
