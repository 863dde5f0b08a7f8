"""Where an officer is found while none can be called: whom to ask, when the office is open, numbers to call."""

from textual.app import ComposeResult

from screens.page import Page
from screens.visitor.widgets.help_card import HelpCard
from screens.visitor.widgets.hotline_card import HotlineCard
from screens.visitor.widgets.key_bar import KeyBar, speak_key
from screens.visitor.widgets.whose_word import Heading
from screens.widgets.containers import Container, Grid
from screens.widgets.title import Title


class OfficerScreen(Page):
    """Nobody is promised here: no staff terminal is there at which it would ring."""

    CSS_PATH = "officer.tcss"
    AUTO_FOCUS = ""

    def body(self) -> ComposeResult:
        say = self.phrases
        office = self.kiosk.office
        yield Heading(Title(say("officer.title")), [office.hours, office.phone], self.kiosk.catalogue)
        with Container(id="officer-board"):
            yield HelpCard(self.kiosk)
            with Grid(id="numbers"):
                for hotline in self.kiosk.catalogue.channels.hotlines("officer"):
                    yield HotlineCard(hotline)
        yield KeyBar(say, speak_key(say), officer=False)
