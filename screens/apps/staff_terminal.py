"""The staff screens on a terminal of their own: the clerk's desk, ssh."""

from textual import events, on

from kiosk.machine.kiosk import Kiosk
from screens.apps.base import KioskApp
from screens.apps.staff_calls import StaffCalls
from screens.apps.staff_navigation import StaffNavigation
from screens.messages import LedgerOpened


class StaffApp(KioskApp):
    """It needs no PIN: who has a shell on this machine is staff."""

    ROOM = "staff"

    def __init__(self, kiosk: Kiosk) -> None:
        super().__init__(kiosk)
        self.staff = StaffNavigation(self, leave="staff.leave", quits=False)
        self.calls = StaffCalls(self)

    @on(LedgerOpened)
    def ledger_opened(self) -> None:
        """The counts are the first page here; from now on calls ring."""
        self.staff.open_counts()
        self.calls.start()

    async def on_key(self, event: events.Key) -> None:
        """F12 answers a call where the keys are a field's own."""
        if event.key == "f12":
            self.calls.answer()

    def on_unmount(self) -> None:
        self.calls.stop()

    @property
    def locked(self) -> bool:
        return False

    def go_back(self) -> None:
        if len(self.screen_stack) > 2:
            super().go_back()
        else:
            self.exit()
