"""No page of a service is nearly empty."""

import pytest
from textual.pilot import Pilot

from screens.visitor.widgets.key_bar import KeyBar
from screens.widgets.header import Header
from screens.widgets.pressable import Pressable
from tests.support.pilot import EXTREME_SIZES, Opened, settle, strips, text
from tests.support.service_pages import open_service

LEAST = 0.3
"""Of the rows between the band and the keys, those with words, or with a key to tick, of a page with least of them."""


@pytest.mark.parametrize("size", EXTREME_SIZES)
async def test_a_third_of_every_page_of_a_service_is_taken(counter: Opened, size: str) -> None:
    """A page held two lines, though there was room for them on the one before."""
    async with counter(size=size) as pilot:
        for name in pilot.app.kiosk.catalogue.services:  # type: ignore[attr-defined]
            await pilot.app.go_home()  # type: ignore[attr-defined]
            page = await open_service(pilot, name)
            for number in range(page.pages):
                page.page = number
                await settle(pilot)
                assert taken(pilot) >= LEAST, (name, text(pilot))


def taken(pilot: Pilot[None]) -> float:
    """The share of the rows between the band and the keys that words or keys to tick take."""
    page = pilot.app.screen
    first, end = page.query_one(Header).region.bottom, page.query_one(KeyBar).region.y
    keys = [key.region for key in page.query("TickList Pressable").results(Pressable) if key.is_on_screen]
    rows = {row for key in keys for row in range(key.y, key.bottom)}
    rows |= {row for row, line in enumerate(strips(pilot)) if any(sign.isalnum() for sign in line.text)}
    return len(rows & {*range(first, end)}) / (end - first)
