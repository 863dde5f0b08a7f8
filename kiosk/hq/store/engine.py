"""The register opened: on SQLite or PostgreSQL, made if it is not there, brought forward if it is an older one."""

from pathlib import Path
from typing import Any

import sqlalchemy as sa

from kiosk.hq.store import account_tables, alert_tables, tables
from kiosk.hq.store.append_only import create_triggers
from kiosk.hq.store.migrations import VERSION, bring_forward
from kiosk.hq.store.outage import reason_of
from kiosk.hq.store.sqlite_engine import sqlite_engine
from kiosk.hq.store.tables import register_table
from kiosk.text.refusal import Refusal

_ADVISORY_LOCK = 0x45495431
"""The PostgreSQL advisory lock under which several receivers that start at once make the tables one by one."""


def sqlite_url(path: Path) -> sa.URL:
    """The URL of an SQLite register in that file, whatever characters its name has."""
    return sa.URL.create("sqlite", database=str(path))


def connect(url: str | sa.URL, practice: bool) -> sa.Engine:
    """An engine on the register. Refusal if it is not one that can be used."""
    shown = _without_password(url)
    try:
        engine = _engine(url)
        _make_ready(engine, shown, practice)
    except (sa.exc.DBAPIError, sa.exc.ArgumentError, sa.exc.NoSuchModuleError, ImportError) as error:
        reason = reason_of(error)
        raise Refusal("hq.not_opened", register=shown, reason=reason) from None
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
        for part in (tables, account_tables, alert_tables):
            part.metadata.create_all(db)
        create_triggers(db)
        db.execute(register_table.insert().values(version=VERSION, practice=practice))
    return db.execute(sa.select(register_table.c.version, register_table.c.practice)).one()


def _check(shown: str, register: Any, practice: bool) -> None:
    if register.version > VERSION:
        raise Refusal("hq.newer_register", register=shown, version=str(register.version), known=str(VERSION))
    if register.practice != practice:
        raise Refusal("hq.practice_register" if register.practice else "hq.real_register", register=shown)


def _without_password(url: str | sa.URL) -> str:
    try:
        return sa.make_url(url).render_as_string(hide_password=True)
    except sa.exc.ArgumentError:
        return str(url)


def _engine(url: str | sa.URL) -> sa.Engine:
    if sa.make_url(url).get_backend_name() == "sqlite":
        return sqlite_engine(Path(sa.make_url(url).database or ""))
    return sa.create_engine(url, pool_size=8, max_overflow=0)
