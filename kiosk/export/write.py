"""The files that leave the kiosk: a month's workbook, and its daily counts as CSV that Excel opens in Thai."""

import csv
import io
from pathlib import Path

from kiosk.errors import Misuse
from kiosk.export.evidence import Evidence
from kiosk.export.sheet import CellValue
from kiosk.export.sheets import daily, ledger
from kiosk.machine import Kiosk
from kiosk.storage.private_file import write_private
from kiosk.text.bilingual import Bilingual

FOLDER = "exports"

_FORMULA = ("=", "+", "-", "@", "\t", "\r")


def write(evidence: Evidence, file: Path) -> None:
    """Atomic write of the evidence, as the file's ending says: what was there is replaced when the new file is whole.

    Misuse for another ending, Refusal if it cannot be written.
    """
    from kiosk.export.xlsx import workbook

    kinds = {".xlsx": workbook, ".csv": daily_csv}
    make = kinds.get(file.suffix.lower())
    if make is None:
        raise Misuse("export.ending", path=file)
    write_private(file, make(evidence))


def name(kiosk: Kiosk, evidence: Evidence, ending: str) -> str:
    """What a file is called in a folder of many: the kiosk, the month, and whether it is practice."""
    return f"{kiosk.office.kiosk}-{evidence.month.name}{'-practice' if kiosk.practice else ''}{ending}"


def daily_csv(evidence: Evidence) -> bytes:
    """The days of the month as CSV, and below them what they rest on: UTF-8 with the mark by which Excel knows it."""
    days, rests_on, text = daily(evidence), ledger(evidence), io.StringIO()
    writer = csv.writer(text)
    writer.writerow(_safe(heading.both()) for heading in days.headings.values())
    writer.writerows([_written(value) for value in row] for row in days.rows)
    writer.writerow([])
    (proof,) = rests_on.rows
    labelled = zip(rests_on.headings.values(), proof, strict=True)
    writer.writerows([_safe(heading.both()), _written(value)] for heading, value in labelled)
    return text.getvalue().encode("utf-8-sig")


def _written(value: CellValue) -> object:
    if isinstance(value, Bilingual):
        return _safe(value.both())
    return value


def _safe(text: str) -> str:
    """Text that no spreadsheet takes for a formula."""
    return f"'{text}" if text.startswith(_FORMULA) else text
