"""Home: what people come for, whether the office is open, and the survey's code only while an answer counts."""

from collections.abc import Callable
from datetime import date

import pytest
from msgspec import structs

from kiosk.catalogue.channels import Channels
from kiosk.catalogue.parts import Parts
from kiosk.catalogue.rules.room import first_page_keys_lead_somewhere
from kiosk.catalogue.survey_start import SurveyStart, next_survey
from kiosk.machine.kiosk import Kiosk
from kiosk.security.pin import Pin
from kiosk.text.languages import OFFICIAL
from screens.theme import CONTRAST_THEME
from screens.visitor.home import HomeScreen
from screens.visitor.service import ServiceScreen
from screens.visitor.widgets.need_tile import NeedTile
from screens.visitor.widgets.qr_code import QRCode
from screens.widgets.header import Header
from screens.widgets.pressable import Pressable
from tests.support.clock import Clock
from tests.support.fit import flaws, flaws_in_both_languages
from tests.support.pilot import SIZES, UNLIKE_SIZES, Opened, press, settle, text

THURSDAY = "2026-11-26 09:41"
MOMENTS = [THURSDAY, "2026-11-26 12:20", "2026-11-26 16:30", "2026-12-05 10:00", "2027-04-13 10:00", "2024-03-01 12:20"]
"""Open, lunch, closed until tomorrow, until after a holiday, a holiday of many days; open for the survey too."""


@pytest.mark.parametrize("size", UNLIKE_SIZES)
async def test_home_is_whole_in_every_state_of_the_office_in_both_palettes(
    counter: Opened, real: Kiosk, size: str
) -> None:
    clock = Clock(THURSDAY)
    async with counter(size=size, on=clock.on(real)) as pilot:
        for moment in MOMENTS:
            await clock.move(pilot, moment)
            assert await flaws_in_both_languages(pilot) == [], moment
            pilot.app.theme = CONTRAST_THEME.name
            await settle(pilot)
            assert flaws(pilot) == [], (moment, text(pilot))
            await pilot.app.go_home()  # type: ignore[attr-defined]
            await settle(pilot)


@pytest.mark.parametrize("size", [(151, 28), (69, 44), (51, 33)], ids=["1366×768", "768×1366", "768×1366, larger"])
@pytest.mark.parametrize("day", [date(2026, 11, 26), date(2024, 3, 1)], ids=["closed survey", "open survey"])
async def test_what_stands_at_the_right_ends_where_the_keys_do_on_a_screen_with_columns_to_spare(
    counter: Opened, make_kiosk: Callable[..., Kiosk], size: tuple[int, int], day: date
) -> None:
    """Letters have whole pixels, so that few screens hold just the columns for which a page is laid out."""
    async with counter(size=size, on=make_kiosk(day)) as pilot:
        page = pilot.app.screen
        standing = [
            each.region.right for each in page.query("#tiles Pressable, OpenCard, SurveyCard") if each.is_on_screen
        ]
        assert max(standing) == max(key.region.right for key in page.query("#keys Pressable"))


@pytest.mark.parametrize("size", UNLIKE_SIZES)
@pytest.mark.parametrize(
    ("day", "opens"),
    [(date(2026, 11, 26), "1 ม.ค. 2570 (คาดว่า)"), (date(2023, 12, 1), "1 ม.ค. 2567")],
    ids=["no year says when", "the year says when"],
)
async def test_a_closed_survey_gives_its_place_away(
    counter: Opened, make_kiosk: Callable[..., Kiosk], size: str, day: date, opens: str
) -> None:
    """Finding A4: half of home was the code of a survey that had closed two years before."""
    async with counter(size=size, on=make_kiosk(day)) as pilot:
        assert not pilot.app.screen.query(QRCode)
        assert f"แบบวัด EIT เปิด {opens}" in " ".join(text(pilot).split())
        await press(pilot, "8")
        assert isinstance(pilot.app.screen, HomeScreen)


