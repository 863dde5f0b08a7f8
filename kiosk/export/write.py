"""The files that leave the kiosk: a month's workbook, and its daily counts as CSV that Excel opens in Thai."""

import csv
import io
from pathlib import Path

from kiosk.export.evidence import Evidence
from kiosk.export.evidence_sheets import daily, ledger
from kiosk.export.sheet import CellValue
from kiosk.storage.folders import untaken
from kiosk.storage.private_file import write_private
from kiosk.text.bilingual import Bilingual
from kiosk.text.csv_cell import csv_cell
from kiosk.text.refusal import Misuse, Refusal

FOLDER = "exports"


def write(evidence: Evidence, file: Path, overwrite: bool = False) -> None:
    """Atomic write of the evidence, as the file's ending says: what was there is replaced when the new file is whole.

    Misuse for another ending, Refusal if it cannot be written, or is there already and nobody wants to `overwrite` it.
    """
    from kiosk.export.xlsx import workbook

    kinds = {".xlsx": workbook, ".csv": daily_csv}
    make = kinds.get(file.suffix.lower())
    if make is None:
        raise Misuse("export.ending", path=file)
    if file.exists() and not overwrite:
        raise Refusal("export.exists", path=file)
    write_private(file, make(evidence))


def new_files(evidence: Evidence, folder: Path) -> list[Path]:
    """A workbook, a table and a memo in a folder of many, under a name that is not taken there yet.

    It is the kiosk's, the month, and whether it is practice.
    """
    kiosk = evidence.kiosk
    stem = f"{kiosk.office.kiosk}-{evidence.month.name}{'-practice' if kiosk.practice else ''}"
    return untaken(folder, stem, ".xlsx", ".csv", ".docx")


def daily_csv(evidence: Evidence) -> bytes:
    """The days of the month as CSV, and below them what they rest on: UTF-8 with the mark by which Excel knows it.

    A line above them says it where they are practice, or of a year that nobody has signed.
    """
    days, rests_on, text = daily(evidence), ledger(evidence), io.StringIO()
    writer = csv.writer(text)
    writer.writerows([mark.both()] for mark in evidence.marks)
    writer.writerow(csv_cell(heading.both()) for heading in days.headings.values())
    writer.writerows([_written(value) for value in row] for row in days.rows)
    writer.writerow([])
    (proof,) = rests_on.rows
    writer.writerow([csv_cell(evidence.year.both())])
    labelled = zip(rests_on.headings.values(), proof, strict=True)
    writer.writerows([csv_cell(heading.both()), _written(value)] for heading, value in labelled)
    return text.getvalue().encode("utf-8-sig")


def _written(value: CellValue) -> object:
    if isinstance(value, Bilingual):
        return csv_cell(value.both())
    return value
