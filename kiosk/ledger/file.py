"""A ledger's file: opened with care, recognised, written to in one kind of transaction.

What is committed survives a power cut (`journal_mode=DELETE, synchronous=EXTRA`).
"""

import sqlite3
import threading
import time
import uuid
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any, Self

from sqlite_utils import Database

from kiosk.errors import Refusal
from kiosk.ledger import schema

_PATIENCE = 40
_WAIT = 250
"""A writer waits at most `_WAIT` ms at a time, and `_PATIENCE` times."""

_PRAGMAS = {
    "journal_mode": "DELETE",
    "synchronous": "EXTRA",
    "foreign_keys": "ON",
    "recursive_triggers": "ON",
    "trusted_schema": "OFF",
    "cell_size_check": "ON",
    "busy_timeout": str(_WAIT),
}


class NotALedger(Refusal):
    """The file is no ledger, a newer one, or one for the other mode."""


class LedgerFile:
    """An open ledger file, safe to use from any thread of the process; other processes may write to it at any time.

    Raises NotALedger if the file cannot be used.
    """

    def __init__(self, path: Path, practice: bool = False) -> None:
        self.path = path
        self.practice = practice
        self._lock = threading.RLock()
        self._open()

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            self._db.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def _all(self, sql: str, *values: object) -> list[tuple[Any, ...]]:
        with self._lock:
            return self._patiently(sql, *values).fetchall()

    @contextmanager
    def _transaction(self) -> Iterator[None]:
        """BEGIN IMMEDIATE to COMMIT; waits for other writers and readers, a little at a time."""
        self._patiently("BEGIN IMMEDIATE")
        try:
            yield
            self._patiently("COMMIT")
        except BaseException:
            if self._db.conn.in_transaction:
                self._db.conn.execute("ROLLBACK")
            raise

    def _patiently(self, sql: str, *values: object) -> sqlite3.Cursor:
        """Execute one statement, as soon as others leave the file to it."""
        for _ in range(_PATIENCE - 1):
            try:
                return self._db.conn.execute(sql, values)
            except sqlite3.OperationalError as error:
                if error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_BUSY:
                    raise
                time.sleep(0.001)
        return self._db.conn.execute(sql, values)

    def _open(self) -> None:
        try:
            self._db = Database(
                sqlite3.connect(self.path, check_same_thread=False, timeout=_WAIT / 1000),
                execute_plugins=False,
            )
            for name, value in _PRAGMAS.items():
                self._patiently(f"PRAGMA {name} = {value}")
            self._check_identity()
        except sqlite3.OperationalError as error:
            raise NotALedger(
                f"{self.path} cannot be opened ({error}); check that the folder is there and this user may write to it."
            ) from None
        except sqlite3.DatabaseError as error:
            raise NotALedger(
                f"{self.path} is not a ledger ({error}); move it away or name another folder with --data."
            ) from None

    def _check_identity(self) -> None:
        version = self._all("PRAGMA user_version")[0][0]
        application = self._all("PRAGMA application_id")[0][0]
        if version == 0 and not self._all("SELECT 1 FROM sqlite_schema LIMIT 1"):
            self._create()
        elif application != schema.APPLICATION_ID:
            raise NotALedger(
                f"{self.path} is another program's database; move it away or name another folder with --data."
            )
        elif version > schema.VERSION:
            raise NotALedger(
                f"{self.path} was written by a newer kiosk (version {version}, this one knows {schema.VERSION}); "
                "install that version again."
            )
        self._bring_forward()
        if bool(self._all("SELECT practice FROM ledger")[0][0]) != self.practice:
            mode = "real" if self.practice else "practice"
            raise NotALedger(f"{self.path} is a {mode} ledger; the two never mix, so put it back where it was.")

    def _bring_forward(self) -> None:
        """Take the steps from the version of the file to this one."""
        if self._all("PRAGMA user_version")[0][0] < schema.VERSION:
            with self._transaction():
                version = self._all("PRAGMA user_version")[0][0]  # another process may have been first
                for number, statement in schema.STEPS.items():
                    if number > version:
                        self._db.conn.execute(statement)
                self._db.conn.execute(f"PRAGMA user_version = {schema.VERSION}")

    def _create(self) -> None:
        with self._transaction():
            if self._all("SELECT 1 FROM sqlite_schema LIMIT 1"):
                return  # another process was first
            for statement in _statements(schema.TABLES):
                self._db.conn.execute(statement)
            self._db.conn.execute(f"PRAGMA application_id = {schema.APPLICATION_ID}")
            self._db.conn.execute(f"PRAGMA user_version = {schema.VERSION}")
            self._db.table("ledger").insert({"id": str(uuid.uuid4()), "practice": int(self.practice)})
            self._db.table("epoch").insert({"number": 1, "epoch": str(uuid.uuid4())})


def _statements(script: str) -> Iterator[str]:
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement
            statement = ""
