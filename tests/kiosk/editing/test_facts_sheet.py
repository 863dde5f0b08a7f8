"""The office fills its facts in on a spreadsheet: what is right is signed as one, what is wrong is named by its cell."""

from pathlib import Path
from time import process_time
from typing import Any

import openpyxl
import pytest

from kiosk.catalogue.load import load
from kiosk.catalogue.office_statements import office_statements
from kiosk.cli.settings import Settings
from kiosk.editing.confirm import confirm_all
from kiosk.editing.facts_sheet import HEADINGS, read_sheet
from kiosk.editing.office_facts import office_facts
from tests.support.commands import one_sentence, run
from tests.support.sample import DAY

ROLE = ("--role", "approver")


@pytest.fixture
def sheet(tmp_path: Path) -> Path:
    file = tmp_path / "facts.xlsx"
    assert run(tmp_path, "facts", "export", str(file)).returncode == 0
    return file


def fill(file: Path, filled: dict[str, dict[str, Any]]) -> dict[str, int]:
    """Write into the rows of facts, by column; gives the row of each."""
    book = openpyxl.load_workbook(file)
    paper = book.worksheets[0]
    rows = {str(paper.cell(row, 2).value): row for row in range(HEADINGS + 1, paper.max_row + 1)}
    for name, cells in filled.items():
        for column, value in cells.items():
            paper[f"{column}{rows[name]}"] = value
    book.save(file)
    return rows


def kept(folder: Path) -> dict[str, object]:
    facts = office_statements(folder / "practice").facts
    return {f"{owner}.{field}": fact["value"] for owner, fields in facts.items() for field, fact in fields.items()}


def test_a_filled_in_sheet_is_confirmed_as_one_and_what_was_left_alone_stays(sheet: Path, tmp_path: Path) -> None:
    filled = {
        "extension-tourism.fee": {"F": "๒,๐๐๐ บาท", "H": "ถูกต้อง"},
        "re-entry-permit.time": {"F": "15 นาที", "H": "Right"},
        "office.phone": {"F": "โทร 1178", "G": "Call 1178", "H": "ถูกต้อง / Right"},
        "office.facebook": {"H": "ไม่มี"},
        "change-of-visa.fee": {"F": 2000.0, "H": "right"},
        "steps.application": {"H": "Right"},
    }
    fill(sheet, filled)
    done = run(tmp_path, "facts", "import", str(sheet), *ROLE)
    assert done.returncode == 0, done.stderr
    assert "extension-tourism.fee: 2,000 บาท / THB 2,000" in done.stdout
    assert "6 facts\nConfirmed as of 1 Mar 2024, by Approving officer." in done.stdout
    confirmed = kept(tmp_path)
    assert confirmed.keys() == filled.keys()
    assert confirmed["re-entry-permit.time"] == {"minutes": 15}
    assert confirmed["office.facebook"] == "none"


def test_every_fault_is_named_by_its_cell_and_nothing_is_kept(sheet: Path, tmp_path: Path) -> None:
    rows = fill(
        sheet,
        {
            "extension-tourism.fee": {"F": "much", "H": "Right"},
            "90-day-report.fee": {"F": 1000000000, "H": "Right"},
            "office.phone": {"G": "", "H": "Right"},
            "office.website": {"H": "Right"},
            "office.hours": {"H": "perhaps"},
            "re-entry-permit.fee": {"B": "re-entry-permit.fees"},
            "office.facebook": {"H": "None"},
            "extension-workers.fee": {"E": "our own list"},
            "office.place": {"I": "ผู้กำกับการ"},
        },
    )
    refused = run(tmp_path, "facts", "import", str(sheet), *ROLE)
    assert refused.returncode == 1
    cells = {line.partition(":")[0] for line in refused.stderr.splitlines()}
    at = {"extension-tourism.fee": "F", "90-day-report.fee": "F", "office.phone": "G", "office.website": "F"}
    at |= {"office.hours": "H", "re-entry-permit.fee": "B"}
    at |= {"extension-workers.fee": "E", "office.place": "I"}
    assert cells == {f"{column}{rows[name]}" for name, column in at.items()}
    assert kept(tmp_path) == {}


