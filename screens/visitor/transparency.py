"""Transparency and complaints: whom to tell, what the office posts about itself."""

from textual import on
from textual.app import ComposeResult
from textual.containers import Container, Grid

from kiosk.catalogue.notices import Notice
from kiosk.machine import Kiosk
from screens.messages import NoticeChosen
from screens.paged import PagedScreen, with_keys
from screens.visitor.widgets.hotline_card import HotlineCard
from screens.visitor.widgets.key_bar import KeyBar
from screens.visitor.widgets.notice_card import NoticeCard
from screens.widgets.pressable import Pressable
from screens.widgets.title import Title


class TransparencyScreen(PagedScreen):
    """The hotlines at once; notices and other channels one press further."""

    CSS_PATH = "transparency.tcss"
    AUTO_FOCUS = ""

    def __init__(self, kiosk: Kiosk) -> None:
        super().__init__(kiosk)
        say, notices = self.phrases, kiosk.catalogue.notices
        self.topics = with_keys(
            [
                ("complaints", say("transparency.other")),
                *((notice, notice.short_title) for notice in notices),
                ("disclosure", say("transparency.disclosure")),
            ]
        )

    @property
    def pages(self) -> int:
        return self.topics[-1][0] + 1

    def body(self) -> ComposeResult:
        say, catalogue = self.phrases, self.kiosk.catalogue
        yield Title(say("transparency.title"), more=self.page_words, aside=say("transparency.not_through"))
        with Container(id="board"):
            for notice in [notice for notice in catalogue.notices if notice.leads]:
                yield NoticeCard(notice, say)
            with Container(id="whom"):
                with Grid(id="hotlines"):
                    for hotline in catalogue.channels.hotlines("transparency"):
                        yield HotlineCard(hotline)
                with Grid(id="topics"):
                    for page, key, (topic, words) in self.topics:
                        yield Pressable(key, words, choice=topic, classes=f"topic paged page-{page}")
        onward = [Pressable("right", say("key.next"), id="next", classes="-primary")] if self.pages > 1 else []
        yield KeyBar(say, *onward)

    def on_mount(self) -> None:
        self.watch_page()

    @on(Pressable.Pressed, ".topic")
    def choose(self, event: Pressable.Pressed) -> None:
        """Open a notice."""
        assert isinstance(event.pressable.choice, Notice | str)
        self.go(NoticeChosen(event.pressable.choice))
