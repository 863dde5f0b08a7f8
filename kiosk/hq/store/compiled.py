"""Statements compiled once for a database, and given to its driver as they are: finding a compiled one again, and what
is made of an answer for whoever asks for a row in another way, costs SQLAlchemy more than the statement costs.

For the few statements that every report needs: their parameters have names, and none a type that SQLAlchemy converts.
"""

from collections import namedtuple
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache, partial
from typing import Any, NamedTuple

import sqlalchemy as sa

_ROWS: dict[str, Callable[[Sequence[Any]], Any] | None] = {}
"""What makes a row of a statement's answer: its columns are asked for once, for a driver makes them anew each time."""


class Answer(NamedTuple):
    """What a statement gave: its rows, whose columns have names, and how many rows it changed."""

    rows: list[Any]
    rowcount: int

    def first(self) -> Any:
        """The first row; None where there is none."""
        return self.rows[0] if self.rows else None


def put(db: sa.Connection, statement: sa.Executable, values: Mapping[str, object], *, named: bool = True) -> Answer:
    """Execute a statement with the values of its parameters. SQLAlchemy's errors.

    Rows that are not `named` are plain tuples: to name thousands takes as long as to read them.
    """
    text, order = _compiled(statement, db.dialect)
    return put_text(db, text, values if order is None else [values[name] for name in order], named=named)


def put_text(
    db: sa.Connection, text: str, values: Mapping[str, object] | Sequence[object], *, named: bool = True
) -> Answer:
    """Execute a statement in the database's own SQL. SQLAlchemy's errors."""
    driver: Any = db.dialect.dbapi
    cursor = db.connection.cursor()
    try:
        cursor.execute(text, values)
        if text not in _ROWS:
            _ROWS[text] = _row(cursor.description)
        row = _ROWS[text]
        if row is None:
            return Answer([], cursor.rowcount)
        rows = cursor.fetchall()
        return Answer([row(each) for each in rows] if named else list(rows), cursor.rowcount)
    except driver.Error as error:
        raise sa.exc.DBAPIError.instance(text, values, error, driver.Error, dialect=db.dialect) from error
    finally:
        cursor.close()


@lru_cache(maxsize=64)
def _compiled(statement: Any, dialect: sa.Dialect) -> tuple[str, list[str] | None]:
    """Its text, and the names of its parameters in their order where the driver knows them by place."""
    compiled = statement.compile(dialect=dialect)
    assert all(bind.required for bind in compiled.binds.values()), "a constant is a literal, not a parameter"
    return str(compiled), compiled.positiontup


def _row(description: Sequence[Sequence[Any]] | None) -> Callable[[Sequence[Any]], Any] | None:
    """What makes a row of what the driver says of the columns; None of a statement that gives none."""
    if not description:
        return None
    row = namedtuple("Row", [name for name, *_ in description])  # type: ignore[misc]  # named when it is asked
    return partial(tuple.__new__, row)
