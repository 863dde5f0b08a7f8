"""The papers that a service asks for, at a glance: those of everybody, and those that only some need."""

from collections.abc import Callable
from functools import cache, lru_cache
from itertools import chain
from typing import NamedTuple

from textual.content import Content

from kiosk.catalogue.catalogue import Catalogue
from kiosk.catalogue.checklist import number_words
from kiosk.catalogue.fact_words import documents_words
from kiosk.catalogue.facts import RequiredDocument
from kiosk.catalogue.services import Service
from kiosk.text.bilingual import Bilingual
from screens.visitor.widgets.card_heading import card_heading
from screens.visitor.widgets.tick_card import numbered
from screens.widgets.block import both
from screens.widgets.pressable import Pressable
from screens.widgets.text_layout import beside, fitting, spread, wrapped

_INDENT = 3
_COLUMN = 40
"""Cells of a column at least, where papers have their full names."""

_GAP = 3

Entry = list[Content]
"""The lines of one paper."""

Say = Callable[[Bilingual], str]
"""Words in one of the two languages of a page."""


class _Group(NamedTuple):
    """Papers under a heading, in so many columns, of whose first one so many rows at the bottom are the key's."""

    papers: tuple[RequiredDocument, ...]
    columns: int
    of_key: int = 0


class _Way(NamedTuple):
    """How papers are told: in columns of so many cells, by their short names where these take fewer rows. That there
    are more stands at the end of each group, or at the `foot` of all; there are so many empty rows between the papers
    of one group that everybody needs and the others."""

    groups: list[_Group]
    room: int
    brief: bool = False
    foot: bool = False
    apart: int = 0


class DocumentsCard(Pressable):
    """One paper an entry, in as many columns as there is width for; those without room are counted, as many in either
    language.

    Where there are papers, all of it is the key to the page that is taken home. On one row it says how many they are.
    """

    def __init__(self, service: Service, catalogue: Catalogue) -> None:
        has_papers = bool(service.documents.figure)
        super().__init__("2" if has_papers else "", catalogue.phrases("take_home.title"), classes="card block")
        self.can_focus = has_papers
        self.service = service
        self.catalogue = catalogue
        papers = service.documents.figure or []
        self._everyones = tuple(paper for paper in papers if paper.condition is None)
        self._some = tuple(paper for paper in papers if paper.condition is not None)

    def press(self) -> None:
        """Turn to what is taken home, where there is a list."""
        if self.key:
            super().press()

    def lines(self, width: int) -> list[Content]:
        say, documents = self.catalogue.phrases, self.service.documents
        if not self.has_room(2):
            return [self._line(width)]
        if not documents.figure:
            head = card_heading(self, say("service.documents"), width)
            number = documents_words(documents, say)
            return [*head, *both(self, number, width, "$ink" if documents.is_none else "$soft")]
        columns = (width + _GAP) // (_COLUMN + _GAP)
        return self._side_by_side(columns, width) if columns > 1 else self._upright(width)

    def _line(self, width: int) -> Content:
        """How many papers, and at the right end of the row the key."""
        say, documents = self.catalogue.phrases, self.service.documents
        if documents.value is None:
            return Content.styled(self.first(say("service.ask_documents")), "$soft")
        name = Content.styled(self.first(say("service.documents")), "bold $ink")
        number = documents_words(documents, say)
        line = name + Content.styled(f"  {self.first(number)}", "$soft")
        return spread(line, self._key_in(width - line.cell_length - _GAP), width) if self.key else line

    def _key_in(self, room: int) -> Content:
        """The key on a line, in both languages where they have room."""
        key = self._badge() + Content(" ")
        return key + self._one_line(room - key.cell_length)

    def _side_by_side(self, columns: int, width: int) -> list[Content]:
        """What everybody needs, beside it what only some need; at the bottom of the first column the key."""
        say, wide = self.catalogue.phrases, columns - bool(self._some)
        room = (width + _GAP) // columns - _GAP
        groups = [_Group(self._everyones, wide, of_key=1), *([_Group(self._some, 1)] if self._some else [])]
        heads = [card_heading(self, say("service.for_everyone"), wide * (room + _GAP) - _GAP)]
        heads += [card_heading(self, say("service.only_some"), room)] if self._some else []
        rows = self.content_size.height - max(map(len, heads))
        listed = self._fullest([_Way(groups, room), _Way(groups, room, brief=True)], rows).columns
        listed[0][0] += [*[Content("")] * (rows - 1 - len(listed[0][0])), self._key_in(room)]
        lines: list[Content] = []
        for number, (head, group) in enumerate(zip(heads, listed, strict=True)):
            lines = beside(lines, [*head, *_beside_one_another(group, room)], number * wide * (room + _GAP))
        return lines

    def _upright(self, width: int) -> list[Content]:
        """One column; on the bottom row how many others there are, and the key. Where rows are short no heading stands
        over what only some need: each says for whom it is."""
        say, papers = self.catalogue.phrases, (*self._everyones, *self._some)
        way, rows = _Way([_Group(papers, 1)], width, foot=True), self.content_size.height - 2
        told = self._fullest([way._replace(apart=1), way, way._replace(brief=True)], rows)
        words = say("service.documents" if told.way.brief and self._some else "service.for_everyone")
        hidden = len(papers) - told.counts[0]
        more = self._more(hidden, width, self.first)[0] if hidden else Content("")
        foot = spread(more, self._key_in(width - more.cell_length - _GAP), width)
        [[listed]] = told.columns
        return [card_heading(self, words, width)[0], *listed, *[Content("")] * (rows - len(listed)), foot]

    def _fullest(self, ways: list[_Way], rows: int) -> "_Told":
        """The first way that tells all papers in both languages, else the first that tells most of them."""
        entries_of = cache(self._entries)  # ways may have the same ones, and each counts them
        counted = []
        for way in ways:
            in_both = (
                [
                    self._told(entries_of(group.papers, way.room, way.brief, say), group, way, rows, say)
                    for group in way.groups
                ]
                for say in (self.first, self.second)
            )
            counts = [min(each) for each in zip(*in_both, strict=True)]
            counted.append((sum(counts), counts, way))
            if counts == [len(group.papers) for group in way.groups]:
                break
        _, counts, way = max(counted, key=lambda each: each[0])
        listed = [
            self._listed(entries_of(group.papers, way.room, way.brief, self.first), count, way, self.first)
            for group, count in zip(way.groups, counts, strict=True)
        ]
        has_all = counts == [len(group.papers) for group in way.groups]
        for free in (1, 0) if has_all else (0,):
            columns = [_held(entries, group, rows - free) for entries, group in zip(listed, way.groups, strict=True)]
            if all(columns):
                break
        blank = [Content("")] * free
        return _Told(way, counts, [[[*blank, *chain(*column)] for column in group or [[]]] for group in columns])

    def _told(self, entries: list[Entry], group: _Group, way: _Way, rows: int, say: Say) -> int:
        """How many papers of a group have room."""
        counts = range(len(entries), 0, -1)
        return next((count for count in counts if _held(self._listed(entries, count, way, say), group, rows)), 0)

    def _listed(self, entries: list[Entry], count: int, way: _Way, say: Say) -> list[Entry]:
        """The first papers of a group, and that there are more; the heading of those that only some need, where all are
        one group."""
        hidden, listed = len(entries) - count, entries[:count]
        if way.foot and not way.brief and count > len(self._everyones):
            head = card_heading(self, self.catalogue.phrases("service.only_some"), way.room)
            at = len(self._everyones)
            listed[at] = [*[Content("")] * way.apart, *head, *listed[at]]
        return [*listed, self._more(hidden, way.room, say)] if hidden and not way.foot else listed

    def _entries(self, papers: tuple[RequiredDocument, ...], room: int, brief: bool, say: Say) -> list[Entry]:
        return [self._entry(paper, room, brief, say) for paper in papers]

    def _more(self, hidden: int, room: int, say: Say) -> Entry:
        return wrapped(say(self.catalogue.phrases("service.more_items", count=hidden)), room, "$soft", _INDENT)

    def _entry(self, paper: RequiredDocument, room: int, brief: bool, say: Say) -> Entry:
        """Under its full name, or under its short one where that takes fewer rows."""
        document, condition = self.catalogue.paper(paper), paper.condition
        after = say(number_words(paper, document, self.catalogue.phrases) if condition is None else condition)
        whole = _named(say(document), after, condition is None, room)
        if not brief or len(whole) == 1:
            return whole
        return min((whole, _named(say(document.brief), after, condition is None, room)), key=len)


