"""The papers that a service asks for, at a glance: those of everybody, and those that only some need."""

from itertools import chain
from typing import NamedTuple

from textual.content import Content

from kiosk.catalogue.catalogue import Catalogue
from kiosk.catalogue.checklist import number_words
from kiosk.catalogue.fact_words import documents_words
from kiosk.catalogue.facts import RequiredDocument
from kiosk.catalogue.services import Service
from screens.visitor.widgets.card_heading import card_heading
from screens.visitor.widgets.tick_card import numbered
from screens.widgets.block import both
from screens.widgets.pressable import Pressable
from screens.widgets.text_layout import beside, fitting, spread, wrapped

_INDENT = 3
_COLUMN = 40
"""Cells of a column at least."""

_GAP = 3

Entry = list[Content]
"""The lines of one paper."""


class DocumentsCard(Pressable):
    """One paper an entry, in as many columns as there is width for; those without room are counted.

    Where there are papers, all of it is the key to the page that is taken home. On one row it says how many they are.
    """

    def __init__(self, service: Service, catalogue: Catalogue) -> None:
        has_papers = bool(service.documents.figure)
        super().__init__("2" if has_papers else "", catalogue.phrases("take_home.title"), classes="card block")
        self.can_focus = has_papers
        self.service = service
        self.catalogue = catalogue

    def press(self) -> None:
        """Turn to what is taken home, where there is a list."""
        if self.key:
            super().press()

    def lines(self, width: int) -> list[Content]:
        say, documents = self.catalogue.phrases, self.service.documents
        papers = documents.figure or []
        if not self.has_room(2):
            return [self._line(width)]
        if not papers:
            head = card_heading(self, say("service.documents"), width)
            number = documents_words(documents, say)
            return [*head, *both(self, number, width, "$ink" if documents.is_none else "$soft")]
        columns = max((width + _GAP) // (_COLUMN + _GAP), 1)
        room = (width + _GAP) // columns - _GAP
        everyone = [self._entry(paper, room) for paper in papers if paper.condition is None]
        some = [self._entry(paper, room) for paper in papers if paper.condition is not None]
        only_some = card_heading(self, say("service.only_some"), room)
        if columns == 1:
            more = [[Content(""), *only_some, *some[0]], *some[1:]] if some else []
            return self._side_by_side([_Group(self._heading(room), everyone + more, 1)], room, self.content_size.height)
        wide = columns - bool(some)
        whole = card_heading(self, say("service.for_everyone"), wide * (room + _GAP) - _GAP)
        groups = [_Group(whole, everyone, wide), *([_Group(only_some, some, 1)] if some else [])]
        # The key on a row of its own: beside the heading it would head a column of papers.
        rows = self.content_size.height - 1
        lines = self._side_by_side(groups, room, rows)
        return [*lines, *[Content("")] * (rows - len(lines)), self._badge() + Content(" ") + self._one_line(room)]

    def _line(self, width: int) -> Content:
        """How many papers, and at the right end of the row the key."""
        say, documents = self.catalogue.phrases, self.service.documents
        if documents.value is None:
            return Content.styled(self.first(say("service.ask_documents")), "$soft")
        name = Content.styled(self.first(say("service.documents")), "bold $ink")
        number = documents_words(documents, say)
        line = name + Content.styled(f"  {self.first(number)}", "$soft")
        if not self.key:
            return line
        key = self._badge() + Content(" ")
        room = width - line.cell_length - key.cell_length - _GAP
        return spread(line, key + self._one_line(room), width)

    def _heading(self, width: int) -> list[Content]:
        """What everybody needs; at the right end of its row the key."""
        words = self.catalogue.phrases("service.for_everyone")
        key = self._badge() + Content.styled(f" {self.first(self.words)}", "bold $ink")
        whole = card_heading(self, words, width)
        room = width - _GAP - key.cell_length
        for name in (whole[0], Content.styled(self.first(words), "bold $ink")):
            if name.cell_length <= room:
                return [spread(name, key, width)]
        return whole

    def _entry(self, paper: RequiredDocument, room: int) -> Entry:
        """Its name, at the end of its first line how many; or for whom, after it or on lines of its own."""
        document, say = self.catalogue.paper(paper), self.catalogue.phrases
        words, mark = self.first(document), Content.styled("•", "$accent")
        if paper.condition is None:
            number = self.first(number_words(paper, document, say))
            return numbered(words, number, room, "$ink", "$soft", _INDENT, mark)
        *above, last = name = wrapped(words, room, "$ink", _INDENT, mark)
        behind = fitting([last, Content.styled(self.first(paper.condition), "$soft")], room)
        if behind != last:
            return [*above, behind]
        return [*name, *wrapped(self.first(paper.condition), room, "$soft", _INDENT)]

    def _side_by_side(self, groups: list["_Group"], room: int, height: int) -> list[Content]:
        """Groups with their headings, in so many rows; an empty line under these, if all groups have one to spare."""
        rows = height - max(len(group.head) for group in groups)
        airy = all(len(_parted(group.entries, rows - 1)) <= group.columns for group in groups)
        lines: list[Content] = []
        at = 0
        for group in groups:
            listed = [*group.head, *([Content("")] if airy else []), *self._listed(group, room, rows - airy)]
            lines = beside(lines, listed, at)
            at += group.columns * (room + _GAP)
        return lines

    def _listed(self, group: "_Group", room: int, rows: int) -> list[Content]:
        """The entries of a group, evenly parted; of too many as many as there is room for, and how many others."""
        for height in range(1, rows + 1):
            if len(parted := _parted(group.entries, height)) <= group.columns:
                return _beside_one_another(parted, room + _GAP)
        parted = _parted(group.entries, max(rows, 1))[: group.columns]
        while True:
            hidden = len(group.entries) - sum(map(len, parted))
            words = self.catalogue.phrases("service.more_items", count=hidden)
            more = wrapped(self.first(words), room, "$soft", _INDENT)
            if not parted[-1] or len(list(chain(*parted[-1]))) + len(more) <= rows:
                parted[-1].append(more)
                return _beside_one_another(parted, room + _GAP)
            parted[-1].pop()


class _Group(NamedTuple):
    """Entries under a heading, in so many columns."""

    head: list[Content]
    entries: list[Entry]
    columns: int


def _parted(entries: list[Entry], height: int) -> list[list[Entry]]:
    """Entries in columns of at most `height` lines, except for an entry that is higher itself."""
    parted: list[list[Entry]] = [[]]
    for entry in entries:
        if parted[-1] and len(list(chain(*parted[-1]))) + len(entry) > height:
            parted.append([])
        parted[-1].append(entry)
    return parted


def _beside_one_another(columns: list[list[Entry]], at: int) -> list[Content]:
    lines: list[Content] = []
    for number, column in enumerate(columns):
        lines = beside(lines, list(chain(*column)), number * at)
    return lines
