"""The counter: visitors in front, staff behind the PIN; idle timeout, lock-down, jobs in the background."""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from time import monotonic

from textual import events, on, work

from kiosk import __version__
from kiosk.machine.kiosk import Kiosk
from kiosk.security.wrong_tries import TRIES
from kiosk.session.control import HEARTBEAT, Control
from kiosk.text.bilingual import Bilingual
from kiosk.text.languages import HOME
from kiosk.text.refusal import Refusal
from screens.apps.background_jobs import BackgroundJobs
from screens.apps.base import KioskApp
from screens.apps.look import Look
from screens.apps.staff_navigation import StaffNavigation
from screens.apps.stylesheets import read_styles
from screens.apps.visitor_calls import VisitorCalls
from screens.apps.visitor_navigation import VisitorNavigation
from screens.apps.visitor_reports import VisitorReports
from screens.messages import FirstPageWanted, HomeWanted, LedgerOpened, PinAccepted, PinRefused
from screens.page import Page
from screens.terminal.keymap import leads_to_first_page
from screens.visitor.home import HomeScreen
from screens.widgets.header import Header

IDLE = 60
"""Seconds without a key or touch after which a visitor is asked whether they are still there."""

CALL_IDLE = 180
"""Seconds for a visitor who waits for an officer, and has nothing to press."""

STAFF_IDLE = 120
"""Seconds after which the counter locks the staff screens."""


