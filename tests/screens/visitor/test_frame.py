"""What frames every page of a visitor: the band on top, and the keys that mean the same everywhere."""

from collections.abc import Callable
from datetime import date

import pytest

from kiosk.machine.kiosk import Kiosk
from kiosk.text.languages import ENGLISH, THAI
from screens.visitor.widgets.key_bar import KeyBar
from screens.widgets.pressable import Pressable
from tests.support.contrast import weak
from tests.support.pilot import UNLIKE_SIZES, Opened, press, text

LONG_DATE = date(2026, 11, 26)
"""A Thursday in November, which takes most cells in either language."""


@pytest.mark.parametrize("size", UNLIKE_SIZES)
async def test_the_office_is_named_in_both_languages_beside_the_longest_date(
    counter: Opened, make_kiosk: Callable[..., Kiosk], size: str
) -> None:
    """The English name was left out on a small terminal."""
    kiosk = make_kiosk(LONG_DATE)
    async with counter(size=size, on=kiosk) as pilot:
        for _ in range(2):
            for language in (THAI, ENGLISH):
                assert kiosk.office.name.of(language) in text(pilot), text(pilot)
            await press(pilot, "9")


@pytest.mark.parametrize("size", UNLIKE_SIZES)
async def test_the_keys_of_a_page_are_whole_and_low_in_either_language_and_palette(counter: Opened, size: str) -> None:
    """The widest of them in every look: where one goes, what helps, and what comes next."""
    async with counter("3", size=size) as pilot:
        for _look in range(4):
            for _ in range(2):
                keys = [key for key in pilot.app.screen.query_one(KeyBar).query(Pressable) if key.display]
                assert {key.key for key in keys} == {"left", "asterisk", "7", "9", "0", "right"}
                for key in keys:
                    lines = key.lines(key.content_size.width)
                    assert key.region.y >= pilot.app.size.height // 2
                    assert pilot.app.screen.find_widget(key).visible_region == key.region
                    assert len(lines) <= key.content_size.height, (key, text(pilot))
                    assert all(line.cell_length <= key.content_size.width for line in lines), (key, text(pilot))
                assert weak(pilot) == []
                await press(pilot, "9")
            await press(pilot, "7")
