"""A headquarters in this process, on SQLite and on a real PostgreSQL."""

import datetime
import shutil
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
from tests.support.registers import PostgresqlRegister, drop_everything, execute, operator
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
        operator(url).close()


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of a register with nothing in it."""
    if request.param == "sqlite":
        shutil.copy(request.getfixturevalue("sqlite_register"), tmp_path / "hq.db")
        return sqlite_url(tmp_path / "hq.db")
    register: PostgresqlRegister = request.getfixturevalue("postgresql_register")
    return register.url


@pytest.fixture(scope="session")
def sqlite_register(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The file of a register with nothing in it, to be copied."""
    path = tmp_path_factory.mktemp("register") / "hq.db"
    connect(sqlite_url(path), practice=True).dispose()
    return path


@pytest.fixture(scope="session")
def kept_register(postgresql: str) -> PostgresqlRegister:
    return PostgresqlRegister(postgresql)


@pytest.fixture
def postgresql_register(kept_register: PostgresqlRegister, left_alone: None) -> PostgresqlRegister:
    kept_register.empty()
    return kept_register


@pytest.fixture
def a_postgresql_database(postgresql: str, left_alone: None) -> str:
    """The URL of a database with nothing in it."""
    drop_everything(postgresql)
    return postgresql


@pytest.fixture
def left_alone(postgresql: str) -> Iterator[None]:
    """Nobody is connected to the database of PostgreSQL any more once a test is over."""
    yield
    while _CONNECTIONS:
        _CONNECTIONS.pop().close()
    execute(
        postgresql,
        "SELECT pg_terminate_backend(pid) FROM pg_stat_activity WHERE datname = current_database() AND pid <> pg_backend_pid()",
    )


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
