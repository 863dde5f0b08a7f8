"""The staff's roads: which page follows which key, on the counter and on the clerk's own terminal."""

from textual import on

from screens.messages import FactChosen, StaffPageChosen
from screens.staff.menuroads import MenuRoads


class StaffRoads(MenuRoads):
    """A page is imported when it is first opened."""

    @on(StaffPageChosen)
    def open_staff_page(self, event: StaffPageChosen) -> None:
        """One of the pages that staff reach from the counts."""
        if event.name == "facts":
            from screens.staff.facts import FactsScreen

            self.show(FactsScreen(self.kiosk))

    @on(FactChosen)
    def open_fact(self, event: FactChosen) -> None:
        """One fact, to be confirmed, changed or marked none."""
        from screens.staff.fact import FactScreen

        self.show(FactScreen(self.kiosk, event.fact, event.role))
