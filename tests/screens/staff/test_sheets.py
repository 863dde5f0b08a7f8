"""Staff print the sheets on the wall by a key each, and see which of them are out of date."""

from pathlib import Path

import pytest

from kiosk.machine.kiosk import Kiosk
from screens.staff.sheets import SheetsScreen
from tests.support.fit import flaws_in_both_languages
from tests.support.keys import ENTER_PIN
from tests.support.pilot import UNLIKE_STAFF_SIZES, Opened, press, settle, text, type_in, wait_for

OPEN = (*ENTER_PIN, "0", "right", "5")


@pytest.mark.parametrize("size", UNLIKE_STAFF_SIZES)
async def test_a_key_prints_its_sheet_and_keeps_its_place(counter: Opened, locked: Kiosk, size: str) -> None:
    async with counter(*OPEN, size=size) as pilot:
        assert isinstance(pilot.app.screen, SheetsScreen)
        await wait_for(pilot, "○")
        assert await flaws_in_both_languages(pilot) == []
        first = pilot.app.screen.sheets[0]
        await press(pilot, "1")
        await settle(pilot)
        await wait_for(pilot, "✔ เขียน PDF แล้ว 1 แผ่น")
        assert (locked.folder / "exports" / "sheets" / f"{first.name}.pdf").read_bytes().startswith(b"%PDF-")
        now = pilot.app.screen.sheets[0]
        assert (now.name, now.state) == (first.name, "current")
        assert await flaws_in_both_languages(pilot) == []


async def test_sheets_are_written_onto_a_stick_by_a_key_as_exports_are(
    counter: Opened, locked: Kiosk, tmp_path: Path
) -> None:
    (stick := tmp_path / "stick").mkdir()
    async with counter(*OPEN) as pilot:
        await wait_for(pilot, "○")
        assert isinstance(pilot.app.screen, SheetsScreen)
        first = pilot.app.screen.sheets[0]
        await press(pilot, "8")
        assert await flaws_in_both_languages(pilot) == []
        await type_in(pilot, "/no/such/folder")
        await press(pilot, "enter")
        assert "ไม่มีโฟลเดอร์นี้" in text(pilot)
        await type_in(pilot, str(stick))
        await press(pilot, "enter", "1")
        await wait_for(pilot, "✔ เขียน PDF แล้ว 1 แผ่น")
        assert (stick / f"{first.name}.pdf").read_bytes().startswith(b"%PDF-")


async def test_a_measure_leads_to_the_sheets_that_hang_for_it(counter: Opened, locked: Kiosk) -> None:
    async with counter(*ENTER_PIN, "6", "9", "3", "5") as pilot:
        await wait_for(pilot, "Visa and change of visa")
        assert "Online services" in text(pilot)
        assert "90-day report" not in text(pilot)
