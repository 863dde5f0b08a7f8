"""Somebody writes the day of which they work out their dates: digits, signs between them, and what cannot be."""

import re
from collections.abc import Callable
from datetime import date

import pytest
from textual.events import Key
from textual.pilot import Pilot

from kiosk.machine.kiosk import Kiosk
from kiosk.text.dates import medium_date
from kiosk.text.figures import KEDMANEE
from kiosk.text.languages import ENGLISH, THAI
from screens.visitor.date_helper import DateHelperScreen
from screens.visitor.home import HomeScreen
from screens.visitor.officer import OfficerScreen
from screens.widgets.help_keys import BESIDE_DIGITS
from screens.widgets.pressable import Pressable
from tests.support.date_helper import TODAY, wanted
from tests.support.pilot import SIZES, Opened, press, settle, text


def _written(pilot: Pilot[None]) -> str:
    """What stands where the day is written."""
    entry = pilot.app.screen.entry  # type: ignore[attr-defined]
    return "\n".join(line.plain for line in entry.lines(entry.content_size.width))


async def test_thai_digits_are_digits_and_other_signs_that_look_like_some_are_none(helper: Opened) -> None:
    """Found as: a raised two, a key of French keyboards, stood in the day, and Thai digits were no day."""
    async with helper("90-day-report") as pilot:
        await press(pilot, *"²①१๐๔๐๙๒๕๖๙")
        assert pilot.app.screen.entry.digits == "04092569"  # type: ignore[attr-defined]
        assert "Wed 2 Dec 2026" in text(pilot)


@pytest.mark.parametrize(
    "typed", ["4/9/2559", "04/09/2559", "4-9-2559", "4 9 2559", "4, 9, 2559", "๔/๙/๒๕๕๙", "ภฝตฝ/ถถต", "จภจต/ถถต"]
)
async def test_a_day_may_be_written_with_signs_between_its_parts(helper: Opened, typed: str) -> None:
    """/ and - were the digits 2 and 3, as on the Thai layout; there the keys of these signs send letters."""
    async with helper("90-day-report") as pilot:
        await press(pilot, *typed)
        assert pilot.app.screen.entry.digits == "04092559"  # type: ignore[attr-defined]


@pytest.mark.parametrize("size", SIZES)
async def test_a_written_day_is_named_beside_its_digits_in_both_languages(helper: Opened, size: str) -> None:
    """On a small terminal a Thai date had no room there, where an English one had; on a wide one April broke its year."""
    async with helper("90-day-report", size=size) as pilot:
        for month in range(1, 13):
            await press(pilot, "delete", *f"28{month:02}2024")
            for lang in (ENGLISH, THAI):
                pilot.app.lang = lang  # type: ignore[attr-defined]
                await settle(pilot)
                assert medium_date(date(2024, month, 28)).of(lang) in _written(pilot)


async def test_a_year_of_two_digits_is_told_that_it_has_four(helper: Opened) -> None:
    """After 26 11 26 the page waited, and said nothing."""
    async with helper("90-day-report") as pilot:
        await press(pilot, *"261")
        assert "The year has 4 digits" not in text(pilot)
        await press(pilot, *"126")
        assert "The year has 4 digits: 2026 or 2569 (B.E.)." in text(pilot)
        assert "ปีมี 4 หลัก" in text(pilot)


async def test_who_is_told_to_write_a_part_again_writes_it_with_digits_alone(helper: Opened) -> None:
    """A keypad may have no key that deletes."""
    async with helper("90-day-report") as pilot:
        for part in ("33", "0414", "091950"):
            await press(pilot, *part)
            pilot.app.screen.refused.reset()  # type: ignore[attr-defined]  # they have read why
        assert pilot.app.screen.entry.digits == "04091950"  # type: ignore[attr-defined]
        await press(pilot, *"2026")
        assert "You can come today" in text(pilot)
        await press(pilot, "5")
        assert pilot.app.screen.entry.digits == "04092026"  # type: ignore[attr-defined]


@pytest.mark.parametrize(
    ("typed", "refused"),
    [("15132566", "1513"), ("15/13/2566", "1513"), ("32122566", "32"), ("0/5/2566", "00"), ("310212", "3102")],
)
async def test_what_is_typed_on_past_a_day_that_cannot_be_is_of_that_day(
    helper: Opened, typed: str, refused: str
) -> None:
    """After 15 13, month 13 was told from the digits of the year: 2566 was taken for 15 February of a year 566."""
    async with helper("90-day-report") as pilot:
        pilot.app.screen.refused.seconds = 60  # type: ignore[attr-defined]  # however slow the machine is
        await press(pilot, *typed)
        assert pilot.app.screen.entry.digits == refused  # type: ignore[attr-defined]
        assert "There is no" in text(pilot)
        await press(pilot, "delete", *"04092026")
        assert "You can come today" in text(pilot)


