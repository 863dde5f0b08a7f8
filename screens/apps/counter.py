"""The counter: visitors in front, staff behind the PIN; idle reset, lock-down, a sync in the background."""

import logging
import subprocess
import sys
from time import monotonic

from textual import events, on, work

from kiosk.errors import Refusal
from kiosk.machine import Kiosk
from kiosk.text.languages import HOME
from screens.apps.staff_navigation import StaffRoads
from screens.apps.visitor_navigation import VisitorRoads
from screens.messages import HomeWanted, LedgerOpened, PinAccepted
from screens.page import Page
from screens.visitor.home import HomeScreen
from screens.widgets.header import Header

IDLE = 60
"""Seconds without a key or touch after which a visitor is asked whether they are still there."""

STAFF_IDLE = 120
"""Seconds after which the counter locks the staff screens."""


class CounterApp(VisitorRoads, StaffRoads):
    """The counter: visitors in front, staff behind the PIN, a sync in the background."""

    QUITS = True

    def __init__(self, kiosk: Kiosk) -> None:
        super().__init__(kiosk)
        self._sync: subprocess.Popen[bytes] | None = None
        self._check: subprocess.Popen[bytes] | None = None
        self._staff_wait = False

    def get_default_screen(self) -> Page:
        return self.fitted(HomeScreen(self.kiosk, locked=self.pin.is_set))

    @on(LedgerOpened)
    async def ledger_opened(self) -> None:
        """What waits for the ledger: the tally of starts, the sync, staff who were quicker than the disk."""
        self.note_start()
        self.set_interval(60, self.sync_if_due)
        self.set_interval(600, self.check_if_due)
        self.sync_if_due()
        if self._staff_wait:
            await self.open_staff()

    @work(thread=True, group="write", exit_on_error=False)
    def note_start(self) -> None:
        """Headquarters is told how often the counter was started."""
        assert self.ledger is not None
        self.ledger.state.set("starts", str(int(self.ledger.state.get("starts") or 0) + 1))

    def on_unmount(self) -> None:
        for process in (self._sync, self._check):
            if process is not None and process.poll() is None:
                process.terminate()
                process.wait()

    async def tick(self) -> None:
        await super().tick()
        idle = monotonic() - self.touched
        if self.staff_inside:
            if idle >= STAFF_IDLE:
                await self.go_home()
        elif idle >= IDLE and not self.is_fresh:
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
        home = len(self.screen_stack) == 1 and self.screen.query(".family").first().has_focus
        return home and self.lang == HOME and self.look == (False, False)

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
            self.lang = HOME
            self.wear(large=False, dark=False)
            self.screen.set_focus(self.screen.query(".family").first())

    async def on_key(self, event: events.Key) -> None:
        if event.key == "f12":
            await self.ask_for_pin()

    @on(Header.CornerTouched)
    async def ask_for_pin(self) -> None:
        """Staff want to come in: the PIN, or how to set one."""
        from screens.staff.pin import PinScreen

        if self.staff_inside or isinstance(self.screen, PinScreen):
            return
        self.read_styles("staff")
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

        try:
            self.show(PinScreen(self.kiosk, self.pin))
        except Refusal as refusal:
            logging.getLogger("kiosk").warning("The staff PIN: %s", refusal)
            say = self.kiosk.catalogue.phrases
            self.tell("✖", say("pin.unreadable"), say("pin.mend"))

    @on(PinAccepted)
    async def open_staff(self) -> None:
        """The counts, in the palette that home had; at once, or as soon as the ledger is open."""
        from screens.staff.counts import CountsScreen

        if self.ledger is None:
            self._staff_wait = True
            return
        theme = self.theme
        await self.go_home()
        self.theme = theme
        self.show(CountsScreen(self.kiosk, self.ledger, self.kiosk.catalogue.phrases("staff.lock")))

    @work(thread=True, exclusive=True, group="sync", exit_on_error=False)
    def sync_if_due(self) -> None:
        """Sync in a child process when it is time; it takes 20 MiB that the counter does without."""
        from kiosk.sync.membership import membership
        from kiosk.sync.schedule import is_due

        if _runs(self._sync) or self.ledger is None or membership(self.kiosk) is None:
            return
        if is_due(self.kiosk, self.ledger):
            self._sync = self._start("sync")

    @work(thread=True, exclusive=True, group="disclosure", exit_on_error=False)
    def check_if_due(self) -> None:
        """Once a week the addresses of O1–O24 are asked whether they answer, in a child process too."""
        from kiosk.progress.disclosure import is_due

        if not _runs(self._check) and is_due(self.kiosk):
            self._check = self._start("disclosure", "check")

    def _start(self, *command: str) -> subprocess.Popen[bytes]:
        return subprocess.Popen(
            [sys.executable, "-m", "kiosk", *self.kiosk.as_arguments(), *command],
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.DEVNULL,
        )


def _runs(process: subprocess.Popen[bytes] | None) -> bool:
    return process is not None and process.poll() is None
