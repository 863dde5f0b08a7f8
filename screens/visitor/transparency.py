"""Transparency and complaints: whom to tell, what the office posts about itself."""

from textual import on
from textual.app import ComposeResult

from kiosk.catalogue.notices import Notice
from kiosk.machine.kiosk import Kiosk
from kiosk.text.bilingual import Bilingual
from screens.messages import NoticeChosen
from screens.paged import PagedScreen, with_keys
from screens.visitor.widgets.hotline_card import HotlineCard
from screens.visitor.widgets.key_bar import KeyBar
from screens.visitor.widgets.notice_card import NoticeCard
from screens.visitor.widgets.unpublished import Unpublished
from screens.widgets.containers import Container, Grid
from screens.widgets.pressable import Pressable
from screens.widgets.title import Title

_IN_A_ROW = 4
"""Topics beside each other on the widest layout."""

Topic = tuple[Notice | str, Bilingual, bool]
"""What a key leads to, what stands on it, and whether anything is published there."""


class TransparencyScreen(PagedScreen):
    """The hotlines at once; what is published, and other channels, one press further."""

    CSS_PATH = "transparency.tcss"
    AUTO_FOCUS = ""

    def __init__(self, kiosk: Kiosk) -> None:
        super().__init__(kiosk)
        self.topics = with_keys([(topic, words) for topic, words, published in self._all_topics() if published])
        self.set_class(len(self.topics) > _IN_A_ROW, "-many-topics", update=False)

    def _all_topics(self) -> list[Topic]:
        say, catalogue = self.phrases, self.kiosk.catalogue
        disclosed = any(item.is_published for item in self.kiosk.assessment.disclosures)
        return [
            ("complaints", say("transparency.other"), True),
            *((notice, notice.short_title, notice.is_published) for notice in catalogue.notices),
            ("disclosure", say("transparency.disclosure"), disclosed),
        ]

    @property
    def pages(self) -> int:
        return self.topics[-1][0] + 1

    def body(self) -> ComposeResult:
        say, catalogue = self.phrases, self.kiosk.catalogue
        yield Title(
            say("transparency.title"),
            more=self.page_words,
            brief=self.page_figures,
            aside=say("transparency.not_through"),
        )
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
                missing = [words for _, words, published in self._all_topics() if not published]
                last = f"paged page-{self.pages - 1}"
                yield Unpublished(say("transparency.unpublished"), missing, classes=last)
        onward = [Pressable("right", say("key.next"), id="next", classes="-primary")] if self.pages > 1 else []
        yield KeyBar(say, *onward)

    def on_mount(self) -> None:
        self.watch_page()

    @on(Pressable.Pressed, ".topic")
    def choose(self, event: Pressable.Pressed) -> None:
        """Open a notice."""
        assert isinstance(event.pressable.choice, Notice | str)
        self.go(NoticeChosen(event.pressable.choice))
