"""The papers that a service asks for, at a glance: those of everybody, and those that only some need."""

from collections.abc import Callable
from functools import lru_cache
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
from screens.widgets.text_layout import beside, followed, spread, wrapped

_INDENT = 3
_COLUMN = 40
"""Cells of a column at least."""

_GAP = 3

Entry = list[Content]
"""The lines of one paper."""

Say = Callable[[Bilingual], str]
"""Words in one of the two languages of a page."""


class _Group(NamedTuple):
    """Papers under a heading, in so many columns."""

    heading: str
    papers: list[RequiredDocument]
    columns: int


class DocumentsCard(Pressable):
    """One paper an entry, in as many columns as there is width for; on the bottom row the key to the page that is taken
    home, which all of the card is, and how many papers had no room, as many in either language: where that is none, the
    key does not promise more of them.

    On one row it says how many papers there are. Without any it is no key.
    """

    def __init__(self, service: Service, catalogue: Catalogue) -> None:
        has_papers = bool(service.documents.figure)
        say = catalogue.phrases
        whole, short = say("service.whole_list"), say("service.whole_list_short")
        super().__init__("2" if has_papers else "", whole, short=short, classes="card block")
        self.can_focus = has_papers
        self.service = service
        self.catalogue = catalogue
        self._hides_papers = True

    def forms(self) -> list[tuple[str, str]]:
        home = self.catalogue.phrases("take_home.title")
        return super().forms() if self._hides_papers else [(self.first(home), self.second(home))]

    def press(self) -> None:
        """Turn to what is taken home, where there is a list."""
        if self.key:
            super().press()

    def lines(self, width: int) -> list[Content]:
        say, documents = self.catalogue.phrases, self.service.documents
        self._hides_papers = True
        if not self.has_room(2):
            return [self._line(width)]
        if not documents.figure:
            head = card_heading(self, say("service.documents"), width)
            number = documents_words(documents, say)
            return [*head, *both(self, number, width, "$ink" if documents.is_none else "$soft")]
        return self._listed(documents.figure, width)

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

    def _listed(self, papers: list[RequiredDocument], width: int) -> list[Content]:
        columns = max((width + _GAP) // (_COLUMN + _GAP), 1)
        groups, room = _grouped(papers, columns), (width + _GAP) // columns - _GAP
        spans = [group.columns * (room + _GAP) for group in groups]
        headings = (self.catalogue.phrases(group.heading) for group in groups)
        heads = [card_heading(self, words, span - _GAP) for words, span in zip(headings, spans, strict=True)]
        rows = self.content_size.height - max(map(len, heads)) - 1
        brief, counts = self._fullest(groups, room, rows)
        self._hides_papers = sum(counts) < len(papers)
        lines: list[Content] = []
        for number, (head, group, count) in enumerate(zip(heads, groups, counts, strict=True)):
            entries = self._entries(group.papers[:count], room, brief, self.first)
            lines = beside(lines, [*head, *_evenly(entries, group.columns, rows, room)], sum(spans[:number]))
        lines += [Content("")] * (self.content_size.height - 1 - len(lines))
        return [*lines, self._foot(len(papers) - sum(counts), width)]

    def _fullest(self, groups: list[_Group], room: int, rows: int) -> tuple[bool, list[int]]:
        """Whether by short names more papers have room, and how many of each group have it in both languages."""
        ways = []
        for brief in (False, True):
            in_both = (
                [_held(self._entries(group.papers, room, brief, say), group.columns, rows) for group in groups]
                for say in (self.first, self.second)
            )
            counts = [min(held) for held in zip(*in_both, strict=True)]
            ways.append((brief, counts))
            if counts == [len(group.papers) for group in groups]:
                break
        return max(ways, key=lambda way: sum(way[1]))

    def _foot(self, hidden: int, width: int) -> Content:
        words = self.catalogue.phrases("service.more_items", count=hidden)
        more = Content.styled(self.first(words), "$soft") if hidden else Content("")
        return spread(self._key_in(width - more.cell_length - _GAP), more, width)

    def _entries(self, papers: list[RequiredDocument], room: int, brief: bool, say: Say) -> list[Entry]:
        return [self._entry(paper, room, brief, say) for paper in papers]

    def _entry(self, paper: RequiredDocument, room: int, brief: bool, say: Say) -> Entry:
        """Under its full name, or under its short one where that takes fewer rows."""
        document, condition = self.catalogue.paper(paper), paper.condition
        after = say(number_words(paper, document, self.catalogue.phrases) if condition is None else condition)
        whole = _named(say(document), after, condition is None, room)
        if not brief or len(whole) == 1:
            return whole
        return min((whole, _named(say(document.brief), after, condition is None, room)), key=len)


def _grouped(papers: list[RequiredDocument], columns: int) -> list[_Group]:
    """What everybody needs, beside it what only some need; in one column below it, where each says for whom it is."""
    everyones, some = ([paper for paper in papers if (paper.condition is None) == wanted] for wanted in (True, False))
    if columns == 1:
        return [_Group("service.documents", everyones + some, 1)]
    groups = [_Group("service.for_everyone", everyones, columns - bool(some))]
    return [*groups, _Group("service.only_some", some, 1)] if some else groups


@lru_cache(1024)
def _named(name: str, after: str, is_number: bool, room: int) -> Entry:
    """A name, at the end of its first line how many; or for whom, after it or on lines of its own. Each page of a
    service that is opened, and each way that is tried on it, asks for the same ones."""
    mark = Content.styled("•", "$accent")
    if is_number:
        return numbered(name, after, room, "$ink", "$soft", _INDENT, mark)
    return followed(wrapped(name, room, "$ink", _INDENT, mark), after, room, "$soft", _INDENT)


def _flowing(entries: list[Entry], columns: int, rows: int) -> list[list[Entry]]:
    """As many entries as so many columns of so many rows hold, one column after the other."""
    flow: list[list[Entry]] = [[]]
    for entry in entries:
        if sum(map(len, flow[-1])) + len(entry) > rows:
            if len(flow) == columns or len(entry) > rows:
                break
            flow.append([])
        flow[-1].append(entry)
    return flow


def _held(entries: list[Entry], columns: int, rows: int) -> int:
    """How many of some entries have room."""
    return sum(map(len, _flowing(entries, columns, rows)))


def _evenly(entries: list[Entry], columns: int, rows: int, room: int) -> list[Content]:
    """Entries, which all have room, in columns beside one another of as few rows as they take."""
    least = next(least for least in range(rows + 1) if _held(entries, columns, least) == len(entries))
    lines: list[Content] = []
    for number, column in enumerate(_flowing(entries, columns, least)):
        lines = beside(lines, list(chain(*column)), number * (room + _GAP))
    return lines
