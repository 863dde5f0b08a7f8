"""A posted notice: what the office says about itself, part by part, over as many pages as it takes."""

from dataclasses import dataclass

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive

from kiosk.catalogue.address import Address
from kiosk.catalogue.assessment import Assessment
from kiosk.catalogue.facts import Fact
from kiosk.catalogue.notices import Budget
from kiosk.catalogue.wording import budget_words
from kiosk.machine import Kiosk
from kiosk.text.bilingual import Bilingual, Phrases, same
from screens.page import Page
from screens.visitor.widgets.key_bar import KeyBar
from screens.visitor.widgets.statement import statement
from screens.widgets.block import Drawn
from screens.widgets.pressable import Pressable
from screens.widgets.title import Title

Part = tuple[Bilingual, Fact[Bilingual]]


class NoticeScreen(Page):
    """Title, parts, and which measures of the plan it serves. Next turns the page."""

    CSS_PATH = "notice.tcss"
    AUTO_FOCUS = ""
    page: reactive[int] = reactive(0, init=False)

    def __init__(self, kiosk: Kiosk, title: Bilingual, parts: list[Part], budget: Budget | None = None) -> None:
        super().__init__(kiosk)
        self.notice_title = title
        self.parts = parts
        self.budget = budget
        self.pages = 1

    def body(self) -> ComposeResult:
        say = self.phrases
        yield Title(self.notice_title, aside=say("service.speaks_for", office=self.kiosk.office.short_name))
        yield NoticeText(self.parts, self.budget, say)
        yield KeyBar(say, Pressable("right", say("key.next"), id="next", classes="-primary"))

    def on_notice_text_laid_out(self, event: "NoticeText.LaidOut") -> None:
        """It is known how many pages there are at this size, in this language."""
        self.pages = event.pages
        self.page = min(self.page, self.pages - 1)
        self.watch_page()

    def watch_page(self) -> None:
        """Show the page, and say which one it is."""
        self.query_one(NoticeText).turn_to(self.page)
        self.query_one("#next").display = self.page < self.pages - 1
        title = self.query_one(Title)
        many = self.phrases("service.page", page=self.page + 1, pages=self.pages)
        title.more = many if self.pages > 1 else same("")
        title.refresh()

    @on(Pressable.Pressed, "#next")
    def go_on(self) -> None:
        """Turn the page."""
        self.page = min(self.page + 1, self.pages - 1)

    def leave(self) -> None:
        if self.page:
            self.page -= 1
        else:
            super().leave()


class NoticeText(Drawn):
    """The parts, packed into pages of the height there is; a part is never cut in two unless it must be."""

    @dataclass
    class LaidOut(Message):
        """It is known how many pages the notice takes."""

        pages: int

    def __init__(self, parts: list[Part], budget: Budget | None, phrases: Phrases) -> None:
        super().__init__(classes="card block")
        self.parts = parts
        self.budget = budget
        self.phrases = phrases
        self.number = 0
        self._said = 0

    def turn_to(self, number: int) -> None:
        """Show another page."""
        self.number = number
        self.refresh()

    def lines(self, width: int) -> list[Content]:
        pages = self._pages(width, max(self.content_size.height, 1))
        if len(pages) != self._said:
            self._said = len(pages)
            self.post_message(self.LaidOut(len(pages)))
        return pages[min(self.number, len(pages) - 1)]

    def _pages(self, width: int, height: int) -> list[list[Content]]:
        blocks = [statement(self, title, fact, self.phrases, width) for title, fact in self.parts]
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
        if figures is None:
            return statement(self, say("notice.budget"), Fact[Bilingual](source=budget.source), say, width)
        words = budget_words(figures, say)
        fact = Fact[Bilingual](value=words, confirmed=budget.confirmed)
        room = min(width, 80)
        used = round(room * figures.used / max(figures.allocated, 1))
        bar = Content.styled("▄" * used, "$accent") + Content.styled("▁" * (room - used), "$dim")
        return [*statement(self, say("notice.budget"), fact, say, width), bar]


def ways_to_be_heard(kiosk: Kiosk) -> list[Part]:
    """Channels for complaints and opinions, then where the office itself is to be found, as parts of a notice."""
    office, say = kiosk.office, kiosk.catalogue.phrases
    return [
        *((one.title, one.how) for one in kiosk.catalogue.channels.complaint.values()),
        (say("facts.place"), office.place),
        (say("officer.phone"), office.phone),
        (say("facts.website"), _in_words(office.website)),
        (say("facts.facebook"), _in_words(office.facebook)),
    ]


def disclosed(assessment: Assessment) -> list[Part]:
    """The open-data items as parts of a notice: number and title, and the address where the item is disclosed."""
    return [
        (same(item.id) + "  " + item.title.figure if item.title.figure else same(item.id), _in_words(item.address))
        for item in assessment.disclosures
    ]


def _in_words(address: Address) -> Fact[Bilingual]:
    figure = same(address.figure) if address.figure else None
    return Fact[Bilingual](
        value="none" if address.is_none else figure, source=address.source, confirmed=address.confirmed
    )
