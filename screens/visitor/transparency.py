"""Transparency and complaints: whom to tell, what the office posts about itself."""

from textual import on
from textual.app import ComposeResult
from textual.containers import Container, Grid
from textual.content import Content

from kiosk.catalogue.load import Catalogue
from screens.messages import NoticeChosen
from screens.page import Page
from screens.visitor.widgets.hotline_card import HotlineCard
from screens.visitor.widgets.key_bar import KeyBar
from screens.widgets.block import Drawn
from screens.widgets.pressable import Pressable
from screens.widgets.text_layout import wrapped
from screens.widgets.title import Title

SHOWN = ["nacc", "police", "government", "immigration"]
"""The hotlines for complaints, in the order of who is furthest from the counter."""


class TransparencyScreen(Page):
    """The hotlines at once; notices and other channels one press further."""

    CSS_PATH = "transparency.tcss"
    AUTO_FOCUS = ""

    def body(self) -> ComposeResult:
        say, catalogue = self.phrases, self.kiosk.catalogue
        yield Title(say("transparency.title"), aside=say("transparency.not_through"))
        with Container(id="board"):
            yield NoGift(catalogue)
            with Container(id="whom"):
                with Grid(id="hotlines"):
                    for key in SHOWN:
                        yield HotlineCard(catalogue.channels.hotline[key])
                with Grid(id="topics"):
                    yield Pressable("1", say("transparency.other"), choice="complaints", classes="topic")
                    for number, notice in enumerate(catalogue.notices, 2):
                        yield Pressable(str(number), notice.short_title, choice=notice.id, classes="topic")
                    yield Pressable("right", say("transparency.disclosure"), choice="disclosure", classes="topic")
        yield KeyBar(say)

    @on(Pressable.Pressed, ".topic")
    def choose(self, event: Pressable.Pressed) -> None:
        """Open a notice."""
        self.go(NoticeChosen(str(event.pressable.choice)))


class NoGift(Drawn):
    """The No Gift Policy in short: the law, and whether the office has posted its own announcement."""

    def __init__(self, catalogue: Catalogue) -> None:
        super().__init__(classes="card block")
        self.catalogue = catalogue
        self.notice = next(notice for notice in catalogue.notices if notice.id == "no-gift")

    def lines(self, width: int) -> list[Content]:
        law, *_, announcement = self.notice.part
        say = self.catalogue.phrases
        assert law.text.figure is not None
        state = "confirmed" if announcement.text.confirmed else "awaiting"
        style = "$ok" if announcement.text.confirmed else "$warn"
        mark = "✔" if announcement.text.confirmed else "◇"
        return [
            *wrapped(self.first(self.notice.title), width, "bold $accent"),
            *wrapped(self.second(self.notice.title), width, "$soft"),
            Content(""),
            *wrapped(self.first(law.text.figure), width, "$ink"),
            Content(""),
            *wrapped(self.second(law.text.figure), width, "$soft"),
            Content(""),
            *wrapped(self.first(announcement.title), width, style),
            *wrapped(self.first(say(f"service.{state}")), width, f"bold {style}", 3, Content.styled(mark, style)),
        ]
