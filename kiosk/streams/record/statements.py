"""What a record says now, read as content is: by nothing but SQLite itself, before the first page is drawn."""

from collections.abc import Collection, Mapping
from contextlib import closing
from pathlib import Path
from types import MappingProxyType
from typing import TYPE_CHECKING, NamedTuple

import msgspec

from kiosk.storage.private_file import is_there, written_at
from kiosk.storage.toml_file import Fault, Faulty
from kiosk.streams.record.files import RECORD
from kiosk.streams.record.merge import heads
from kiosk.streams.record.schema import APPLICATION_ID, SCHEMA, VERSION

if TYPE_CHECKING:
    import sqlite3

_PATIENCE = 4.0
"""Seconds to wait for a program that is writing."""


_REACHED = """SELECT (SELECT id FROM record), number, (SELECT max(seq) FROM line WHERE line.epoch = epoch.epoch),
(SELECT max(place) FROM elsewhere) FROM epoch ORDER BY number DESC LIMIT 1"""


class Statement(NamedTuple):
    """What the newest line about something says: on which day (YYYY-MM-DD), in which role, and what."""

    day: str
    role: str
    value: object


def statements(
    folder: Path, kinds: Collection[str], first: Mapping[str, str] = MappingProxyType({})
) -> dict[str, dict[str, Statement]]:
    """What the record in a data folder says now, by kind and by name. Faulty if it is gone, or is no record.

    `first` are the names from which on a kind is read: what was on duty years ago is in the way of every page.
    """
    path = folder / RECORD
    if lost := lost_record(path):
        raise Faulty([lost])
    if is_fresh(path):
        return {kind: {} for kind in kinds}
    import sqlite3

    try:
        _bring_forward(path)
        connection = sqlite3.connect(f"{path.absolute().as_uri()}?mode=rw", uri=True, timeout=_PATIENCE)
        try:
            return {kind: _of_kind(connection, kind, first.get(kind, "")) for kind in kinds if _check(connection)}
        finally:
            connection.close()
    except (sqlite3.Error, ValueError) as error:
        raise Faulty([_fault(path, f"is not the record of an office ({error})")]) from None


def reached(folder: Path) -> tuple[object, ...]:
    """What moves with every line that the record in a data folder gets, and with nothing else that is written there.

    While it cannot be read at once, it moves with every write.
    """
    path = folder / RECORD
    if is_fresh(path):
        return ()
    import sqlite3

    try:
        with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=0)) as connection:
            return tuple(connection.execute(_REACHED).fetchone())
    except sqlite3.Error:
        return (written_at(path),)


def is_fresh(path: Path) -> bool:
    """Whether there is no record yet."""
    return not is_there(path) or path.stat().st_size == 0


def lost_record(path: Path) -> Fault | None:
    """That this machine had a record, which is gone."""
    if is_there(path.with_suffix(".toml")) and is_fresh(path):
        return _fault(path, "is gone, with all that this office had confirmed and followed up")
    return None


def _fault(path: Path, what: str) -> Fault:
    return Fault(
        str(path), "", what, "put back a copy with `kiosk ledger restore FILE`; the last good one is in last-good"
    )


def _bring_forward(path: Path) -> None:
    """A record of an older version becomes one of this."""
    import sqlite3

    with closing(sqlite3.connect(f"{path.absolute().as_uri()}?mode=ro", uri=True, timeout=_PATIENCE)) as connection:
        version = connection.execute("PRAGMA user_version").fetchone()[0] if _check(connection) else 0
    if version < VERSION:
        from kiosk.storage.sqlite_file import SqliteFile

        SqliteFile(path, SCHEMA).close()


def _check(connection: "sqlite3.Connection") -> bool:
    """True for a record. ValueError for another program's database."""
    if connection.execute("PRAGMA application_id").fetchone() != (APPLICATION_ID,):
        raise ValueError("it is another program's database")
    return True


def _of_kind(connection: "sqlite3.Connection", kind: str, first: str) -> dict[str, Statement]:
    def query(sql: str, *values: object) -> list[tuple[str, ...]]:
        return connection.execute(sql, values).fetchall()

    newest = {
        what.partition("/")[2]: Statement(head.day, head.role, msgspec.json.decode(head.value))
        for what, head in heads(query, f"{kind}/*", f"{kind}/{first}").items()
    }
    return {name: statement for name, statement in newest.items() if statement.value is not None}