def test_a_sheet_without_answers_says_that_nothing_was_confirmed(sheet: Path, tmp_path: Path) -> None:
    done = run(tmp_path, "facts", "import", str(sheet), *ROLE)
    assert (done.returncode, done.stdout) == (
        0,
        f"{sheet} has no new answer in it: no fact was confirmed or changed.\n",
    )
    assert kept(tmp_path) == {}


def test_nothing_is_overwritten_and_what_is_no_workbook_is_refused(sheet: Path, tmp_path: Path) -> None:
    assert "not overwritten" in one_sentence(run(tmp_path, "facts", "export", str(sheet)), 1)
    (tmp_path / "notes.xlsx").write_text("notes")
    assert "as a workbook" in one_sentence(run(tmp_path, "facts", "import", str(tmp_path / "notes.xlsx"), *ROLE), 1)


def test_all_that_is_published_is_imported_in_two_seconds(sheet: Path, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(sheet)
    paper = book.worksheets[0]
    for row in range(HEADINGS + 1, paper.max_row + 1):
        if paper.cell(row, 6).value:
            paper.cell(row, 8).value = "Right"
    book.save(sheet)
    kiosk, began = Settings(data=tmp_path, practice=True, today=DAY).kiosk(writes=True), process_time()
    confirm_all(kiosk, read_sheet(kiosk, sheet).values, "approver")
    assert process_time() - began < 2
    facts = office_facts(load(), DAY)
    assert kept(tmp_path).keys() == {fact.name for fact in facts if fact.is_due and fact.is_known}


def test_the_sheet_says_times_in_thai_and_how_papers_are_written(sheet: Path) -> None:
    book = openpyxl.load_workbook(sheet)
    paper, how = book.worksheets
    cells = {paper.cell(row, 2).value: paper.cell(row, 6).value for row in range(HEADINGS + 1, paper.max_row + 1)}
    assert str(cells["residence-certificate.time"]).split()[1] in ("นาที", "วันทำการ", "วัน")
    papers = {row[0]: row[1:] for row in how.iter_rows(values_only=True)}
    assert papers["tm86"] == ("แบบ ตม.86 ลงลายมือชื่อ", "Form TM.86, signed")


def test_no_baht_mean_that_there_is_no_fee(sheet: Path, tmp_path: Path) -> None:
    fill(sheet, {"extension-tourism.fee": {"F": 0, "H": "Right"}})
    assert run(tmp_path, "facts", "import", str(sheet), *ROLE).returncode == 0
    assert kept(tmp_path) == {"extension-tourism.fee": "none"}


def test_what_there_is_none_of_says_so_in_its_cell_and_may_be_typed_there(sheet: Path, tmp_path: Path) -> None:
    paper = openpyxl.load_workbook(sheet).worksheets[0]
    cells = {paper.cell(row, 2).value: paper.cell(row, 6).value for row in range(HEADINGS + 1, paper.max_row + 1)}
    assert cells["90-day-report.fee"] == "ไม่มี"
    fill(sheet, {"90-day-report.fee": {"H": "Right"}, "extension-tourism.fee": {"F": "ไม่มี", "H": "Right"}})
    done = run(tmp_path, "facts", "import", str(sheet), *ROLE)
    assert done.returncode == 0, done.stderr
    assert kept(tmp_path) == {"90-day-report.fee": "none", "extension-tourism.fee": "none"}


def test_an_empty_cell_of_what_there_is_none_of_is_no_fault(sheet: Path, tmp_path: Path) -> None:
    fill(sheet, {"90-day-report.fee": {"F": None}, "new-passport.fee": {"F": None, "H": "Right"}})
    done = run(tmp_path, "facts", "import", str(sheet), *ROLE)
    assert done.returncode == 0, done.stderr
    assert kept(tmp_path) == {"new-passport.fee": "none"}
