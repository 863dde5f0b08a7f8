"""What a service costs and how long it takes, on its first page."""

import re

import pytest

from tests.support.pilot import SIZES, Opened, press, text


@pytest.mark.parametrize("size", SIZES)
async def test_each_of_several_fees_has_a_line_and_the_time_says_what_it_is(counter: Opened, size: str) -> None:
    """In larger letters they stood behind one another, and "3–15 working days" without a word what that is."""
    async with counter("4", "3", size=size) as pilot:
        assert re.search("ระยะเวลา +3–15 วันทำการ", text(pilot)), text(pilot)
        await press(pilot, "9")
        shown = text(pilot)
        assert "Time: 3–15 working days" in shown, shown
        for form, fee in (("TM.15", "19,000"), ("TM.17", "1,900")):
            assert re.search(rf"{form} +{fee}(?! ·)", shown), shown
