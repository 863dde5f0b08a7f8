"""A staff page of one card: what the card shows is read from the ledger when the page opens, in a thread."""

from textual import work
from textual.app import ComposeResult

from kiosk.machine.kiosk import Kiosk
from kiosk.streams.ledger.ledger import Ledger
from screens.page import Page
from screens.staff.widgets.header import StaffHeader
from screens.staff.widgets.key_bar import StaffKeys
from screens.widgets.block import Block
from screens.widgets.title import Title


class LedgerPage(Page):
    """It says what its card is, and how that is filled."""

    CSS_PATH = "ledger_page.tcss"
    AUTO_FOCUS = ""
    NAMED = ""
    """The section of the phrases in which its title stands."""

    def __init__(self, kiosk: Kiosk, ledger: Ledger) -> None:
        super().__init__(kiosk)
        self.ledger = ledger

    def compose(self) -> ComposeResult:
        say = self.phrases
        yield StaffHeader(self.kiosk, say(f"{self.NAMED}.title"))
        yield Title(say(f"{self.NAMED}.title"))
        yield self.card()
        yield StaffKeys(say, say("key.back"))

    def card(self) -> Block:
        """The card, empty."""
        raise NotImplementedError

    def fill(self) -> None:
        """Read, and tell the card; not on the screen's thread."""
        raise NotImplementedError

    def on_mount(self) -> None:
        self._read()

    @work(thread=True, exclusive=True, group="read", exit_on_error=False)
    def _read(self) -> None:
        self.fill()
