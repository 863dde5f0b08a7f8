"""Statements compiled once for a database: what SQLAlchemy does to find a compiled one again costs as much as it does.

For the few statements that every report needs: their parameters have names, and none a type that SQLAlchemy converts.
"""

from collections.abc import Mapping
from functools import lru_cache
from typing import Any

import sqlalchemy as sa


def put(db: sa.Connection, statement: sa.Executable, values: Mapping[str, object]) -> sa.CursorResult[Any]:
    """Execute a statement with the values of its parameters."""
    text, order = _compiled(statement, db.dialect)
    return db.exec_driver_sql(text, dict(values) if order is None else tuple([values[name] for name in order]))


@lru_cache(maxsize=64)
def _compiled(statement: Any, dialect: sa.Dialect) -> tuple[str, list[str] | None]:
    """Its text, and the names of its parameters in their order where the driver knows them by place."""
    compiled = statement.compile(dialect=dialect)
    assert all(bind.required for bind in compiled.binds.values()), "a constant is a literal, not a parameter"
    return str(compiled), compiled.positiontup
