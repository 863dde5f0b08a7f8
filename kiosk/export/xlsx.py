"""The sheets as an XLSX workbook that prints as it stands: A4 across, fitted to the width, headings on every page."""

import datetime
import math
from collections.abc import Sequence
from io import BytesIO
from typing import Any

import xlsxwriter
from rich.cells import cell_len
from xlsxwriter.worksheet import Worksheet

from kiosk.export.evidence import Evidence
from kiosk.export.evidence_sheets import daily, sheets
from kiosk.export.one_page import one_page
from kiosk.export.sheet import CellValue, Sheet
from kiosk.text.bilingual import Bilingual, Phrases
from kiosk.text.dates import medium_date
from kiosk.text.languages import HOME, partner

_FONT = {"font_name": "Tahoma", "font_size": 10, "valign": "top"}
_INK, _SOFT, _ACCENT, _LINE = "#14233A", "#4A5A70", "#0B4A8B", "#A9B6C6"
_FORMATS: dict[str, dict[str, Any]] = {
    "title": {"bold": True, "font_size": 14, "font_color": _INK},
    "soft": {"font_color": _SOFT},
    "head": {"bold": True, "font_color": "#FFFFFF", "bg_color": _ACCENT, "text_wrap": True, "border": 1},
    "text": {"text_wrap": True, "border": 1, "border_color": _LINE},
    "int": {"num_format": "#,##0", "border": 1, "border_color": _LINE},
    "float": {"num_format": "#,##0.0#", "border": 1, "border_color": _LINE},
    "date": {"num_format": "yyyy-mm-dd", "align": "center", "border": 1, "border_color": _LINE},
}
_TOP = 5
"""Rows above a table's headings."""
_LINE_HEIGHT = 13.5
_WIDER = 1.15
"""Words are broken before a column is full, and another font may be wider."""


def workbook(evidence: Evidence) -> bytes:
    """The file. Text is always written as text, so that no cell of it can be a formula."""
    file, say = BytesIO(), evidence.kiosk.catalogue.phrases
    with xlsxwriter.Workbook(file, {"in_memory": True, "default_date_format": "yyyy-mm-dd"}) as book:
        title = f"{say('export.title').of(partner(HOME))} {evidence.month.name}"
        book.set_properties({"title": title, "created": _created(evidence)})
        formats = {name: book.add_format({**_FONT, **more}) for name, more in _FORMATS.items()}
        one_page(book, evidence)
        first, *_ = [_worksheet(book, formats, evidence, sheet) for sheet in sheets(evidence)]
        first.insert_chart(_TOP + len(evidence.courses) + 2, 0, _chart(book, daily(evidence), say))
    return file.getvalue()


def _created(evidence: Evidence) -> datetime.datetime:
    """The day of the evidence, so that the same evidence is the same file."""
    return datetime.datetime.combine(evidence.kiosk.today, datetime.time())


def _worksheet(book: xlsxwriter.Workbook, formats: dict[str, Any], evidence: Evidence, sheet: Sheet) -> Worksheet:
    paper = book.add_worksheet(sheet.name.of(HOME))
    _print_setup(paper, evidence, sheet)
    paper.set_row(0, 21)
    for row, (text, style) in enumerate(_lines_above(evidence, sheet)):
        paper.write_string(row, 0, text, formats[style])
    headings = list(sheet.headings.values())
    for column, (heading, width) in enumerate(zip(headings, sheet.widths, strict=True)):
        paper.set_column(column, column, width)
        paper.write_string(_TOP, column, heading.both("\n"), formats["head"])
    paper.set_row(_TOP, _height(headings, sheet))
    for row, values in enumerate(sheet.rows, _TOP + 1):
        paper.set_row(row, _height(values, sheet))
        for column, (value, width) in enumerate(zip(values, sheet.widths, strict=True)):
            _write(paper, row, column, value, formats, width)
    if not sheet.rows:
        none = evidence.kiosk.catalogue.phrases("export.none_yet")
        paper.write_string(_TOP + 1, 0, none.both("\n"), formats["text"])
    return paper


