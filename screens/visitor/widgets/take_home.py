"""What a visitor takes home: the code, and beside it the list in words; without a code, the list to photograph."""

from itertools import chain
from typing import NamedTuple

from textual.app import ComposeResult
from textual.content import Content

from kiosk.catalogue.catalogue import Catalogue
from kiosk.catalogue.checklist import Checklist, number_words
from kiosk.catalogue.fact_words import documents_words, fee_words
from kiosk.catalogue.facts import RequiredDocument
from kiosk.catalogue.services import Service
from kiosk.text.bilingual import Bilingual
from screens.visitor.widgets.code_card import CodeCard
from screens.visitor.widgets.tick_card import Said, numbered
from screens.visitor.widgets.whose_word import WhoseWord
from screens.widgets.block import Block
from screens.widgets.containers import Container, Vertical
from screens.widgets.text_layout import beside, spaced, wrapped
from screens.widgets.title import Title

FOOT, WHOSE_WORD = 2, 2
"""Rows under the papers for the fee, after an empty one; rows under the sheet for whose word it is."""

_GAP = 3
_INDENT = 3
_WIDEST, _NARROWEST = 60, 26
"""Cells of a column, at most and at least: further off, a number would not be read as that of its paper."""

Columns = list[list[list[Content]]]
"""The papers of each column, each of its lines."""


class SheetRoom(NamedTuple):
    """The columns and rows that a page has for papers."""

    width: int
    rows: int


class _Paper(NamedTuple):
    """The words of a paper: the condition under which it is asked for, its name, how many of it."""

    condition: str
    name: str
    number: str


class TakeHome(Container):
    """The last page of a service: its own title, the list, the code."""

    def __init__(
        self, service: Service, catalogue: Catalogue, columns: Columns, code: CodeCard | None, page: Bilingual
    ) -> None:
        super().__init__()
        self.service = service
        self.catalogue = catalogue
        self.columns = columns
        self.code = code
        self.page_words = page

    def compose(self) -> ComposeResult:
        say = self.catalogue.phrases
        with Vertical():
            heading = "take_home.photograph" if self.code is None else "take_home.title"
            yield Title(say(heading), more=self.page_words, also=self.service.short_title)
            yield Sheet(self.service, self.catalogue, self.columns)
            yield WhoseWord([self.service.documents, self.service.fee], self.catalogue)
        if self.code is not None:
            yield self.code


class Sheet(Block):
    """The papers of a service with their numbers and the fee, in the page's language.

    Where the papers have no room it says how many there are: the pages before have named them.
    """

    def __init__(self, service: Service, catalogue: Catalogue, columns: Columns) -> None:
        super().__init__(classes="card")
        self.service = service
        self.say = catalogue.phrases
        self.columns = columns

    def lines(self, width: int) -> list[Content]:
        service, say = self.service, self.say
        counted = self._named(say("service.documents"), documents_words(service.documents, say), width)
        papers = self._listed(width) or counted
        fee = self._named(say("service.fee"), fee_words(service.fee, say), width)
        return spaced([papers, fee], self.content_size.height)

    def _listed(self, width: int) -> list[Content]:
        at = (width + _GAP) // max(len(self.columns), 1)
        lines: list[Content] = []
        for number, column in enumerate(self.columns):
            below = list(chain(*column))
            lines = beside(lines, below, number * at) if number else below
        return lines

    def _named(self, name: Bilingual, words: Bilingual, width: int) -> list[Content]:
        named = Content.styled(self.first(name), "bold $ink")
        indent = named.cell_length + 2
        return wrapped(self.first(words), width, "$ink", indent, named)


def sheet_pages(
    service: Service, catalogue: Catalogue, words_of: Said, room: SheetRoom, *, is_single: bool = False
) -> list[Columns]:
    """The columns of papers on each page. Where one page `is_single` and cannot hold them, it has none."""
    papers = _named(service, catalogue, words_of)
    most = max((room.width + _GAP) // (_NARROWEST + _GAP), 1)
    for count in range(1, most + 1):
        width = min((room.width + _GAP) // count - _GAP, _WIDEST)
        columns = _flowing(papers, width, room.rows)
        if len(columns) <= count:
            return [columns]
    return [[]] if is_single else [columns[at : at + count] for at in range(0, len(columns), count)]


def _flowing(papers: list[_Paper], width: int, rows: int) -> Columns:
    """Newspaper columns: papers in order, as many in each as its rows hold.

    A condition stands over its first paper, and over those that are left in each further column: none of them seems to
    be asked of everybody.
    """
    columns: Columns = [[]]
    last = ""
    for paper in papers:
        lines = _lines(paper, width, is_new=paper.condition != last)
        if columns[-1] and sum(map(len, columns[-1])) + len(lines) > rows:
            columns.append([])
            lines = _lines(paper, width, is_new=True)
        columns[-1].append(lines)
        last = paper.condition
    return columns


def _named(service: Service, catalogue: Catalogue, words_of: Said) -> list[_Paper]:
    """The words of each paper, with the condition under which it is asked for."""

    def named(paper: RequiredDocument, condition: str = "") -> _Paper:
        document = catalogue.paper(paper)
        return _Paper(condition, words_of(document)[0], words_of(number_words(paper, document, catalogue.phrases))[0])

    checklist = Checklist.of(service.documents.figure or [])
    papers = [named(paper) for paper in checklist.to_get]
    for condition in checklist.conditional:
        papers += [named(paper, words_of(condition.words)[0]) for paper in condition.papers]
    return papers


def _lines(paper: _Paper, width: int, *, is_new: bool) -> list[Content]:
    mark = Content.styled("•", "$accent")
    lines = numbered(paper.name, paper.number, width, "$ink", "$soft", _INDENT, mark)
    return wrapped(paper.condition, width, "bold $accent") + lines if paper.condition and is_new else lines
