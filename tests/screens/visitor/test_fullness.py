"""No page of a service is nearly empty."""

import pytest
from textual.pilot import Pilot

from screens.visitor.widgets.key_bar import KeyBar
from screens.widgets.header import Header
from tests.support.pilot import EXTREME_SIZES, Opened, settle, strips, text
from tests.support.service_pages import open_service

LEAST = 0.3
"""Of the rows between the band and the keys, those with words, on a page with least of them."""


@pytest.mark.parametrize("size", EXTREME_SIZES)
async def test_a_third_of_every_page_of_a_service_is_taken(counter: Opened, size: str) -> None:
    """A page held two lines, though there was room for them on the one before."""
    async with counter(size=size) as pilot:
        for name in pilot.app.kiosk.catalogue.services:  # type: ignore[attr-defined]
            await pilot.app.go_home()  # type: ignore[attr-defined]
            page = await open_service(pilot, name)
            for number, (chapter, _) in enumerate(page.portions):
                if chapter == "ticks":
                    continue
                page.page = number
                await settle(pilot)
                assert taken(pilot) >= LEAST, (name, text(pilot))


def taken(pilot: Pilot[None]) -> float:
    """The share of the rows between the band and the keys that have words; of papers to tick the keys take the page."""
    page = pilot.app.screen
    first, end = page.query_one(Header).region.bottom, page.query_one(KeyBar).region.y
    rows = [any(sign.isalnum() for sign in line.text) for line in strips(pilot)[first:end]]
    return sum(rows) / len(rows)
