"""Key `+`: five questions, what will be recorded in words, and then it is, once."""

from collections.abc import Callable
from datetime import date

import pytest

from kiosk.machine.kiosk import Kiosk
from kiosk.progress.several import several_lines
from kiosk.streams.ledger.ledger import Ledger
from screens.apps.staff_terminal import StaffApp
from screens.staff.counts import CountsScreen
from screens.staff.several import SeveralScreen
from tests.support.pilot import STAFF_SIZES, UNLIKE_STAFF_SIZES, press, text, until, wait_for


@pytest.mark.parametrize("size", UNLIKE_STAFF_SIZES)
async def test_fifteen_of_yesterday_are_asked_for_said_in_words_and_recorded_once(kiosk: Kiosk, size: str) -> None:
    async with StaffApp(kiosk).run_test(size=STAFF_SIZES[size]) as pilot:
        await until(pilot, lambda: isinstance(pilot.app.screen, CountsScreen))
        await press(pilot, "plus")
        await until(pilot, lambda: isinstance(pilot.app.screen, SeveralScreen))
        await press(pilot, "2", "1", "5", "enter", "2", "1")
        await wait_for(pilot, "ท่านบันทึกในตำแหน่งใด")
        assert "In which role do you record it?" in text(pilot), "clerks of either language are asked"
        for counts in ("เจ้าหน้าที่งานสืบสวนปราบปราม", "สิบเวร"):
            assert counts in text(pilot), "those who count the work group are there, not only those who sign facts"
        assert "งานตรวจบุคคล" not in text(pilot), "nobody else's work group is"
        await press(pilot, "1")
        await wait_for(pilot, "+15")
        await wait_for(pilot, "15 / 100")
        assert "29 ก.พ. 2567" in text(pilot)
        await press(pilot, "enter", "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, CountsScreen))
        await wait_for(pilot, "15 / 100")
        await wait_for(pilot, "+15 งานสืบสวนปราบปราม ของ 29 ก.พ.")
        await press(pilot, "8")
        await wait_for(pilot, "วันนี้ไม่มีรายการของเครื่องนี้ให้ยกเลิก")
    (line,) = several_lines(kiosk)
    assert (line.change, line.reason, line.role) == (15, "team", "investigation")


@pytest.mark.parametrize("size", ["portrait", "terminal"])
async def test_what_will_be_recorded_is_said_whole_under_all_roles(kiosk: Kiosk, size: str) -> None:
    """A sixth role pushed it off the upright screen, and what was recorded was never read."""
    async with StaffApp(kiosk).run_test(size=STAFF_SIZES[size]) as pilot:
        await until(pilot, lambda: isinstance(pilot.app.screen, CountsScreen))
        await press(pilot, "plus", "2", "1", "5", "enter", "2", "1", "1")
        await wait_for(pilot, "จะบันทึก +15")
        for words in ("เจ้าหน้าที่การเงิน", "Finance officer", "ได้ด้วยรายการใหม่"):
            assert words in text(pilot)


async def test_a_slip_of_yesterday_is_taken_back_with_the_same_questions(kiosk: Kiosk, ledger: Ledger) -> None:
    yesterday = date(2024, 2, 29)
    for _ in range(2):
        ledger.count("inspection", yesterday)
    async with StaffApp(kiosk).run_test(size=STAFF_SIZES["landscape"]) as pilot:
        await until(pilot, lambda: isinstance(pilot.app.screen, CountsScreen))
        await wait_for(pilot, "2 / 200")
        await press(pilot, "plus")
        await until(pilot, lambda: isinstance(pilot.app.screen, SeveralScreen))
        await press(pilot, "8", "3", "1", "enter", "2", "1", "2")
        await wait_for(pilot, "−1")
        await press(pilot, "enter")
        await until(pilot, lambda: isinstance(pilot.app.screen, CountsScreen))
        await wait_for(pilot, "1 / 200")
    (line,) = several_lines(kiosk)
    assert (line.entered, line.day, line.change, line.reason) == (kiosk.today, yesterday, -1, "pressed-twice")


async def test_more_than_were_counted_on_a_day_are_not_taken_back(kiosk: Kiosk) -> None:
    async with StaffApp(kiosk).run_test(size=STAFF_SIZES["landscape"]) as pilot:
        await until(pilot, lambda: isinstance(pilot.app.screen, CountsScreen))
        await press(pilot, "plus")
        await until(pilot, lambda: isinstance(pilot.app.screen, SeveralScreen))
        await press(pilot, "8", "3", "1", "enter", "2", "1", "2", "enter")
        await wait_for(pilot, "ถอนได้เพียง 0 ราย")
        await press(pilot, "left", "left", "left", "left", "left", "left")
        await until(pilot, lambda: isinstance(pilot.app.screen, CountsScreen))
    assert several_lines(kiosk) == []


async def test_what_was_answered_stands_beside_the_question_in_both_languages(kiosk: Kiosk) -> None:
    async with StaffApp(kiosk).run_test(size=STAFF_SIZES["landscape"]) as pilot:
        await until(pilot, lambda: isinstance(pilot.app.screen, CountsScreen))
        await press(pilot, "plus")
        await until(pilot, lambda: isinstance(pilot.app.screen, SeveralScreen))
        await press(pilot, "2", "1", "5", "enter")
        await wait_for(pilot, "■ ■ ◆ □ □")
        shown = text(pilot)
        for words in ("✔ งาน", "Section", "Investigation", "How many", "respondents"):
            assert words in shown
        assert shown.count("เมื่อวาน") == shown.count("yesterday") == 1
        assert shown.count("วันหยุด") == 3, "Saturday, Sunday and the Monday in lieu before Friday, 1 March 2024"


@pytest.mark.parametrize("size", STAFF_SIZES)
async def test_before_the_collection_it_is_said_in_full_that_there_is_no_day_yet(
    make_kiosk: Callable[..., Kiosk], size: str
) -> None:
    """Upright the end of the sentence was cut."""
    async with StaffApp(make_kiosk(date(2023, 12, 1))).run_test(size=STAFF_SIZES[size]) as pilot:
        await until(pilot, lambda: isinstance(pilot.app.screen, CountsScreen))
        await press(pilot, "9", "plus")
        await wait_for(pilot, "there is no day to choose.")
