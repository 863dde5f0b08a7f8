"""The particulars of a service: steps, what one leaves with, lateness, the promised time, law, the way online."""

from collections.abc import Iterable

from textual.content import Content

from kiosk.catalogue.authority_words import rests_on
from kiosk.catalogue.catalogue import Catalogue
from kiosk.catalogue.fact_words import time_details
from kiosk.catalogue.facts import Fee, Statement
from kiosk.catalogue.services import Service
from kiosk.text.bilingual import Bilingual, joined
from screens.visitor.widgets.card_heading import card_heading, heading_in_line
from screens.visitor.widgets.particulars_flow import INDENT, Columns, Entry
from screens.widgets.block import Block
from screens.widgets.text_layout import APART, beside, share_a_line, unmarked_ends, wrapped

_GAP = 5
"""Cells between two columns."""


def entries_of(service: Service, catalogue: Catalogue, *, noted: bool) -> list[Entry]:
    """All that is known, in the order in which visitors ask, also the note on who it is for if it is wanted."""
    say, eligible, entries = catalogue.phrases, service.who.figure, []
    for number, step in enumerate(catalogue.steps[service.steps].figure or [], 1):
        role, place = catalogue.roles[step.role], catalogue.places.get(step.place or "")
        where = role if place is None else role + " · " + place
        heading = say("service.steps") if number == 1 else None
        entries.append(Entry(step, heading, f"{number}.", where, say("service.more_steps")))
    if noted and eligible is not None and eligible.note is not None:
        entries.append(Entry(eligible.note, say("service.note")))
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
    on_fee = catalogue.phrases("service.fee_law", law=law)
    return joined([on_fee, *([fee.note] if fee.note else [])], " · ")


class Particulars(Block):
    """A page of particulars, in one column or several."""

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id, classes="card block")
        self.columns: Columns = []

    def show(self, columns: Columns) -> None:
        """Draw these entries."""
        self.columns = columns
        self.refresh()

    def lines(self, width: int) -> list[Content]:
        room = width if len(self.columns) < 2 else (width - _GAP) // 2
        drawn = [self._drawn(entries, room) for entries in self.columns]
        lines: list[Content] = []
        for at, (entries, blocks) in enumerate(zip(self.columns, drawn, strict=True)):
            column = self._column(entries, blocks)
            lines = beside(lines, column, at * (room + _GAP)) if at else column
        return lines

    def _is_airy(self, blocks: list[list[Content]]) -> bool:
        """Whether there is room for an empty line between all entries."""
        return sum(map(len, blocks)) + len(blocks) - 1 <= self.content_size.height

    def _column(self, entries: list[Entry], blocks: list[list[Content]]) -> list[Content]:
        """Entries below one another, an empty line before each heading, and before each step if there is room."""
        airy = self._is_airy(blocks)
        lines: list[Content] = []
        for number, (entry, block) in enumerate(zip(entries, blocks, strict=True)):
            lines += [Content("")] if number and (airy or entry.heading) else []
            lines += block
        return lines

    def _drawn(self, entries: list[Entry], width: int) -> list[list[Content]]:
        return [self._entry(entry, width, first=not at) for at, entry in enumerate(entries)]

    def _entry(self, entry: Entry, width: int, *, first: bool) -> list[Content]:
        heading = entry.headed(first=first)
        head = card_heading(self, heading, width) if heading and not entry.in_line else []
        indent = INDENT if entry.mark else 0
        said, also = self.first(entry.words), self.second(entry.words)
        words = wrapped(said, width, "$ink", indent, Content.styled(entry.mark, "$soft"))
        other = wrapped(also, width, "$soft", indent) if entry.both and also != said else []
        if heading and entry.in_line:
            words = heading_in_line(self, heading, entry.words, width, "$ink")
        elif other and share_a_line(said, also, width - indent):
            words, other = [words[0] + Content(" " * APART) + Content.styled(also, "$soft")], []
        soft = wrapped(self.first(entry.soft), width, "$soft", indent) if entry.soft else []
        return [*head, *unmarked_ends([*words, *other, *soft])]
