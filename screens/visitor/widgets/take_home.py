"""What a visitor takes home: the code, and beside it the list in words; without a code, the list to photograph."""

from collections.abc import Callable
from functools import cache
from itertools import product
from typing import Any, NamedTuple

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.content import Content

from kiosk.catalogue.catalogue import Catalogue
from kiosk.catalogue.checklist import Checklist, goes_without_saying, number_words
from kiosk.catalogue.fact_words import documents_words, fee_words
from kiosk.catalogue.facts import Fact, RequiredDocument
from kiosk.catalogue.services import Service
from kiosk.text.bilingual import Bilingual, same
from screens.visitor.widgets.code_card import CodeCard
from screens.visitor.widgets.particulars_flow import Entry
from screens.visitor.widgets.tick_card import Said, condition_lines, numbered
from screens.visitor.widgets.whose_word import WhoseWord
from screens.widgets.block import Block
from screens.widgets.containers import Container, Vertical
from screens.widgets.pagination import page_count
from screens.widgets.text_layout import APART, beside, fitting, share_a_line, spaced, spread, wrapped
from screens.widgets.title import Title

HEAD, FOOT, WHOSE_WORD = 1, 1, 2
"""Rows over the papers for what to do; under them for the fee; under the sheet for whose word it is."""

_WAYS = (
    (True, True, 2),
    (True, True, 1),
    (True, False, 2),
    (True, False, 1),
    (False, True, 2),
    (False, True, 1),
    (False, False, 2),
    (False, False, 1),
    (False, False, 0),
)
"""Whether papers are named in both languages, whether it is said which pages of them are meant, and the empty rows over
and under them: all is given up to save a page alone."""

_MARK = "•"
_GAP = 3
_INDENT = 3
_WIDEST, _NARROWEST = 60, 26
"""Cells of a column, at most and at least: further off, a number would not be read as that of its paper."""

_LONG = 4
"""A number is long that takes more than one in so many of the cells of a column."""

SheetColumns = list[list[list[Content]]]
"""The papers of each column, each of its lines."""


class SheetRoom(NamedTuple):
    """The cells and rows that a page has for papers; an upright one has them in one column."""

    width: int
    rows: int
    is_upright: bool = False


class _Paper(NamedTuple):
    """The words of a paper as a page says them: the condition under which it is asked for, its name, how many of it,
    its short name, and what to know of it."""

    condition: tuple[str, str]
    name: tuple[str, str]
    number: str
    brief: tuple[str, str]
    note: str


class _PaperLines(NamedTuple):
    """A paper as a column shows it, the `head` only where its condition is new there."""

    condition: str
    head: list[Content]
    below: list[Content]


class TakeHome(Container):
    """The last page of a service: the list under the name of the service, for whoever looks at a picture of it; the
    code."""

    def __init__(
        self,
        title: Title,
        service: Service,
        catalogue: Catalogue,
        columns: SheetColumns,
        to_do: Bilingual,
        code: CodeCard | None,
        more: list[Entry],
        whose_word: int,
    ) -> None:
        """`whose_word` are the rows of that."""
        super().__init__(classes="" if code is None else "-coded")
        self.heading = title
        self.service = service
        self.catalogue = catalogue
        self.columns = columns
        self.to_do = to_do
        self.code = code
        self.more = more
        facts: list[Fact[Any]] = [service.documents, service.fee]
        facts += [service.result, service.late, service.time] if more else []
        self.whose_word = WhoseWord(facts, catalogue)
        self.whose_word.styles.height = whose_word

    def compose(self) -> ComposeResult:
        with Vertical():
            yield self.heading
            yield Sheet(self.service, self.catalogue, self.columns, self.to_do, self.more)
            yield self.whose_word
        if self.code is not None:
            yield self.code


