"""The two kinds of transaction that the register knows, on either database."""

from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa


@contextmanager
def reading(engine: sa.Engine) -> Iterator[sa.Connection]:
    """Snapshot isolation: a transaction that sees one moment of the register and changes nothing."""
    options = {"isolation_level": "REPEATABLE READ"} if engine.dialect.name == "postgresql" else {}
    with engine.connect().execution_options(reading=True, **options) as db, db.begin():
        yield db


@contextmanager
def writing(engine: sa.Engine) -> Iterator[sa.Connection]:
    """A transaction that writes: on SQLite it begins IMMEDIATE, so that no other writer comes between."""
    with engine.begin() as db:
        yield db
