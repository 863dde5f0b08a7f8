"""The staff screens on a terminal of their own: the clerk's desk, ssh."""

from textual import on

from screens.apps.staff_navigation import StaffRoads
from screens.messages import LedgerOpened


class StaffApp(StaffRoads):
    """It needs no PIN: who has a shell on this machine is staff."""

    STYLES = "staff"

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
