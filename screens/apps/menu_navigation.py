"""The roads from the menu: each page behind it, imported when it is first opened."""

from textual import on

from screens.apps.base import KioskApp
from screens.messages import ProgramLeft, StaffPageChosen
from screens.page import Page


class MenuRoads(KioskApp):
    """The menu and its pages."""

    QUITS = False
    """Whether the menu offers to leave the program: where staff have no other way."""

    @on(StaffPageChosen)
    def open_from_menu(self, event: StaffPageChosen) -> None:
        """The menu, or one of the pages that are reached from it alone."""
        pages = {
            "menu": self._menu,
            "chart": self._chart,
            "days": self._days,
            "disclosure": self._disclosure,
            "roster": self._roster,
            "export": self._export,
            "health": self._health,
        }
        if event.name in pages and self.ledger is not None:
            self.show(pages[event.name]())

    @on(ProgramLeft)
    def leave_program(self) -> None:
        """Staff end the program."""
        self.exit()

    def _menu(self) -> Page:
        from screens.staff.menu import MenuScreen

        return MenuScreen(self.kiosk, quits=self.QUITS)

    def _chart(self) -> Page:
        from screens.staff.chart import ChartScreen

        assert self.ledger is not None
        return ChartScreen(self.kiosk, self.ledger)

    def _days(self) -> Page:
        from screens.staff.days import DaysScreen

        assert self.ledger is not None
        return DaysScreen(self.kiosk, self.ledger)

    def _disclosure(self) -> Page:
        from screens.staff.disclosure import DisclosureScreen

        return DisclosureScreen(self.kiosk)

    def _roster(self) -> Page:
        from screens.staff.roster import RosterScreen

        return RosterScreen(self.kiosk)

    def _export(self) -> Page:
        from screens.staff.export import ExportScreen

        assert self.ledger is not None
        return ExportScreen(self.kiosk, self.ledger)

    def _health(self) -> Page:
        from screens.staff.health import HealthScreen

        assert self.ledger is not None
        return HealthScreen(self.kiosk, self.ledger)