async def test_a_survey_without_an_address_has_no_key(counter: Opened, kiosk: Kiosk) -> None:
    survey = structs.replace(kiosk.office.survey, value=None, source=None)
    office = structs.replace(kiosk.office, survey=survey)
    async with counter(
        "8", on=structs.replace(kiosk, catalogue=structs.replace(kiosk.catalogue, office=office))
    ) as pilot:
        assert isinstance(pilot.app.screen, HomeScreen)
        assert not pilot.app.screen.query("#survey, QRCode")


async def test_a_pin_that_is_set_elsewhere_ends_the_note_that_there_is_none(counter: Opened, kiosk: Kiosk) -> None:
    """The technician sets it in another terminal: the counter said to visitors for days that it was not locked."""
    clock = Clock(THURSDAY)
    async with counter(on=clock.on(kiosk)) as pilot:
        assert "ยังไม่ล็อก" in text(pilot)
        Pin(pilot.app.kiosk.folder / "pin.toml").set("739164")  # type: ignore[attr-defined]
        await clock.move(pilot, THURSDAY.replace("09:41", "09:42"))
        assert "ยังไม่ล็อก" not in text(pilot)


async def test_midnight_behind_another_page_is_seen_on_coming_back(counter: Opened, kiosk: Kiosk) -> None:
    clock = Clock("2024-07-31 23:59")
    async with counter("3", on=clock.on(kiosk)) as pilot:
        await clock.move(pilot, "2024-08-01 00:00")
        await press(pilot, "left")
        assert isinstance(pilot.app.screen, HomeScreen)
        assert not pilot.app.screen.query(QRCode)


@pytest.mark.parametrize("size", UNLIKE_SIZES)
async def test_tiles_that_stand_together_say_the_needs_all_or_none(counter: Opened, size: str) -> None:
    """Beside the code of the survey, in a terminal, one of eight did."""
    async with counter(size=size) as pilot:
        tiles = pilot.app.screen.query(".family, #online, #transparency").results(NeedTile)
        told = [
            tile.first(tile.detail) in "\n".join(line.plain for line in tile.lines(tile.content_size.width))
            for tile in tiles
        ]
        assert len(set(told)) == 1, text(pilot)


async def test_a_code_in_a_terminal_says_what_it_is_for(counter: Opened, kiosk: Kiosk) -> None:
    """Under it stood the promise alone."""
    async with counter(size="terminal") as pilot:
        for language in OFFICIAL:
            assert kiosk.catalogue.phrases("survey.in_a_line").of(language) in text(pilot)
            await press(pilot, "9")


async def test_enter_is_the_90_day_report_until_somebody_moves_the_focus(counter: Opened) -> None:
    """Finding B3: the most frequent errand had no tile."""
    async with counter("enter") as pilot:
        assert isinstance(pilot.app.screen, ServiceScreen)
        assert pilot.app.screen.service.id == "90-day-report"
        await press(pilot, "*", "down", "down", "enter")
        assert not isinstance(pilot.app.screen, ServiceScreen)


@pytest.mark.parametrize("size", UNLIKE_SIZES)
async def test_the_most_asked_service_is_one_touch_away(counter: Opened, size: str) -> None:
    async with counter(size=size) as pilot:
        await pilot.click("#most-asked")
        await settle(pilot)
        assert isinstance(pilot.app.screen, ServiceScreen)


