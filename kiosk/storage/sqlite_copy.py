"""SQLite files copied while others write to them: whole, on disk, and never over another file."""

import os
import secrets
import sqlite3
from contextlib import closing
from pathlib import Path

from kiosk.storage.private_file import make_private
from kiosk.text.refusal import Refusal


def copy_database(source: Path, target: Path) -> None:
    """Copy `source` as it is at one moment to the new file `target`. Refusal if that is there or cannot be written."""
    if target.exists():
        raise Refusal("file.exists", path=target)
    beside = target.with_name(f".{target.name}.{secrets.token_hex(8)}")
    try:
        with closing(sqlite3.connect(f"{source.absolute().as_uri()}?mode=ro", uri=True)) as reading:
            write_copy(reading, beside)
        os.link(beside, target)  # unlike a rename, it fails if somebody made that file meanwhile
        sync_folder(target.parent)
    except (OSError, sqlite3.Error) as error:
        raise Refusal("file.not_copied", path=target, error=error) from None
    finally:
        beside.unlink(missing_ok=True)


def renew_copy(source: Path, copy: Path) -> None:
    """Make `copy` what `source` is at one moment, in the place of an older one. Refusal if it cannot be written."""
    beside = copy.with_name(f".{copy.name}.{secrets.token_hex(8)}")
    try:
        copy_database(source, beside)
        beside.replace(copy)
    except OSError as error:
        raise Refusal("file.not_renewed", path=copy, error=error) from None
    finally:
        beside.unlink(missing_ok=True)


def write_copy(reading: sqlite3.Connection, target: Path) -> None:
    """Write what a connection reads into the new private file `target`, and wait until the disk has it."""
    make_private(target)
    with closing(sqlite3.connect(target)) as writing:
        reading.backup(writing)
    with target.open("rb") as file:
        os.fsync(file.fileno())


def sync_folder(folder: Path) -> None:
    """Wait until the disk has the folder's list of files."""
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
