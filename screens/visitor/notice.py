"""A posted notice: what the office says about itself, part by part, over as many pages as it takes."""

from collections.abc import Sequence
from typing import Any

from textual import on
from textual.app import ComposeResult

from kiosk.catalogue.address import Address
from kiosk.catalogue.assessment import Assessment
from kiosk.catalogue.authority import Authority
from kiosk.catalogue.channels import Hotline
from kiosk.catalogue.facts import Fact, Statement, stated
from kiosk.catalogue.notices import Budget
from kiosk.machine.kiosk import Kiosk
from kiosk.text.bilingual import Bilingual, same
from screens.messages import OnlineChosen
from screens.paged import KEYS, PagedScreen
from screens.visitor.widgets.key_bar import KeyBar
from screens.visitor.widgets.notice_text import NoticeText, Section
from screens.visitor.widgets.whose_word import Heading, WhoseWord
from screens.widgets.containers import Grid
from screens.widgets.pressable import Pressable
from screens.widgets.title import Title


class NoticeScreen(PagedScreen):
    """Title and parts; those of which nothing is known stand together in one line. Next turns the page."""

    CSS_PATH = "notice.tcss"
    AUTO_FOCUS = ""
    stated: Sequence[list[Fact[Any]]] = ()
    """What each page states, once it is known how many there are."""

    def __init__(
        self,
        kiosk: Kiosk,
        title: Bilingual,
        sections: list[Section],
        *,
        budget: Budget | None = None,
        links: Sequence[str] = (),
    ) -> None:
        """`links` are the online services, by name, whose codes the notice leads to."""
        super().__init__(kiosk)
        self.notice_title = title
        self.sections = sections
        self.budget = budget
        self.links = links

    def body(self) -> ComposeResult:
        say = self.phrases
        yield Heading(Title(self.notice_title), self._own_facts, self.kiosk.catalogue)
        yield NoticeText(self.sections, self.budget, say, self.hotlines)
        if self.links:
            online = self.kiosk.catalogue.channels.online
            with Grid(id="links"):
                for key, name in zip(KEYS, self.links, strict=False):
                    words = say("notice.code", name=online[name].title)
                    brief = say("notice.code", name=online[name].brief)
                    yield Pressable(key, words, short=brief, choice=name, classes="link")
        yield KeyBar(say, Pressable("right", say("key.next"), id="next", classes="-primary"))

    @property
    def pages(self) -> int:
        return max(len(self.stated), 1)

    @property
    def _own_facts(self) -> list[Fact[Any]]:
        return [*(section.text for section in self.sections), *([self.budget] if self.budget else [])]

    @property
    def hotlines(self) -> list[Hotline]:
        """Whom to call about it: none where that would make it another one's word than the law's or the office's."""
        hotlines = self.kiosk.catalogue.channels.hotlines("transparency")
        together = [*self._own_facts, *(hotline.number for hotline in hotlines)]
        return hotlines if Authority.of(together).whose == Authority.of(self._own_facts).whose else []

    @on(Pressable.Pressed, ".link")
    def show_code(self, event: Pressable.Pressed) -> None:
        """Show the code of an online service."""
        self.go(OnlineChosen(str(event.pressable.choice)))

    def on_notice_text_laid_out(self, event: NoticeText.LaidOut) -> None:
        """It is known how many pages there are at this size, in this language."""
        self.stated = event.pages
        self.page = min(self.page, self.pages - 1)
        self.watch_page()

    def watch_page(self) -> None:
        """Show the page, say which one it is, and whose word."""
        self.query_one(NoticeText).turn_to(self.page)
        if self.stated:
            self.query_one(WhoseWord).show(self.stated[self.page])
        super().watch_page()


def ways_to_be_heard(kiosk: Kiosk) -> list[Section]:
    """Channels for complaints and opinions as sections of a notice; after the first, which leads to the office itself,
    where that is to be found."""
    office, say = kiosk.office, kiosk.catalogue.phrases
    own = {
        "facts.place": office.place,
        "officer.phone": office.phone,
        "facts.website": _address(office.website),
        "facts.facebook": _address(office.facebook),
    }
    channels = [Section(channel.title, channel.how) for channel in kiosk.catalogue.channels.complaint.values()]
    found = [Section(say("notice.of_office", title=say(title)), fact, brief=say(title)) for title, fact in own.items()]
    return [*channels[:1], *found, *channels[1:]]


def disclosed(assessment: Assessment) -> list[Section]:
    """The open-data items as sections of a notice: title, and the address where the item is disclosed."""
    return [
        Section(item.title.figure or same(item.id), _address(item.address), item.id) for item in assessment.disclosures
    ]


def _address(address: Address) -> Statement:
    return stated(address, same(address.figure) if address.figure else None)
