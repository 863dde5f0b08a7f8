"""The Textual apps: the counter in front, the staff's terminal behind; language, idle reset, lock-down, the way
from page to page."""

import asyncio
import logging
import signal
import subprocess
import sys
from pathlib import Path
from time import monotonic

from textual import events, on, work
from textual.app import App
from textual.filter import LineFilter
from textual.reactive import reactive

from kiosk.errors import Refusal
from kiosk.ledger import Ledger, NotCounted
from kiosk.office import Kiosk
from kiosk.pin import Pin
from kiosk.settings import open_ledger
from kiosk.words import Language
from screens.keys import plain
from screens.messages import (
    FamilyChosen,
    HomeWanted,
    LanguageSwitched,
    PageChosen,
    PageLeft,
    PinAccepted,
    RespondentReported,
    ServiceChosen,
)
from screens.page import Page
from screens.theme import CONTRAST_THEME, PAPER_THEME
from screens.visitor.home import HomeScreen
from screens.visitor.idle import IdleScreen
from screens.visitor.notice import NoticeScreen
from screens.widgets.drawn import OTHER
from screens.widgets.header import Header
from screens.widgets.saraam import SaraAm

IDLE = 60
"""Seconds without a key or touch after which a visitor is asked whether they are still there."""

STAFF_IDLE = 120
"""Seconds after which the counter locks the staff screens."""

SAME_VISITOR = 60
"""Seconds within which a second "I have answered" is taken as the same visitor's."""

_HERE = Path(__file__).parent
STYLES = [_HERE / "app.tcss", *sorted(_HERE.glob("*/*.tcss"))]
"""All stylesheets, read once at the start: a screen that brings its own would have them all read again."""

_TOUCHES = (events.Key, events.MouseDown, events.MouseScrollDown, events.MouseScrollUp, events.Paste)


class KioskApp(App[None], inherit_bindings=False):
    """What the counter and the staff's terminal have in common."""

    CSS_PATH = STYLES
    ENABLE_COMMAND_PALETTE = False
    ALLOW_SELECT = False
    HORIZONTAL_BREAKPOINTS = [(0, "-portrait"), (80, "-compact"), (130, "-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-short"), (27, "-mid"), (40, "-tall")]
    lang: reactive[Language] = reactive("th")

    def __init__(self, kiosk: Kiosk) -> None:
        super().__init__()
        self.kiosk = kiosk
        self.ledger: Ledger | None = None
        self.refusal: Refusal | None = None
        self.pin = Pin(kiosk.folder / "pin.toml")
        self.touched = monotonic()
        self._minute = ""
        self.register_theme(PAPER_THEME)
        self.register_theme(CONTRAST_THEME)
        self.theme = "paper"

    @property
    def locked(self) -> bool:
        """Whether only staff may leave the program."""
        return self.pin.is_set and not self.kiosk.demo

    def get_line_filters(self) -> list[LineFilter]:
        return [*super().get_line_filters(), SaraAm()]

    async def on_event(self, event: events.Event) -> None:
        if isinstance(event, _TOUCHES):
            self.touched = monotonic()
        await super().on_event(plain(event) if isinstance(event, events.Key) else event)

    def on_mount(self) -> None:
        self._mind_signals()
        self.open_ledger()
        self.set_interval(1, self.tick)

    def _mind_signals(self) -> None:
        """SIGTERM and SIGHUP give the terminal back; on a locked counter the others do nothing."""
        loop = asyncio.get_running_loop()
        for number in (signal.SIGTERM, signal.SIGHUP):
            loop.add_signal_handler(number, self.exit)
        if self.locked:
            for number in (signal.SIGINT, signal.SIGQUIT, signal.SIGTSTP):
                signal.signal(number, signal.SIG_IGN)

    @work(thread=True, exit_on_error=False)
    def open_ledger(self) -> None:
        """Open the ledger after the first page is drawn; a file that is none ends the program with a sentence."""
        try:
            self.ledger = open_ledger(self.kiosk)
            self.call_from_thread(self.ledger_opened)
        except Refusal as refusal:
            self.refusal = refusal
            self.call_from_thread(self.exit, return_code=refusal.exit_code)

    def ledger_opened(self) -> None:
        """What waits for the ledger."""

    async def tick(self) -> None:
        """Every second: the clock on the band moves when its minute does."""
        minute = self.kiosk.clock().strftime("%d%H%M")
        if minute != self._minute:
            self._minute = minute
            for header in self.screen.query(Header):
                header.refresh()

    def show(self, page: Page) -> None:
        """Put a page in front."""
        self.push_screen(page.data_bind(KioskApp.lang))

    def on_key(self, event: events.Key) -> None:
        if event.key == "ctrl+q" and not self.locked:
            self.exit()

    @on(LanguageSwitched)
    def switch_language(self) -> None:
        """Say everything in the other language."""
        self.lang = OTHER[self.lang]

    @on(PageLeft)
    def go_back(self) -> None:
        """Back to the page before."""
        if len(self.screen_stack) > 1:
            self.pop_screen()

    def _fatal_error(self) -> None:
        """Textual would print a traceback with all locals on the public screen: it goes to the log file instead."""
        logging.getLogger("kiosk").exception("The screen failed")
        self._return_code = 1
        self._close_messages_no_wait()


