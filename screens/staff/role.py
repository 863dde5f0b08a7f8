"""In which role something is written, asked before the first line of a visit to the staff pages."""

from collections.abc import Callable

from textual import on
from textual.app import ComposeResult

from kiosk.machine.kiosk import Kiosk
from screens.messages import RoleChosen
from screens.page import Page
from screens.staff.widgets.header import StaffHeader
from screens.staff.widgets.key_bar import StaffKeys
from screens.widgets.containers import Grid
from screens.widgets.pressable import Pressable
from screens.widgets.title import Title


class RoleScreen(Page):
    """A digit answers, and what was to be written is written; ← leads back, and nothing is."""

    CSS_PATH = "role.tcss"
    AUTO_FOCUS = ""

    def __init__(self, kiosk: Kiosk, write: Callable[[str], object]) -> None:
        super().__init__(kiosk)
        self.write = write

    def compose(self) -> ComposeResult:
        say = self.phrases
        yield StaffHeader(self.kiosk, say("record.title"))
        yield Title(say("record.who"), more=say("facts.not_name"))
        with Grid(id="roles"):
            for key, (name, role) in enumerate(self.kiosk.catalogue.signers.items(), 1):
                yield Pressable(str(key), role, choice=name, classes="role")
        yield StaffKeys(say, say("key.back"))

    @on(Pressable.Pressed, ".role")
    def choose(self, event: Pressable.Pressed) -> None:
        """Write in that role."""
        self.go(RoleChosen(str(event.pressable.choice), self.write))
