"""Bulk INSERT: all entries of a batch at once, by plain SQL that both databases know, of as many rows as there are.

What SQLAlchemy does for each row would cost more than the row itself.
"""

from collections.abc import Iterator, Mapping, Sequence
from functools import lru_cache
from itertools import chain
from typing import Any

import msgspec
import sqlalchemy as sa

from kiosk.hq.store.compiled import put_text
from kiosk.hq.store.tables import entries

EntryRow = dict[str, object]
"""A row of the table of entries, by the names of its columns: the fields of an entry, and what headquarters adds."""


class BulkInsert:
    """The statements of one database with which entries are stored."""

    def __init__(self, dialect: sa.Dialect) -> None:
        self._placeholder = "?" if dialect.paramstyle == "qmark" else "%s"

    def store(
        self,
        db: sa.Connection,
        kiosk: str,
        epoch: str,
        new: Mapping[str, Any],
        aside: Mapping[int, str],
        received_at: str,
        table: sa.Table = entries,
    ) -> None:
        """Store entries by their hashes, with the reasons for which some are set aside."""
        rows = [_row(kiosk, epoch, entry, digest, received_at, aside.get(entry.seq)) for digest, entry in new.items()]
        for chunk in _chunks(rows):
            values = tuple(chain.from_iterable(row.values() for row in chunk))
            put_text(db, _insert(table.name, tuple(chunk[0]), len(chunk), self._placeholder), values)


def _row(kiosk: str, epoch: str, entry: Any, digest: str, received_at: str, set_aside: str | None) -> EntryRow:
    return {
        **msgspec.structs.asdict(entry),
        "day": entry.day.isoformat(),
        "value": str(entry.value),
        "kiosk": kiosk,
        "epoch": epoch,
        "hash": digest,
        "received_at": received_at,
        "set_aside": set_aside,
    }


def _chunks(rows: Sequence[EntryRow]) -> Iterator[Sequence[EntryRow]]:
    """All rows, in chunks of a few sizes: both databases cache a prepared statement for each text."""
    for size in (1_000, 100, 10, 1):
        while len(rows) >= size:
            yield rows[:size]
            rows = rows[size:]


@lru_cache
def _insert(table: str, columns: tuple[str, ...], rows: int, placeholder: str) -> str:
    row = f"({', '.join([placeholder] * len(columns))})"
    return f"INSERT INTO {table} ({', '.join(columns)}) VALUES {', '.join([row] * rows)}"
