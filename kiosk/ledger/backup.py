"""A ledger kept elsewhere, put back, and written out for others to check."""

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import msgspec

from kiosk.errors import Refusal
from kiosk.ledger.ledger import Ledger
from kiosk.ledger.schema import APPLICATION_ID
from kiosk.ledger.verify import problems
from kiosk.protocol.chain import entry_bytes
from kiosk.storage.private_file import write_private
from kiosk.storage.sqlite_copy import copy_database, sync_folder, write_copy


def backup(ledger: Ledger, target: Path) -> int:
    """Copy the ledger to the new file `target` and read the copy from end to end; gives its number of entries."""
    copy_database(ledger.path, target)
    return _checked(target, ledger.practice)


def restore(source: Path, path: Path, practice: bool) -> Path | None:
    """Put the ledger of `source` in the place of the one in `path`; gives where that one is kept now.

    It is put into the very file, under its lock, so that a counter that runs goes on with it and no count of that
    moment is lost. Refusal if `source` is no whole ledger of this mode.
    """
    kept = _free(path, "before-restore") if path.exists() else None
    copy = path.with_name(path.name + ".restoring")
    copy.unlink(missing_ok=True)
    try:
        _check_is_ledger(source)
        copy_database(source, copy)
        _checked(copy, practice)
        with closing(sqlite3.connect(copy)) as reading, closing(_emptied(path, kept)) as writing:
            reading.backup(writing)
    except sqlite3.Error as error:
        raise Refusal(f"{path} could not be restored ({error}); it is as it was.") from None
    finally:
        copy.unlink(missing_ok=True)
    sync_folder(path.parent)
    with Ledger(path, practice) as restored:
        restored.mark.renew()
    return kept


def export(ledger: Ledger, target: Path) -> int:
    """Write every entry with its hash, and every receipt, as JSON lines; gives how many entries.

    Refusal if `target` is there already.
    """
    if target.exists():
        raise Refusal(f"{target} is there already and is not overwritten; name another file.")
    lines = list(_lines(ledger))
    write_private(target, b"".join(msgspec.json.encode(line) + b"\n" for line in lines))
    return sum("entry" in line for line in lines)


def _lines(ledger: Ledger) -> Iterator[dict[str, Any]]:
    for genesis in ledger.chain.epochs():
        encoding = ledger.chain.encoding(genesis.epoch)
        stated = {} if encoding == 1 else {"encoding": encoding}
        yield {"genesis": genesis, **stated, "hash": ledger.chain.hash_at(genesis.epoch, 0)}
        after = 0
        while page := ledger.chain.entries(genesis.epoch, after):
            for entry, digest in page:
                hashed = msgspec.Raw(entry_bytes(entry, encoding))
                yield {"epoch": genesis.epoch, "entry": hashed, "hash": digest}
            after = page[-1][0].seq
    yield from ({"receipt": receipt} for receipt in ledger.receipts.all())


def _checked(path: Path, practice: bool) -> int:
    """The number of entries of the ledger in `path`. Refusal unless it is whole."""
    with Ledger(path, practice) as copy:
        for problem in problems(copy):
            raise Refusal(f"{path} is not whole: {problem}")
        return sum(copy.chain.length(genesis.epoch) for genesis in copy.chain.epochs())


def _check_is_ledger(path: Path) -> None:
    """That a file holds a ledger, without making it one. Refusal otherwise."""
    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True)) as source:
            (application,) = source.execute("PRAGMA application_id").fetchone()
    except sqlite3.Error as error:
        raise Refusal(f"{path} is not a ledger ({error}); name a file that `kiosk ledger backup` wrote.") from None
    if application != APPLICATION_ID:
        raise Refusal(f"{path} is not a ledger; name a file that `kiosk ledger backup` wrote.")


def _emptied(path: Path, kept: Path | None) -> sqlite3.Connection:
    """A locked connection to the file of a ledger, once that is copied to `kept`, or moved there if it is broken."""
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
    """A connection that keeps everybody else out of a ledger until it is closed.

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


def _free(path: Path, word: str) -> Path:
    """A name beside `path` that is not taken."""
    numbers = (path.with_name(f"{path.name}.{word}-{number}") for number in range(1, 10_000))
    return next(name for name in numbers if not name.exists())
