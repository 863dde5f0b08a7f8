"""The office fills its facts in on a spreadsheet: what is right is signed as one, what is wrong is named by its cell."""

import shutil
from pathlib import Path
from time import process_time
from typing import Any

import openpyxl
import pytest

from kiosk.catalogue.load import load
from kiosk.catalogue.office_statements import office_statements
from kiosk.cli.settings import Settings
from kiosk.editing.confirm import confirm_all
from kiosk.editing.facts_sheet import HEADINGS
from kiosk.editing.filled_sheet import read_sheet
from kiosk.editing.office_facts import office_facts
from tests.support.commands import one_sentence, run
from tests.support.sample import DAY

ROLE = ("--role", "approver")


@pytest.fixture(scope="module")
def exported(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("exported")
    assert run(folder, "facts", "export", str(folder / "facts.xlsx")).returncode == 0
    return folder / "facts.xlsx"


@pytest.fixture
def sheet(exported: Path, tmp_path: Path) -> Path:
    """The sheet of an office that has confirmed nothing, in a folder of a test's own."""
    return Path(shutil.copy(exported, tmp_path / "facts.xlsx"))


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


def test_both_pages_of_the_sheet_are_printed_with_all_their_columns(sheet: Path) -> None:
    for paper in openpyxl.load_workbook(sheet).worksheets:
        assert paper.sheet_properties.pageSetUpPr.fitToPage
        assert (paper.page_setup.fitToWidth or 1, paper.page_setup.fitToHeight) == (1, 0)
        assert (paper.page_setup.orientation, paper.page_setup.paperSize) == ("landscape", 9)


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


def cells_of(file: Path, columns: str) -> dict[str, tuple[str, ...]]:
    """What stands in columns of the row of each fact."""
    paper = openpyxl.load_workbook(file).worksheets[0]
    rows = range(HEADINGS + 1, paper.max_row + 1)
    return {
        str(paper[f"B{row}"].value): tuple(str(paper[f"{column}{row}"].value) for column in columns) for row in rows
    }


def test_a_number_changed_in_one_column_is_changed_in_the_other_too(sheet: Path, tmp_path: Path) -> None:
    fill(sheet, {"office.phone": {"F": "0 7460 3642", "H": "Right"}})
    assert run(tmp_path, "facts", "import", str(sheet), *ROLE).returncode == 0
    assert kept(tmp_path) == {"office.phone": {"th": "0 7460 3642", "en": "0 7460 3642"}}


@pytest.mark.parametrize(("changed", "left"), [("F", "G"), ("G", "F")])
def test_words_whose_figure_is_changed_in_one_language_name_the_other_cell(
    sheet: Path, tmp_path: Path, changed: str, left: str
) -> None:
    hours = dict(zip("FG", cells_of(sheet, "FG")["office.hours"], strict=True))
    rows = fill(sheet, {"office.hours": {changed: hours[changed].replace("16", "15"), "H": "Right"}})
    refused = run(tmp_path, "facts", "import", str(sheet), *ROLE)
    assert refused.returncode == 1
    assert [line.partition(":")[0] for line in refused.stderr.splitlines()] == [f"{left}{rows['office.hours']}"]
    fill(sheet, {"office.hours": {column: text.replace("16", "15") for column, text in hours.items()}})
    assert run(tmp_path, "facts", "import", str(sheet), *ROLE).returncode == 0


def test_an_amount_a_time_and_a_link_are_read_from_whichever_column_was_changed(sheet: Path, tmp_path: Path) -> None:
    fill(
        sheet,
        {
            "extension-tourism.fee": {"G": "THB 2,000", "H": "Right"},
            "re-entry-permit.time": {"G": "15 minutes", "H": "Right"},
            "office.survey": {"G": "https://itap.nacc.go.th/agency", "H": "Right"},
            "change-of-visa.fee": {"F": "1500", "G": "THB 1,500", "H": "Right"},
        },
    )
    done = run(tmp_path, "facts", "import", str(sheet), *ROLE)
    assert done.returncode == 0, done.stderr
    values = kept(tmp_path)
    assert values["extension-tourism.fee"] == 2000
    assert values["re-entry-permit.time"] == {"minutes": 15}
    assert values["office.survey"] == "https://itap.nacc.go.th/agency"
    assert values["change-of-visa.fee"] == 1500


def test_two_columns_that_say_two_amounts_are_a_fault(sheet: Path, tmp_path: Path) -> None:
    rows = fill(sheet, {"extension-tourism.fee": {"F": "2000", "G": "THB 2,100", "H": "Right"}})
    refused = run(tmp_path, "facts", "import", str(sheet), *ROLE)
    assert refused.returncode == 1
    assert refused.stderr.startswith(f"G{rows['extension-tourism.fee']}: the two columns say two values")


def test_a_list_of_documents_is_read_by_names_in_either_language(sheet: Path, tmp_path: Path) -> None:
    thai, english = cells_of(sheet, "FG")["change-of-visa.documents"]
    assert "แบบ ตม.86 ลงลายมือชื่อ · ฉบับจริง 1 ฉบับ" in thai.split("\n")
    assert "Form TM.86, signed · 1 original" in english.split("\n")
    before = load().services["change-of-visa"].documents.figure
    assert before is not None
    fill(
        sheet,
        {
            "change-of-visa.documents": {"F": thai + "\nแผนที่ที่พัก 2", "H": "Right"},
            "extension-tourism.documents": {"G": "Form TM.86, signed: 1+1\nPhoto, 4×6 cm, under 6 months"},
            "re-entry-permit.documents": {"F": "tm86 1, photo 0+1"},
        },
    )
    done = run(tmp_path, "facts", "import", str(sheet), *ROLE)
    assert done.returncode == 0, done.stderr
    values: dict[str, Any] = kept(tmp_path)
    assert [paper["document"] for paper in values["change-of-visa.documents"]] == [
        *(paper.document for paper in before),
        "map",
    ]
    assert [paper.get("condition") for paper in values["change-of-visa.documents"]][:-1] == [
        paper.condition and {"th": paper.condition.th, "en": paper.condition.en} for paper in before
    ]
    assert values["extension-tourism.documents"] == [
        {"document": "tm86", "original": 1, "copies": 1},
        {"document": "photo", "original": 1},
    ]
    assert values["re-entry-permit.documents"] == [
        {"document": "tm86", "original": 1},
        {"document": "photo", "copies": 1},
    ]


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ("หนังสือรับรองที่ไม่มีอยู่", "is none of the documents"),
        ("แผนที่ที่พัก หลายแผ่น", "gives no number"),
        ("แผนที่ที่พัก 1 (เฉพาะผู้เช่า)", "condition"),
    ],
)
def test_a_line_of_a_list_that_cannot_be_read_is_named(sheet: Path, tmp_path: Path, line: str, said: str) -> None:
    rows = fill(sheet, {"change-of-visa.documents": {"F": line}})
    refused = run(tmp_path, "facts", "import", str(sheet), *ROLE)
    assert refused.stderr.startswith(f"F{rows['change-of-visa.documents']}: ")
    assert line in refused.stderr
    assert said in refused.stderr


def test_every_value_of_a_sheet_is_read_back_as_what_it_was(sheet: Path, tmp_path: Path) -> None:
    """Typing it again, with other spaces, is no change."""
    kiosk = Settings(data=tmp_path, practice=True, today=DAY).kiosk()
    typed = {fact.name for fact in office_facts(kiosk.catalogue, DAY) if fact.fact.form in ("fee", "time", "documents")}
    columns = {name: cells for name, cells in cells_of(sheet, "FG").items() if name in typed and cells[0] != "None"}
    assert len(columns) > 30
    for at, column in enumerate("FG"):
        fill(sheet, {name: {column: respelt(cells[at])} for name, cells in columns.items()})
    assert read_sheet(kiosk, sheet) == ({}, [])


def respelt(value: str) -> str:
    """An amount with its unit, a time and a list as somebody else would type them."""
    return f"{value} บาท" if value.isdecimal() else value.replace(" / ", "/").replace(" · ", "  ").upper()
