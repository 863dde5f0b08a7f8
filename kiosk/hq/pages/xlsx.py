"""Tables as a workbook: headers in Thai and English, days and moments as real dates shown in the Buddhist Era."""

import datetime
import io
from collections.abc import Iterable
from typing import Any

import xlsxwriter

from kiosk.hq.pages.cells import Cell, said
from kiosk.hq.pages.phrases import phrases
from kiosk.hq.pages.table import Table
from kiosk.text.bilingual import joined
from kiosk.text.dates import THAI_TIME
from kiosk.text.languages import HOME

_DAY = "[$-107041E]d mmm yyyy;@"
_MOMENT = "[$-107041E]d mmm yyyy hh:mm;@"
_NARROWEST, _WIDEST = 10, 44


def workbook(tables: Iterable[Table], as_of: datetime.datetime) -> bytes:
    """An XLSX file with a sheet for each table, and one that says what the figures are."""
    tables = list(tables)
    file = io.BytesIO()
    book = xlsxwriter.Workbook(file, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    styles = {
        "header": book.add_format({"bold": True, "text_wrap": True, "valign": "top", "bottom": 1}),
        "text": book.add_format({"valign": "top"}),
        "day": book.add_format({"num_format": _DAY, "align": "left"}),
        "moment": book.add_format({"num_format": _MOMENT, "align": "left"}),
        "wrapped": book.add_format({"text_wrap": True, "valign": "top"}),
    }
    for table in tables:
        _write(book.add_worksheet(table.name), table, styles)
    _write_about(book.add_worksheet("about"), tables, as_of, styles)
    book.close()
    return file.getvalue()


def _write(sheet: Any, table: Table, styles: dict[str, Any]) -> None:
    sheet.freeze_panes(1, 0)
    sheet.set_landscape()
    sheet.repeat_rows(0)
    sheet.fit_to_pages(1, 0)
    for column, key in enumerate(table.columns):
        title = table.head(key).words
        sheet.write_string(0, column, title.both("\n"), styles["header"])
        values = [_plain(row[key]) for row in table.rows]
        width = max([*map(len, title.pair()), *map(_length, values)])
        sheet.set_column(column, column, min(max(width + 2, _NARROWEST), _WIDEST))
        for number, value in enumerate(values, 1):
            _put(sheet, number, column, value, styles)
    if table.rows:
        sheet.autofilter(0, 0, len(table.rows), len(table.columns) - 1)


def _plain(value: Any) -> Any:
    """A value as a sheet has it: what a cell says, in the language of the house."""
    return said(value).of(HOME) if isinstance(value, Cell) else value


def _put(sheet: Any, row: int, column: int, value: Any, styles: dict[str, Any]) -> None:
    """Write a value as what it is: the library's own guess costs as much as the writing."""
    if isinstance(value, str):
        sheet.write_string(row, column, value, styles["text"])
    elif isinstance(value, int | float):
        sheet.write_number(row, column, value, styles["text"])
    elif isinstance(value, datetime.datetime):
        sheet.write_datetime(row, column, value.astimezone(THAI_TIME).replace(tzinfo=None), styles["moment"])
    elif isinstance(value, datetime.date):
        sheet.write_datetime(row, column, value, styles["day"])
    elif value is not None:
        sheet.write(row, column, value, styles["text"])


def _length(value: Any) -> int:
    return 0 if value is None else 16 if isinstance(value, datetime.datetime) else len(str(value))


def _write_about(sheet: Any, tables: list[Table], as_of: datetime.datetime, styles: dict[str, Any]) -> None:
    """What the figures are and are not, on paper too."""
    t = phrases()
    sheet.set_column(0, 0, 20)
    sheet.set_column(1, 1, 90)
    sheet.write_datetime(0, 1, as_of.replace(tzinfo=None), styles["moment"])
    paragraphs = [joined([table.title for table in tables], " · ")]
    paragraphs += [t(f"proof.{part}") for part in ("counted", "proves", "limits")]
    for number, text in enumerate(paragraphs, 1):
        sheet.write_string(number, 1, text.both("\n"), styles["wrapped"])
