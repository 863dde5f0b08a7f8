"""The text of a notice, in pages: what is known part by part, and the rest in one line."""

from dataclasses import dataclass

from textual.content import Content
from textual.message import Message

from kiosk.catalogue.fact_words import budget_words
from kiosk.catalogue.facts import Statement, stated
from kiosk.catalogue.notices import Budget
from kiosk.text.bilingual import Bilingual, Phrases
from screens.visitor.widgets.statement import statement
from screens.widgets.block import Block, both
from screens.widgets.text_layout import beside

_NUMBER = 5
"""Cells that the number of a section takes, O24 and what parts it from the heading."""
_BAR = 80
"""Cells of the bar of a budget, at most."""
_TWO_COLUMNS, _GAP = 110, 5
"""Cells from which on two columns stand beside one another, and what is between them."""


@dataclass(frozen=True)
class Section:
    """A heading, what stands under it, and the number by which it is known, if it has one."""

    title: Bilingual
    text: Statement
    number: str = ""


class NoticeText(Block):
    """The parts, packed into pages of the height there is; a part is never cut in two unless it must be."""

    @dataclass
    class LaidOut(Message):
        """It is known how many pages the notice takes."""

        pages: int

    def __init__(self, sections: list[Section], budget: Budget | None, phrases: Phrases) -> None:
        super().__init__(classes="card block")
        self.sections = sections
        self.budget = budget
        self.phrases = phrases
        self.number = 0
        self._told = 0

    def turn_to(self, number: int) -> None:
        """Show another page."""
        self.number = number
        self.refresh()

    def lines(self, width: int) -> list[Content]:
        pages = self._pages(width, max(self.content_size.height, 1))
        if len(pages) != self._told:
            self._told = len(pages)
            self.post_message(self.LaidOut(len(pages)))
        return pages[min(self.number, len(pages) - 1)]

    def _pages(self, width: int, height: int) -> list[list[Content]]:
        """One column; where that takes several pages and there is the width for it, two beside one another."""
        pages = self._packed(width, height)
        if len(pages) == 1 or width < _TWO_COLUMNS:
            return pages
        room = (width - _GAP) // 2
        columns = [*self._packed(room, height), []]
        return [beside(columns[at], columns[at + 1], room + _GAP) for at in range(0, len(columns) - 1, 2)]

    def _packed(self, width: int, height: int) -> list[list[Content]]:
        """The parts in columns of a width and a height."""
        columns: list[list[Content]] = [[]]
        for block in self._blocks(width):
            if columns[-1] and len(columns[-1]) + 1 + len(block) > height:
                columns.append([])
            columns[-1] += [Content(""), *block] if columns[-1] else block
            while len(columns[-1]) > height:
                columns.append(columns[-1][height:])
                columns[-2] = columns[-2][:height]
        return columns

    def _blocks(self, width: int) -> list[list[Content]]:
        known = [section for section in self.sections if section.text.value is not None]
        blocks = [self._section(section, width) for section in known]
        budget = self.budget if self.budget and self.budget.value is not None else None
        if budget is not None:
            blocks.insert(0, self._budget(budget, width))
        every = len(self.sections) + (self.budget is not None)
        if missing := every - len(blocks):
            words = self.phrases("notice.unpublished", missing=missing, all=every)
            blocks.append(both(self, words, width, "$soft"))
        return blocks

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
