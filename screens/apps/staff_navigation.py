"""The staff's roads: which page follows which key, on the counter and on the clerk's own terminal."""

from typing import TYPE_CHECKING

from textual import on, work

from kiosk.errors import Refusal
from kiosk.machine import Kiosk
from kiosk.text.bilingual import same
from screens.apps.menu_navigation import MenuRoads
from screens.messages import FactChosen, MeasureChosen, StaffPageChosen, SyncRead
from screens.page import Page
from screens.staff.widgets.header import SyncWanted

if TYPE_CHECKING:
    from kiosk.progress.follow_up_store import FollowUps
    from kiosk.sync.status import SyncStatus


class StaffRoads(MenuRoads):
    """A page is imported when it is first opened."""

    def __init__(self, kiosk: Kiosk) -> None:
        super().__init__(kiosk)
        self.follow_ups: FollowUps | None = None
        self.standing: SyncStatus | None = None

    @on(SyncRead)
    def tell_standing(self, event: SyncRead) -> None:
        """How the last sync stands is said on every staff page that is open, not on the one in front alone."""
        from screens.staff.widgets.header import StaffHeader

        self.standing = event.standing
        for page in self.screen_stack:
            for header in page.query(StaffHeader):
                header.show(event.standing)

    @on(SyncWanted)
    def tell_header(self, event: SyncWanted) -> None:
        """A page that opens says it as the counts do."""
        if self.standing is not None:
            event.header.show(self.standing)

    @on(StaffPageChosen)
    def open_staff_page(self, event: StaffPageChosen) -> None:
        """One of the pages that staff reach from the counts."""
        if event.name in ("plan", "itap"):
            self._with_plan(event.name)
        elif event.name == "facts":
            from screens.staff.facts import FactsScreen

            self.show(FactsScreen(self.kiosk))
        elif event.name == "calendar":
            from screens.staff.calendar import CalendarScreen

            self.show(CalendarScreen(self.kiosk))
        elif event.name == "notes" and self.ledger is not None:
            from screens.staff.notes import NotesScreen

            self.show(NotesScreen(self.kiosk, self.ledger))

    @work(thread=True, exclusive=True, group="plan", exit_on_error=False)
    def _with_plan(self, name: str) -> None:
        """Open the plan's file first, off the screen's thread."""
        from kiosk.progress.follow_up_store import FollowUps

        try:
            if self.follow_ups is None:
                self.follow_ups = FollowUps(self.kiosk.path("plan.db"))
        except Refusal as refusal:
            self.call_from_thread(self._cannot_open, refusal)
        else:
            self.call_from_thread(self._open_with_plan, name)

    def _open_with_plan(self, name: str) -> None:
        assert self.follow_ups is not None
        assert self.ledger is not None
        page: Page
        if name == "plan":
            from screens.staff.plan import PlanScreen

            page = PlanScreen(self.kiosk, self.follow_ups)
        else:
            from screens.staff.itap import ItapScreen

            page = ItapScreen(self.kiosk, self.ledger, self.follow_ups)
        self.show(page)

    def _cannot_open(self, refusal: Refusal) -> None:
        say = self.kiosk.catalogue.phrases
        self.tell("✖", say("plan.title"), same(str(refusal)))

    @on(FactChosen)
    def open_fact(self, event: FactChosen) -> None:
        """One fact, to be confirmed, changed or marked none."""
        from screens.staff.fact import FactScreen

        self.show(FactScreen(self.kiosk, event.fact, event.role))

    @on(MeasureChosen)
    def open_measure(self, event: MeasureChosen) -> None:
        """One measure of the plan, to be followed up."""
        from screens.staff.measure import MeasureScreen

        assert self.follow_ups is not None
        self.show(MeasureScreen(self.kiosk, event.measure, self.follow_ups))
