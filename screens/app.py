"""The Textual apps: the counter in front, the staff's terminal behind; language, idle reset, lock-down, the way
from page to page."""

import asyncio
import logging
import signal
import subprocess
import sys
from pathlib import Path, PurePath
from time import monotonic
from typing import TYPE_CHECKING

from textual import events, on, work
from textual.app import App
from textual.await_complete import AwaitComplete
from textual.filter import LineFilter
from textual.reactive import reactive
from textual.widget import Widget
from textual.widgets import Input

from kiosk.catalogue import FACTS
from kiosk.errors import Refusal
from kiosk.office import Kiosk
from kiosk.pin import Pin
from kiosk.settings import open_ledger
from kiosk.words import Language

if TYPE_CHECKING:
    from kiosk.ledger import Ledger
from screens.driver import TerminalDriver
from screens.keys import plain
from screens.messages import (
    ContrastSwitched,
    FactChosen,
    FactsChosen,
    FamilyChosen,
    HomeWanted,
    KioskRenewed,
    LanguageSwitched,
    LedgerOpened,
    NoticeChosen,
    OnlineChosen,
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
from screens.visitor.message import MessageScreen
from screens.widgets.drawn import OTHER
from screens.widgets.header import Header
from screens.widgets.saraam import SaraAm

IDLE = 60
"""Seconds without a key or touch after which a visitor is asked whether they are still there."""

STAFF_IDLE = 120
"""Seconds after which the counter locks the staff screens."""

SAME_VISITOR = 60
"""Seconds within which a second "I have answered" is taken as the same visitor's."""

_SARA_AM = SaraAm()

_RESTARTS = 5
_STEADY = 60
"""After so many seconds without a crash a new one is not held against the program."""

_HERE = Path(__file__).parent
_FIRST_STYLES: list[str | PurePath] = [_HERE / "app.tcss", _HERE / "visitor" / "home.tcss"]

_TOUCHES = (events.Key, events.MouseDown, events.MouseScrollDown, events.MouseScrollUp, events.Paste)


class KioskApp(App[None], inherit_bindings=False):
    """What the counter and the staff's terminal have in common."""

    CSS_PATH = _FIRST_STYLES
    ENABLE_COMMAND_PALETTE = False
    ALLOW_SELECT = False
    HORIZONTAL_BREAKPOINTS = [(0, "-portrait"), (80, "-compact"), (130, "-wide")]
    VERTICAL_BREAKPOINTS = [(0, "-short"), (27, "-mid"), (40, "-tall")]
    lang: reactive[Language] = reactive("th", init=False)

    def __init__(self, kiosk: Kiosk) -> None:
        super().__init__(driver_class=TerminalDriver)
        self.kiosk = kiosk
        self.ledger: Ledger | None = None
        self.refusal: Refusal | None = None
        self.crashed = False
        self.pin = Pin(kiosk.folder / "pin.toml")
        self.touched = monotonic()
        self._minute = ""
        self._facts = self._facts_written()
        self.register_theme(PAPER_THEME)
        self.register_theme(CONTRAST_THEME)
        # Put on before anything is drawn: a change of theme later would have every stylesheet read twice.
        self.set_reactive(App.theme, PAPER_THEME.name)
        self.update_classes({"-dark-mode": False, "-light-mode": True}, update=False)
        self.stylesheet.set_variables(self.get_css_variables())

    @property
    def locked(self) -> bool:
        """Whether only staff may leave the program."""
        return self.pin.is_set and not self.kiosk.demo

    def get_line_filters(self) -> list[LineFilter]:
        return [*super().get_line_filters(), _SARA_AM]

    def pop_screen(self) -> AwaitComplete:
        """Leave a page for good. Textual's style cache would keep what its last thousand widgets drew."""
        for widget in self.screen.walk_children(Widget, with_self=True):
            widget._styles_cache.clear()
        return super().pop_screen()

    async def on_event(self, event: events.Event) -> None:
        if isinstance(event, _TOUCHES):
            self.touched = monotonic()
        if isinstance(event, events.Key) and not isinstance(self.focused, Input):
            event = plain(event)
        await super().on_event(event)

    def on_mount(self) -> None:
        self._mind_signals()
        self.set_interval(1, self.tick)
        self.set_timer(0.2, self.get_ready)

    def get_ready(self) -> None:
        """What the first page need not wait for: the ledger, and the stylesheets of the other pages.

        A page that brings its own stylesheet when it is opened would have all of them read again at a key press.
        """
        self.open_ledger()
        for path in sorted(_HERE.glob("*/*.tcss")):
            if not self.stylesheet.has_source(str(path), ""):
                self.stylesheet.read(path)
        self.stylesheet.reparse()

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
            self.post_message(LedgerOpened())
        except Refusal as refusal:
            self.refusal = refusal
            self.call_from_thread(self.exit, return_code=refusal.exit_code)

    async def tick(self) -> None:
        """Every second: the clock on the band moves when its minute does."""
        minute = self.kiosk.clock().strftime("%d%H%M")
        if minute != self._minute:
            self._minute = minute
            for header in self.screen.query(Header):
                header.refresh()

        if (written := self._facts_written()) != self._facts:
            self._facts = written
            self.read_content()

    def _facts_written(self) -> int:
        """When the office's facts were last written, by this program or another; 0 for never."""
        path = self.kiosk.folder / FACTS
        return path.stat().st_mtime_ns if path.exists() else 0

    @work(thread=True, exclusive=True, group="content", exit_on_error=False)
    def read_content(self) -> None:
        """Read the content again; while a file is not right, the kiosk goes on with what it knows."""
        try:
            self.post_message(KioskRenewed(self.kiosk.reread()))
        except Refusal:
            logging.getLogger("kiosk").exception("The content was not read again")

    @on(KioskRenewed)
    async def renew(self, event: KioskRenewed) -> None:
        """From now on pages show the kiosk as it is."""
        self.kiosk = event.kiosk
        for page in self.screen_stack:
            if isinstance(page, Page):
                await page.renewed(event.kiosk)

    @on(FactsChosen)
    def open_facts(self) -> None:
        """What the office has still to confirm."""
        from screens.staff.facts import FactsScreen

        self.show(FactsScreen(self.kiosk))

    @on(FactChosen)
    def open_fact(self, event: FactChosen) -> None:
        """One fact, to be confirmed, changed or marked none."""
        from screens.staff.fact import FactScreen

        self.show(FactScreen(self.kiosk, event.fact, event.role))

    def watch_lang(self) -> None:
        """Every page says everything again. Textual's `data_bind` would keep each page that ever was in memory."""
        for page in self.screen_stack:
            if isinstance(page, Page):
                page.lang = self.lang

    def show(self, page: Page) -> None:
        """Put a page in front, in the language that is spoken, laid out for this terminal from its first frame on."""
        page.set_reactive(Page.lang, self.lang)
        for points, length in (
            (self.HORIZONTAL_BREAKPOINTS, self.size.width),
            (self.VERTICAL_BREAKPOINTS, self.size.height),
        ):
            page.add_class([name for start, name in points if start <= length][-1])
        self.push_screen(page)

    async def on_key(self, event: events.Key) -> None:
        """Ctrl+Q leaves, unless only staff may."""
        if event.key == "ctrl+q" and not self.locked:
            self.exit()

    @on(LanguageSwitched)
    def switch_language(self) -> None:
        """Say everything in the other language."""
        self.lang = OTHER[self.lang]

    @on(PageLeft)
    def page_left(self) -> None:
        """The page before is wanted."""
        self.go_back()

    def go_back(self) -> None:
        """Back to the page before."""
        if len(self.screen_stack) > 1:
            self.pop_screen()

    def _fatal_error(self) -> None:
        """Textual would print a traceback with all locals on the public screen: it goes to the log file instead."""
        logging.getLogger("kiosk").exception("The screen failed")
        self.crashed = True
        self._close_messages_no_wait()


class CounterApp(KioskApp):
    """The counter: visitors in front, staff behind the PIN, a sync in the background."""

    def __init__(self, kiosk: Kiosk) -> None:
        super().__init__(kiosk)
        self._reported = -float(SAME_VISITOR)
        self._sync: subprocess.Popen[bytes] | None = None
        self._staff_wait = False

    def get_default_screen(self) -> Page:
        return HomeScreen(self.kiosk, locked=self.pin.is_set)

    @on(LedgerOpened)
    async def ledger_opened(self) -> None:
        """What waits for the ledger: the tally of starts, the sync, staff who were quicker than the disk."""
        self.note_start()
        self.set_interval(60, self.sync_if_due)
        self.sync_if_due()
        if self._staff_wait:
            await self.open_staff()

    @work(thread=True, group="write", exit_on_error=False)
    def note_start(self) -> None:
        """Headquarters is told how often the counter was started."""
        assert self.ledger is not None
        self.ledger.set_state("starts", str(int(self.ledger.state("starts") or 0) + 1))

    def on_unmount(self) -> None:
        if self._sync is not None and self._sync.poll() is None:
            self._sync.terminate()
            self._sync.wait()

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
        return len(self.screen_stack) == 1 and self.lang == "th" and not self.current_theme.dark

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
            self.theme = PAPER_THEME.name
            self.screen.set_focus(self.screen.query(".family").first())

    @on(ContrastSwitched)
    def switch_contrast(self) -> None:
        """Wear the other palette until the visit is over."""
        self.theme = PAPER_THEME.name if self.current_theme.dark else CONTRAST_THEME.name

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
        from screens.visitor.officer import OfficerScreen
        from screens.visitor.online import OnlineScreen
        from screens.visitor.speak import SpeakScreen
        from screens.visitor.survey import SurveyScreen
        from screens.visitor.transparency import TransparencyScreen

        pages = {
            "survey": SurveyScreen,
            "officer": OfficerScreen,
            "online": OnlineScreen,
            "transparency": TransparencyScreen,
            "speak": SpeakScreen,
        }
        if not isinstance(self.screen, pages[event.name]):
            self.show(pages[event.name](self.kiosk))

    @on(OnlineChosen)
    def open_online(self, event: OnlineChosen) -> None:
        """The code of one online service."""
        from screens.visitor.online import OnlineScreen

        self.show(OnlineScreen(self.kiosk, event.name))

    @on(NoticeChosen)
    def open_notice(self, event: NoticeChosen) -> None:
        """What the office posts about itself, and the channels for complaints."""
        from screens.visitor.notice import NoticeScreen, Part, disclosed, ways_to_be_heard

        catalogue, say = self.kiosk.catalogue, self.kiosk.catalogue.phrases
        if event.name == "complaints":
            self.show(NoticeScreen(self.kiosk, say("transparency.other_title"), ways_to_be_heard(self.kiosk)))
        elif event.name == "disclosure":
            self.show(NoticeScreen(self.kiosk, say("transparency.disclosure_title"), disclosed(self.kiosk.assessment)))
        else:
            notice = next(one for one in catalogue.notices if one.id == event.name)
            parts: list[Part] = [(part.title, part.text) for part in notice.part]
            self.show(NoticeScreen(self.kiosk, notice.title, parts, notice.budget))

    @on(RespondentReported)
    def take_report(self, event: RespondentReported) -> None:
        """A visitor says that they have answered; a second word within a minute is the same visitor's."""
        say = self.kiosk.catalogue.phrases
        if monotonic() - self._reported < SAME_VISITOR:
            self.show(MessageScreen(self.kiosk, "✔", say("survey_page.thanks"), say("survey_page.already")))
        else:
            self._report(event.group)

    @work(thread=True, group="write", exit_on_error=False)
    def _report(self, group: str) -> None:
        from kiosk.ledger import NotCounted

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
        self.call_from_thread(lambda: self.show(MessageScreen(self.kiosk, *said)))

    async def on_key(self, event: events.Key) -> None:
        if event.key == "f12":
            await self.ask_for_pin()

    @on(Header.CornerTouched)
    async def ask_for_pin(self) -> None:
        """Staff want to come in: the PIN, or how to set one."""
        from screens.staff.pin import PinScreen

        if self.staff_inside or isinstance(self.screen, PinScreen):
            return
        if self.kiosk.demo:
            await self.open_staff()
        elif self.pin.is_set:
            self.show(PinScreen(self.kiosk, self.pin))
        else:
            say = self.kiosk.catalogue.phrases
            self.show(MessageScreen(self.kiosk, "◇", say("pin.none"), say("pin.set_one")))

    @on(PinAccepted)
    async def open_staff(self) -> None:
        """The counts, in front of a home that is fresh again; at once, or as soon as the ledger is open."""
        from screens.staff.counts import CountsScreen

        if self.ledger is None:
            self._staff_wait = True
            return
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

    @on(LedgerOpened)
    def ledger_opened(self) -> None:
        """The counts are the first page here."""
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
    """Run until somebody leaves; a crash brings the first page back, unless it crashes again and again."""
    logging.basicConfig(
        filename=kiosk.path("kiosk.log"), format="%(asctime)s %(levelname)s %(message)s", encoding="utf-8"
    )
    crashes = 0
    while crashes < _RESTARTS:
        app, began = kind(kiosk), monotonic()
        app.run()
        if app.refusal is not None:
            raise app.refusal
        if not app.crashed:
            return app.return_code or 0
        crashes = crashes + 1 if monotonic() - began < _STEADY else 1
    raise Refusal(f"The screen failed {_RESTARTS} times in a row; {kiosk.path('kiosk.log')} says why.")
