"""The files of the first edition, taken into the record once: facts.toml, roster.toml, plan.db, announcements.toml.

Each file becomes lines with its own days and roles, in one transaction with a line that says so; then it is put aside.
A power cut between the two repeats nothing: that line is looked for first.
"""

import datetime
import hashlib
import sqlite3
from collections.abc import Callable, Collection, Iterator
from contextlib import closing
from pathlib import Path
from typing import Any, TypedDict

from kiosk.storage.private_file import is_there
from kiosk.storage.sqlite_copy import sync_folder
from kiosk.storage.toml_file import Fault, Faulty, build, read_toml
from kiosk.streams.record import STAFF
from kiosk.streams.record.files import ANNOUNCEMENTS, FACTS, PLAN, ROSTER
from kiosk.streams.record.record import Draft, Record
from kiosk.text.characters import pasted

TAKEN_IN = ".taken-in"
"""What a file's name ends in once it is in the record."""


class _Confirmed(TypedDict):
    on: datetime.date
    role: str


_Tables = dict[str, dict[str, dict[str, Any]]]
_Announcements = dict[str, list[dict[str, Any]]]


def take_in(record: Record, folder: Path, today: datetime.date, wrong: Collection[str] = ()) -> list[Fault]:
    """Take the files of a folder into its record, but those of the paths that are `wrong`.

    Gives what is wrong with others, which stay where they are. Refusal if the record cannot be written.
    """
    faults = []
    for name, read in _READERS.items():
        path = folder / name
        if not is_there(path) or str(path) in wrong:
            continue
        try:
            _take_in(record, path, list(read(path, today)), today)
        except Faulty as faulty:
            faults += faulty.faults
    return faults


def check_plan(folder: Path) -> None:
    """That a plan.db which waits in a folder can be taken in. Faulty otherwise."""
    if is_there(folder / PLAN):
        list(_plan(folder / PLAN, datetime.date.min))


def _take_in(record: Record, path: Path, drafts: list[Draft], today: datetime.date) -> None:
    value = {"lines": len(drafts), "sha256": hashlib.sha256(path.read_bytes()).hexdigest()}
    record.write_all(drafts, Draft(today, "system", f"taken-in/{path.name}", value))
    numbers = (path.with_name(f"{path.name}{TAKEN_IN}{number or ''}") for number in range(10_000))
    path.rename(next(aside for aside in numbers if not aside.exists()))
    sync_folder(path.parent)


def _facts(path: Path, today: datetime.date) -> Iterator[Draft]:
    for owner, fields in build(read_toml(path, str(path)), _Tables, str(path)).items():
        for field, tables in fields.items():
            value = {name: part for name, part in tables.items() if name != "confirmed"}
            if "confirmed" not in tables:
                yield Draft(today, STAFF, f"fact/{owner}.{field}", {**value, "confirmed": False})
            else:
                confirmed = build(tables["confirmed"], _Confirmed, str(path), f"{owner}.{field}.confirmed")
                yield Draft(confirmed["on"], confirmed["role"], f"fact/{owner}.{field}", value)


def _roster(path: Path, today: datetime.date) -> Iterator[Draft]:
    for days in build(read_toml(path, str(path)), _Tables, str(path)).values():
        for day, words in days.items():
            yield Draft(today, STAFF, f"roster/{day}", words)


def _announcements(path: Path, today: datetime.date) -> Iterator[Draft]:
    for announcement in build(read_toml(path, str(path)), _Announcements, str(path)).get("announcement", []):
        value = {name: str(part) for name, part in announcement.items()}
        yield Draft(today, STAFF, f"announcement/{value.get('from')}", value)


def _plan(path: Path, _: datetime.date) -> Iterator[Draft]:
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=rw", uri=True)) as file:
            follow_ups = file.execute("SELECT day, measure, kind, remark FROM follow_up ORDER BY number").fetchall()
            figures = file.execute("SELECT day, subject, figure FROM figure ORDER BY number").fetchall()
    except sqlite3.Error as error:
        fault = Fault(str(path), "", f"is not the office's plan ({error})", "move it away, or put back a copy of it")
        raise Faulty([fault]) from None
    for day, measure, kind, remark in follow_ups:
        value = {"kind": kind, "remark": pasted(remark)}
        yield Draft(datetime.date.fromisoformat(day), STAFF, f"follow-up/{measure}", value)
    for day, subject, figure in figures:
        yield Draft(datetime.date.fromisoformat(day), STAFF, f"figure/{subject}", figure)


_READERS: dict[str, Callable[[Path, datetime.date], Iterator[Draft]]] = {
    FACTS: _facts,
    ROSTER: _roster,
    PLAN: _plan,
    ANNOUNCEMENTS: _announcements,
}
