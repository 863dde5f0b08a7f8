"""On an upright screen what is pressed stands low: somebody in a wheelchair reaches it."""

from screens.widgets.pressable import Pressable
from tests.support.pilot import Opened, press

ROADS = ("", "1", "2", "3", "3 right", "4", "right", "right 1", "right 1 4", "5", "6", "2 1", "2 1 right", "2 1 1", "0")
"""Pages by the keys that lead to them. The sentences to point at are not among them: six take more of the screen."""

HIGHEST = 0.39
"""Share of the screen that lies above everything that is pressed."""


async def test_nothing_that_is_pressed_on_an_upright_screen_stands_high(counter: Opened) -> None:
    async with counter(size="portrait") as pilot:
        for road in ROADS:
            await press(pilot, *road.split())
            keys = [key.region.y for key in pilot.app.screen.query(Pressable) if key.is_on_screen]
            assert min(keys) >= HIGHEST * pilot.app.size.height, road or "the first page"
            await press(pilot, "asterisk")
