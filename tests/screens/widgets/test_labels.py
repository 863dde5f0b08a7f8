"""The widths that labels and codes are checked against are those of the screens."""

from math import ceil

import pytest

from kiosk.catalogue.rules.fit import CODE, WIDTHS
from kiosk.text.qr import HALVES, THIRDS
from screens.visitor.widgets.qr_code import AddressCode
from tests.support.pilot import SIZES, Opened

PLACES = {
    "home tile": ("", ".family", "portrait", 4),
    "narrow home tile": ("", ".family", "large-portrait", 4),
    "family list": ("3", ".service", "terminal", 5),
    "narrow list": ("3", ".service", "large-portrait", 5),
    "topic": ("6", ".topic", "landscape", 5),
    "group key": ("8 enter", ".group", "terminal", 4),
}
"""Keys that lead there, what bears the label, the terminal, and the cells that a badge takes before it."""


@pytest.mark.parametrize("place", PLACES)
async def test_a_label_has_the_width_that_it_is_checked_against(counter: Opened, place: str) -> None:
    keys, selector, size, badge = PLACES[place]
    async with counter(*keys.split(), size=size) as pilot:
        shown = [label.content_size.width for label in pilot.app.screen.query(selector) if label.content_size.width]
        assert min(shown) - badge == WIDTHS[place]


@pytest.mark.parametrize("size", SIZES)
async def test_a_code_has_at_least_the_room_that_it_is_checked_against(counter: Opened, size: str) -> None:
    async with counter("5", "1", size=size) as pilot:
        place = pilot.app.screen.query_one(AddressCode).content_size
        fine = size.startswith("large") or size == "portrait"
        rows = ceil(CODE[1] * HALVES / THIRDS) if fine else CODE[1]
        assert (place.width >= CODE[0], place.height >= rows) == (True, True), "upright and larger: in thirds of a cell"