class CounterApp(KioskApp):
    """An app of parts: visitors, their reports, staff, background jobs. Its own are the idle timeout and the lock."""

    def __init__(self, kiosk: Kiosk) -> None:
        super().__init__(kiosk)
        self.session = Control.inherited()
        self.look = Look(self, self.session)
        self.visitors = VisitorNavigation(self)
        self.reports = VisitorReports(self)
        self.calls = VisitorCalls(self)
        self.staff = StaffNavigation(self, leave="staff.lock", quits=True)
        self.jobs = BackgroundJobs(self)
        self._staff_wait = False
        self._staff_told: Bilingual | None = None

    def get_default_screen(self) -> Page:
        return self.fitted(HomeScreen(self.kiosk, self.pin))

    def get_ready(self) -> None:
        if self.session is not None:
            self.session.beat()
            self.set_interval(HEARTBEAT, self.session.beat)
        self.visitors.get_ready()
        super().get_ready()

    @on(LedgerOpened)
    async def ledger_opened(self) -> None:
        """What waits for the ledger: the number of starts, the jobs, staff who were quicker than the disk."""
        self.note_start()
        self.jobs.start()
        self.calls.start()
        if self._staff_wait:
            await self.open_staff(self._staff_told)

    @work(thread=True, group="write", exit_on_error=False)
    def note_start(self) -> None:
        """Headquarters is told how often the counter was started; the examination, which version of it runs."""
        assert self.ledger is not None
        self.ledger.state.set("version", __version__)
        self.ledger.state.set("starts", str(int(self.ledger.state.get("starts") or 0) + 1))

    def on_resize(self, event: events.Resize) -> None:
        """The session may have opened another terminal, of the same size and with nothing in it: draw everything."""
        if self.session is not None and self.screen_stack:
            self.screen.refresh()

    def on_unmount(self) -> None:
        self.jobs.stop()
        self.calls.stop()

    async def tick(self) -> None:
        await super().tick()
        idle = monotonic() - self.touched
        if self.staff.is_open:
            if idle >= STAFF_IDLE:
                await self.go_home()
        elif idle >= (CALL_IDLE if self.calls.is_open else IDLE) and not self.is_fresh:
            self.ask_who_is_there()

    def ask_who_is_there(self) -> None:
        """Ask once whether the visitor is still there."""
        from screens.visitor.idle import IdleScreen

        if not isinstance(self.screen, IdleScreen):
            self.bell()
            self.show(IdleScreen(self.kiosk))

    @property
    def is_fresh(self) -> bool:
        """Whether nothing of a visitor is on the screen."""
        home = len(self.screen_stack) == 1 and self.screen.focused is None
        return home and self.lang == HOME and self.look.is_usual

    @on(HomeWanted)
    async def go_home(self) -> None:
        """Home, in Thai, with nothing of the last visitor left."""
        with self._drawn_once():
            await self._leave_pages()
            self.lang = HOME
            self.look.wear(large=False, dark=False)

    @on(FirstPageWanted)
    async def go_to_first_page(self) -> None:
        """The first page, in the visitor's language and letters; who is there already begins anew."""
        if len(self.screen_stack) == 1:
            await self.go_home()
        with self._drawn_once():
            await self._leave_pages()

    @contextmanager
    def _drawn_once(self) -> Iterator[None]:
        """Draw when all is done. The page that comes to the front may have asked for its frame before; it asks once."""
        with self.batch_update():
            yield
        self.screen.refresh()

    async def _leave_pages(self) -> None:
        """Only the first page is left on the stack, with nothing chosen on it."""
        while len(self.screen_stack) > 1:
            await self.pop_screen()
        self.screen.set_focus(None)

    async def on_key(self, event: events.Key) -> None:
        if event.key == "f12":
            await self.ask_for_pin()
        elif leads_to_first_page(event) and not self._shows_staff:
            await self.go_to_first_page()

    @property
    def _shows_staff(self) -> bool:
        """Whether the page in front is one of staff, who are told of what fails."""
        return isinstance(self.screen, Page) and self.screen.on_failure is not None

    @on(Header.CornerTouched)
    async def ask_for_pin(self) -> None:
        """Staff want to come in: the PIN, or how to set one."""
        from screens.staff.pin import PinScreen

        if self.staff.is_open or isinstance(self.screen, PinScreen):
            return
        read_styles(self.stylesheet, "staff")
        if self.kiosk.demo:
            await self.open_staff()
        elif self.pin.is_set:
            self._show_pad()
        else:
            say = self.kiosk.catalogue.phrases
            self.tell("◇", say("pin.none"), say("pin.set_one"))

    def _show_pad(self) -> None:
        """The PIN pad; or that there is a PIN which cannot be read, so that the counter stays locked."""
        from screens.staff.pin import PinScreen

        self.look.wear(large=False, dark=self.look.is_dark)
        self._import_counts()
        try:
            self.staff.show(PinScreen(self.kiosk, self.pin))
        except Refusal as refusal:
            logging.getLogger("kiosk").warning("The staff PIN: %s", refusal)
            say = self.kiosk.catalogue.phrases
            self.tell("✖", say("pin.unreadable"), say("pin.mend"))

    @work(thread=True, exit_on_error=False)
    def _import_counts(self) -> None:
        """The first page of staff, while the PIN is typed: visitors do without what it takes in memory."""
        import_module("screens.staff.counts")

    @on(PinAccepted)
    async def pin_accepted(self, event: PinAccepted) -> None:
        """Staff come in, and are told of the wrong tries since they last did."""
        told = None
        if event.since is not None:
            from kiosk.text.dates import medium_date

            say = self.kiosk.catalogue.phrases
            told = say("staff.wrong_pins", count=event.wrong, day=medium_date(event.since))
        await self.open_staff(told)

    @on(PinRefused)
    @work(thread=True, group="write", exit_on_error=False)
    def note_tries(self, event: PinRefused) -> None:
        """From the fifth of a day on wrong tries are noted for the supervisor."""
        from kiosk.progress.note_words import pin_tries

        if self.ledger is not None and event.tries >= TRIES:
            self.ledger.note_once(pin_tries(event.tries), self.kiosk.today)

    async def open_staff(self, told: Bilingual | None = None) -> None:
        """The counts, in the palette that home had; at once, or as soon as the ledger is open."""
        if self.ledger is None:
            self._staff_wait, self._staff_told = True, told
            return
        theme = self.theme
        await self.go_home()
        self.theme = theme
        self.staff.open_counts(told)