class Sheet(Block):
    """What to do with it, the papers of a service with their numbers, the fee, and what else is little to know.

    Where the papers have no room it says how many there are: the pages before have named them.
    """

    def __init__(
        self, service: Service, catalogue: Catalogue, columns: SheetColumns, to_do: Bilingual, more: list[Entry]
    ) -> None:
        super().__init__(classes="card")
        self.service = service
        self.say = catalogue.phrases
        self.columns = columns
        self.to_do = to_do
        self.more = more

    def lines(self, width: int) -> list[Content]:
        service, say = self.service, self.say
        to_do = [Content.styled(words, style) for words, style in self._to_do]
        fee = self._named(say("service.fee"), fee_words(service.fee, say), width)
        for entry in self.more:
            fee += self._named(entry.heading or same(""), entry.words, width)
        rows = self.content_size.height
        papers = self._listed(width, rows - HEAD - len(fee)) or self._named(
            say("service.documents"), documents_words(service.documents, say), width
        )
        blocks = [[fitting(to_do, width)], papers, fee]
        return spaced(blocks if sum(map(len, blocks)) <= rows else blocks[1:], rows, last_first=True)

    @property
    def _to_do(self) -> list[tuple[str, str]]:
        return [(self.first(self.to_do), "bold $accent"), (self.second(self.to_do), "$soft")]

    def _listed(self, width: int, rows: int) -> list[Content]:
        """The columns side by side, a free row between papers where all have it, else before each condition, and more
        between and after columns."""
        at = (width + _GAP) // max(len(self.columns), 1)
        ways = self.columns, [_by_condition(column) for column in self.columns]
        close = [[[line for paper in column for line in paper]] for column in self.columns]
        lines: list[Content] = []
        for number, column in enumerate(next((way for way in ways if _is_airy(way, rows)), close)):
            below = spaced(column, sum(map(len, column)) + len(column))
            lines = beside(lines, below, number * at) if number else below
        return lines

    def _named(self, name: Bilingual, words: Bilingual, width: int) -> list[Content]:
        named = Content.styled(self.first(name), "bold $ink")
        indent = named.cell_length + 2
        return wrapped(self.first(words), width, "$ink", indent, named)


def sheet_pages(
    service: Service, catalogue: Catalogue, words_of: Said, room: SheetRoom, *, is_single: bool = False
) -> list[SheetColumns]:
    """The columns of papers on each page. Where one page `is_single` and cannot hold them, it has none.

    That a paper is the one original is said of all where this costs neither a page nor the code in either language,
    else of none. A language that takes fewer pages than the other is given as many, and says more on them: no service
    has another number of pages in another language.
    """
    lines = cache(_lines)

    def best(said: Said, pages: int, *, whole: bool) -> tuple[tuple[int, bool], list[SheetColumns]]:
        """The pages, after their cost: how many they are, whether the papers have no room at all."""
        way = _pages_of(_named(service, catalogue, said, whole=whole), lines, room, pages, is_single=is_single)
        return (len(way), not way[0]), way

    def other(words: Bilingual) -> tuple[str, str]:
        return words_of(words)[::-1]

    both = words_of, other
    pages = max(len(best(language, 1, whole=False)[1]) for language in both)
    said, unsaid = ([best(language, pages, whole=whole) for language in both] for whole in (True, False))
    whole = all(way[0] <= shorter[0] for way, shorter in zip(said, unsaid, strict=True))
    return (said if whole else unsaid)[0][1]


