"""What staff tell visitors stands on the first page at every size, and is gone after its last day."""

from collections.abc import Callable
from datetime import date

import pytest

from kiosk.catalogue.announcements import WIDTH
from kiosk.editing.announcements import put_up
from kiosk.machine import Kiosk
from kiosk.text.bilingual import Bilingual
from tests.support.fit import flaws_in_both_languages
from tests.support.pilot import UNLIKE_SIZES, Opened, press, text

LONGEST = Bilingual("วันศุกร์ปิดทำการ " * 4, "Closed on Friday " * 4).map(str.strip)
OPEN, CLOSED = date(2024, 3, 1), date(2026, 11, 20)


@pytest.mark.parametrize("size", UNLIKE_SIZES)
@pytest.mark.parametrize("day", [OPEN, CLOSED], ids=["survey-open", "survey-closed"])
async def test_the_longest_announcement_is_whole_on_the_first_page(
    counter: Opened, make_kiosk: Callable[..., Kiosk], size: str, day: date
) -> None:
    assert len(LONGEST.en) in range(WIDTH - 2, WIDTH + 1)
    kiosk = make_kiosk(day)
    put_up(kiosk, LONGEST, day, day)
    async with counter(size=size, on=kiosk.reread()) as pilot:
        assert "".join(LONGEST.th.split()) in "".join(text(pilot).split())
        assert await flaws_in_both_languages(pilot) == [], text(pilot)
        await press(pilot, "9")
        assert "".join(LONGEST.en.split()) in "".join(text(pilot).split())


async def test_it_is_gone_after_its_last_day(counter: Opened, make_kiosk: Callable[..., Kiosk]) -> None:
    put_up(make_kiosk(OPEN), LONGEST, OPEN, OPEN)
    async with counter(on=make_kiosk(date(2024, 3, 2)).reread()) as pilot:
        assert not pilot.app.screen.query("#announcement")
        assert not pilot.app.screen.has_class("-announced")
