"""The roster of a month names everybody whole, and says what was written, in whatever size of screen."""

from kiosk.editing.roster import put_on_duty
from kiosk.machine.kiosk import Kiosk
from kiosk.text.bilingual import Bilingual
from tests.support.fit import faults, flaws_in_both_languages, overlaps
from tests.support.keys import ENTER_PIN
from tests.support.pilot import Opened, press, text, type_in, wait_for

LONG = Bilingual("รองสารวัตร งานบริการคนต่างด้าว", "Senior officer, Foreigner Services")


async def test_a_letter_stands_for_a_name_that_has_no_room_and_is_explained(counter: Opened, locked: Kiosk) -> None:
    put_on_duty(locked, locked.today, LONG, "approver")
    for size, is_narrow in (("terminal", True), ("landscape", False)):
        async with counter(*ENTER_PIN, "0", "5", "right", on=locked.reread(), size=size) as pilot:
            assert LONG.th in text(pilot)
            assert ("A  " + LONG.th in text(pilot)) is is_narrow
            assert await flaws_in_both_languages(pilot) == []
            await press(pilot, "left")


async def test_days_that_were_written_are_named(counter: Opened, locked: Kiosk) -> None:
    """Somebody who typed 1-12 saw the month as it was a moment before, and typed it again."""
    async with counter(*ENTER_PIN, "0", "5", "9", "right", "1") as pilot:
        await type_in(pilot, "1-12, 15")
        await press(pilot, "enter")
        await type_in(pilot, "Sgt Duty")
        await press(pilot, "enter", "enter", "3")
        await wait_for(pilot, "✔ Duty of 1–12, 15 is written (13 days)")
        await press(pilot, "right")
        assert "is written" not in text(pilot), "it was said of the month before"


async def test_the_month_is_seen_while_it_is_filled(counter: Opened, locked: Kiosk) -> None:
    for size in ("landscape", "portrait"):
        async with counter(*ENTER_PIN, "0", "5", "9", "right", "1", size=size) as pilot:
            assert "31 Sun" in text(pilot)
            assert "then Enter" in text(pilot)
            assert faults(pilot) + overlaps(pilot) == [], text(pilot)


async def test_a_month_is_a_file_to_be_printed_from_and_not_said_to_be_printed(counter: Opened, locked: Kiosk) -> None:
    async with counter(*ENTER_PIN, "0", "5", "9", "right") as pilot:
        assert "Print the month" not in text(pilot)
        for _ in range(2):
            await press(pilot, "3")
            await wait_for(pilot, "✔ The sheet (XLSX) is ")
    assert [file.name for file in locked.path("exports").iterdir()] == ["phatthalung-1-roster-2567-03-practice.xlsx"]
