"""The printed roster: a page of A4, a row a day, and no file written over another."""

from collections.abc import Callable
from datetime import date
from pathlib import Path

from openpyxl import load_workbook

from kiosk.editing.roster import put_on_duty
from kiosk.export.roster_sheet import write_roster
from kiosk.machine.kiosk import Kiosk
from kiosk.text.bilingual import Bilingual

MARCH = date(2024, 3, 1)


def test_a_month_is_a_sheet_of_paper_with_who_was_on_duty_each_day(
    make_kiosk: Callable[..., Kiosk], tmp_path: Path
) -> None:
    kiosk = make_kiosk(MARCH)
    put_on_duty(kiosk, date(2024, 3, 4), Bilingual("ร้อยเวร 2", "Duty officer 2"), "approver")
    put_on_duty(kiosk, date(2024, 3, 9), Bilingual("ร้อยเวร 3", "Duty officer 3"), "approver")
    first = write_roster(kiosk, MARCH, tmp_path / "exports")
    sheet = load_workbook(first).active
    assert sheet is not None
    rows = [[str(cell) for cell in row] for row in sheet.iter_rows(min_row=6, max_row=36, max_col=3, values_only=True)]
    assert len(rows) == 31
    assert rows[3] == ["4 มี.ค. 2567 (2024-03-04)", "จันทร์ / Monday", "ร้อยเวร 2 / Duty officer 2"]
    assert rows[8][2] == "ร้อยเวร 3 / Duty officer 3", "an officer on duty on a closed day is there too"
    assert rows[9][2] == "วันหยุด / closed"
    assert sheet.page_setup.orientation == "portrait"


def test_a_roster_is_written_once_and_again_where_it_says_something_else(
    make_kiosk: Callable[..., Kiosk], tmp_path: Path
) -> None:
    """A second press made a second file of the same sheet, and nobody knew which one to print."""
    kiosk = make_kiosk(MARCH)
    first, again = (write_roster(kiosk, MARCH, tmp_path / "exports").name for _ in range(2))
    put_on_duty(kiosk, date(2024, 3, 4), Bilingual("ร้อยเวร 2", "Duty officer 2"), "approver")
    changed = write_roster(kiosk, MARCH, tmp_path / "exports").name
    assert first == again == "phatthalung-1-roster-2567-03-practice.xlsx"
    assert changed == "phatthalung-1-roster-2567-03-practice-2.xlsx"
