"""A measure followed up: on its own day, asked before it is final, corrected, with its outputs and its history."""

from datetime import date

from textual import events
from textual.pilot import Pilot

from kiosk.machine.kiosk import Kiosk, open_record
from kiosk.progress.follow_ups import FollowUps
from kiosk.progress.outputs import Outputs
from kiosk.progress.plan import FollowUp
from screens.staff.plan import PlanScreen
from tests.support.keys import ENTER_PIN
from tests.support.pilot import Opened, press, settle, text, type_in, wait_for

FORM = ("enter", "enter", "enter")
"""From the day past remark and evidence to the question."""


def kept(kiosk: Kiosk) -> list[FollowUp]:
    with open_record(kiosk) as record:
        return FollowUps(record).all()


async def typed(pilot: Pilot[None], words: str) -> None:
    for letter in words:
        pilot.app.post_message(events.Key(letter, letter))
    await settle(pilot)


async def test_a_measure_shows_its_columns_and_is_followed_up_only_after_it_was_asked(
    counter: Opened, locked: Kiosk
) -> None:
    async with counter(*ENTER_PIN, "6", "9") as pilot:
        shown = text(pilot)
        for words in ("M1.1", "Greeter on duty at the service point", "All duty NCOs", "Every day", "Page 1 of 4"):
            assert words in shown
        await press(pilot, "2")
        shown = text(pilot)
        for words in ("M1.2", "Indicator", "Issue", "Activity", "Output", "Awareness", "Responsible", "Followed up"):
            assert words in shown
        assert "Due 30 Mar 2024" in shown
        assert "None yet" in shown
        await press(pilot, "1", *FORM)
        await wait_for(pilot, "To be written: 1 Mar 2024")
        assert kept(locked) == []
        await press(pilot, "enter")
        await wait_for(pilot, "In which role do you write this?")
        await press(pilot, "left", "enter")
        assert kept(locked) == []
        await press(pilot, "3")
        assert isinstance(pilot.app.screen, PlanScreen)
        assert kept(locked) == [FollowUp("M1.2", locked.today, "followed-up", role="foreigner-services")]
        await wait_for(pilot, "Running 1")
        await press(pilot, "2", "1", *FORM, "enter")
        assert isinstance(pilot.app.screen, PlanScreen), "the role is known until the counts are in front again"
        assert {follow_up.role for follow_up in kept(locked)} == {"foreigner-services"}
        await press(pilot, "left", "6", "4", "1", *FORM, "enter", "4")
        assert {follow_up.role for follow_up in kept(locked)} == {"foreigner-services", "finance"}


async def test_a_follow_up_has_its_own_day_a_remark_and_evidence_and_says_when_it_was_written(
    counter: Opened, locked: Kiosk
) -> None:
    async with counter(*ENTER_PIN, "6", "9", "3", "2") as pilot:
        await type_in(pilot, "30/2")
        await press(pilot, "enter")
        await wait_for(pilot, "A day from 1 Feb 2024")
        await type_in(pilot, "๒๗/๒")
        await press(pilot, "enter")
        await typed(pilot, "ติดป้าย 5 จุด")
        await press(pilot, "enter")
        await typed(pilot, "http://x")
        await press(pilot, "enter")
        await wait_for(pilot, "A link begins with https://")
        await type_in(pilot, "https://drive.google.com/file/d/1")
        await press(pilot, "enter", "enter", "3")
        link = "https://drive.google.com/file/d/1"
        follow_up = FollowUp(
            "M1.3", date(2024, 2, 27), "finished", "ติดป้าย 5 จุด", "foreigner-services", link, locked.today
        )
        assert kept(locked) == [follow_up]
        await press(pilot, "3", "4")
        for words in ("27 Feb 2024  carried out", "written 1 Mar 2024 · Foreigner Services officer", link):
            await wait_for(pilot, words)


async def test_digits_typed_in_a_remark_that_no_key_has_opened_are_a_remark(counter: Opened, locked: Kiosk) -> None:
    async with counter(*ENTER_PIN, "6", "9", "4") as pilot:
        await press(pilot, "o")
        await typed(pilot, "rder 12/2570")
        await press(pilot, "enter")
        assert kept(locked) == []
        await press(pilot, "enter", "enter", "1")
        assert [each.remark for each in kept(locked)] == ["order 12/2570"]


async def test_a_third_follow_up_on_one_day_is_asked_about_twice(counter: Opened, locked: Kiosk) -> None:
    with open_record(locked) as record:
        for remark in ("a", "b"):
            FollowUps(record).add(FollowUp("M1.2", locked.today, "followed-up", remark))
    async with counter(*ENTER_PIN, "6", "9", "2", "1", *FORM, "enter") as pilot:
        await wait_for(pilot, "followed up 2 times on that day already")
        assert len(kept(locked)) == 2
        await press(pilot, "enter", "1")
        assert len(kept(locked)) == 3


async def test_a_follow_up_is_corrected_and_taken_back_on_the_page_of_its_history(
    counter: Opened, locked: Kiosk
) -> None:
    with open_record(locked) as record:
        FollowUps(record).add(FollowUp("M1.2", locked.today, "finished", "wrong"))
    async with counter(*ENTER_PIN, "6", "9", "2", "4", "1", "7") as pilot:
        await press(pilot, "enter")
        await type_in(pilot, "right")
        await press(pilot, *FORM[1:], "enter", "2")
        assert kept(locked) == [FollowUp("M1.2", locked.today, "finished", "right", "approver")]
        await wait_for(pilot, "(taken back)")
        await press(pilot, "1", "enter")
        assert kept(locked) == []
        assert text(pilot).count("(taken back)") == 2


async def test_sheets_and_reports_are_counted_one_by_one(counter: Opened, locked: Kiosk) -> None:
    measures = {measure.id: measure for measure in locked.assessment.measures}
    assert [measures[name].sheets for name in ("M1.3", "M1.5", "M3.1")] == [5, 2, 6]
    async with counter(*ENTER_PIN, "6", "9", "3", "3", "3") as pilot:
        await wait_for(pilot, "To be written: 3 of 5 sheets posted")
        await press(pilot, "enter", "1")
        await wait_for(pilot, "3 of 5 sheets posted   Press a digit")
        await press(pilot, "left", "left", "right", "1", "3", "2", "enter")
        await wait_for(pilot, "Investigation and Suppression: report of 1 Mar 2024")
    with open_record(locked) as record:
        outputs = Outputs(record)
        assert [each.count for each in outputs.of(measures["M1.3"], locked.assessment)] == [3]
        assert [each.count for each in outputs.of(measures["M1.6"], locked.assessment)] == [0, 1, 0, 0]
        outputs.note(outputs.of(measures["M1.6"], locked.assessment)[1], 0, locked.today, "approver")
        assert [each.count for each in outputs.of(measures["M1.6"], locked.assessment)] == [0, 0, 0, 0]
