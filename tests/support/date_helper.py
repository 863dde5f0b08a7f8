"""The date helper, opened from home."""

from datetime import date

from textual.pilot import Pilot

from kiosk.machine.kiosk import Kiosk
from kiosk.text.languages import ENGLISH
from screens.messages import DatesWanted
from screens.visitor.date_helper import DateHelperScreen
from tests.support.pilot import settle

TODAY = date(2026, 11, 26)


async def wanted(pilot: Pilot[None], kiosk: Kiosk, service: str) -> None:
    """Go from home to the dates of that service."""
    await pilot.app.go_home()  # type: ignore[attr-defined]
    pilot.app.lang = ENGLISH  # type: ignore[attr-defined]
    pilot.app.screen.post_message(DatesWanted(kiosk.catalogue.services[service]))
    await settle(pilot)
    assert isinstance(pilot.app.screen, DateHelperScreen)
