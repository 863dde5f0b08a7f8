"""The month's workbook, read back as another program reads it."""

import openpyxl

HEADINGS = 6
"""The row in which the headings of a sheet stand, Thai over English."""

FIGURES = {
    "Minimum number": "quota",
    "Counted": "count",
    "On the last day": "today",
    "This kiosk": "here",
    "Office's other kiosks": "elsewhere",
    "Self-reported (not added)": "self_reported",
    "ITAP shows": "itap",
    "Due": "expected",
    "Needed per open day": "needed_per_open_day",
    "Recent per open day": "rate",
}
"""The figures of a minimum: heading of the workbook → key of `kiosk counts --json`."""

NONE = ("ยังไม่มี\nnone yet", "สิ้นสุดแล้ว\nEnded")
"""What stands where there is no figure."""


def rows(book: openpyxl.Workbook, sheet: int) -> list[dict[str, object]]:
    """The rows under the headings of a sheet, by the headings' English; the page of A4 stands before all sheets."""
    headings, *values = book.worksheets[sheet + 1].iter_rows(min_row=HEADINGS, values_only=True)
    names = [str(heading).partition("\n")[2] for heading in headings]
    return [dict(zip(names, row, strict=True)) for row in values]


def figures(row: dict[str, object]) -> dict[str, object]:
    """The figures of a row of the summary, by their keys in `kiosk counts --json`."""
    return {key: None if row[heading] in NONE else row[heading] for heading, key in FIGURES.items()}


def as_told(minimum: dict[str, object]) -> dict[str, object]:
    """The same figures as `kiosk counts --json` tells them."""
    return {key: minimum[key] for key in FIGURES.values()}
