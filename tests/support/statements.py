"""SQL of headquarters, compiled once for all registers of a test process: each test opens one of its own.

SQLAlchemy keeps what it has compiled with each engine, and a receiver has one as long as it runs. What it compiles for two
engines of one kind of database is the same.
"""

from typing import Any

import sqlalchemy as sa
from sqlalchemy.schema import CreateIndex, CreateTable

# Private hooks, of tests alone.
assert {"_compiled_cache", "LRUCache"} <= {*sa.Engine.__init__.__code__.co_names}, (
    "SQLAlchemy keeps statements elsewhere"
)


class _Compiled(dict[Any, Any]):
    """The cache of an engine: its keys begin with the dialect, of which every engine makes one anew."""

    def __init__(self, dialect: str) -> None:
        super().__init__()
        self._dialect = dialect

    def get(self, key: Any, default: Any = None) -> Any:
        return super().get((self._dialect, *key[1:]), default)

    def __setitem__(self, key: Any, compiled: Any) -> None:
        super().__setitem__((self._dialect, *key[1:]), compiled)


_OF_DIALECT: dict[str, _Compiled] = {}
_engine = sa.Engine.__init__


def _init(engine: sa.Engine, *arguments: Any, **options: Any) -> None:
    _engine(engine, *arguments, **options)
    engine._compiled_cache = _OF_DIALECT.setdefault(engine.name, _Compiled(engine.name))


sa.Engine.__init__ = _init  # type: ignore[method-assign]

_TABLES: dict[object, Any] = {}
_compile = CreateTable.compile


def _compile_once(made: Any, bind: Any = None, dialect: Any = None, **options: Any) -> Any:
    if dialect is None or any(options.values()) or getattr(made, "include_foreign_key_constraints", None) is not None:
        return _compile(made, bind, dialect, **options)
    key = (type(made), made.element, made.if_not_exists, dialect.name)
    if key not in _TABLES:
        _TABLES[key] = _compile(made, bind, dialect, **options)
    return _TABLES[key]


for _kind in (CreateTable, CreateIndex):
    _kind.compile = _compile_once  # type: ignore[method-assign]
