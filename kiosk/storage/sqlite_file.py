"""An SQLite file of one kind: recognised, made or brought forward when it is opened, and written to in transactions."""

import sqlite3
import threading
import time
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, TypeVar

from kiosk.storage.private_file import make_private
from kiosk.storage.sqlite_copy import copy_database
from kiosk.text.bilingual import Bilingual
from kiosk.text.refusal import Refusal
from kiosk.text.sentences import REFUSALS, by_english

PATIENCE = 4.0
BUSY_TIMEOUT = 250
"""Who finds the file locked waits at most BUSY_TIMEOUT ms at a time, and PATIENCE seconds in all."""

JOURNAL_MODE = "delete"
"""With synchronous = EXTRA what is committed survives a power cut."""

PRAGMAS = {
    "synchronous": "EXTRA",
    "foreign_keys": "ON",
    "recursive_triggers": "ON",
    "trusted_schema": "OFF",
    "cell_size_check": "ON",
    "busy_timeout": str(BUSY_TIMEOUT),
}


T = TypeVar("T")


class UnusableFile(Refusal):
    """The file is not of its kind, or a newer one, or cannot be opened."""


@dataclass(frozen=True)
class Schema:
    """What a kind of file holds. `application_id` is written into it, so that no other database is taken for one.

    `steps` is how a file of an older version becomes one of `version`: statements by the version that they lead to.
    """

    kind: str
    application_id: int
    version: int
    tables: str
    steps: Mapping[int, str] = field(default_factory=dict)

    @property
    def kind_words(self) -> Bilingual:
        """The kind, in both official languages."""
        return by_english(REFUSALS, self.kind)


