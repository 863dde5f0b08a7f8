"""Registers of the store are made by its tests themselves."""

from pathlib import Path

import pytest

from kiosk.hq.store.engine import sqlite_url


@pytest.fixture(params=["sqlite", "postgresql"])
def url(request: pytest.FixtureRequest, tmp_path: Path) -> str:
    """The URL of a database with nothing in it."""
    if request.param == "sqlite":
        return sqlite_url(tmp_path / "hq.db")
    database: str = request.getfixturevalue("a_postgresql_database")
    return database
