"""A page's rows as one table: the page, its search, choices and order, its JSON and its sheet all come from it.

To make a page: write a function from a `Snapshot` to a `Table`, put it into `TABS` under the page's name, and put
`tab`, `title` and `rule` under that name into words.toml, and titles of its columns under `column`. That is a whole
page with its files. `shown` are the columns of the page, where files have others; cells are text, numbers, days,
moments, or those of cells.py (a `LinkCell` first, a `MarkCell` second). `tiles` are the values of a state that
add up to all rows, `chips` further ones; both lead to the rows they count. `answer` is what a reader in a hurry takes
away, `fold` makes rows of two lines of the table on a phone; under a row stands its `todo`, if it has one. A template
named after the page extends table.html only where more than a table is drawn: its blocks are `lead`, `rows`, `side`.
"""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from operator import itemgetter
from typing import Any, NamedTuple

from kiosk.catalogue.assessment import TOTAL, Assessment
from kiosk.hq.pages.cells import Cell, MarkCell
from kiosk.hq.pages.phrases import phrases
from kiosk.hq.report.report import CLOCK
from kiosk.text.bilingual import Bilingual, same

Row = dict[str, Any]
"""Values by the key of their column: text, numbers, days, moments, and cells, which JSON leaves out."""


class Todo(NamedTuple):
    """What to do about a row, said below it; `is_urgent` if somebody has to act now."""

    words: Bilingual
    is_urgent: bool


class Answer(NamedTuple):
    """The one sentence with the page's numbers, and a line of context; `mark` is its shape, if it has one."""

    words: Bilingual
    context: Bilingual | None = None
    mark: MarkCell | None = None


class Facet(NamedTuple):
    """A key of the rows by whose values they are chosen. A row's value is one of `values`, or several in a list."""

    key: str
    values: Mapping[str, MarkCell | Bilingual]


def region_facet(rows: Sequence[Row]) -> Facet:
    """The regions to which headquarters counts the offices of the rows."""
    regions = set(map(itemgetter("region"), rows)) - {None}
    return Facet("region", {region: same(region) for region in sorted(regions)})


class Fold(NamedTuple):
    """The same rows on a phone, in two lines: name and state, then two cells more.

    The first five of whose state is one of `help` stand open under the words of that key; the others are folded by
    `group` if their rows have it, else by tile.
    """

    name: str
    state: str
    second: str
    last: str
    help: tuple[str, Sequence[str]] | None = None
    group: str | None = None


class Head(NamedTuple):
    """A column's title that is no word of words.toml, with the minimum it is held to."""

    words: Bilingual
    minimum: int | None = None


@dataclass(frozen=True)
class Table:
    """One page's rows. `name` is the page's, `columns` the keys of their titles in the order of the sheet."""

    name: str
    title: Bilingual
    columns: list[str]
    rows: list[Row]
    shown: list[str] = field(default_factory=list)
    heads: Mapping[str, Head] = field(default_factory=dict)
    answer: Answer | None = None
    tiles: Facet | None = None
    chips: Sequence[Facet] = ()
    fold: Fold | None = None

    @property
    def facets(self) -> list[Facet]:
        """All by which rows can be chosen."""
        return [*([self.tiles] if self.tiles else []), *self.chips]

    def head(self, column: str) -> Head:
        """The title of a column."""
        return self.heads.get(column) or Head(phrases()(f"column.{title_of(column)}"))

    def as_json(self) -> dict[str, Any]:
        """The rows for a machine: words and marks that stand beside a code are left out."""
        plain = [{key: value for key, value in row.items() if not isinstance(value, Cell | Todo)} for row in self.rows]
        return {"page": self.name, "rows": plain}


_SHARED_TITLES = {"name_link": "office", "kiosk_link": "kiosk", "confirmed": "root_confirmed", "hash": "root_hash"}


def title_of(column: str) -> str:
    """The name in words.toml of the title of a column: words share that of the code they stand beside."""
    return _SHARED_TITLES.get(column, column.removesuffix("_words"))


def group_name(assessment: Assessment, group: str) -> Bilingual:
    """The title of a work group, or of the stated total."""
    return phrases()("office.total") if group == TOTAL else assessment.group(group).title


def moment_at(written: str | None) -> datetime.datetime | None:
    """A moment as the register writes it."""
    return None if written is None else datetime.datetime.fromisoformat(written)


def minutes_ahead(seconds: float | None) -> int | None:
    """By how many minutes a kiosk's clock is fast, negative if slow; None while it is near enough or not known."""
    if seconds is None or abs(seconds) <= CLOCK.total_seconds():
        return None
    return round(seconds / 60)
