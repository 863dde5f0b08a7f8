"""A record kept elsewhere, put back, and written out for others to check."""

import sqlite3
from contextlib import closing
from pathlib import Path

from kiosk.storage.sqlite_copy import copy_database
from kiosk.storage.sqlite_restore import restore_file
from kiosk.streams.chain.chain_check import problem_words
from kiosk.streams.chain.chain_export import chain_lines, write_lines
from kiosk.streams.record.record import Record
from kiosk.streams.record.schema import APPLICATION_ID, SCHEMA
from kiosk.streams.record.verify import problems
from kiosk.text.refusal import Refusal


def beside(ledger: Path) -> Path:
    """The file of the record that belongs to a copy of a ledger, or to its export: `march.db` → `march.record.db`."""
    return ledger.with_name(f"{ledger.stem}.record{ledger.suffix}")


def is_record(path: Path) -> bool:
    """Whether a file is a record, and not a ledger."""
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as file:
            return bool(file.execute("PRAGMA application_id").fetchone() == (APPLICATION_ID,))
    except sqlite3.Error:
        return False


def backup(record: Record, target: Path) -> int:
    """Copy the record to the new file `target` and read the copy from end to end; gives its number of lines."""
    copy_database(record.path, target)
    return _checked(target, record.practice)


def restore(source: Path, path: Path, practice: bool) -> Path | None:
    """Put the record of `source` in the place of the one in `path`; gives where that one is kept now.

    Refusal if `source` is no whole record of this mode.
    """
    kept = restore_file(source, path, SCHEMA, lambda copy: _checked(copy, practice))
    with Record(path, practice) as restored:
        restored.mark.renew()
    return kept


def export(record: Record, target: Path) -> int:
    """Write every line with its hash as JSON lines; gives how many. Refusal if `target` is there already."""
    lines = list(chain_lines(record.chain))
    write_lines(lines, target)
    return sum("line" in line for line in lines)


def _checked(path: Path, practice: bool) -> int:
    """The number of lines of the record in `path`. Refusal unless it is whole."""
    with Record(path, practice) as copy:
        for problem in problems(copy):
            raise Refusal("ledger.not_whole", path=path, problem=problem_words(problem))
        return copy.length()
