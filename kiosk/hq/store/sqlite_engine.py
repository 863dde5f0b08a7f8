"""An engine on an SQLite file: private, safe against power cuts, and never on another file than it was opened on."""

import sqlite3
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from kiosk.storage.private_file import make_private

_WAL_IS_SAFE = sqlite3.sqlite_version_info >= (3, 51, 3)
"""DELETE and EXTRA survive a power cut; WAL does too, but only from the version that mended its reset bug."""

_PRAGMAS = (
    f"journal_mode={'WAL' if _WAL_IS_SAFE else 'DELETE'}",
    f"synchronous={'FULL' if _WAL_IS_SAFE else 'EXTRA'}",
    "foreign_keys=ON",
    "recursive_triggers=ON",  # so that INSERT OR REPLACE is no way around those that refuse a DELETE
    "busy_timeout=10000",
    "cache_size=-65536",  # KiB: entry ids are random, so that a batch touches pages everywhere,
    "page_size=8192",  # bytes, of a new register: fewer of larger ones
)


def sqlite_engine(path: Path) -> sa.Engine:
    """An engine on the file, made (0600) if it is not there yet. Refusal if it cannot be."""
    make_private(path)
    file = path.absolute()

    def opened() -> sqlite3.Connection:
        # By mode=rw a file that has gone is not made anew, empty; as a URI its name may have any character.
        return sqlite3.connect(f"{file.as_uri()}?mode=rw", uri=True, check_same_thread=False)

    url = sa.URL.create("sqlite", database=str(file))
    # One connection: a queue here is cheaper than SQLITE_BUSY.
    engine = sa.create_engine(url, creator=opened, poolclass=sa.QueuePool, pool_size=1, max_overflow=0)
    _begin_as_asked(engine)
    _stay_on(engine, file)
    return engine


def _begin_as_asked(engine: sa.Engine) -> None:
    """The driver's own BEGIN is DEFERRED, and FOR UPDATE does nothing on SQLite: begin as a writer instead."""

    @sa.event.listens_for(engine, "connect")
    def _(connection: Any, _record: object) -> None:
        connection.isolation_level = None
        for pragma in _PRAGMAS:
            connection.execute(f"PRAGMA {pragma}")

    @sa.event.listens_for(engine, "begin")
    def _(connection: sa.Connection) -> None:
        reading = connection.get_execution_options().get("reading", False)
        connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")


def _stay_on(engine: sa.Engine, file: Path) -> None:
    """Pessimistic disconnect: a connection whose file was removed or replaced would write where nobody reads."""

    @sa.event.listens_for(engine, "connect")
    def _(_connection: Any, record: Any) -> None:
        record.info["file"] = _identity(file)

    @sa.event.listens_for(engine, "checkout")
    def _(_connection: Any, record: Any, _proxy: object) -> None:
        if record.info["file"] != _identity(file):
            raise sa.exc.DisconnectionError(f"{file} is no longer the file that was opened")


def _identity(file: Path) -> tuple[int, int] | None:
    try:
        stat = file.stat()
    except OSError:
        return None
    return stat.st_dev, stat.st_ino
