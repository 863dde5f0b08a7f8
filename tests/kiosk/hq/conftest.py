"""A headquarters in this process, on SQLite and on a real PostgreSQL."""

import datetime
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
import sqlalchemy as sa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kiosk.hq.receiver.app import Receiver
from kiosk.hq.register.register import Register
from kiosk.hq.store.engine import connect, sqlite_url
from tests.support.postgresql import postgresql_server
from tests.support.sample import KNOWN
from tests.support.scripted import Site

_CONNECTIONS: list[Any] = []
"""Those to PostgreSQL, held until the test is over. One that a thread gives back after its engine was disposed of, or
whose engine is garbage, would stay open, and Python would say so in whatever test it is collected in."""


@sa.event.listens_for(sa.Pool, "connect")
def _(connection: Any, _record: object) -> None:
    if type(connection).__module__.startswith("psycopg"):
        _CONNECTIONS.append(connection)


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """The URL of the database of a PostgreSQL server of this test process, whose power nobody cuts."""
    with postgresql_server() as server:
        url: str = server.get_uri(driver="psycopg")
        execute(url, "ALTER SYSTEM SET fsync = off", "SELECT pg_reload_conf()")
        yield url


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of a database with nothing in it."""
    if request.param == "sqlite":
        return sqlite_url(tmp_path / "hq.db")
    database: str = request.getfixturevalue("a_postgresql_database")
    return database


@pytest.fixture
def a_postgresql_database(postgresql: str) -> Iterator[str]:
    """The URL of a database with nothing in it: emptied after each test, which takes far less than to make a new one."""
    yield postgresql
    while _CONNECTIONS:
        _CONNECTIONS.pop().close()
    execute(
        postgresql,
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()",
        "DROP SCHEMA public CASCADE",
        "CREATE SCHEMA public",
    )


def execute(url: str, *statements: str) -> None:
    """Have a database carry out statements, each by itself."""
    engine = sa.create_engine(url, isolation_level="AUTOCOMMIT")
    with engine.connect() as db:
        for statement in statements:
            db.exec_driver_sql(statement)
    engine.dispose()


@pytest.fixture
def site(url: str) -> Iterator[Site]:
    """A headquarters whose clock stands where a test puts it."""
    engine = connect(url, practice=True)
    opened = Site(Register(engine, practice=True, known=KNOWN), Ed25519PrivateKey.generate())
    opened.register.admission.sign_with(opened.key)
    opened.now = datetime.datetime(2024, 3, 1, 3, 0, tzinfo=datetime.UTC)
    opened.receiver = Receiver(opened.register, opened.key, lambda: opened.now)
    yield opened
    engine.dispose()
