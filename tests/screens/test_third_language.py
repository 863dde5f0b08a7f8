"""A third language on the counter: a file of words is enough, and what it lacks is said by its partner."""

from collections.abc import Callable
from pathlib import Path

import pytest

from kiosk.catalogue.load import load
from kiosk.machine.kiosk import Kiosk
from kiosk.security.pin import Pin
from tests.support.fit import faults, overlaps
from tests.support.keys import VISITOR_PAGES
from tests.support.pilot import STAFF_SIZES, UNLIKE_SIZES, Opened, press, text
from tests.support.translations import content_in_chinese

FIRST_ALONE = "terminal"
"""Where home names the survey in one language: its key has one line, and a family's tile bears both."""

NAMES = {"terminal": ("ตอบแบบวัด", "EIT survey", "问卷"), "large": ("แบบวัด", "Survey", "问卷")}
"""What the survey is called where its key has one line: in short where two languages have room so."""


@pytest.fixture
def chinese(make_kiosk: Callable[..., Kiosk], tmp_path: Path) -> Kiosk:
    """A kiosk that also speaks a little Chinese."""
    return make_kiosk(catalogue=load(content=content_in_chinese(tmp_path)))


@pytest.mark.parametrize("size", UNLIKE_SIZES)
async def test_the_language_key_goes_from_thai_to_english_to_chinese_and_home(
    counter: Opened, chinese: Kiosk, size: str
) -> None:
    thai, english, own = NAMES.get(size, ("ตอบแบบวัด", "EIT survey", "问卷调查"))
    async with counter(size=size, on=chinese) as pilot:
        assert thai in text(pilot)
        for word, beside, key in [(english, thai, "中文"), (own, english, "ภาษาไทย"), (thai, english, "English")]:
            await press(pilot, "9")
            partners = ("การตรวจลงตรา", "Visa", *([] if size == FIRST_ALONE else [beside]))
            assert all(each in text(pilot) for each in (word, key, *partners)), text(pilot)


@pytest.mark.usefixtures("standing_countdowns")
@pytest.mark.parametrize("size", UNLIKE_SIZES)
async def test_every_kind_of_page_is_whole_in_a_language_that_is_hardly_translated(
    counter: Opened, chinese: Kiosk, size: str
) -> None:
    async with counter("9", "9", size=size, on=chinese) as pilot:
        for keys in (pages[0] for pages in VISITOR_PAGES.values()):
            await pilot.app.go_home()  # type: ignore[attr-defined]
            await press(pilot, "9", "9", *keys.split())
            assert faults(pilot) + overlaps(pilot) == [], (keys, text(pilot))


async def test_the_partner_says_what_is_missing_and_thai_stands_beside_it(counter: Opened, chinese: Kiosk) -> None:
    async with counter("9", "9", "1", on=chinese) as pilot:
        title = chinese.catalogue.families[0].title.of("en")
        assert title in text(pilot)
        assert chinese.catalogue.families[0].title.of("th") in text(pilot)


async def test_an_idle_counter_goes_home_in_thai(counter: Opened, chinese: Kiosk) -> None:
    async with counter("9", "9", on=chinese) as pilot:
        assert not pilot.app.is_fresh  # type: ignore[attr-defined]
        await pilot.app.go_home()  # type: ignore[attr-defined]
        assert "กรุณาเลือกบริการ" in text(pilot)


@pytest.mark.parametrize("size", STAFF_SIZES)
async def test_staff_may_stay_in_a_third_language(counter: Opened, chinese: Kiosk, size: str) -> None:
    Pin(chinese.path("pin.toml")).set("246810")
    async with counter(size=size, on=chinese) as pilot:
        for keys in ("", "6", "6 1", "7", "5"):
            await pilot.app.open_staff()  # type: ignore[attr-defined]
            await press(pilot, "9", "9", *keys.split())
            assert faults(pilot) + overlaps(pilot) == [], (keys, text(pilot))
