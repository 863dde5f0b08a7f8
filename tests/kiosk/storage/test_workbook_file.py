"""A workbook that is no workbook, or larger than anybody fills in, is left unread."""

import os
from io import BytesIO
from pathlib import Path
from zipfile import ZIP_DEFLATED, ZipFile

import openpyxl
import pytest

from kiosk.storage.workbook_file import MOST_ROWS, UNFOLDED, Unreadable, sheet_rows

BOMB = b'<?xml version="1.0"?><!DOCTYPE b [<!ENTITY a "aaaaaaaaaa">' + b"".join(
    b'<!ENTITY %c "%s">' % (98 + n, b"&%c;" % (97 + n) * 10) for n in range(8)
)


def workbook(rows: int) -> bytes:
    book, data = openpyxl.Workbook(), BytesIO()
    for number in range(rows):
        book.active.append([number, "=1+1"])  # type: ignore[union-attr]
    book.save(data)
    return data.getvalue()


def with_sheet(file: Path, sheet: bytes) -> None:
    """A workbook whose sheet is that."""
    with ZipFile(BytesIO(workbook(1))) as whole, ZipFile(file, "w", ZIP_DEFLATED) as changed:
        for name in whole.namelist():
            changed.writestr(name, sheet if name.endswith("sheet1.xml") else whole.read(name))


def test_the_rows_of_a_sheet_are_read_from_one_on_and_a_formula_is_no_words(tmp_path: Path) -> None:
    file = tmp_path / "facts.xlsx"
    file.write_bytes(workbook(3))
    assert list(sheet_rows(file, 2, 2)) == [(1, None), (2, None)]


@pytest.mark.parametrize("what", ["missing", "no workbook", "fifo", "folder", "unfolds", "entities", "rows"])
def test_what_nobody_fills_in_is_left_unread(tmp_path: Path, what: str) -> None:
    file = tmp_path / "facts.xlsx"
    match what:
        case "no workbook":
            file.write_bytes(b"PK\x03\x04 and no more")
        case "fifo":
            os.mkfifo(file)
        case "folder":
            file.mkdir()
        case "unfolds":
            with_sheet(file, b" " * (UNFOLDED + 1))
            assert file.stat().st_size < 1 << 20
        case "entities":
            with_sheet(
                file, BOMB + b']><worksheet><sheetData><row><c t="str"><v>&i;</v></c></row></sheetData></worksheet>'
            )
        case "rows":
            file.write_bytes(workbook(MOST_ROWS + 1))
    with pytest.raises(Unreadable):
        list(sheet_rows(file, 1, 2))
