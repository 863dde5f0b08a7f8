"""A workbook that somebody hands in, read within bounds: a small file may unfold to gigabytes."""

from collections.abc import Iterator
from io import BytesIO
from pathlib import Path
from xml.etree.ElementTree import ParseError
from zipfile import BadZipFile, ZipFile

LARGEST = 8 << 20
"""Bytes of a file."""

UNFOLDED = 64 << 20
"""Bytes of all that it holds."""

MOST_ROWS = 2_000
"""Rows of its sheet."""


class Unreadable(Exception):
    """The file is no workbook, or a larger one than anybody fills in."""


def sheet_rows(file: Path, first: int, columns: int) -> Iterator[tuple[object, ...]]:
    """The cells of the first sheet from row `first` (from 1) on, values for formulas. Unreadable as said there."""
    import openpyxl

    try:
        if not file.is_file() or file.stat().st_size > LARGEST:
            raise Unreadable
        data = BytesIO(file.read_bytes())
        with ZipFile(data) as folded:
            if sum(part.file_size for part in folded.infolist()) > UNFOLDED:
                raise Unreadable
        sheet = openpyxl.load_workbook(data, read_only=True, data_only=True).worksheets[0]
        for number, cells in enumerate(sheet.iter_rows(min_row=first, max_col=columns, values_only=True)):
            if number >= MOST_ROWS:
                raise Unreadable
            yield cells
    except (OSError, BadZipFile, KeyError, IndexError, ValueError, ParseError, EOFError):
        raise Unreadable from None
