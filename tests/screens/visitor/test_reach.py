"""On an upright screen what is pressed stands low: somebody in a wheelchair reaches it."""

import pytest

from screens.visitor.widgets.hotline_card import HotlineCard
from screens.visitor.widgets.key_bar import KeyBar
from screens.widgets.pressable import Pressable
from tests.support.pilot import Opened, press, text

ROADS = ("", "1", "2", "3", "3 right", "4", "right", "right 1", "right 1 4", "5", "5 right", "6", "2 1", "2 1 right")
ROADS += ("2 1 1", "0", "8 enter")
"""Pages by the keys that lead to them. The sentences to point at are not among them: six take more of the screen."""

HIGHEST = {"portrait": 0.39, "large-portrait": 0.36}
"""Share of the screen that lies above everything that is pressed, in the usual and in larger letters."""


@pytest.mark.parametrize("size", HIGHEST)
async def test_nothing_that_is_pressed_on_an_upright_screen_stands_high(counter: Opened, size: str) -> None:
    async with counter(size=size) as pilot:
        for road in ROADS:
            await press(pilot, *road.split())
            keys = [key.region.y for key in pilot.app.screen.query(Pressable) if key.is_on_screen]
            assert min(keys) >= HIGHEST[size] * pilot.app.size.height, road or "the first page"
            await press(pilot, "asterisk")


@pytest.mark.parametrize("language", ["", "9"])
async def test_the_largest_letters_leave_a_choice_its_name_in_both_languages(counter: Opened, language: str) -> None:
    """Long names stood there in one."""
    async with counter(*language.split(), size="large-portrait") as pilot:
        for road in ("1", "2", "3", "3 right", "4", "5", "5 right", "6", "6 1"):
            await press(pilot, *road.split())
            shown, bar = text(pilot), pilot.app.screen.query_one(KeyBar)
            for key in pilot.app.screen.query(Pressable):
                named = any(first in shown and second in shown for first, second in key.forms())
                assert named or not key.is_on_screen or bar in key.ancestors, (road, key.words)
            for card in pilot.app.screen.query(HotlineCard):
                names = [card.hotline.title, card.hotline.narrow_title or card.hotline.title]
                assert any(name.th in shown and name.en in shown for name in names), (road, card.hotline.title)
            await press(pilot, "asterisk")
