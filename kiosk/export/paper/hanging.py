"""Hanging sheets: what was printed and when, and which of it says what is no longer so; the record remembers it."""

import datetime
from collections.abc import Callable, Iterable
from pathlib import Path
from typing import Literal

import msgspec
from msgspec import Struct

from kiosk.export.paper.frame import Frame
from kiosk.export.paper.output import made, write_pdfs
from kiosk.export.paper.placard import Pairs, Placard
from kiosk.export.paper.placards import placards
from kiosk.export.paper.typesetter import Typesetter
from kiosk.machine.kiosk import Kiosk
from kiosk.storage.private_file import make_private_folder
from kiosk.streams.record import SYSTEM
from kiosk.streams.record.record import Draft, Record, said_as
from kiosk.text.bilingual import Bilingual, same
from kiosk.text.languages import OFFICIAL, Language
from kiosk.text.refusal import Refusal

PRINTED = "printed/"
"""What a line of the record about a sheet begins with."""

SheetState = Literal["unprinted", "current", "outdated"]


class PrintedSheet(Struct, frozen=True):
    """What a line says of a printed sheet: in which languages, and the hash of all that stood on it but the day."""

    languages: list[Language]
    digest: str


class HangingSheet(Struct, frozen=True):
    """A sheet by its name, when it was last printed, and whether it still says what is so.

    One that says nothing any more cannot be printed again: it is to be taken down.
    """

    name: str
    title: Bilingual
    state: SheetState
    printed_on: datetime.date | None = None
    can_be_printed: bool = True


def print_sheets(kiosk: Kiosk, record: Record, names: Iterable[str], folder: Path) -> list[Path]:
    """Sheets by their names as PDF in a folder, over what is there, and written down. Refusal where one cannot be."""
    make_private_folder(folder)
    printed = [made(kiosk, name, [*OFFICIAL])[0] for name in names]
    files = write_pdfs(printed, Typesetter(), folder, overwrite=True)
    note_printed(record, printed, [*OFFICIAL], kiosk.today)
    return files


def note_printed(record: Record, printed: Iterable[Placard], languages: list[Language], today: datetime.date) -> None:
    """Write down what was printed. Refusal where the record cannot be written."""
    drafts = [
        Draft(today, SYSTEM, PRINTED + each.name, msgspec.to_builtins(PrintedSheet(languages, each.digest)))
        for each in printed
    ]
    record.write_each(lambda: drafts)


def hanging_sheets(kiosk: Kiosk, record: Record) -> list[HangingSheet]:
    """Every sheet that can be printed now or was printed once: those that are out of date, then the unprinted."""
    lines = said_as(PrintedSheet, record.standing(f"{PRINTED}*"))
    last_printed = {line.what.removeprefix(PRINTED): (line.day, printed) for line, printed in lines}
    made = placards(kiosk)
    sheets = [
        _sheet(kiosk, name, made.get(name), last_printed.get(name)) for name in dict.fromkeys([*made, *last_printed])
    ]
    order = ["outdated", "unprinted", "current"]
    return sorted((sheet for sheet in sheets if sheet), key=lambda sheet: order.index(sheet.state))


def _sheet(
    kiosk: Kiosk, name: str, make: Callable[[Frame], Placard] | None, last: tuple[datetime.date, PrintedSheet] | None
) -> HangingSheet | None:
    """None for one that has nothing to say, and never had."""
    day, printed = last or (None, PrintedSheet([*OFFICIAL], ""))
    try:
        now = make(Frame(kiosk, Pairs(printed.languages))) if make else None
    except Refusal:
        now = None
    title = now.title if now else same(name)
    if day is None:
        return HangingSheet(name, title, "unprinted") if now else None
    is_current = now is not None and now.digest == printed.digest
    return HangingSheet(name, title, "current" if is_current else "outdated", day, now is not None)
