"""How entries come into the register: all of a batch at once, and each id counted once.

The statements are plain SQL that both databases know, of as many rows as there are: what SQLAlchemy does for each row
would cost more than the rows themselves.
"""

import datetime
from collections import Counter
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import chain

import sqlalchemy as sa

from kiosk.hq import statements
from kiosk.hq.database import counted, entries
from kiosk.protocol import Entry

Row = tuple[object, ...]

_ENTRY = tuple(column.name for column in entries.columns)
_CLAIM = tuple(column.name for column in counted.columns)


class Storing:
    """The statements of one database with which entries are stored and counted."""

    def __init__(self, dialect: sa.Dialect) -> None:
        self._mark = "?" if dialect.paramstyle == "qmark" else "%s"
        self._add_to_tally = statements.add_to_tally(dialect.name)

    def store(
        self, db: sa.Connection, kiosk: str, epoch: str, new: list[Entry], hashes: list[str], received_at: str
    ) -> None:
        """Store entries with their hashes, and count those whose id, whichever epoch or clone brings it, is new."""
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
            db.exec_driver_sql(_insert(entries.name, _ENTRY, len(portion), self._mark), _flat(portion))
        counting = {entry.id: entry for entry in new if entry.kind in ("respondent", "correction")}
        if counting:
            self._count(db, kiosk, epoch, counting)

    def _count(self, db: sa.Connection, kiosk: str, epoch: str, counting: dict[str, Entry]) -> None:
        """Claim ids in their own order, so that two receivers never wait for each other.

        An id that somebody has claimed already, or that takes back a respondent that is taken back, is not claimed.
        """
        claims = [(one, entry.corrects, kiosk, epoch, entry.seq) for one, entry in sorted(counting.items())]
        changes: Counter[tuple[datetime.date, str, str]] = Counter()
        for portion in _portions(claims):
            claim = _insert(counted.name, _CLAIM, len(portion), self._mark) + " ON CONFLICT DO NOTHING RETURNING id"
            for (claimed,) in db.exec_driver_sql(claim, _flat(portion)):
                entry = counting[claimed]
                changes[entry.day, str(entry.work_group), entry.channel] += int(entry.value)
        if changes:
            db.execute(
                self._add_to_tally,
                [
                    {"kiosk": kiosk, "day": day, "work_group": group, "channel": channel, "count": change}
                    for (day, group, channel), change in sorted(changes.items())
                ],
            )


def _portions(rows: Sequence[Row]) -> Iterator[Sequence[Row]]:
    """All rows, in portions of a few sizes: both databases remember what they have understood, one text each."""
    for size in (1_000, 100, 10, 1):
        while len(rows) >= size:
            yield rows[:size]
            rows = rows[size:]


@lru_cache
def _insert(table: str, columns: tuple[str, ...], rows: int, mark: str) -> str:
    row = f"({', '.join([mark] * len(columns))})"
    return f"INSERT INTO {table} ({', '.join(columns)}) VALUES {', '.join([row] * rows)}"


def _flat(rows: Sequence[Row]) -> Row:
    return tuple(chain.from_iterable(rows))
