"""Where the follow-ups of the plan are kept: `plan.db`, append-only as the ledger is, and never sent anywhere.

It is a file of its own because the ledger is what headquarters holds a copy of, entry by entry: what is only the
office's must not change its tables, its version or its epochs.
"""

import datetime
import sqlite3
import threading
from pathlib import Path
from typing import Literal

from kiosk.errors import Refusal
from kiosk.progress.plan import FollowUp

APPLICATION_ID = 0x4954504C
VERSION = 1
LONGEST = 200
"""Characters of a remark that are kept."""

Subject = Literal["IIT", "EIT2"]
"""What is known by its number alone: answers of the internal survey, stakeholders imported for EIT (2)."""

_TABLES = f"""
CREATE TABLE follow_up (
    number INTEGER PRIMARY KEY,
    measure TEXT NOT NULL CHECK (measure GLOB 'M[0-9]*'),
    day TEXT NOT NULL CHECK (day GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    kind TEXT NOT NULL CHECK (kind IN ('followed-up', 'finished')),
    remark TEXT NOT NULL CHECK (length(remark) <= {LONGEST})
) STRICT;

CREATE TRIGGER follow_up_kept BEFORE UPDATE ON follow_up
BEGIN SELECT RAISE(ABORT, 'a follow-up is never changed'); END;
CREATE TRIGGER follow_up_there BEFORE DELETE ON follow_up
BEGIN SELECT RAISE(ABORT, 'a follow-up is never deleted'); END;
CREATE TRIGGER follow_up_in_line BEFORE INSERT ON follow_up
WHEN NEW.number <> (SELECT coalesce(max(number), 0) + 1 FROM follow_up)
BEGIN SELECT RAISE(ABORT, 'a follow-up may not leave a gap'); END;

CREATE TABLE figure (
    number INTEGER PRIMARY KEY,
    subject TEXT NOT NULL CHECK (subject IN ('IIT', 'EIT2')),
    day TEXT NOT NULL CHECK (day GLOB '[0-9][0-9][0-9][0-9]-[0-9][0-9]-[0-9][0-9]'),
    figure INTEGER NOT NULL CHECK (figure >= 0)
) STRICT;

CREATE TRIGGER figure_kept BEFORE UPDATE ON figure BEGIN SELECT RAISE(ABORT, 'a figure is never changed'); END;
CREATE TRIGGER figure_there BEFORE DELETE ON figure BEGIN SELECT RAISE(ABORT, 'a figure is never deleted'); END;

PRAGMA application_id = {APPLICATION_ID};
PRAGMA user_version = {VERSION};
"""


class FollowUps:
    """The file, safe to use from any thread; the counter and the clerk's terminal may both write to it.

    Refusal if it is no such file, or cannot be written.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._lock = threading.Lock()
        try:
            self._db = sqlite3.connect(path, check_same_thread=False, timeout=10, isolation_level=None)
            self._db.execute("PRAGMA journal_mode = DELETE")
            self._db.execute("PRAGMA synchronous = EXTRA")
            self._make()
        except sqlite3.Error as error:
            raise Refusal(f"{path} cannot be used for the plan ({error}); move it away.") from None

    def close(self) -> None:
        """Let go of the file."""
        with self._lock:
            self._db.close()

    def add(self, one: FollowUp) -> None:
        """Keep a follow-up, on disk when this returns; a remark longer than LONGEST loses its end."""
        values = (one.measure, one.day.isoformat(), one.kind, one.remark.strip()[:LONGEST])
        self._write("INSERT INTO follow_up SELECT coalesce(max(number), 0) + 1, ?, ?, ?, ? FROM follow_up", values)

    def all(self) -> list[FollowUp]:
        """Every follow-up, oldest first."""
        with self._lock:
            rows = self._db.execute("SELECT measure, day, kind, remark FROM follow_up ORDER BY day, number").fetchall()
        return [
            FollowUp(measure, datetime.date.fromisoformat(day), kind, remark) for measure, day, kind, remark in rows
        ]

    def note(self, subject: Subject, figure: int, day: datetime.date) -> None:
        """Keep the number that ITAP shows for the internal survey or for the imported stakeholders."""
        self._write("INSERT INTO figure (subject, day, figure) VALUES (?, ?, ?)", (subject, day.isoformat(), figure))

    def figures(self) -> dict[Subject, list[tuple[int, datetime.date]]]:
        """The numbers of each subject that has any, with their days, oldest first."""
        with self._lock:
            rows = self._db.execute("SELECT subject, figure, day FROM figure ORDER BY number").fetchall()
        found: dict[Subject, list[tuple[int, datetime.date]]] = {}
        for subject, figure, day in rows:
            found.setdefault(subject, []).append((figure, datetime.date.fromisoformat(day)))
        return found

    def _write(self, sql: str, values: tuple[object, ...]) -> None:
        try:
            with self._lock:
                self._db.execute(sql, values)
        except sqlite3.Error as error:
            raise Refusal(f"Not kept: {self.path} could not be written ({error}); try again.") from None

    def _make(self) -> None:
        known = self._db.execute("PRAGMA application_id").fetchone()[0]
        if not self._db.execute("SELECT 1 FROM sqlite_schema LIMIT 1").fetchone():
            self._db.executescript(f"BEGIN IMMEDIATE; {_TABLES} COMMIT;")
        elif known != APPLICATION_ID:
            raise Refusal(f"{self.path} is another program's database; move it away.")
        elif self._db.execute("PRAGMA user_version").fetchone()[0] > VERSION:
            raise Refusal(f"{self.path} was written by a newer kiosk; install that version again.")
