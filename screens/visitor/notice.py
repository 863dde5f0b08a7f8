"""A posted notice: what the office says about itself, part by part, over as many pages as it takes."""

from dataclasses import dataclass
from typing import Any

from textual.app import ComposeResult
from textual.content import Content
from textual.message import Message

from kiosk.catalogue.address import Address
from kiosk.catalogue.assessment import Assessment
from kiosk.catalogue.fact_words import budget_words
from kiosk.catalogue.facts import Fact, Statement
from kiosk.catalogue.notices import Budget
from kiosk.machine import Kiosk
from kiosk.text.bilingual import Bilingual, Phrases, same
from screens.paged import PagedScreen
from screens.visitor.widgets.key_bar import KeyBar
from screens.visitor.widgets.statement import statement
from screens.widgets.block import Block
from screens.widgets.pressable import Pressable
from screens.widgets.title import Title

Section = tuple[Bilingual, Statement]
"""A heading, and what stands under it."""


class NoticeScreen(PagedScreen):
    """Title, parts, and which measures of the plan it serves. Next turns the page."""

    CSS_PATH = "notice.tcss"
    AUTO_FOCUS = ""
    pages = 1

    def __init__(self, kiosk: Kiosk, title: Bilingual, sections: list[Section], budget: Budget | None = None) -> None:
        super().__init__(kiosk)
        self.notice_title = title
        self.sections = sections
        self.budget = budget

    def body(self) -> ComposeResult:
        say = self.phrases
        yield Title(self.notice_title, aside=say("service.speaks_for", office=self.kiosk.office.short_name))
        yield NoticeText(self.sections, self.budget, say)
        yield KeyBar(say, Pressable("right", say("key.next"), id="next", classes="-primary"))

    def on_notice_text_laid_out(self, event: "NoticeText.LaidOut") -> None:
        """It is known how many pages there are at this size, in this language."""
        self.pages = event.pages
        self.page = min(self.page, self.pages - 1)
        self.watch_page()

    def watch_page(self) -> None:
        """Show the page, and say which one it is."""
        self.query_one(NoticeText).turn_to(self.page)
        super().watch_page()


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
        blocks = [statement(self, title, fact, self.phrases, width) for title, fact in self.sections]
        if self.budget is not None:
            blocks.insert(0, self._budget(self.budget, width))
        pages: list[list[Content]] = [[]]
        for block in blocks:
            if pages[-1] and len(pages[-1]) + 1 + len(block) > height:
                pages.append([])
            pages[-1] += [Content(""), *block] if pages[-1] else block
            while len(pages[-1]) > height:
                pages.append(pages[-1][height:])
                pages[-2] = pages[-2][:height]
        return pages

    def _budget(self, budget: Budget, width: int) -> list[Content]:
        """Allocated and used as figures and as a bar, with the day they are of."""
        say, figures = self.phrases, budget.figure
        words = budget_words(figures, say) if figures else None
        head = statement(self, say("notice.budget"), stated(budget, words), say, width)
        if figures is None:
            return head
        room = min(width, 80)
        used = round(room * figures.used / max(figures.allocated, 1))
        bar = Content.styled("▄" * used, "$accent") + Content.styled("▁" * (room - used), "$dim")
        return [*head, bar]


def ways_to_be_heard(kiosk: Kiosk) -> list[Section]:
    """Channels for complaints and opinions, then where the office itself is to be found, as sections of a notice."""
    office, say = kiosk.office, kiosk.catalogue.phrases
    return [
        *((channel.title, channel.how) for channel in kiosk.catalogue.channels.complaint.values()),
        (say("facts.place"), office.place),
        (say("officer.phone"), office.phone),
        (say("facts.website"), _address(office.website)),
        (say("facts.facebook"), _address(office.facebook)),
    ]


def disclosed(assessment: Assessment) -> list[Section]:
    """The open-data items as sections of a notice: number and title, and the address where the item is disclosed."""
    return [
        (same(item.id) + "  " + item.title.figure if item.title.figure else same(item.id), _address(item.address))
        for item in assessment.disclosures
    ]


def stated(fact: Fact[Any], figure: Bilingual | None) -> Statement:
    """A fact of another kind as words, which say its figure, as sure as the fact is."""
    return Statement(value="none" if fact.is_none else figure, source=fact.source, confirmed=fact.confirmed)


def _address(address: Address) -> Statement:
    return stated(address, same(address.figure) if address.figure else None)
