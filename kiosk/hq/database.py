"""The register's tables and engine: SQLite by default, PostgreSQL by URL, one code path for both."""

from pathlib import Path
from typing import Any

import sqlalchemy as sa
from sqlalchemy import (
    Boolean,
    Column,
    Date,
    Float,
    ForeignKey,
    Index,
    Integer,
    MetaData,
    String,
    Table,
    Text,
    UniqueConstraint,
)

from kiosk.errors import Refusal

VERSION = 1

metadata = MetaData()

register_table = Table(
    "register",
    metadata,
    Column("version", Integer, primary_key=True),
    Column("practice", Boolean, nullable=False),
)

codes = Table(
    "codes",
    metadata,
    Column("code_hash", String(64), primary_key=True),
    Column("kiosk", String(63), nullable=False),
    Column("office", String(63), nullable=False),
    Column("expires_at", String(20), nullable=False),
    Column("used_at", String(20)),
)

kiosks = Table(
    "kiosks",
    metadata,
    Column("kiosk", String(63), primary_key=True),
    Column("office", String(63), nullable=False, index=True),
    Column("public_key", String(64)),
    Column("suspended", Boolean, nullable=False, default=False),
    Column("last_report", String(20)),
    Column("clock_ahead", Float),
    Column("health", Text),
)

epochs = Table(
    "epochs",
    metadata,
    Column("kiosk", String(63), ForeignKey("kiosks.kiosk"), primary_key=True),
    Column("epoch", String(36), primary_key=True),
    Column("ledger", String(36), nullable=False),
    Column("parent_epoch", String(36)),
    Column("parent_seq", Integer),
    Column("parent_hash", String(64)),
    Column("acked", Integer, nullable=False),
    Column("head", String(64), nullable=False),
    Column("first_seen", String(20), nullable=False),
)

entries = Table(
    "entries",
    metadata,
    Column("kiosk", String(63), primary_key=True),
    Column("epoch", String(36), primary_key=True),
    Column("seq", Integer, primary_key=True, autoincrement=False),
    Column("id", String(36), nullable=False, index=True),
    Column("day", Date, nullable=False),
    Column("kind", String(10), nullable=False),
    Column("work_group", String(63)),
    Column("value", Text, nullable=False),
    Column("corrects", String(36)),
    Column("channel", String(7), nullable=False),
    Column("hash", String(64), nullable=False),
    Column("received_at", String(20), nullable=False),
)

_figures = entries.c.kind == "itap"
Index("itap_figures", entries.c.kiosk, entries.c.day, sqlite_where=_figures, postgresql_where=_figures)

counted = Table(
    "counted",
    metadata,
    Column("id", String(36), primary_key=True),
    Column("corrects", String(36)),
    Column("kiosk", String(63), nullable=False),
    UniqueConstraint("corrects"),
)

tallies = Table(
    "tallies",
    metadata,
    Column("kiosk", String(63), primary_key=True),
    Column("day", Date, primary_key=True),
    Column("work_group", String(63), primary_key=True),
    Column("channel", String(7), primary_key=True),
    Column("count", Integer, nullable=False),
)

alarms = Table(
    "alarms",
    metadata,
    Column("id", Integer, primary_key=True),
    Column("at", String(20), nullable=False),
    Column("kiosk", String(63), ForeignKey("kiosks.kiosk"), nullable=False, index=True),
    Column("kind", String(30), nullable=False),
    Column("detail", Text, nullable=False),
    Column("acknowledged_at", String(20)),
    Column("acknowledged_by", String(63)),
)


def sqlite_url(path: Path) -> str:
    """The URL of an SQLite register in that file."""
    return f"sqlite:///{path}"


def connect(url: str, practice: bool) -> sa.Engine:
    """An engine on the register, its tables made if there are none. Refusal if it is not one that can be used."""
    try:
        engine = sa.create_engine(url, pool_pre_ping=True)
        if engine.dialect.name == "sqlite":
            _make_sqlite_careful(engine)
        with engine.begin() as connection:
            if not sa.inspect(connection).has_table(register_table.name):
                metadata.create_all(connection)
                connection.execute(register_table.insert().values(version=VERSION, practice=practice))
            found = connection.execute(sa.select(register_table)).one()
    except (sa.exc.DBAPIError, sa.exc.ArgumentError, sa.exc.NoSuchModuleError, ImportError) as error:
        reason = str(getattr(error, "orig", None) or error).splitlines()[0]
        raise Refusal(f"The register {_without_password(url)} cannot be opened ({reason}); check --database.") from None
    if found.version > VERSION:
        raise Refusal(
            f"The register {_without_password(url)} was written by a newer version ({found.version}, this one knows "
            f"{VERSION}); install that version again."
        )
    if found.practice != practice:
        raise Refusal(
            f"The register {_without_password(url)} is {'for practice' if found.practice else 'a real one'}; "
            "the two never mix."
        )
    return engine


def _without_password(url: str) -> str:
    try:
        return sa.make_url(url).render_as_string(hide_password=True)
    except sa.exc.ArgumentError:
        return url


def _make_sqlite_careful(engine: sa.Engine) -> None:
    """The driver's own BEGIN is DEFERRED, and FOR UPDATE does nothing on SQLite: begin as a writer instead.

    DELETE and EXTRA survive a power cut; WAL does too, but only from the SQLite version that mended its reset bug.
    """
    import sqlite3

    wal_is_safe = sqlite3.sqlite_version_info >= (3, 51, 3)

    @sa.event.listens_for(engine, "connect")
    def _(connection: Any, _record: object) -> None:
        connection.isolation_level = None
        for pragma in (
            f"journal_mode={'WAL' if wal_is_safe else 'DELETE'}",
            f"synchronous={'FULL' if wal_is_safe else 'EXTRA'}",
            "foreign_keys=ON",
            "busy_timeout=10000",
        ):
            connection.execute(f"PRAGMA {pragma}")

    @sa.event.listens_for(engine, "begin")
    def _(connection: sa.Connection) -> None:
        reading = connection.get_execution_options().get("reading", False)
        connection.exec_driver_sql("BEGIN" if reading else "BEGIN IMMEDIATE")