@pytest.mark.parametrize("day", [date(2026, 11, 26), date(2024, 3, 1)], ids=["closed", "open"])
async def test_upright_everything_that_is_pressed_stands_in_the_lower_half(
    counter: Opened, make_kiosk: Callable[..., Kiosk], day: date
) -> None:
    """Finding A5: keys and tiles stood where a sitting person cannot reach."""
    async with counter(size="portrait", on=make_kiosk(day)) as pilot:
        for key in pilot.app.screen.query(Pressable):
            assert key.region.y >= 22, key.words.en


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("day", [date(2026, 11, 26), date(2024, 3, 1)], ids=["closed", "open"])
async def test_every_tile_is_named_in_both_languages(
    counter: Opened, make_kiosk: Callable[..., Kiosk], size: str, day: date
) -> None:
    """Needs that took the place of the other language left people before keys in a script that they cannot read."""
    async with counter(size=size, on=make_kiosk(day)) as pilot:
        for tile in pilot.app.screen.query(NeedTile):
            names = [words for words in (tile.words, tile.short, tile.plainest) if words is not None]
            for language in OFFICIAL:
                assert any(name.of(language) in text(pilot) for name in names), tile.words


async def test_tiles_say_what_people_come_for(counter: Opened) -> None:
    """Finding B1: families were named by form numbers."""
    async with counter() as pilot:
        assert "90 วัน · ที่พัก · พาสปอร์ตหาย" in text(pilot)
        await press(pilot, "9")
        assert "Address · lost passport" in text(pilot)
        assert "TM.47" not in text(pilot)


@pytest.mark.parametrize("day", [date(2026, 11, 26), date(2024, 3, 1)], ids=["closed", "open"])
async def test_a_counter_without_a_pin_still_tells_visitors_what_to_do(
    counter: Opened, make_kiosk: Callable[..., Kiosk], day: date
) -> None:
    """Finding C14: visitors read how to set a PIN instead of "Touch the screen", and then beside it."""
    async with counter("9", on=make_kiosk(day)) as pilot:
        assert "kiosk pin set" not in text(pilot)
        for words in ("not locked", "Please choose a service", "Touch the screen or press a number"):
            assert words in text(pilot)
        assert flaws(pilot) == [], text(pilot)


@pytest.mark.parametrize("size", UNLIKE_SIZES)
async def test_the_office_is_named_in_english_on_the_longest_day(counter: Opened, real: Kiosk, size: str) -> None:
    """Finding C1: on 80 columns a long date took the place of the English name."""
    async with counter("9", size=size, on=Clock("2026-09-30 09:41").on(real)) as pilot:
        band = pilot.app.screen.query_one(Header).lines(pilot.app.size.width - 4)
        assert "Phatthalung Provincial Immigration Office" in band[0].plain


def test_the_survey_of_a_year_that_nobody_has_signed_is_expected_where_the_newest_lies(kiosk: Kiosk) -> None:
    years = kiosk.catalogue.year_of
    assert next_survey(years, date(2023, 12, 31)) == SurveyStart(date(2024, 1, 1), expected=False)
    assert next_survey(years, date(2024, 8, 1)) == SurveyStart(date(2025, 1, 1), expected=True)
    assert next_survey(years, date(2026, 12, 31)) == SurveyStart(date(2027, 1, 1), expected=True)
    assert next_survey(years, date(2027, 1, 1)) == SurveyStart(date(2028, 1, 1), expected=True)


def test_the_check_finds_a_key_of_the_first_page_that_leads_nowhere(kiosk: Kiosk) -> None:
    catalogue = kiosk.catalogue
    parts = {name: getattr(catalogue, name) for name in ("channels", "notices")}
    assert list(first_page_keys_lead_somewhere(Parts(parts))) == []
    channels: Channels = structs.replace(catalogue.channels, online={}, complaint={})
    faults = first_page_keys_lead_somewhere(Parts({**parts, "channels": channels, "notices": []}))
    assert [fault.key for fault in faults] == ["online", "complaint"]


async def test_few_services_are_as_wide_as_the_page_and_many_stand_beside_one_another(counter: Opened) -> None:
    async with counter("1") as pilot:
        visa = [key.region for key in pilot.app.screen.query(".service").results(Pressable) if key.display]
        assert len({region.x for region in visa}) == 1
        assert visa[-1].bottom - visa[0].y >= 15
        await press(pilot, "left", "2")
        assert len({key.region.x for key in pilot.app.screen.query(".service")}) == 3
