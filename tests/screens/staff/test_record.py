"""The office's record on the screen: when, in which role, about what; a line is taken back by its digit, twice."""

import asyncio

from kiosk.editing.confirm import confirm
from kiosk.machine.kiosk import Kiosk, open_record
from kiosk.progress.follow_ups import FollowUps
from kiosk.progress.plan import FollowUp
from screens.staff.record import RecordScreen
from tests.support.keys import ENTER_PIN
from tests.support.pilot import Opened, press, settle, text, until

RECORD_PAGE = (*ENTER_PIN, "9", "0", "right", "2")


def written(kiosk: Kiosk) -> None:
    """A figure confirmed, changed, and a measure followed up."""
    confirm(kiosk, "extension-tourism.fee", "approver")
    confirm(kiosk, "extension-tourism.fee", "finance", 2000)
    with open_record(kiosk) as record:
        FollowUps(record).add(FollowUp("M1.2", kiosk.today, "finished", "ติดตั้งแล้ว"))


async def test_every_line_says_when_in_which_role_what_and_which_line_it_corrects(
    counter: Opened, locked: Kiosk
) -> None:
    written(locked)
    async with counter(*RECORD_PAGE) as pilot:
        assert isinstance(pilot.app.screen, RecordScreen)
        await until(pilot, lambda: "Plan M1.2" in text(pilot))
        shown = text(pilot)
        for words in ("No. 3  Plan M1.2", "carried out  ติดตั้งแล้ว", "1 Mar 2024 · Staff", "2,000 · takes back no. 1"):
            assert words in shown
        assert "1 Mar 2024 · Approving officer" in shown
        assert "1 Mar 2024 · Finance officer" in shown


async def test_a_line_is_taken_back_by_two_presses_and_what_others_write_is_there_at_once(
    counter: Opened, locked: Kiosk
) -> None:
    written(locked)
    async with counter(*RECORD_PAGE) as pilot:
        await until(pilot, lambda: "Plan M1.2" in text(pilot))
        await press(pilot, "3")  # which was taken back already
        await press(pilot, "1")
        assert "Press again to take back no. 3" in text(pilot)
        await pilot.pause(0.4)
        await press(pilot, "1", "3")
        await until(pilot, lambda: "takes back no. 3" in text(pilot))
        assert "1 Mar 2024 · Foreigner Services officer" in text(pilot)
        with open_record(locked) as record:
            assert FollowUps(record).all() == []
            assert len(record.lines()) == 4
        await asyncio.to_thread(confirm, locked, "re-entry-permit.fee", "approver")
        await pilot.app.tick()  # type: ignore[attr-defined]
        await until(pilot, lambda: "No. 5" in text(pilot))
        await settle(pilot)
