"""Where the follow-ups of the plan are kept: `plan.db`, append-only as the ledger is, and never sent anywhere.

It is a file of its own because the ledger is what headquarters holds a copy of, entry by entry: what is only the
office's must not change its tables, its version or its epochs.
"""

import datetime
import sqlite3
from pathlib import Path
from typing import Literal

from kiosk.errors import Refusal
from kiosk.progress.plan import FollowUp
from kiosk.storage.sqlite_file import Schema, SqliteFile
from kiosk.text.characters import written

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
"""

SCHEMA = Schema("the office's plan", APPLICATION_ID, VERSION, _TABLES)


class FollowUps:
    """The file, safe to use from any thread; the counter and the clerk's terminal may both write to it.

    Raises UnusableFile if it is no such file, Refusal if it cannot be written.
    """

    def __init__(self, path: Path) -> None:
        self.path = path
        self._file = SqliteFile(path, SCHEMA)

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()

    def add(self, follow_up: FollowUp) -> None:
        """Append a follow-up, on disk when this returns; a remark longer than LONGEST loses its end."""
        self._write(
            "INSERT INTO follow_up SELECT coalesce(max(number), 0) + 1, ?, ?, ?, ? FROM follow_up",
            follow_up.measure,
            follow_up.day.isoformat(),
            follow_up.kind,
            written(follow_up.remark).strip()[:LONGEST],
        )

    def all(self) -> list[FollowUp]:
        """Every follow-up, oldest first."""
        rows = self._file.rows("SELECT measure, day, kind, remark FROM follow_up ORDER BY day, number")
        return [
            FollowUp(measure, datetime.date.fromisoformat(day), kind, remark) for measure, day, kind, remark in rows
        ]

    def note(self, subject: Subject, figure: int, day: datetime.date) -> None:
        """Append the number that ITAP shows for the internal survey or for the imported stakeholders."""
        self._write("INSERT INTO figure (subject, day, figure) VALUES (?, ?, ?)", subject, day.isoformat(), figure)

    def figures(self) -> dict[Subject, list[tuple[int, datetime.date]]]:
        """The numbers of each subject that has any, with their days, oldest first."""
        by_subject: dict[Subject, list[tuple[int, datetime.date]]] = {}
        for subject, figure, day in self._file.rows("SELECT subject, figure, day FROM figure ORDER BY number"):
            by_subject.setdefault(subject, []).append((figure, datetime.date.fromisoformat(day)))
        return by_subject

    def _write(self, sql: str, *values: object) -> None:
        try:
            with self._file.transaction():
                self._file.execute(sql, *values)
        except sqlite3.Error as error:
            raise Refusal(f"Not kept: {self.path} could not be written ({error}); try again.") from None
