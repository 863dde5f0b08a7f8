"""An SQLite file put back from a copy while other programs have it open; the one before is kept beside it."""

import sqlite3
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

from kiosk.storage.sqlite_copy import copy_database, sync_folder, write_copy
from kiosk.storage.sqlite_file import Schema
from kiosk.text.refusal import Refusal


def restore_file(source: Path, path: Path, schema: Schema, check: Callable[[Path], object]) -> Path | None:
    """Put the content of `source` in the place of that in `path`; gives where that one is kept now.

    It is put into the very file, under its lock, so that a counter that runs goes on with it and no write of that
    moment is lost. Refusal if `source` is no file of this kind, or where `check` raises it about a copy of it.
    """
    kept = free_name(path, "before-restore") if path.exists() else None
    copy = path.with_name(path.name + ".restoring")
    _remove(copy)
    try:
        _check_kind(source, schema)
        copy_database(source, copy)
        check(copy)
        with closing(sqlite3.connect(copy)) as reading, closing(_emptied(path, kept)) as writing:
            reading.backup(writing)
    except sqlite3.Error as error:
        raise Refusal("database.not_restored", path=path, error=error) from None
    finally:
        _remove(copy)
    sync_folder(path.parent)
    return kept


def _remove(copy: Path) -> None:
    """Remove a copy, and the one that was kept of it where it is of an older version."""
    for file in copy.parent.glob(f"{copy.name}*"):
        file.unlink()


def _check_kind(path: Path, schema: Schema) -> None:
    """That a file is of the kind, without making it one. Refusal otherwise."""
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as source:
            (application,) = source.execute("PRAGMA application_id").fetchone()
    except sqlite3.Error as error:
        raise Refusal("database.unread_backup", path=path, kind=schema.kind_words, error=error) from None
    if application != schema.application_id:
        raise Refusal("database.no_backup", path=path, kind=schema.kind_words)


def _emptied(path: Path, kept: Path | None) -> sqlite3.Connection:
    """A locked connection to a file, once that is copied to `kept`, or moved there if it is broken."""
    try:
        connection = _locked(path)
        if kept is None:
            return connection
        if connection.execute("PRAGMA quick_check").fetchone() == ("ok",):
            write_copy(connection, kept)
            return connection
        connection.close()
    except sqlite3.OperationalError:  # somebody else has the file, or the disk does not do its part
        raise
    except sqlite3.DatabaseError:
        pass
    assert kept is not None
    journal = path.with_name(path.name + "-journal")
    if journal.exists():
        journal.rename(kept.with_name(kept.name + "-journal"))
    path.rename(kept)
    return _locked(path)


def _locked(path: Path) -> sqlite3.Connection:
    """A connection that keeps everybody else out of a file until it is closed.

    The mode is set inside the transaction: set before, a vain attempt would keep a read lock, which a writer waits for.
    """
    connection = sqlite3.connect(path, timeout=10, isolation_level=None)
    try:
        for statement in ("PRAGMA synchronous = EXTRA", "BEGIN EXCLUSIVE", "PRAGMA locking_mode = EXCLUSIVE", "COMMIT"):
            connection.execute(statement)
    except sqlite3.Error:
        connection.close()
        raise
    return connection


def free_name(path: Path, word: str) -> Path:
    """A name beside `path` that is not taken."""
    numbers = (path.with_name(f"{path.name}.{word}-{number}") for number in range(1, 10_000))
    return next(name for name in numbers if not name.exists())
