"""The staff's roads: which page follows which key, on the counter and on the clerk's own terminal."""

from textual import on

from screens.app import KioskApp
from screens.messages import FactChosen, FactsChosen


class StaffRoads(KioskApp):
    """A page is imported when it is first opened."""

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
