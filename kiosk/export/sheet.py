"""A sheet of the evidence and its columns, whatever the file is: a column is one line, and is found by its key."""

import datetime
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Generic, TypeVar

from kiosk.text.bilingual import Bilingual, Phrases

Item = TypeVar("Item")
CellValue = int | float | datetime.date | Bilingual
"""What stands in a cell."""


@dataclass(frozen=True)
class Column(Generic[Item]):
    """A column: the key by which it is found, a width in characters, and what it says of the item of a row.

    Its heading is the phrase `export.` and its key, unless it has another.
    """

    key: str
    width: int
    value: Callable[[Item], CellValue]
    heading: Bilingual | None = None


@dataclass(frozen=True)
class Sheet:
    """A sheet: its name, its headings and widths by the key of their column, its rows. No cell is empty."""

    name: Bilingual
    headings: dict[str, Bilingual]
    widths: list[int]
    rows: list[list[CellValue]]

    @classmethod
    def of(cls, name: str, say: Phrases, columns: Sequence[Column[Item]], items: Iterable[Item]) -> "Sheet":
        """The sheet `export.` and its name, a row an item."""
        headings = {column.key: column.heading or say(f"export.{column.key}") for column in columns}
        rows = [[column.value(item) for column in columns] for item in items]
        return cls(say(f"export.{name}"), headings, [column.width for column in columns], rows)

    def at(self, key: str) -> int:
        """The number of the column of that key, the first being 0. ValueError if there is none."""
        return list(self.headings).index(key)
