"""Staff write the sheet, fill it in elsewhere, read it back: changes or faults are listed, and a role signs them."""

from pathlib import Path

import openpyxl
import pytest

from kiosk.catalogue.office_statements import office_statements
from kiosk.editing.changes import changes
from kiosk.editing.facts_sheet import HEADINGS, write_sheet
from kiosk.machine.kiosk import Kiosk
from screens.staff.facts_sheet import FactsSheetScreen
from screens.staff.widgets.change_list import ChangeList
from tests.support.fit import flaws_in_both_languages
from tests.support.keys import ENTER_PIN
from tests.support.pilot import UNLIKE_STAFF_SIZES, Opened, press, settle, text, type_in, wait_for

OPEN = (*ENTER_PIN, "0", "3", "plus")


def filled_in(kiosk: Kiosk, figures: dict[str, object]) -> Path:
    """A sheet in the folder where staff find it, on which all that has a value is right, but for new `figures`."""
    folder = kiosk.folder / "exports"
    folder.mkdir()
    file = folder / "facts.xlsx"
    write_sheet(kiosk, file)
    book = openpyxl.load_workbook(file)
    paper = book.worksheets[0]
    for row in range(HEADINGS + 1, paper.max_row + 1):
        if value := figures.get(str(paper.cell(row, 2).value), paper.cell(row, 6).value):
            paper[f"F{row}"], paper[f"H{row}"] = value, "Right"
    book.save(file)
    return file


def squeezed(words: str) -> str:
    """Without what stands between words and between names, so that breaks of lines do not matter."""
    return "".join(words.replace("·", "").split())


def fill(file: Path, name: str, value: object, state: str) -> None:
    """Write a value and a state into the row of a fact."""
    book = openpyxl.load_workbook(file)
    paper = book.worksheets[0]
    row = next(row for row in range(HEADINGS + 1, paper.max_row + 1) if paper.cell(row, 2).value == name)
    paper[f"F{row}"], paper[f"H{row}"] = value, state
    book.save(file)


@pytest.mark.parametrize("size", UNLIKE_STAFF_SIZES)
async def test_a_sheet_goes_to_a_stick_and_comes_back_as_changes_that_a_role_signs(
    counter: Opened, locked: Kiosk, tmp_path: Path, size: str
) -> None:
    stick = tmp_path / "stick"
    stick.mkdir()
    async with counter(*OPEN, size=size) as pilot:
        assert isinstance(pilot.app.screen, FactsSheetScreen)
        assert await flaws_in_both_languages(pilot) == []
        await press(pilot, "7")
        assert await flaws_in_both_languages(pilot) == []
        await type_in(pilot, str(stick))
        await press(pilot, "enter", "1")
        await settle(pilot)
        (file,) = stick.iterdir()
        fill(file, "extension-tourism.fee", "much", "Right")
        await press(pilot, "2")
        await settle(pilot)
        await wait_for(pilot, "มีที่ผิด 1 แห่ง")
        assert "F" in text(pilot)
        assert await flaws_in_both_languages(pilot) == []
        fill(file, "extension-tourism.fee", 2000, "Right")
        await press(pilot, "left", "2")
        await settle(pilot)
        await wait_for(pilot, "2,000 บาท")
        assert "1,900 บาท" in text(pilot), "what it says now stands beside it"
        assert office_statements(locked.folder).facts == {}
        assert await flaws_in_both_languages(pilot) == []
        await press(pilot, "right", "2")
        await settle(pilot)
        await wait_for(pilot, "ยืนยันแล้ว 1 รายการ")
    fee = office_statements(locked.folder).facts["extension-tourism"]["fee"]
    assert (fee["value"], fee["confirmed"]["role"]) == (2000, "approver")


@pytest.mark.parametrize("size", UNLIKE_STAFF_SIZES)
async def test_every_fact_is_seen_before_the_role_is_asked_the_changed_ones_first(
    counter: Opened, locked: Kiosk, size: str
) -> None:
    file = filled_in(locked, {"extension-tourism.fee": 2000})
    async with counter(*OPEN, "2", size=size) as pilot:
        await settle(pilot)
        await wait_for(pilot, "แก้ไข 1")
        reading, shown = pilot.app.screen.reading, pilot.app.screen.query_one(ChangeList)  # type: ignore[attr-defined]
        assert text(pilot).count("แก้ไข ·") == 1
        assert "เดิม 1,900 บาท" in text(pilot)
        assert await flaws_in_both_languages(pilot) == []
        seen, pages = "", 0
        while locked.catalogue.roles["approver"].th not in text(pilot):
            seen += squeezed(text(pilot))
            await press(pilot, "right")
            pages += 1
        assert pages == shown.pages - 1, "the list is not made anew when the roles appear"
        for change in changes(locked, reading.values):
            assert all(squeezed(words.th) in seen for words in (change.title, *change.after)), change.name
        assert await flaws_in_both_languages(pilot) == []
        await press(pilot, "left")
        assert shown.page == shown.pages - 2, "back to the end of the list"
        assert file.exists()
