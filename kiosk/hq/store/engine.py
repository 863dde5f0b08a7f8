"""The register opened: on SQLite or PostgreSQL, made if it is not there, brought forward if it is an older one."""

import sqlite3
from pathlib import Path
from typing import Any

import sqlalchemy as sa

from kiosk.errors import Refusal
from kiosk.hq.store.append_only import create_triggers
from kiosk.hq.store.migrations import VERSION, bring_forward
from kiosk.hq.store.tables import metadata, register_table

_ADVISORY_LOCK = 0x45495431
"""The PostgreSQL advisory lock under which several receivers that start at once make the tables one by one."""


def sqlite_url(path: Path) -> str:
    """The URL of an SQLite register in that file."""
    return f"sqlite:///{path}"


def connect(url: str, practice: bool) -> sa.Engine:
    """An engine on the register. Refusal if it is not one that can be used."""
    shown = _without_password(url)
    try:
        engine = _engine(url)
        _make_ready(engine, shown, practice)
    except (sa.exc.DBAPIError, sa.exc.ArgumentError, sa.exc.NoSuchModuleError, ImportError) as error:
        reason = str(getattr(error, "orig", None) or error).splitlines()[0]
        raise Refusal(f"The register {shown} cannot be opened ({reason}); check --database.") from None
    return engine


def _make_ready(engine: sa.Engine, shown: str, practice: bool) -> None:
    try:
        with engine.begin() as db:
            register = _version_and_mode(db, practice)
            _check(shown, register, practice)
            bring_forward(db, register.version)
    except BaseException:
        engine.dispose()
        raise


def _version_and_mode(db: sa.Connection, practice: bool) -> Any:
    if db.dialect.name == "postgresql":
        db.execute(sa.select(sa.func.pg_advisory_xact_lock(_ADVISORY_LOCK)))
    if not sa.inspect(db).has_table(register_table.name):
        metadata.create_all(db)
        create_triggers(db)
        db.execute(register_table.insert().values(version=VERSION, practice=practice))
    return db.execute(sa.select(register_table.c.version, register_table.c.practice)).one()


def _check(shown: str, register: Any, practice: bool) -> None:
    if register.version > VERSION:
        raise Refusal(
            f"The register {shown} was written by a newer version ({register.version}, this one knows {VERSION}); "
            "install that version again."
        )
    if register.practice != practice:
        raise Refusal(f"The register {shown} is {'for practice' if register.practice else 'real'}; the two never mix.")


def _without_password(url: str) -> str:
    try:
        return sa.make_url(url).render_as_string(hide_password=True)
    except sa.exc.ArgumentError:
        return url


def _engine(url: str) -> sa.Engine:
    if not url.startswith("sqlite"):
        return sa.create_engine(url, pool_size=8, max_overflow=0)
    engine = sa.create_engine(url, pool_size=1, max_overflow=0)  # a queue here is cheaper than SQLITE_BUSY
    _make_sqlite_careful(engine)
    return engine


def _make_sqlite_careful(engine: sa.Engine) -> None:
    """The driver's own BEGIN is DEFERRED, and FOR UPDATE does nothing on SQLite: begin as a writer instead.

    DELETE and EXTRA survive a power cut; WAL does too, but only from the SQLite version that mended its reset bug.
    """
    wal_is_safe = sqlite3.sqlite_version_info >= (3, 51, 3)

    @sa.event.listens_for(engine, "connect")
    def _(connection: Any, _record: object) -> None:
        connection.isolation_level = None
        for pragma in (
            f"journal_mode={'WAL' if wal_is_safe else 'DELETE'}",
            f"synchronous={'FULL' if wal_is_safe else 'EXTRA'}",
            "foreign_keys=ON",
            "busy_timeout=10000",
            "cache_size=-65536",  # KiB: entry ids are random, so that a batch touches pages everywhere,
            "page_size=8192",  # bytes, of a new register: fewer of larger ones
        ):
            connection.execute(f"PRAGMA {pragma}")

    @sa.event.listens_for(engine, "begin")
    def _(connection: sa.Connection) -> None:
        reading = connection.get_execution_options().get("reading", False)
        connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")
