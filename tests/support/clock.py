"""A clock that stands at a moment until a test moves it, as the counter's own tick would see it."""

from datetime import datetime

from msgspec import structs
from textual.pilot import Pilot

from kiosk.machine.kiosk import Kiosk
from kiosk.text.dates import THAI_TIME
from tests.support.pilot import settle


class Clock:
    """Thai time, written 2024-07-31 23:59."""

    def __init__(self, moment: str) -> None:
        self.set(moment)

    def set(self, moment: str) -> None:
        self.now = datetime.fromisoformat(moment).replace(tzinfo=THAI_TIME)

    def on(self, kiosk: Kiosk) -> Kiosk:
        """The kiosk, going by this clock."""
        return structs.replace(kiosk, clock=lambda: self.now)

    async def move(self, pilot: Pilot[None], moment: str) -> None:
        """Let it be that moment, and the next tick of the counter come."""
        self.set(moment)
        await pilot.app.tick()  # type: ignore[attr-defined]
        await settle(pilot)