@lru_cache(1024)
def _named(name: str, after: str, is_number: bool, room: int) -> Entry:
    """A name, at the end of its first line how many; or for whom, after it or on lines of its own. Each page of a
    service that is opened, and each way that is tried on it, asks for the same ones."""
    mark = Content.styled("•", "$accent")
    if is_number:
        return numbered(name, after, room, "$ink", "$soft", _INDENT, mark)
    *above, last = lines = wrapped(name, room, "$ink", _INDENT, mark)
    behind = fitting([last, Content.styled(after, "$soft")], room)
    return [*above, behind] if behind != last else [*lines, *wrapped(after, room, "$soft", _INDENT)]


class _Told(NamedTuple):
    """What has room: which way, how many papers of each group, and the lines of each of its columns."""

    way: _Way
    counts: list[int]
    columns: list[list[list[Content]]]


def _held(entries: list[Entry], group: _Group, rows: int) -> list[list[Entry]] | None:
    """Entries in the columns of a group, as even as can be; nothing where so many rows do not hold them."""
    least = -(-_rows(entries) // group.columns)
    for height in range(max(least, 1), rows + 1):
        parted, most = _parted(entries, height, min(height, rows - group.of_key)), [rows - group.of_key]
        most += [rows] * (len(parted) - 1)
        if len(parted) <= group.columns and all(_rows(column) <= at for column, at in zip(parted, most, strict=True)):
            return parted
    return None


def _parted(entries: list[Entry], height: int, first: int) -> list[list[Entry]]:
    """Entries in columns of at most `height` lines, the first one of at most `first`, except for an entry that is
    higher itself."""
    parted: list[list[Entry]] = [[]]
    for entry in entries:
        if parted[-1] and _rows(parted[-1]) + len(entry) > (first if len(parted) == 1 else height):
            parted.append([])
        parted[-1].append(entry)
    return parted


def _rows(column: list[Entry]) -> int:
    return sum(map(len, column))


def _beside_one_another(columns: list[list[Content]], room: int) -> list[Content]:
    lines: list[Content] = []
    for number, column in enumerate(columns):
        lines = beside(lines, column, number * (room + _GAP))
    return lines
