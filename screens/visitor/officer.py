"""Call an officer: a card to show, who is on duty, when the office is open, and numbers to call."""

from textual.app import ComposeResult
from textual.containers import Container, Grid
from textual.content import Content

from kiosk.machine import Kiosk
from screens.page import Page
from screens.visitor.widgets.hotline_card import HotlineCard
from screens.visitor.widgets.key_bar import KeyBar
from screens.visitor.widgets.statement import statement
from screens.widgets.block import Block, both
from screens.widgets.pressable import Pressable
from screens.widgets.text_layout import spaced
from screens.widgets.title import Title


class OfficerScreen(Page):
    """What a visitor shows to the officer, and what they can do when nobody is there."""

    CSS_PATH = "officer.tcss"
    AUTO_FOCUS = ""

    def body(self) -> ComposeResult:
        say = self.phrases
        yield Title(say("officer.title"))
        with Container(id="officer-board"):
            yield HelpCard(self.kiosk)
            with Container(id="reach"):
                with Grid(id="numbers"):
                    for hotline in self.kiosk.catalogue.channels.hotlines("officer"):
                        yield HotlineCard(hotline)
                yield Pressable("1", say("speak.title"), detail=say("speak.detail"), id="speak")
        yield KeyBar(say)


class HelpCard(Block):
    """In both languages at once: the officer reads one, the visitor the other."""

    def __init__(self, kiosk: Kiosk) -> None:
        super().__init__(classes="card block")
        self.kiosk = kiosk

    def lines(self, width: int) -> list[Content]:
        rows, blocks = self.content_size.height, self._blocks(width)
        return spaced(blocks if sum(map(len, blocks)) <= rows else self._blocks(width, brief=True), rows)

    def _blocks(self, width: int, *, brief: bool = False) -> list[list[Content]]:
        say, office = self.kiosk.catalogue.phrases, self.kiosk.office
        return [
            both(self, say("officer.help"), width, "bold $accent"),
            both(self, say("officer.come"), width, "bold $ink"),
            both(self, say("officer.on_duty") + "  " + self.kiosk.duty, width),
            statement(self, say("officer.hours"), office.hours, say, width, brief=brief),
            statement(self, say("officer.phone"), office.phone, say, width, brief=brief),
        ]