class SqliteFile:
    """An open file, safe to use from any thread of the process; other processes may write to it at any time.

    `fill` writes the first rows of a new one, in the transaction that makes it. Raises UnusableFile.
    """

    def __init__(self, path: Path, schema: Schema, fill: Callable[["SqliteFile"], None] = lambda _: None) -> None:
        self.path = path
        self._schema = schema
        self._fill = fill
        self._lock = threading.RLock()
        self._open()

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            self._connection.close()

    def reopen(self) -> None:
        """Let go of the file and open it again, as after a failed write. Raises UnusableFile."""
        with self._lock:
            self._connection.close()
            self._open()

    def rows(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        """Everything that a statement selects, read to its end: an open cursor would make a writer wait."""
        return self._patiently(lambda: self._connection.execute(sql, values).fetchall())

    def value(self, sql: str, *values: object) -> Any:
        """The first column of the one row that a statement selects."""
        return self.rows(sql, *values)[0][0]

    @contextmanager
    def transaction(self) -> Iterator[None]:
        """BEGIN IMMEDIATE to COMMIT, or ROLLBACK where the block or the COMMIT fails. Raises sqlite3.Error."""
        self._patiently(self._begin)
        try:
            yield
            self.execute("COMMIT")
        except BaseException:
            if self._connection.in_transaction:
                self._connection.execute("ROLLBACK")
            raise
        finally:
            self._lock.release()

    def insert(self, table: str, *rows: dict[str, Any]) -> None:
        """Add rows, by column, to a table that is there. Raises sqlite3.Error for what breaks its rules."""
        from sqlite_utils import Database  # who only reads does without it: it is large, and slow to import

        Database(self._connection, execute_plugins=False).table(table).insert_all(rows)

    def execute(self, sql: str, *values: object) -> sqlite3.Cursor:
        """One statement, as soon as other writers and readers leave the file to it."""
        return self._patiently(lambda: self._connection.execute(sql, values))

    def _begin(self) -> None:
        """Begin a transaction, and keep the other threads out of it."""
        self._lock.acquire()
        try:
            self._connection.execute("BEGIN IMMEDIATE")
        except BaseException:
            self._lock.release()
            raise

    def _patiently(self, work: Callable[[], T]) -> T:
        """Retry on SQLITE_BUSY, until PATIENCE is over. The threads of this process take turns at it."""
        ends = time.monotonic() + PATIENCE
        while True:
            try:
                with self._lock:
                    return work()
            except sqlite3.OperationalError as error:
                if not is_busy(error) or time.monotonic() > ends:
                    raise
                time.sleep(0.001)

    @contextmanager
    def errors_named(self) -> Iterator[None]:
        """UnusableFile, in a sentence, for what SQLite says of a file that is being opened."""
        try:
            yield
        except sqlite3.OperationalError as error:
            raise UnusableFile("database.unopened", path=self.path, error=error) from None
        except sqlite3.DatabaseError as error:
            raise UnusableFile(
                "database.not_of_kind", path=self.path, kind=self._schema.kind_words, error=error
            ) from None

    def differences(self) -> Iterator[str]:
        """Schema drift: one sentence for each table, index and trigger that is missing, changed or a stranger's."""
        with closing(sqlite3.connect(":memory:")) as made:
            made.executescript(self._schema.tables)
            due = dict(_objects(made.execute(_OBJECTS).fetchall()))
        present = dict(_objects(self.rows(_OBJECTS)))
        for name in sorted(due.keys() | present.keys()):
            if name not in present:
                yield f"The {name} of {self.path} is missing."
            elif name not in due:
                yield f"The {name} of {self.path} is not of {self._schema.kind}."
            elif present[name] != due[name]:
                yield f"The {name} of {self.path} was changed."

    def _open(self) -> None:
        make_private(self.path)
        with self.errors_named():
            self._connection = sqlite3.connect(self.path, check_same_thread=False, timeout=BUSY_TIMEOUT / 1000)
            for name, value in PRAGMAS.items():
                self.execute(f"PRAGMA {name} = {value}")
            self._leave_wal()
            self._make_or_recognise()
            self._migrate()

    def _leave_wal(self) -> None:
        """Turn back a journal mode that another program has set; while others hold the file, that one serves too."""
        if self.value("PRAGMA journal_mode") != JOURNAL_MODE:
            try:
                self._connection.execute(f"PRAGMA journal_mode = {JOURNAL_MODE}")
            except sqlite3.OperationalError as error:
                if not is_busy(error):
                    raise

    def _make_or_recognise(self) -> None:
        version = self.value("PRAGMA user_version")
        if version == 0 and not self._has_tables():
            self._make()
        elif self.value("PRAGMA application_id") != self._schema.application_id:
            raise UnusableFile("database.foreign", path=self.path)
        elif version > self._schema.version:
            raise UnusableFile("database.newer", path=self.path, version=version, known=self._schema.version)

    def _has_tables(self) -> bool:
        return bool(self.rows("SELECT 1 FROM sqlite_schema LIMIT 1"))

    def _make(self) -> None:
        with self.transaction():
            if self._has_tables():
                return  # another process was first
            self._script(self._schema.tables)
            self.execute(f"PRAGMA application_id = {self._schema.application_id}")
            self.execute(f"PRAGMA user_version = {self._schema.version}")
            self._fill(self)

    def _migrate(self) -> None:
        """Take the steps from the version of the file to the present one; a copy of it as it was is kept beside it.

        Refusal if there is no room for that.
        """
        if self.value("PRAGMA user_version") < self._schema.version:
            with self.transaction():
                version = self.value("PRAGMA user_version")  # another process may have been first
                kept = self.path.with_name(f"{self.path.name}.version-{version}")
                if version < self._schema.version and not kept.exists():
                    copy_database(self.path, kept)
                for number, script in sorted(self._schema.steps.items()):
                    if number > version:
                        self._script(script)
                self.execute(f"PRAGMA user_version = {self._schema.version}")

    def _script(self, script: str) -> None:
        """Statement by statement: sqlite3's own executescript would commit the transaction."""
        statement = ""
        for line in script.splitlines(keepends=True):
            statement += line
            if sqlite3.complete_statement(statement):
                self.execute(statement)
                statement = ""


_OBJECTS = "SELECT type, name, sql FROM sqlite_schema WHERE sql IS NOT NULL AND name NOT GLOB 'sqlite_*'"


def _objects(rows: list[tuple[str, str, str]]) -> Iterator[tuple[str, str]]:
    """Each as its kind and name, and its SQL without what quotes and spaces make different."""
    for kind, name, sql in rows:
        yield f"{kind} {name}", "".join(sql.replace('"', "").split())


def is_busy(error: sqlite3.Error) -> bool:
    """Whether somebody else holds the file."""
    return getattr(error, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_BUSY
