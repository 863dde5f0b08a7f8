"""The particulars of a service: steps, what one leaves with, lateness, the promised time, law, the way online."""

from collections.abc import Iterable
from dataclasses import dataclass

from textual.content import Content

from kiosk.catalogue.authority_words import rests_on
from kiosk.catalogue.catalogue import Catalogue
from kiosk.catalogue.fact_words import time_details
from kiosk.catalogue.facts import Fee, Statement
from kiosk.catalogue.services import Service
from kiosk.text.bilingual import Bilingual, joined
from screens.visitor.widgets.card_heading import card_heading
from screens.widgets.block import Block
from screens.widgets.text_layout import beside, most_rows, wrapped

_INDENT = 3
_GAP = 5
"""Cells between two columns."""


@dataclass(frozen=True)
class Entry:
    """One thing to know: a step behind its number, or words under a heading; what is `soft` stands under it."""

    words: Bilingual
    heading: Bilingual | None = None
    mark: str = ""
    soft: Bilingual | None = None

    def rows(self, width: int) -> int:
        """Its height at `width` cells in the language that takes most, so that pages are the same in all."""
        texts = [words for words in (self.words, self.soft) if words is not None]
        return bool(self.heading) + most_rows(texts, width - (_INDENT if self.mark else 0))


@dataclass(frozen=True)
class Room:
    """The room that a page has for particulars: columns beside each other, cells and rows of each."""

    columns: int
    width: int
    rows: int


def entries_of(service: Service, catalogue: Catalogue, *, noted: bool) -> list[Entry]:
    """All that is known, in the order in which visitors ask, also the note on who it is for if it is wanted."""
    say, eligible, entries = catalogue.phrases, service.who.figure, []
    if noted and eligible is not None and eligible.note is not None:
        entries.append(Entry(eligible.note, say("service.who")))
    for number, step in enumerate(catalogue.steps[service.steps].figure or [], 1):
        role, place = catalogue.roles[step.role], catalogue.places.get(step.place or "")
        where = role if place is None else role + " · " + place
        entries.append(Entry(step, say("service.steps") if number == 1 else None, f"{number}.", where))
    entries += _stated(service.result, say("service.result"), catalogue)
    entries += _stated(service.late, say("service.late"), catalogue)
    if (time := time_details(service.time, say)) is not None:
        entries.append(Entry(time, say("service.time")))
    entries += _laws(service, catalogue)
    online = catalogue.channels.online[service.online] if service.online else None
    if online is not None and online.address.figure:
        entries.append(Entry(online.title + ": " + online.note, say("service.online")))
    return entries


def _stated(statement: Statement, heading: Bilingual, catalogue: Catalogue) -> Iterable[Entry]:
    """A statement under its heading, with what it rests on."""
    if statement.figure is not None:
        yield Entry(statement.figure, heading, soft=rests_on(statement, catalogue))


def _laws(service: Service, catalogue: Catalogue) -> Iterable[Entry]:
    """The law that it is done by, and in full what its fee rests on, which the first page names in brief."""
    of_fee = _of_fee(service.fee, catalogue)
    law = catalogue.laws[service.law] if service.law is not None else of_fee
    if law is not None:
        yield Entry(law, catalogue.phrases("service.law"), soft=None if law is of_fee else of_fee)


def _of_fee(fee: Fee, catalogue: Catalogue) -> Bilingual | None:
    """What a fee rests on, with its note."""
    if (law := rests_on(fee, catalogue)) is None:
        return None
    about = [catalogue.phrases("service.fee"), *([fee.note] if fee.note else [])]
    return joined(about, " · ") + ": " + law


def paged(entries: list[Entry], room: Room) -> list[list[list[Entry]]]:
    """Entries on as few pages of columns as hold them, none cut in two; single columns are of nearly one height.

    Headings stand close under what is before them where that takes fewer pages.
    """
    loose, close = (_flowing(entries, room, room.rows, gap) for gap in (1, 0))
    gap = int(_pages(loose, room) <= _pages(close, room))
    columns = loose if gap else close
    if room.columns == 1:
        lower = (_flowing(entries, room, rows, gap) for rows in range(1, room.rows))
        columns = next((column for column in lower if len(column) == len(columns)), columns)
    return [columns[at : at + room.columns] for at in range(0, len(columns), room.columns)]


def _pages(columns: list[list[Entry]], room: Room) -> int:
    return -(-len(columns) // room.columns)


def _flowing(entries: list[Entry], room: Room, rows: int, gap: int) -> list[list[Entry]]:
    """Columns of so many rows at most, `gap` empty ones before a heading. The one after the steps begins a column if
    there is another beside it."""
    columns: list[list[Entry]] = [[]]
    taken = 0
    for before, entry in zip([None, *entries], entries, strict=False):
        needed = entry.rows(room.width) + (gap if entry.heading and columns[-1] else 0)
        after_steps = room.columns > 1 and before is not None and before.mark and not entry.mark
        if columns[-1] and (after_steps or taken + needed > rows):
            columns.append([])
            taken, needed = 0, entry.rows(room.width)
        columns[-1].append(entry)
        taken += needed
    return columns


class Particulars(Block):
    """A page of particulars, in one column or several."""

    def __init__(self) -> None:
        super().__init__(classes="card block")
        self.columns: list[list[Entry]] = []

    def show(self, columns: list[list[Entry]]) -> None:
        """Draw these entries."""
        self.columns = columns
        self.refresh()

    def lines(self, width: int) -> list[Content]:
        if len(self.columns) < 2:
            return [line for column in self.columns for line in self._column(column, width)]
        left, right = self.columns
        room = (width - _GAP) // 2
        return beside(self._column(left, room), self._column(right, room), room + _GAP)

    def _column(self, entries: list[Entry], width: int) -> list[Content]:
        """Entries below one another, an empty line before each heading, and before each step if there is room."""
        drawn = [self._entry(entry, width) for entry in entries]
        free = self.content_size.height - sum(map(len, drawn))
        headed = free >= sum(entry.heading is not None for entry in entries[1:])
        airy = free >= len(drawn) - 1
        lines: list[Content] = []
        for number, (entry, block) in enumerate(zip(entries, drawn, strict=True)):
            lines += [Content("")] if number and (airy or (headed and entry.heading)) else []
            lines += block
        return lines

    def _entry(self, entry: Entry, width: int) -> list[Content]:
        head = card_heading(self, entry.heading, width) if entry.heading else []
        indent = _INDENT if entry.mark else 0
        mark = Content.styled(entry.mark, "$soft")
        soft = wrapped(self.first(entry.soft), width, "$soft", indent) if entry.soft else []
        return [*head, *wrapped(self.first(entry.words), width, "$ink", indent, mark), *soft]