def _print_setup(paper: Worksheet, evidence: Evidence, sheet: Sheet) -> None:
    paper.set_landscape()
    paper.set_paper(9)  # A4
    paper.fit_to_pages(1, 0)
    paper.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.7)
    paper.repeat_rows(_TOP)
    paper.freeze_panes(_TOP + 1, 1)
    paper.hide_gridlines(2)
    page = evidence.kiosk.catalogue.phrases("export.page")
    name = sheet.name.of(HOME).replace("&", "&&")
    paper.set_footer(f"&L{name}&R{page.both()} &P / &N")


def _lines_above(evidence: Evidence, sheet: Sheet) -> list[tuple[str, str]]:
    kiosk, say = evidence.kiosk, evidence.kiosk.catalogue.phrases
    mode = "".join(f"{mark.both()}   " for mark in evidence.marks)
    as_of = say("export.as_of", day=medium_date(kiosk.today))
    heading = say("export.title") + Bilingual(" ", ", ") + evidence.month.words + ": " + sheet.name
    title, subtitle = heading.pair()
    return [
        (mode + title, "title"),
        (subtitle, "soft"),
        (f"{kiosk.office.name.both()}   {evidence.year.both()}   {as_of.both()}", "soft"),
        (say("export.counted_here").both(), "soft"),
    ]


def _write(paper: Worksheet, row: int, column: int, value: CellValue, formats: dict[str, Any], width: int) -> None:
    if isinstance(value, Bilingual):
        paper.write_string(row, column, "\n".join(_lines(value, width)), formats["text"])
    elif isinstance(value, datetime.date):
        paper.write_datetime(row, column, value, formats["date"])
    else:
        paper.write_number(row, column, value, formats["int" if isinstance(value, int) else "float"])


def _height(values: Sequence[CellValue], sheet: Sheet) -> float:
    """Points that a row takes: not every program makes room for words that are broken."""
    lines = [
        sum(math.ceil(_takes(line) / width) for line in _lines(value, width))
        for value, width in zip(values, sheet.widths, strict=True)
        if isinstance(value, Bilingual)
    ]
    return _LINE_HEIGHT * max(lines, default=1) + 3


def _lines(words: Bilingual, width: int) -> list[str]:
    """Both languages beside each other where a column has room for that, else below each other."""
    beside = words.both("  ")
    return [beside] if words.is_same or _takes(beside) <= width else list(words.pair())


def _takes(text: str) -> float:
    return cell_len(text) * _WIDER


def _chart(book: xlsxwriter.Workbook, days: Sheet, say: Phrases) -> Any:
    """The sum of the month's days against what was due by each."""
    last, day = _TOP + len(days.rows), days.at("day")
    chart = book.add_chart({"type": "line"})
    for key, color, dash in (("sum", _ACCENT, "solid"), ("due_sum", _INK, "dash")):
        column = days.at(key)
        chart.add_series(
            {
                "name": days.headings[key].both(),
                "categories": [days.name.of(HOME), _TOP + 1, day, last, day],
                "values": [days.name.of(HOME), _TOP + 1, column, last, column],
                "line": {"color": color, "width": 2.5, "dash_type": dash},
            }
        )
    title = say("export.cumulative")
    chart.set_title({"name": title.both(), "name_font": {"size": 12, "name": "Tahoma"}})
    chart.set_x_axis({"date_axis": True, "num_format": "d", "num_font": {"name": "Tahoma"}})
    chart.set_y_axis({"min": 0, "major_gridlines": {"visible": True, "line": {"color": _LINE}}})
    chart.set_size({"width": 1240, "height": 560})
    chart.set_legend({"position": "bottom", "font": {"name": "Tahoma"}})
    return chart
