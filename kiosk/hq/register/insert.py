"""Bulk INSERT: all entries of a batch at once, and an idempotent claim of each id, so that it counts once.

Entries are stored by plain SQL that both databases know, of as many rows as there are: what SQLAlchemy does for each
row would cost more than the row itself. What is counted is worked out by the database from what it has just stored.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import chain

import msgspec
import sqlalchemy as sa

from kiosk.hq.store import statements
from kiosk.hq.store.tables import entries
from kiosk.protocol.chain import Entry

EntryRow = dict[str, object]
"""A row of the table of entries, by the names of its columns: the fields of an entry, and what headquarters adds."""


class BulkInsert:
    """The statements of one database with which entries are stored and counted."""

    def __init__(self, dialect: sa.Dialect) -> None:
        self._placeholder = "?" if dialect.paramstyle == "qmark" else "%s"
        self._in_one_round_trip = dialect.name == "postgresql"

    def store(
        self, db: sa.Connection, kiosk: str, epoch: str, new: list[Entry], hashes: list[str], received_at: str
    ) -> str | None:
        """Store entries with their hashes, and count those whose id, whichever epoch or clone brings it, is new.

        Gives the name of another kiosk that is counted for one of them, if there is one.
        """
        rows = [_row(kiosk, epoch, entry, digest, received_at) for entry, digest in zip(new, hashes, strict=True)]
        for chunk in _chunks(rows):
            values = tuple(chain.from_iterable(row.values() for row in chunk))
            db.exec_driver_sql(_insert(tuple(chunk[0]), len(chunk), self._placeholder), values)
        counting = sum(entry.kind in ("respondent", "correction") for entry in new)
        stored = {"of": kiosk, "in_epoch": epoch, "first": new[0].seq, "last": new[-1].seq}
        if self._claim(db, stored) == counting:
            return None
        return db.execute(statements.COPIED_FROM, stored).scalar()

    def _claim(self, db: sa.Connection, stored: dict[str, object]) -> int:
        """Claim the ids of what was stored, and add those that nobody had claimed to the tallies; gives how many."""
        if self._in_one_round_trip:
            return int(db.execute(statements.CLAIM_AND_ADD, stored).scalar_one())
        claimed = db.execute(statements.CLAIM, stored).rowcount
        db.execute(statements.ADD_TO_TALLIES, stored)
        return claimed


def _row(kiosk: str, epoch: str, entry: Entry, digest: str, received_at: str) -> EntryRow:
    return {
        **msgspec.structs.asdict(entry),
        "day": entry.day.isoformat(),
        "value": str(entry.value),
        "kiosk": kiosk,
        "epoch": epoch,
        "hash": digest,
        "received_at": received_at,
    }


def _chunks(rows: Sequence[EntryRow]) -> Iterator[Sequence[EntryRow]]:
    """All rows, in chunks of a few sizes: both databases cache a prepared statement for each text."""
    for size in (1_000, 100, 10, 1):
        while len(rows) >= size:
            yield rows[:size]
            rows = rows[size:]


@lru_cache
def _insert(columns: tuple[str, ...], rows: int, placeholder: str) -> str:
    row = f"({', '.join([placeholder] * len(columns))})"
    return f"INSERT INTO {entries.name} ({', '.join(columns)}) VALUES {', '.join([row] * rows)}"
