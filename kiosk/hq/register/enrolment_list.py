"""An enrolment list: a CSV file of the kiosks that are to enrol, a row of office and kiosk each."""

import csv
import io
import re
from collections.abc import Iterator

from msgspec import Struct

from kiosk.text.bilingual import Bilingual
from kiosk.text.refusal import Refusal

HEADS = ["office", "kiosk"]
NAME = re.compile(r"[a-z0-9][a-z0-9-]{0,62}")
"""Of an office or a kiosk, by its id."""


class ListRow(Struct, frozen=True):
    """One row, and the line that it stands in."""

    line: int
    office: str
    kiosk: str


class ListFaults(Exception):
    """A list that cannot be taken as it is: what is wrong with it, by the lines, in both languages."""

    def __init__(self, faults: dict[int, Bilingual]) -> None:
        super().__init__(faults)
        self.faults = faults


def rows_of(text: str) -> list[ListRow]:
    """The rows of a list. ListFaults for one without its heads, and for every row that names no office and kiosk, or
    a kiosk that stands there already."""
    heads, *lines = _lines(text.removeprefix("\ufeff")) or [[]]
    if [head.strip().lower() for head in heads] != HEADS:
        raise ListFaults({1: Refusal("enrolment_list.heads").words})
    rows: list[ListRow] = []
    faults: dict[int, Bilingual] = {}
    for line, values in enumerate(lines, 2):
        if not any(values):
            continue
        fault = next(_faults(values, rows), None)
        if fault:
            faults[line] = fault.words
        else:
            rows.append(ListRow(line, *values))
    if faults:
        raise ListFaults(faults)
    return rows


def _lines(text: str) -> list[list[str]]:
    lines = csv.reader(io.StringIO(text, newline=""))
    try:
        return [*lines]
    except csv.Error:  # such as a quotation mark that nothing closes
        raise ListFaults({lines.line_num: Refusal("enrolment_list.two").words}) from None


def _faults(values: list[str], before: list[ListRow]) -> Iterator[Refusal]:
    values[:] = (value.strip() for value in values)
    if len(values) != len(HEADS):
        yield Refusal("enrolment_list.two")
        return
    for value in values:
        if not NAME.fullmatch(value):
            yield Refusal("enrolment_list.name", name=repr(value))
    for row in before:
        if row.kiosk == values[1]:
            yield Refusal("enrolment_list.twice", kiosk=row.kiosk, line=row.line)