class CounterApp(KioskApp):
    """The counter: visitors in front, staff behind the PIN, a sync in the background."""

    def __init__(self, kiosk: Kiosk) -> None:
        super().__init__(kiosk)
        self._reported = -float(SAME_VISITOR)
        self._sync: subprocess.Popen[bytes] | None = None

    def get_default_screen(self) -> Page:
        return HomeScreen(self.kiosk, locked=self.pin.is_set).data_bind(KioskApp.lang)

    def ledger_opened(self) -> None:
        self.set_interval(60, self.sync_if_due)
        self.sync_if_due()

    async def tick(self) -> None:
        await super().tick()
        idle = monotonic() - self.touched
        if self.staff_inside:
            if idle >= STAFF_IDLE:
                await self.go_home()
        elif idle >= IDLE and not isinstance(self.screen, IdleScreen) and not self.is_fresh:
            self.bell()
            self.show(IdleScreen(self.kiosk))

    @property
    def is_fresh(self) -> bool:
        """Whether nothing of a visitor is on the screen."""
        return len(self.screen_stack) == 1 and self.lang == "th"

    @property
    def staff_inside(self) -> bool:
        """Whether a staff screen is open."""
        from screens.staff.counts import CountsScreen

        return any(isinstance(screen, CountsScreen) for screen in self.screen_stack)

    @on(HomeWanted)
    async def go_home(self) -> None:
        """Home, in Thai, with nothing of the last visitor left."""
        with self.batch_update():
            while len(self.screen_stack) > 1:
                await self.pop_screen()
            self.lang = "th"
            self.screen.set_focus(self.screen.query("Pressable").first())

    @on(FamilyChosen)
    def open_family(self, event: FamilyChosen) -> None:
        """The services of a family."""
        from screens.visitor.family import FamilyScreen

        self.show(FamilyScreen(self.kiosk, event.family))

    @on(ServiceChosen)
    def open_service(self, event: ServiceChosen) -> None:
        """The page of a service."""
        from screens.visitor.service import ServiceScreen

        self.show(ServiceScreen(self.kiosk, event.service))

    @on(PageChosen)
    def open_page(self, event: PageChosen) -> None:
        """One of the pages that can be reached from everywhere; not twice."""
        from screens.visitor.survey import SurveyScreen

        pages = {"survey": SurveyScreen}
        if not isinstance(self.screen, pages[event.name]):
            self.show(pages[event.name](self.kiosk))

    @on(RespondentReported)
    def take_report(self, event: RespondentReported) -> None:
        """A visitor says that they have answered; a second word within a minute is the same visitor's."""
        say = self.kiosk.catalogue.phrases
        if monotonic() - self._reported < SAME_VISITOR:
            self.show(NoticeScreen(self.kiosk, "✔", say("survey_page.thanks"), say("survey_page.already")))
        else:
            self._report(event.group)

    @work(thread=True, group="write", exit_on_error=False)
    def _report(self, group: str) -> None:
        say = self.kiosk.catalogue.phrases
        try:
            if self.ledger is None:
                raise NotCounted("the ledger is not open")
            self.ledger.count(group, self.kiosk.today, "visitor")
            self._reported = monotonic()
            said = "✔", say("survey_page.thanks"), say("survey_page.thanks_more")
        except NotCounted:
            logging.getLogger("kiosk").exception("A visitor's report was not counted")
            said = "✖", say("survey_page.not_kept"), say("family.ask")
        self.call_from_thread(lambda: self.show(NoticeScreen(self.kiosk, *said)))

    async def on_key(self, event: events.Key) -> None:
        if event.key == "f12":
            await self.ask_for_pin()

    @on(Header.CornerTouched)
    async def ask_for_pin(self) -> None:
        """Staff want to come in: the PIN, or how to set one."""
        from screens.staff.pin import PinScreen

        if self.staff_inside or isinstance(self.screen, PinScreen) or self.ledger is None:
            return
        if self.kiosk.demo:
            await self.open_staff()
        elif self.pin.is_set:
            self.show(PinScreen(self.kiosk, self.pin))
        else:
            say = self.kiosk.catalogue.phrases
            self.show(NoticeScreen(self.kiosk, "◇", say("pin.none"), say("pin.set_one")))

    @on(PinAccepted)
    async def open_staff(self) -> None:
        """The counts, in front of a home that is fresh again."""
        from screens.staff.counts import CountsScreen

        assert self.ledger is not None
        await self.go_home()
        self.show(CountsScreen(self.kiosk, self.ledger, self.kiosk.catalogue.phrases("staff.lock")))

    @work(thread=True, exclusive=True, group="sync", exit_on_error=False)
    def sync_if_due(self) -> None:
        """Sync in a child process when it is time; it takes 20 MiB that the counter does without."""
        from kiosk.enrolment import membership
        from kiosk.syncing import is_due

        running = self._sync is not None and self._sync.poll() is None
        if running or self.ledger is None or membership(self.kiosk) is None or not is_due(self.kiosk, self.ledger):
            return
        self._sync = subprocess.Popen(
            [sys.executable, "-m", "kiosk", *self.kiosk.as_arguments(), "sync"],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )


class StaffApp(KioskApp):
    """The staff screens on a terminal of their own: the clerk's desk, ssh."""

    def ledger_opened(self) -> None:
        from screens.staff.counts import CountsScreen

        assert self.ledger is not None
        self.show(CountsScreen(self.kiosk, self.ledger, self.kiosk.catalogue.phrases("staff.leave")))

    @property
    def locked(self) -> bool:
        return False

    def go_back(self) -> None:
        if len(self.screen_stack) > 2:
            super().go_back()
        else:
            self.exit()


def run_counter(kiosk: Kiosk) -> int:
    """Open the counter, and again after a crash; gives the exit code. Refusal if its files cannot be used."""
    return _run(CounterApp, kiosk)


def run_staff(kiosk: Kiosk) -> int:
    """Open the staff screens; gives the exit code. Refusal if its files cannot be used."""
    return _run(StaffApp, kiosk)


def _run(kind: type[KioskApp], kiosk: Kiosk) -> int:
    logging.basicConfig(
        filename=kiosk.path("kiosk.log"), format="%(asctime)s %(levelname)s %(message)s", encoding="utf-8"
    )
    app = kind(kiosk)
    app.run()
    if app.refusal is not None:
        raise app.refusal
    return app.return_code or 0
