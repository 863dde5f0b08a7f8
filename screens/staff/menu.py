"""The menu: everything that staff reach besides the counting, by one digit each."""

from textual import on
from textual.app import ComposeResult
from textual.containers import Grid

from kiosk.editing.unconfirmed import unconfirmed
from kiosk.machine import Kiosk
from kiosk.text.bilingual import Bilingual
from screens.messages import ProgramLeft, StaffPageChosen
from screens.page import Page
from screens.staff.staff_page import StaffPage
from screens.staff.widgets.header import StaffHeader
from screens.staff.widgets.key_bar import StaffKeys
from screens.widgets.pressable import Pressable
from screens.widgets.title import Title


class MenuScreen(Page):
    """One key a page; leaving the program is asked twice."""

    CSS_PATH = "menu.tcss"
    AUTO_FOCUS = ""

    def __init__(self, kiosk: Kiosk, pages: dict[str, StaffPage], *, quits: bool) -> None:
        """`pages` are by their keys; `quits` is whether the program can be left from here."""
        super().__init__(kiosk)
        self.pages = pages
        self.quits = quits

    def compose(self) -> ComposeResult:
        say = self.phrases
        yield StaffHeader(self.kiosk, say("menu.title"))
        yield Title(say("menu.choose"))
        with Grid(id="pages"):
            for key, page in self.pages.items():
                yield Pressable(key, self._words(page), choice=page, id=page.name, classes="page")
            if self.quits:
                yield Pressable("0", say("menu.quit"), id="quit")
        yield StaffKeys(say, say("key.back"))

    def _words(self, page: StaffPage) -> Bilingual:
        """What a page is called; that of the facts says how many wait."""
        words, _ = page.names(self.phrases, len(unconfirmed(self.kiosk.catalogue, self.kiosk.today)))
        return words

    async def renewed(self, kiosk: Kiosk) -> None:
        await super().renewed(kiosk)
        for key in self.query(".page").results(Pressable):
            assert isinstance(key.choice, StaffPage)
            key.words = self._words(key.choice)
            key.refresh()

    @on(Pressable.Pressed, ".page")
    def open_page(self, event: Pressable.Pressed) -> None:
        """One of the pages."""
        self.go(StaffPageChosen(event.pressable.id or ""))

    @on(Pressable.Pressed, "#quit")
    def quit(self) -> None:
        """The first press asks, the second leaves."""
        key = self.query_one("#quit", Pressable)
        if key.has_class("-chosen"):
            self.go(ProgramLeft())
        key.add_class("-chosen")
        key.words = self.phrases("menu.quit_sure")
        key.refresh()
