"""The tables as an XLSX workbook that prints as it stands: A4 across, fitted to the width, headings on every page."""

import datetime
import math
from collections.abc import Sequence
from io import BytesIO
from typing import Any

import xlsxwriter
from rich.cells import cell_len
from xlsxwriter.worksheet import Worksheet

from kiosk.export.evidence import Evidence
from kiosk.export.tables import Cell, Table, tables
from kiosk.text.bilingual import Bilingual
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
        book.set_properties(
            {"title": f"{say('export.title').of(partner(HOME))} {evidence.month.name}", "created": _created(evidence)}
        )
        formats = {name: book.add_format({**_FONT, **more}) for name, more in _FORMATS.items()}
        sheets = [_sheet(book, formats, evidence, table) for table in tables(evidence)]
        sheets[0].insert_chart(_TOP + len(evidence.courses) + 2, 0, _chart(book, evidence))
    return file.getvalue()


def _created(evidence: Evidence) -> datetime.datetime:
    """The day of the evidence, so that the same evidence is the same file."""
    return datetime.datetime.combine(evidence.kiosk.today, datetime.time())


def _sheet(book: xlsxwriter.Workbook, formats: dict[str, Any], evidence: Evidence, table: Table) -> Worksheet:
    sheet = book.add_worksheet(table.name.of(HOME))
    _print_setup(sheet, evidence, table)
    sheet.set_row(0, 21)
    for row, (text, style) in enumerate(_lines_above(evidence, table)):
        sheet.write_string(row, 0, text, formats[style])
    for column, one in enumerate(table.columns):
        sheet.set_column(column, column, one.width)
        sheet.write_string(_TOP, column, one.head.both("\n"), formats["head"])
    sheet.set_row(_TOP, _height([one.head for one in table.columns], table))
    for row, cells in enumerate(table.rows, _TOP + 1):
        sheet.set_row(row, _height(cells, table))
        for column, cell in enumerate(cells):
            _write(sheet, row, column, cell, formats, table.columns[column].width)
    if not table.rows:
        sheet.write_string(_TOP + 1, 0, evidence.kiosk.catalogue.phrases("export.none_yet").both("\n"), formats["text"])
    return sheet


def _print_setup(sheet: Worksheet, evidence: Evidence, table: Table) -> None:
    sheet.set_landscape()
    sheet.set_paper(9)  # A4
    sheet.fit_to_pages(1, 0)
    sheet.set_margins(left=0.4, right=0.4, top=0.5, bottom=0.7)
    sheet.repeat_rows(_TOP)
    sheet.freeze_panes(_TOP + 1, 1)
    sheet.hide_gridlines(2)
    page = evidence.kiosk.catalogue.phrases("export.page")
    name = table.name.of(HOME).replace("&", "&&")
    sheet.set_footer(f"&L{name}&R{page.both()} &P / &N")


def _lines_above(evidence: Evidence, table: Table) -> list[tuple[str, str]]:
    kiosk, say = evidence.kiosk, evidence.kiosk.catalogue.phrases
    mode = f"{say('mode.practice').both()}   " if kiosk.practice else ""
    as_of = say("export.as_of", day=medium_date(kiosk.today))
    heading = say("export.title") + Bilingual(" ", ", ") + evidence.month.words + ": " + table.name
    title, subtitle = heading.pair()
    return [
        (mode + title, "title"),
        (subtitle, "soft"),
        (f"{kiosk.office.name.both()}   {as_of.both()}", "soft"),
        (say("export.counted_here").both(), "soft"),
    ]


def _write(sheet: Worksheet, row: int, column: int, cell: Cell, formats: dict[str, Any], width: int) -> None:
    if isinstance(cell, Bilingual):
        sheet.write_string(row, column, "\n".join(_lines(cell, width)), formats["text"])
    elif isinstance(cell, datetime.date):
        sheet.write_datetime(row, column, cell, formats["date"])
    else:
        sheet.write_number(row, column, cell, formats["int" if isinstance(cell, int) else "float"])


def _height(cells: Sequence[Cell], table: Table) -> float:
    """Points that a row takes: not every program makes room for words that are broken."""
    lines = [
        sum(math.ceil(_takes(line) / column.width) for line in _lines(cell, column.width))
        for cell, column in zip(cells, table.columns, strict=True)
        if isinstance(cell, Bilingual)
    ]
    return _LINE_HEIGHT * max(lines, default=1) + 3


def _lines(words: Bilingual, width: int) -> list[str]:
    """Both languages beside each other where a column has room for that, else below each other."""
    beside = words.both("  ")
    return [beside] if words.is_same or _takes(beside) <= width else list(words.pair())


def _takes(text: str) -> float:
    return cell_len(text) * _WIDER


def _chart(book: xlsxwriter.Workbook, evidence: Evidence) -> Any:
    """The sum of the month's days against what was due by each."""
    _, table, *_ = tables(evidence)
    say, last = evidence.kiosk.catalogue.phrases, _TOP + len(table.rows)
    chart = book.add_chart({"type": "line"})
    for column, color, dash in ((len(table.columns) - 2, _ACCENT, "solid"), (len(table.columns) - 1, _INK, "dash")):
        chart.add_series(
            {
                "name": table.columns[column].head.both(),
                "categories": [table.name.of(HOME), _TOP + 1, 0, last, 0],
                "values": [table.name.of(HOME), _TOP + 1, column, last, column],
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
