"""Pages of the staff that are drawn from what a thread reads."""

from textual.pilot import Pilot

from screens.staff.burnup_page import BurnUpPage
from screens.staff.widgets.chart import Chart
from tests.support.pilot import settle, until


async def drawn(pilot: Pilot[None]) -> None:
    """Wait until the page has what it reads in a thread."""

    def has_all() -> bool:
        chart = pilot.app.screen.query(Chart)
        read = not isinstance(pilot.app.screen, BurnUpPage) or bool(pilot.app.screen.courses)
        return read and (not chart or bool(chart.first(Chart).pictures))

    await settle(pilot)
    await until(pilot, has_all)
    await settle(pilot)
