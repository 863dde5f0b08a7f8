"""The two kinds of transaction that the register knows, on either database."""

from collections.abc import Iterator
from contextlib import contextmanager

import sqlalchemy as sa


class Transactions:
    """A register's engine and mode, and how it is read and written."""

    def __init__(self, engine: sa.Engine, practice: bool) -> None:
        self.engine = engine
        self.practice = practice

    @contextmanager
    def _writing(self) -> Iterator[sa.Connection]:
        with self.engine.begin() as db:
            yield db

    @contextmanager
    def _reading(self) -> Iterator[sa.Connection]:
        with reading(self.engine) as db:
            yield db


@contextmanager
def reading(engine: sa.Engine) -> Iterator[sa.Connection]:
    """A transaction that sees one moment of the register and changes nothing."""
    options = {"isolation_level": "REPEATABLE READ"} if engine.dialect.name == "postgresql" else {}
    with engine.connect().execution_options(reading=True, **options) as db, db.begin():
        yield db
