"""The text of a notice, in pages: what is known part by part, and the rest in one line."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, get_args

from textual.content import Content
from textual.message import Message

from kiosk.catalogue.channels import Hotline
from kiosk.catalogue.fact_words import budget_words
from kiosk.catalogue.facts import Fact, Statement, stated
from kiosk.catalogue.notices import Budget
from kiosk.text.bilingual import Bilingual, Phrases, joined, same
from screens.visitor.widgets.card_heading import card_heading
from screens.visitor.widgets.hotline_card import lines_of
from screens.visitor.widgets.statement import statement
from screens.widgets.block import Block, both
from screens.widgets.text_layout import beside

_NUMBER = 5
"""Cells that the number of a section takes, O24 and what parts it from the heading."""
_INDENT = 3
"""Cells that the mark before a name takes."""
_BAR = 80
"""Cells of the bar of a budget, at most."""
_TWO_COLUMNS, _GAP = 110, 4
"""Cells from which on two columns stand beside one another, and what is between them."""

Missing = Literal["listed", "named"]
_MISSING: tuple[Missing, ...] = get_args(Missing)
"""How fully it is said what is not published."""


@dataclass(frozen=True)
class Section:
    """A heading, what stands under it, and the number by which it is known, if it has one; `brief` names it among what
    is missing."""

    title: Bilingual
    text: Statement
    number: str = ""
    brief: Bilingual | None = None

    @property
    def name(self) -> Bilingual:
        """Its title behind its number; the number alone of one that has no other title."""
        number, title = same(self.number), self.brief or self.title
        return joined([number, title], " ") if self.number and title != number else title


@dataclass(frozen=True)
class _Part:
    """Lines that stand together, and the facts they state."""

    lines: list[Content]
    facts: list[Fact[Any]] = field(default_factory=list)


class NoticeText(Block):
    """The parts, packed into pages of the height there is; a part is never cut in two unless it must be."""

    @dataclass
    class LaidOut(Message):
        """It is known how many pages the notice takes, and which facts each of them states."""

        pages: list[list[Fact[Any]]]

    def __init__(
        self, sections: list[Section], budget: Budget | None, phrases: Phrases, hotlines: Sequence[Hotline]
    ) -> None:
        super().__init__(classes="card block")
        self.sections = sections
        self.budget = budget
        self.phrases = phrases
        self.hotlines = hotlines
        self.number = 0
        self._told: list[list[Fact[Any]]] = []

    def turn_to(self, number: int) -> None:
        """Show another page."""
        self.number = number
        self.refresh()

    def lines(self, width: int) -> list[Content]:
        height = max(self.content_size.height, 1)
        pages = self._pages(width, height)
        if (told := [page.facts for page in pages]) != self._told:
            self._told = told
            self.post_message(self.LaidOut(told))
        shown = min(self.number, len(pages) - 1)
        feet = ((at, self._whom_to_tell(width, height - len(pages[at].lines))) for at in reversed(range(len(pages))))
        last, foot = next(((at, foot) for at, foot in feet if foot), (0, []))
        return [*pages[shown].lines, *(foot if shown == last else [])]

    def _whom_to_tell(self, width: int, rows: int) -> list[Content]:
        """Whom to call about it, at the foot of a page that has the rows for all of them: beside one another where it
        is wide, or has no more rows."""
        ways = (self._numbers(width, rows, abreast) for abreast in ((2, 1) if width >= _TWO_COLUMNS else (1, 2)))
        return next(filter(None, ways), [])

    def _numbers(self, width: int, rows: int, abreast: int) -> list[Content]:
        head = card_heading(self, self.phrases("notice.whom_to_tell"), width)
        room = (width - _GAP * (abreast - 1)) // abreast
        fitting = [[line for line in lines_of(self, each) if line.cell_length <= room] for each in self.hotlines]
        shown = [line for lines in fitting for line in lines[:1]]
        numbers = [
            beside(shown[at : at + 1], shown[at + 1 : at + abreast], room + _GAP)[0]
            for at in range(0, len(shown), abreast)
        ]
        above = rows - len(head) - len(numbers)
        if above < 1 or not fitting or not all(fitting):
            return []
        return [*[Content("")] * above, *head, *numbers]

    def _pages(self, width: int, height: int) -> list[_Part]:
        """What is not published is named as fully as takes no further page."""
        return min((self._laid_out(width, height, missing) for missing in _MISSING), key=len)

    def _laid_out(self, width: int, height: int, missing: Missing) -> list[_Part]:
        """One column; where that takes several pages and there is the width for it, two beside one another."""
        pages = self._packed(width, height, missing)
        if len(pages) == 1 or width < _TWO_COLUMNS:
            return pages
        room = (width - _GAP) // 2
        columns = [*self._packed(room, height, missing), _Part([])]
        pairs = zip(columns[:-1:2], columns[1::2], strict=True)
        return [
            _Part(beside(left.lines, right.lines, room + _GAP), [*left.facts, *right.facts]) for left, right in pairs
        ]

    def _packed(self, width: int, height: int, missing: Missing) -> list[_Part]:
        """The parts in columns of a width and a height, an empty line between them."""
        columns: list[_Part] = []
        for part in self._parts(width, missing):
            if columns and len(columns[-1].lines) + 1 + len(part.lines) <= height:
                above = columns.pop()
                part = _Part([*above.lines, Content(""), *part.lines], [*above.facts, *part.facts])
            columns.append(part)
        return [
            _Part(column.lines[at : at + height], column.facts)
            for column in columns
            for at in range(0, len(column.lines), height)
        ] or [_Part([])]

    def _parts(self, width: int, missing: Missing) -> list[_Part]:
        """The parts of which something is known; then those of which nothing is."""
        known = [section for section in self.sections if section.text.value is not None]
        parts = [_Part(self._section(section, width), [section.text]) for section in known]
        names = [section.name for section in self.sections if section.text.value is None]
        if self.budget is not None and self.budget.value is not None:
            parts.insert(0, _Part(self._budget(self.budget, width), [self.budget]))
        elif self.budget is not None:
            names.insert(0, self.phrases("notice.budget"))
        return [*parts, _Part(self._missing(names, width, missing))] if names else parts

    def _missing(self, names: list[Bilingual], width: int, how: Missing) -> list[Content]:
        """What is not published: a line each under a heading, or one name after the other."""
        say = self.phrases
        if how == "listed":
            listed = [line for name in names for line in _listed(self, name, width)]
            return [*both(self, say("notice.not_yet"), width, "bold $ink"), *listed]
        return both(self, say("transparency.unpublished", names=joined(names, " · ")), width, "$soft")

    def _section(self, section: Section, width: int) -> list[Content]:
        at = _NUMBER if section.number else 0
        lines = statement(self, section.title, section.text, self.phrases, width - at)
        return beside([Content.styled(section.number, "bold $ink")], lines, at) if at else lines

    def _budget(self, budget: Budget, width: int) -> list[Content]:
        """Allocated and used as figures and as a bar, with the day they are of."""
        say, figures = self.phrases, budget.figure
        words = budget_words(figures, say) if figures else None
        head = statement(self, say("notice.budget"), stated(budget, words), say, width)
        if figures is None:
            return head
        room = min(width, _BAR)
        used = round(room * figures.used / max(figures.allocated, 1))
        return [*head, Content.styled("▄" * used, "$accent") + Content.styled("▁" * (room - used), "$dim")]


def _listed(block: Block, name: Bilingual, width: int) -> list[Content]:
    """A name behind a mark, in both languages on a line, or under one another."""
    mark, room = Content.styled("•", "$soft"), width - _INDENT
    named = both(block, name, room)
    line = Content("   ").join(named)
    return beside([mark], [line] if line.cell_length <= room else named, _INDENT)