async def test_each_digit_that_is_typed_on_puts_off_when_the_next_one_counts(helper: Opened) -> None:
    """Whoever looks at the keys looks up after the last digit of the year, not after the month that was refused."""
    async with helper("90-day-report") as pilot:
        page = pilot.app.screen
        for digit, pressed_at in zip("1513256604", (0, 1, 2, 3, 3.8, 4.6, 5.4, 6.2, 7.3, 7.4), strict=True):
            event = Key(digit, digit)
            event.time = pressed_at
            page.on_key(event)  # type: ignore[attr-defined]
        assert page.entry.digits == "1504"  # type: ignore[attr-defined]


async def test_signs_of_the_keypad_lead_to_the_other_language_and_to_an_officer(helper: Opened) -> None:
    """No key did: every digit writes."""
    async with helper("90-day-report") as pilot:
        await press(pilot, *"0409", "full_stop")
        assert pilot.app.lang == THAI  # type: ignore[attr-defined]
        assert pilot.app.screen.entry.digits == "0409"  # type: ignore[attr-defined]
        await press(pilot, "plus")
        assert isinstance(pilot.app.screen, OfficerScreen)
        await press(pilot, "left")
        assert pilot.app.screen.entry.digits == "0409"  # type: ignore[attr-defined]


def test_the_signs_that_help_beside_digits_are_digits_on_no_keyboard() -> None:
    """On the Thai layout the keys 2 and 3 send / and -."""
    signs = {"full_stop": ".", "plus": "+"}
    assert not {signs[key] for key in BESIDE_DIGITS if key} & KEDMANEE.keys()


async def test_all_digits_write_and_only_back_and_first_page_leave(helper: Callable[..., object]) -> None:
    async with helper("90-day-report") as pilot:  # type: ignore[attr-defined]
        await press(pilot, "0", "7", "0", "8", "9")
        assert isinstance(pilot.app.screen, DateHelperScreen)
        assert pilot.app.screen.entry.digits == "07089"
        await press(pilot, "backspace", "backspace", "1")
        assert pilot.app.screen.entry.digits == "0701"
        await press(pilot, "delete")
        assert pilot.app.screen.entry.digits == ""
        await press(pilot, "asterisk")
        assert isinstance(pilot.app.screen, HomeScreen)


async def test_the_pad_writes_what_is_touched_and_the_page_keeps_nothing(
    counter: Opened, make_kiosk: Callable[..., Kiosk]
) -> None:
    kiosk = make_kiosk(TODAY)
    async with counter(on=kiosk) as pilot:
        await wanted(pilot, kiosk, "90-day-report")
        for key in "0409":
            (touched,) = (pad for pad in pilot.app.screen.query("PadKey") if pad.key == key)  # type: ignore[attr-defined]
            touched.press()  # type: ignore[attr-defined]
            await settle(pilot)
        assert pilot.app.screen.entry.digits == "0409"  # type: ignore[attr-defined]
        await wanted(pilot, kiosk, "90-day-report")
        assert pilot.app.screen.entry.digits == ""  # type: ignore[attr-defined]


@pytest.mark.parametrize("size", SIZES)
async def test_the_keys_that_delete_say_which_of_a_keyboard_do(helper: Opened, size: str) -> None:
    """On a small terminal they did in Thai alone."""
    async with helper("90-day-report", size=size) as pilot:
        for lang, words in ((ENGLISH, ("Delete", "Clear")), (THAI, ("ลบ", "ล้าง"))):
            pilot.app.lang = lang  # type: ignore[attr-defined]
            await settle(pilot)
            assert re.search(" ⌫ +{}.* Del +{}".format(*words), text(pilot))


@pytest.mark.parametrize("size", SIZES)
async def test_whose_day_is_truly_long_ago_is_told_which_key_calls_an_officer(helper: Opened, size: str) -> None:
    """ "2005 is too long ago" left who had come in 2005 with nothing to do."""
    async with helper("90-day-report", size=size) as pilot:
        await press(pilot, *"04092005")
        officer = pilot.app.screen.query_one("#officer", Pressable).mark
        answer = pilot.app.screen.answer  # type: ignore[attr-defined]
        for lang, words in ((ENGLISH, f"press {officer} to call an officer"), (THAI, f"กด {officer} เรียกเจ้าหน้าที่")):
            pilot.app.lang = lang  # type: ignore[attr-defined]
            await settle(pilot)
            shown = "".join(line.plain for line in answer.lines(answer.content_size.width))
            assert words.replace(" ", "") in shown.replace(" ", "")


async def test_a_day_that_cannot_be_is_not_told_how_a_year_is_written(helper: Opened) -> None:
    """Month 14 was told that a year has four digits."""
    async with helper("90-day-report") as pilot:
        await press(pilot, *"3114")
        assert "The year has 4 digits" not in text(pilot)
