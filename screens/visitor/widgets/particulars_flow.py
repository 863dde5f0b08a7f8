"""How the particulars of a service stand on pages: as few as hold them, steps together, columns nearly even."""

from dataclasses import dataclass, replace
from functools import cache
from itertools import pairwise

from kiosk.text.bilingual import Bilingual
from screens.visitor.widgets.card_heading import rows_in_line
from screens.widgets.pagination import page_count
from screens.widgets.text_layout import most_rows, most_rows_in_both

INDENT = 3
"""Cells before the words of a step."""


@dataclass(frozen=True)
class Entry:
    """One thing to know: a step behind its number, or words under a heading; what is `soft` stands under it.

    `again` is the heading of a step that begins a column without being the first of them. `both` languages have the
    words, the page's alone what stands under them. `in_line`, the heading begins their first line.
    """

    words: Bilingual
    heading: Bilingual | None = None
    mark: str = ""
    soft: Bilingual | None = None
    again: Bilingual | None = None
    both: bool = False
    in_line: bool = False

    def headed(self, *, first: bool) -> Bilingual | None:
        """What stands over it, as the first of a column or under others."""
        return self.heading or (self.again if first else None)

    def rows(self, width: int) -> int:
        """Its height at `width` cells in the language that takes most, so that pages are the same in all."""
        room, soft = width - (INDENT if self.mark else 0), [] if self.soft is None else [self.soft]
        if self.in_line and self.heading is not None:
            also = [self.words, *soft] if self.both else soft
            return rows_in_line(self.heading, self.words, width) + most_rows(also, width)
        if self.both:
            return most_rows_in_both(self.words, room) + most_rows(soft, room)
        return most_rows([self.words, *soft], room)


@dataclass(frozen=True)
class Room:
    """The room that a page has for particulars: columns beside each other, cells and rows of each."""

    columns: int
    width: int
    rows: int


Columns = list[list[Entry]]
_Cost = tuple[int, int]
"""How many columns are torn out of the steps or mixed with them, and the squares of all heights: least where even."""


def paged(entries: list[Entry], room: Room) -> list[Columns]:
    """Entries on as few pages of columns as hold them, none cut in two, an empty row before each heading."""
    columns = _Flow(entries, room).columns()
    return [columns[at : at + room.columns] for at in range(0, len(columns), room.columns)]


def in_both(entries: list[Entry], room: Room) -> list[Entry]:
    """Entries with each chapter in both languages that takes no more pages so, the steps first: what is said in both on
    one page is not said in one on the next. Where it saves a page, headings begin the line of their words."""
    columns = _Flow(entries, room).columns()
    short = [replace(entry, in_line=entry.heading is not None and not entry.mark) for entry in entries]
    closer = _Flow(short, room).columns()
    if page_count(len(closer), room.columns) < page_count(len(columns), room.columns):
        entries, columns = short, closer
    chapters = [[entry for entry in entries if entry.mark], *([entry] for entry in entries if not entry.mark)]
    most = page_count(len(columns), room.columns), _torn(columns)
    for chapter in chapters:
        fuller = [replace(entry, both=True) if entry in chapter else entry for entry in entries]
        columns = _Flow(fuller, room).columns()
        if page_count(len(columns), room.columns) <= most[0] and _torn(columns) <= most[1]:
            entries = fuller
    return entries


def _torn(columns: Columns) -> int:
    """How many columns begin with a step that is not the first."""
    return sum(column[0].heading is None for column in columns)


class _Flow:
    """The ways in which entries stand in columns, an empty row before each heading but the first."""

    def __init__(self, entries: list[Entry], room: Room) -> None:
        self.entries = entries
        self.room = room
        self._rows = [entry.rows(room.width) for entry in entries]
        self.best = cache(self._best)

    def columns(self) -> Columns:
        """The best columns of all that take as few pages as any."""
        if not (total := len(self.entries)):
            return []
        fewest = next(count for count in range(1, total + 1) if self.best(total, count))
        most = min(-(-fewest // self.room.columns) * self.room.columns, total)
        _, ends = min(best for count in range(fewest, most + 1) if (best := self.best(total, count)))
        return [self.entries[start:end] for start, end in pairwise((0, *ends))]

    def _best(self, end: int, count: int) -> tuple[_Cost, tuple[int, ...]] | None:
        """The least cost of the first `end` entries in `count` columns, and where these end."""
        if not count:
            return None if end else ((0, 0), ())
        ways = []
        for start in range(count - 1, end):
            before, cost = self.best(start, count - 1), self._cost(start, end)
            if before and cost:
                ways.append(((before[0][0] + cost[0], before[0][1] + cost[1]), (*before[1], end)))
        return min(ways, default=None)

    def _cost(self, start: int, end: int) -> _Cost | None:
        """What a column of these entries costs; nothing is known of one that is too high, unless it is one entry."""
        column = self.entries[start:end]
        headings = [entry.headed(first=not at) is not None for at, entry in enumerate(column)]
        height = sum(self._rows[start:end]) + sum(headings) + sum(headings[1:]) - sum(entry.in_line for entry in column)
        if height > self.room.rows and len(column) > 1:
            return None
        is_torn = column[0].heading is None
        is_mixed = self.room.columns > 1 and len({bool(entry.mark) for entry in column}) > 1
        return is_torn + is_mixed, height**2
