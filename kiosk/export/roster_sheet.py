"""The roster of a month as a sheet of paper: A4 upright, a row a day, signed below; the evidence of measure M1.1."""

from datetime import date, datetime, time
from io import BytesIO
from itertools import count
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from kiosk.editing.duty_month import DutyDay, duty_month
from kiosk.export.month import Month
from kiosk.machine.kiosk import Kiosk
from kiosk.storage.private_file import make_private_folder, write_private
from kiosk.text.bilingual import Bilingual, same
from kiosk.text.dates import medium_date, thai_date, weekday_name

_COLUMNS = {"day": 26, "weekday": 24, "on_duty": 52}
"""Headings, phrases `export.` and these, and the characters that their columns hold."""
_TOP = 4
"""Rows above the headings."""
_FONT = {"font_name": "TH SarabunPSK", "font_size": 16, "valign": "vcenter", "text_wrap": True}
_FORMATS: dict[str, dict[str, Any]] = {
    "title": {"bold": True, "font_size": 22, "text_wrap": False},
    "plain": {"text_wrap": False},
    "head": {"bold": True, "border": 1, "bg_color": "#DDE8F4"},
    "open": {"border": 1},
    "closed": {"border": 1, "font_color": "#4A5A70", "bg_color": "#EEEEEE"},
}


def write_roster(kiosk: Kiosk, month: date, folder: Path) -> Path:
    """Write the month that begins on `month` as a file of a folder; gives its path. Refusal if it cannot be.

    A sheet that says the same is there already is that file; one that says something else is never written over.
    """
    stem = f"{kiosk.office.kiosk}-roster-{Month(month).name}{'-practice' if kiosk.practice else ''}"
    sheet = roster_sheet(kiosk, month)
    names = (f"{stem}{'' if number == 1 else f'-{number}'}.xlsx" for number in count(1))
    file = next(file for file in map(folder.joinpath, names) if not file.exists() or file.read_bytes() == sheet)
    if not file.exists():
        if not folder.exists():
            make_private_folder(folder)
        write_private(file, sheet)
    return file


def roster_sheet(kiosk: Kiosk, month: date) -> bytes:
    """The workbook: one sheet, fitted to one page; of the same roster the same bytes all day."""
    data, say = BytesIO(), kiosk.catalogue.phrases
    with xlsxwriter.Workbook(data, {"in_memory": True}) as book:
        book.set_properties({"created": datetime.combine(kiosk.today, time())})
        formats = {name: book.add_format({**_FONT, **more}) for name, more in _FORMATS.items()}
        paper = book.add_worksheet(Month(month).name)
        paper.set_paper(9)  # A4
        paper.set_portrait()
        paper.fit_to_pages(1, 1)
        paper.hide_gridlines(2)
        mark = f"{say('mode.practice').both()}   " if kiosk.practice else ""
        paper.write_string(0, 0, mark + say("roster.title").both(), formats["title"])
        paper.write_string(1, 0, f"{kiosk.office.name.both()}   {Month(month).words.both()}", formats["plain"])
        paper.write_string(2, 0, say("roster.evidence", day=medium_date(kiosk.today)).both(), formats["plain"])
        for column, (key, width) in enumerate(_COLUMNS.items()):
            paper.set_column(column, column, width)
            paper.write_string(_TOP, column, say(f"export.{key}").both(), formats["head"])
        days = duty_month(kiosk, month)
        for row, day in enumerate(days, _TOP + 1):
            _write(paper, row, day, say("roster.closed"), formats)
        below = _TOP + len(days) + 3
        paper.write_string(below, 0, say("roster.signed", dots="." * 40).both("\n"), formats["plain"])
    return data.getvalue()


def _write(paper: Worksheet, row: int, day: DutyDay, closed: Bilingual, formats: dict[str, Any]) -> None:
    """A day: its date, its weekday, and who is on duty, or that the office is closed."""
    duty = day.duty if day.is_open or day.is_own else closed
    cells = (thai_date(day.day) + same(f" ({day.day})"), weekday_name(day.day), duty)
    for column, words in enumerate(cells):
        paper.write_string(row, column, words.both(), formats["open" if day.is_open else "closed"])
