"""The staff screens on a terminal of their own: the clerk's desk, ssh."""

from textual import on

from kiosk.machine import Kiosk
from screens.apps.base import KioskApp
from screens.apps.staff_navigation import StaffNavigation
from screens.messages import LedgerOpened


class StaffApp(KioskApp):
    """It needs no PIN: who has a shell on this machine is staff."""

    ROOM = "staff"

    def __init__(self, kiosk: Kiosk) -> None:
        super().__init__(kiosk)
        self.staff = StaffNavigation(self, leave="staff.leave", quits=False)

    @on(LedgerOpened)
    def ledger_opened(self) -> None:
        """The counts are the first page here."""
        self.staff.open_counts()

    @property
    def locked(self) -> bool:
        return False

    def go_back(self) -> None:
        if len(self.screen_stack) > 2:
            super().go_back()
        else:
            self.exit()
