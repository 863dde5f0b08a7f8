"""The pages of a service under Pilot, in English."""

from textual.pilot import Pilot

from kiosk.text.languages import ENGLISH
from screens.messages import ServiceChosen
from screens.visitor.service import ServiceScreen
from tests.support.pilot import settle, text


async def open_service(pilot: Pilot[None], service: str) -> ServiceScreen:
    app = pilot.app
    app.lang = ENGLISH  # type: ignore[attr-defined]
    app.screen.post_message(ServiceChosen(app.kiosk.catalogue.services[service]))  # type: ignore[attr-defined]
    await settle(pilot)
    assert isinstance(app.screen, ServiceScreen)
    return app.screen


async def turn_to(pilot: Pilot[None], page: ServiceScreen, chapter: str) -> str:
    """What the pages of a chapter say, one after the other; the last of them stays in front."""
    shown = ""
    for number, (name, _) in enumerate(page.portions):
        if name == chapter:
            page.page = number
            await settle(pilot)
            shown += text(pilot) + "\n"
    return shown
