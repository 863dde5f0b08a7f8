"""`python -m kiosk.install.trial`: a new version opens its first page on a copy of the data before it takes the place.

The copy is kept in the data folder until the next upgrade: what an older version can read, should this one not do.
"""

import os
import select
import shutil
import sqlite3
import struct
import sys
import tempfile
from contextlib import closing
from pathlib import Path
from time import monotonic

from kiosk.machine import child_process
from kiosk.session import control
from kiosk.session.counter import Counter
from kiosk.storage.folders import BEFORE_UPGRADE
from kiosk.storage.private_file import make_private_folder
from kiosk.storage.sqlite_copy import copy_database
from kiosk.streams.ledger.ledger import Ledger
from kiosk.streams.record.files import RECORD
from kiosk.streams.record.record import Record
from kiosk.text.languages import of_machine
from kiosk.text.refusal import Refusal

_FILES = ("*.db", "pin.toml", "ita/*.toml")
"""Not the place at headquarters: two machines of one key would report."""

_SIZE = struct.pack("HHHH", 43, 63, 0, 0)
"""The terminal that the first page is opened in."""

_PATIENCE = 60.0
"""Seconds within which a first page is there."""


def try_out(data: Path, office: Path | None) -> None:
    """Copy the data, and open the counter of this version on it.

    Refusal if it cannot read ledger or record, or its first page does not come: a counter opens without them too.
    """
    before = data / BEFORE_UPGRADE
    shutil.rmtree(before, ignore_errors=True)
    _copy(data, before)
    with tempfile.TemporaryDirectory(prefix=".trial-", dir=data) as folder:
        _copy(before, Path(folder))
        with Ledger(Path(folder) / "ledger.db"), Record(Path(folder) / RECORD):
            pass
        options = ["--data", folder, *(["--office", str(office)] if office else [])]
        counter = Counter(child_process.command([*options, "run"]), _SIZE)
        try:
            if not _opens(counter):
                raise Refusal("install.no_first_page", words=counter.last_words)
        finally:
            counter.kill()
            counter.process.wait()
            counter.close()


def _opens(counter: Counter) -> bool:
    """Whether it says that it is alive before it ends, or the patience does."""
    ends, line = monotonic() + _PATIENCE, counter.line.fileno()
    watched = [line, counter.master]
    while (left := ends - monotonic()) > 0:
        ready, _, _ = select.select(watched, [], [], left)
        if line in ready:
            word = control.next_word(counter.line)
            if word == "alive":
                return True
            if word is None:
                watched.remove(line)
        if counter.master in ready and not counter.drawn():
            break
    return False


def _copy(source: Path, target: Path) -> None:
    """Copy what an upgrade may change, each database as it is at one moment. Refusal or OSError."""
    make_private_folder(target)
    for path in (path for pattern in _FILES for path in source.glob(pattern)):
        copy = target / path.relative_to(source)
        make_private_folder(copy.parent)
        if path.suffix == ".db":
            copy_database(path, copy)
        else:
            shutil.copy2(path, copy)


def put_back(data: Path) -> None:
    """Give the older version again what it can read, while nothing runs on it. OSError or sqlite3.Error."""
    for copy in (data / BEFORE_UPGRADE).glob("*.db"):
        path = data / copy.name
        if _version(path) != _version(copy):
            path.with_name(f"{path.name}-journal").unlink(missing_ok=True)
            os.replace(shutil.copy2(copy, path.with_name(f".{path.name}.back")), path)


def _version(path: Path) -> int:
    """The version of a database's tables."""
    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as file:
        return int(file.execute("PRAGMA user_version").fetchone()[0])


def main() -> None:
    """Try out, or with `back` put back, on KIOSK_DATA and KIOSK_OFFICE; exit 1 with a sentence if it does not do."""
    data, office = Path(os.environ["KIOSK_DATA"]), os.environ.get("KIOSK_OFFICE")
    if sys.argv[1:] == ["back"]:
        put_back(data)
        return
    try:
        try_out(data, Path(office) if office else None)
    except Refusal as refusal:
        sys.exit(refusal.words.of(of_machine()))


if __name__ == "__main__":
    main()
