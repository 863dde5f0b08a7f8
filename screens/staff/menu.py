"""The menu: everything that staff reach besides the counting, by one digit each; what is more is on a next page.

The key that leads to the menu leads to its beginning from its other pages too; leaving the program comes last.
"""

from textual import events, on, work
from textual.app import ComposeResult

from kiosk.editing.headquarters_asks import from_headquarters
from kiosk.editing.unconfirmed import unconfirmed
from kiosk.editing.year_differences import is_year_asked
from kiosk.machine.kiosk import Kiosk
from kiosk.progress.due import DueWork, read_due
from kiosk.text.bilingual import Bilingual
from screens.messages import ProgramLeft, StaffPageChosen
from screens.paged import PagedScreen
from screens.staff.staff_page import StaffPage
from screens.staff.widgets.due_key import DueKey
from screens.staff.widgets.due_lines import DueLines
from screens.staff.widgets.header import StaffHeader
from screens.staff.widgets.key_bar import StaffKeys
from screens.widgets.containers import Grid
from screens.widgets.pressable import Pressable
from screens.widgets.title import Title

KEYS = "12345678"
"""Keys of the pages that stand on one page of the menu."""


class MenuScreen(PagedScreen):
    """Pagination: one key a page, → where there are more; leaving the program is asked twice."""

    CSS_PATH = "menu.tcss"
    AUTO_FOCUS = ""

    def __init__(self, kiosk: Kiosk, choices: list[StaffPage], *, quits: bool) -> None:
        """`choices` are in the order of their keys; `quits` is whether the program can be left from here."""
        super().__init__(kiosk)
        self.choices = choices
        self.quits = quits

    @property
    def pages(self) -> int:
        return -(-(len(self.choices) + self.quits) // len(KEYS))

    def compose(self) -> ComposeResult:
        say = self.phrases
        yield StaffHeader(self.kiosk, say("menu.title"))
        yield Title(say("menu.choose"), more=self.page_words, brief=self.page_figures)
        with Grid(id="pages"):
            for number, page in enumerate(self.choices):
                key, classes = self._place(number)
                yield DueKey(key, self._words(page), choice=page, id=page.name, classes=f"page {classes}")
            if self.quits:
                key, classes = self._place(len(self.choices))
                yield Pressable(key, say("menu.quit"), id="quit", classes=classes)
        yield DueLines(say)
        onward = [Pressable("right", say("key.next"), id="next", classes="-primary")] if self.pages > 1 else []
        yield StaffKeys(say, say("key.back"), *onward)

    def _place(self, number: int) -> tuple[str, str]:
        """The key of a choice, and the classes of the page it stands on."""
        page, key = divmod(number, len(KEYS))
        return KEYS[key], f"paged page-{page}"

    def on_mount(self) -> None:
        self.watch_page()

    def on_key(self, event: events.Key) -> None:
        """0 is the menu, here too."""
        if event.key == "0":
            self.page = 0

    def on_screen_resume(self, event: events.ScreenResume) -> None:
        super().on_screen_resume(event)
        self._read_due()

    @work(thread=True, exclusive=True, group="due", exit_on_error=False)
    def _read_due(self) -> None:
        self.app.call_from_thread(self._say_due, read_due(self.kiosk), [*from_headquarters(self.kiosk)])

    def _say_due(self, due: list[DueWork], told: list[Bilingual]) -> None:
        counts = {work.page: len(work.names) for work in due}
        for key in self.query(DueKey):
            key.say_due(counts.get(key.id or "", 0))
        self.query_one(DueLines).show(due, told)

    def _words(self, page: StaffPage) -> Bilingual:
        """What a page is called; that of the facts says how many wait."""
        if page.name == "year" and is_year_asked(self.kiosk):
            return self.phrases("year.menu_asked")
        words, _ = page.names(self.phrases, len(unconfirmed(self.kiosk.catalogue, self.kiosk.today)))
        return words

    async def renewed(self, kiosk: Kiosk) -> None:
        await super().renewed(kiosk)
        for key in self.query(".page").results(Pressable):
            assert isinstance(key.choice, StaffPage)
            key.words = self._words(key.choice)
            key.refresh()
        self._read_due()

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
