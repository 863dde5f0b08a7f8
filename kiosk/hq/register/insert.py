"""How entries come into the register: all of a batch at once, and each id counted once.

Entries are stored by plain SQL that both databases know, of as many rows as there are: what SQLAlchemy does for each
row would cost more than the row itself. What is counted is worked out by the database from what it has just stored.
"""

from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import chain

import sqlalchemy as sa

from kiosk.hq.store import statements
from kiosk.hq.store.tables import entries
from kiosk.protocol.chain import Entry

Row = tuple[object, ...]

_ENTRY = tuple(column.name for column in entries.columns)


class Storing:
    """The statements of one database with which entries are stored and counted."""

    def __init__(self, dialect: sa.Dialect) -> None:
        self._mark = "?" if dialect.paramstyle == "qmark" else "%s"
        self._at_once = dialect.name == "postgresql"

    def store(
        self, db: sa.Connection, kiosk: str, epoch: str, new: list[Entry], hashes: list[str], received_at: str
    ) -> str | None:
        """Store entries with their hashes, and count those whose id, whichever epoch or clone brings it, is new.

        Gives the name of another kiosk that is counted for one of them, if there is one.
        """
        rows = [
            (
                kiosk,
                epoch,
                entry.seq,
                entry.id,
                entry.day.isoformat(),
                entry.kind,
                entry.work_group,
                str(entry.value),
                entry.corrects,
                entry.channel,
                digest,
                received_at,
            )
            for entry, digest in zip(new, hashes, strict=True)
        ]
        for portion in _portions(rows):
            db.exec_driver_sql(_insert(len(portion), self._mark), tuple(chain.from_iterable(portion)))
        counting = sum(entry.kind in ("respondent", "correction") for entry in new)
        stored = {"of": kiosk, "in_epoch": epoch, "first": new[0].seq, "last": new[-1].seq}
        if self._count(db, stored) == counting:
            return None
        return db.execute(statements.COPIED_FROM, stored).scalar()

    def _count(self, db: sa.Connection, stored: dict[str, object]) -> int:
        """Claim the ids of what was stored, and add those that nobody had claimed to the tallies; gives how many."""
        if self._at_once:
            return int(db.execute(statements.CLAIM_AND_ADD, stored).scalar_one())
        claimed = db.execute(statements.CLAIM, stored).rowcount
        db.execute(statements.ADD_TO_TALLIES, stored)
        return claimed


def _portions(rows: Sequence[Row]) -> Iterator[Sequence[Row]]:
    """All rows, in portions of a few sizes: both databases remember what they have understood, one text each."""
    for size in (1_000, 100, 10, 1):
        while len(rows) >= size:
            yield rows[:size]
            rows = rows[size:]


@lru_cache
def _insert(rows: int, mark: str) -> str:
    row = f"({', '.join([mark] * len(_ENTRY))})"
    return f"INSERT INTO {entries.name} ({', '.join(_ENTRY)}) VALUES {', '.join([row] * rows)}"