def _pages_of(
    papers: list[_Paper], lines: Callable[..., _PaperLines], room: SheetRoom, least: int, *, is_single: bool
) -> list[SheetColumns]:
    """On as few pages as can be, but the `least`: under their full names, in both languages, clear of what is over and
    under them, in few columns that leave no width empty, and all of them nearly even. Under short names they save a
    page; beside a code there is none to save."""
    ways = []
    fewest, most_columns = (
        1 if room.is_upright else max((room.width + _GAP) // (cells + _GAP), 1) for cells in (_WIDEST, _NARROWEST)
    )
    briefly = (False,) if is_single else (False, True)
    for brief, (both, noted, clear), count in product(briefly, _WAYS, range(fewest, most_columns + 1)):
        width, rows = min((room.width + _GAP) // count - _GAP, _WIDEST), room.rows - clear
        blocks = [lines(paper, width, both, noted, brief) for paper in papers]
        columns = _flowing(blocks, rows)
        most = max(page_count(len(columns), count), least) * count
        lower = (_flowing(blocks, fewer) for fewer in range(1, rows))
        columns = next((even for even in lower if len(even) <= most), columns)
        ways.append([columns[at : at + count] for at in range(0, len(columns), count)])
        if len(ways[-1]) <= least:
            break
    pages = min(ways, key=len)
    return [[]] if is_single and len(pages) > 1 else pages


def _flowing(papers: list[_PaperLines], rows: int) -> SheetColumns:
    """Newspaper columns: papers in order, as many in each as its rows hold.

    A condition stands over its first paper, and over those that are left in each further column: none of them seems to
    be asked of everybody.
    """
    columns: SheetColumns = [[]]
    taken, last = 0, ""
    for paper in papers:
        lines = paper.below if paper.condition == last else [*paper.head, *paper.below]
        if columns[-1] and taken + len(lines) > rows:
            columns.append([])
            taken, lines = 0, [*paper.head, *paper.below]
        columns[-1].append(lines)
        taken, last = taken + len(lines), paper.condition
    return columns


def _is_airy(columns: SheetColumns, rows: int) -> bool:
    """Whether the rows hold empty ones too: between all of each column, before and after them."""
    return all(sum(map(len, column)) + len(column) + 1 <= rows for column in columns)


def _by_condition(papers: list[list[Content]]) -> list[list[Content]]:
    """The lines of papers for everybody, then of those under each condition, whose words have no mark before them."""
    groups: list[list[Content]] = []
    for lines in papers:
        if groups and lines[0].plain.startswith(_MARK):
            groups[-1] += lines
        else:
            groups.append([*lines])
    return groups


def _named(service: Service, catalogue: Catalogue, words_of: Said, *, whole: bool) -> list[_Paper]:
    """The words of each paper, with the condition under which it is asked for; of the `whole` also of one original."""

    def named(paper: RequiredDocument, condition: tuple[str, str] = ("", "")) -> _Paper:
        document = catalogue.paper(paper)
        is_said = whole or not goes_without_saying(paper, document)
        number = words_of(number_words(paper, document, catalogue.phrases))[0] if is_said else ""
        note = words_of(document.note)[0] if document.note else ""
        return _Paper(condition, words_of(document), number, words_of(document.brief), note)

    checklist = Checklist.of(service.documents.figure or [])
    papers = [named(paper) for paper in checklist.to_get]
    for condition in checklist.conditional:
        papers += [named(paper, words_of(condition.words)) for paper in condition.papers]
    return papers


def _lines(paper: _Paper, width: int, both: bool, noted: bool, brief: bool) -> _PaperLines:
    """A paper in the page's language, or in `both`; `noted`, with what to know of it in the page's language; by its
    short name where that takes fewer rows, if names are to be `brief`."""
    names = (paper.name, paper.brief) if brief else (paper.name,)
    below = min((_under_name(*name, paper.number, width, both) for name in names), key=len)
    condition, elsewhere = paper.condition
    head = condition_lines(condition, elsewhere if both else "", width) if condition else []
    note = wrapped(paper.note, width, "$soft", _INDENT) if noted and paper.note else []
    return _PaperLines(condition, head, [*below, *note])


def _under_name(name: str, other: str, number: str, width: int, both: bool) -> list[Content]:
    """A paper of a name, in `both` languages on one line where it holds them before their number. A long number stands
    under a name that takes a line less without it: beside it one word of the name would be left."""
    mark = Content.styled(_MARK, "$accent")
    if both and share_a_line(name, other, width - _INDENT - cell_len(number) - APART):
        named = mark.pad_right(_INDENT - 1) + Content.styled(name, "$ink") + Content(" " * APART)
        return [spread(named + Content.styled(other, "$soft"), Content.styled(number, "$soft"), width)]
    lines = numbered(name, number, width, "$ink", "$soft", _INDENT, mark)
    alone = wrapped(name, width, "$ink", _INDENT, mark)
    if len(alone) < len(lines) and cell_len(number) * _LONG > width:
        lines = [*alone, spread(Content(""), Content.styled(number, "$soft"), width)]
    return [*lines, *wrapped(other, width, "$soft", _INDENT)] if both else lines
