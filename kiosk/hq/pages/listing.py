"""A table as one address asks for it: the rows that are left, in order, and the choices that lead to others."""

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from itertools import chain
from typing import Any

from markupsafe import Markup, escape

from kiosk.hq.pages.cells import MarkCell, order_of, said
from kiosk.hq.pages.selection import Selection
from kiosk.hq.pages.table import Facet, Row, Table
from kiosk.text.bilingual import Bilingual
from kiosk.text.languages import OFFICIAL, Language

_OPEN = 8
"""Rows that a phone shows without folding them."""

PAGE_ROWS = 200
"""Rows of a page; of more, the address asks for the next ones. The kiosks of every province stand on one."""

_HELP = 5
"""Rows that stand open on a phone because they need help first."""


@dataclass(frozen=True)
class Choice:
    """One value of a facet: a link that chooses it, or that gives it up if it is chosen."""

    value: str
    words: MarkCell | Bilingual
    count: int
    is_chosen: bool
    address: str


class Listing:
    """The rows of a table that a selection leaves; `language` orders what is text."""

    def __init__(self, table: Table, selection: Selection, language: Language) -> None:
        self.whole = table
        self.selection = selection
        self.language = language
        searched = {*table.columns, *table.shown}
        self._found = _saying(selection.text, table.rows, searched)
        self.table = replace(table, rows=self._ordered(self._chosen_by(table.facets)))

    @property
    def columns(self) -> list[str]:
        """The columns of the page."""
        return self.whole.shown or self.whole.columns

    @property
    def rows(self) -> list[Row]:
        """The rows of the page."""
        first = (self.page - 1) * PAGE_ROWS
        return self.table.rows[first : first + PAGE_ROWS]

    @property
    def pages(self) -> int:
        """How many pages the rows fill."""
        return max(-(-len(self.table.rows) // PAGE_ROWS), 1)

    @property
    def page(self) -> int:
        """Which of them is shown: the nearest to the one that is asked for."""
        return min(max(self.selection.page, 1), self.pages)

    @property
    def is_whole(self) -> bool:
        """Whether every row is shown."""
        return len(self.table.rows) == len(self.whole.rows)

    @property
    def order(self) -> tuple[str, bool]:
        """The column by which rows are ordered, if it is one of the page, and whether the greatest stands first."""
        key, descends = self.selection.order
        return (key, descends) if key in self.columns else ("", False)

    def labels(self, language: Language) -> list[tuple[str, Markup]]:
        """The columns of the page with their titles, which a narrow page says beside each cell."""
        return [(column, escape(self.table.head(column).words.of(language))) for column in self.columns]

    def sorting(self, column: str) -> str:
        """The address that orders by a column: the other way round if it does already."""
        return self.selection.address(sort=f"-{column}" if self.order == (column, False) else column)

    def is_number(self, column: str) -> bool:
        """Whether a column holds numbers."""
        return any(isinstance(row[column], int | float) for row in self.rows)

    def choices(self, facet: Facet) -> list[Choice]:
        """The values of a facet, each with the rows it would leave of those that all else leaves."""
        rows = self._chosen_by([each for each in self.table.facets if each != facet])
        counts = _counted([row[facet.key] for row in rows])
        chosen = self.selection.get(facet.key)
        return [
            Choice(
                value,
                words,
                counts[value],
                value == chosen,
                self.selection.address(**{facet.key: "" if value == chosen else value}),
            )
            for value, words in facet.values.items()
        ]

    def folds(self) -> list[tuple[MarkCell | Bilingual | None, list[Row]]]:
        """The rows as a phone folds them: each group with its words; one without, if there is nothing to fold."""
        facet = next((each for each in self.table.facets if self._groups_by(each)), self.table.tiles)
        if facet is None or len(self.rows) <= _OPEN:
            return [(None, self.rows)]
        groups = [
            (words, [row for row in self.rows if _has(row, facet.key, value)]) for value, words in facet.values.items()
        ]
        return [(words, rows) for words, rows in groups if rows]

    def first(self) -> list[Row]:
        """The rows that need help first, which a phone shows before it folds; none if it folds nothing."""
        fold, tiles = self.table.fold, self.table.tiles
        if fold is None or fold.help is None or tiles is None or len(self.rows) <= _OPEN:
            return []
        return [row for row in self.rows if row[tiles.key] in fold.help[1]][:_HELP]

    def states(self, rows: list[Row]) -> list[tuple[MarkCell | Bilingual, int]]:
        """How many of some rows are of each tile that any of them is of."""
        tiles = self.table.tiles
        if tiles is None:
            return []
        counts = [(words, sum(_has(row, tiles.key, value) for row in rows)) for value, words in tiles.values.items()]
        return [(words, count) for words, count in counts if count]

    def _groups_by(self, facet: Facet) -> bool:
        fold = self.table.fold
        return fold is not None and facet.key == fold.group and len(facet.values) > 1

    def _chosen_by(self, facets: Iterable[Facet]) -> list[Row]:
        chosen = [(facet.key, value) for facet in facets if (value := self.selection.get(facet.key)) in facet.values]
        if not chosen:
            return self._found
        return [row for row in self._found if all(_has(row, *each) for each in chosen)]

    def _ordered(self, rows: list[Row]) -> list[Row]:
        key, descends = self.order
        if not key:
            return rows
        by = [(order_of(row[key], self.language), row) for row in rows]
        some = sorted((each for each in by if each[0] is not None), key=lambda each: each[0], reverse=descends)
        return [row for _, row in some] + [row for order, row in by if order is None]


def _has(row: Row, key: str, value: str) -> bool:
    return value in _values(row, key)


def _values(row: Row, key: str) -> Sequence[Any]:
    held: Any = row[key]
    return held if isinstance(held, list) else (held,)


def _counted(values: list[Any]) -> Counter[Any]:
    """How often each value is held, by rows that hold one each or a list of them each."""
    return Counter(chain.from_iterable(values) if values and isinstance(values[0], list) else values)


def _saying(text: str, rows: list[Row], columns: Iterable[str]) -> list[Row]:
    """The rows of which a cell says `text`, in either language; all for nothing."""
    wanted, columns = text.casefold(), list(columns)
    return [row for row in rows if _says(wanted, (row[key] for key in columns))] if wanted else rows


def _says(wanted: str, cells: Iterable[Any]) -> bool:
    return any(wanted in words.of(each).casefold() for words in map(said, cells) for each in OFFICIAL)
