"""The record of an office: one line for everything that staff write, in an append-only hash chain.

A line that was acknowledged is on disk and is never changed or deleted. What is shown is derived from the lines: of a
kind that has one value at a time, such as a fact, the newest line of each name says it.
"""

import datetime
import uuid
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple, Self

import msgspec

from kiosk.chain.chain_file import ChainFile, NotKept
from kiosk.chain.hash_chain import Stream
from kiosk.errors import Refusal
from kiosk.protocol.line import RECORD, Line
from kiosk.record.kinds import fits
from kiosk.record.schema import SCHEMA
from kiosk.storage.normal_form import written

STREAM = Stream(
    "record",
    "line",
    RECORD,
    if_gone="put back a backup with `kiosk ledger restore`",
    if_cut="put back a backup with `kiosk ledger restore`",
)

_COLUMNS = ", ".join(Line.__struct_fields__)


class Draft(NamedTuple):
    """A line that has no place in the chain yet. A `value` of None says only that `takes_back` no longer holds."""

    day: datetime.date
    role: str
    what: str
    value: object
    takes_back: str | None = None


class Record:
    """One record file, safe to use from any thread; other processes may write to the file at any time.

    Raises UnusableFile if it is no record, a newer one, or one for the other mode.
    """

    def __init__(self, path: Path, practice: bool = False) -> None:
        self.path = path
        self.practice = practice
        self._kept = ChainFile(path, SCHEMA, STREAM, practice)
        self._file, self.chain, self.mark = self._kept.file, self._kept.chain, self._kept.mark

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def write(self, draft: Callable[[], Draft | None]) -> Line | None:
        """Write a line, on disk when this returns; `draft` is asked inside the transaction. Refusal if it is not."""

        def line() -> Line | None:
            drafted = draft()
            return drafted and _line(drafted)

        return self._append(line)

    def write_each(self, drafts: Callable[[], list[Draft]]) -> None:
        """Write several lines in one transaction; `drafts` is asked inside it. Refusal, and none is written, if not."""

        def line() -> Line | None:
            lines = [_line(draft) for draft in drafts()]
            for one in lines[:-1]:
                self._kept.put(one)
            return lines[-1] if lines else None

        self._append(line)

    def take_back(self, id_: str, day: datetime.date, role: str) -> Line | None:
        """Write that the line of that id no longer holds. Refusal if it does not hold any more, or was never here."""

        def draft() -> Draft:
            line = next((line for line in standing(self.lines()) if line.id == id_), None)
            if line is None:
                raise Refusal("record.taken_back")
            return Draft(day, role, line.what, None, id_)

        return self.write(draft)

    def write_all(self, drafts: Iterable[Draft], last: Draft) -> None:
        """Idempotent: write lines and a `last` one in one transaction, unless the last one's words are here already."""

        def line() -> Line | None:
            closing = _line(last)
            if any(known.value == closing.value for known in self.lines(last.what)):
                return None
            for draft in drafts:
                self._kept.put(_line(draft))
            return closing

        self._append(line)

    def _append(self, line: Callable[[], Line | None]) -> Line | None:
        try:
            return self._kept.append(line)
        except NotKept as error:
            raise Refusal("record.not_kept", path=self.path, error=error.__cause__) from error.__cause__

    def lines(self, what: str = "*") -> list[Line]:
        """The lines about what fits the pattern, such as `fact/*`, oldest first; once each."""
        rows = self._file.rows(
            f"SELECT {_COLUMNS} FROM line JOIN epoch USING (epoch) WHERE what GLOB ? ORDER BY number, seq", what
        )
        lines = map(self.chain.entry_of, rows)
        return list({line.id: line for line in lines}.values())

    def newest(self, what: str) -> Line | None:
        """The newest line about exactly that; None if there is none, or if it says only that another is taken back."""
        select = f"SELECT {_COLUMNS} FROM line JOIN epoch USING (epoch) WHERE what = ?"
        rows = self._file.rows(f"{select} ORDER BY number DESC, seq DESC LIMIT 1", what)
        line = self.chain.entry_of(rows[0]) if rows else None
        return line if line is not None and line.value != "null" else None

    def first_day(self) -> datetime.date | None:
        """The earliest day of a line; None while there is none."""
        [(day,)] = self._file.rows("SELECT min(day) FROM line")
        return day and datetime.date.fromisoformat(day)

    def length(self) -> int:
        """How many lines there are, once each."""
        return len(self.chain.ids())

    def schema_differences(self) -> Iterator[str]:
        """Schema drift: one sentence for every table, index and trigger of the file that is not as it was made."""
        return self._file.differences()


def standing(lines: Iterable[Line]) -> list[Line]:
    """The lines that still hold: neither taken back by another, nor saying only that."""
    lines = list(lines)
    taken_back = {line.takes_back for line in lines}
    return [line for line in lines if line.id not in taken_back and line.value != "null"]


def _line(draft: Draft) -> Line:
    """Refusal if nobody's role is said, characters that nobody sees, or what a line of its kind cannot say."""
    role = written(draft.role).strip()
    if not role:
        raise Refusal("record.no_role")
    value = msgspec.json.encode(draft.value, order="sorted").decode()
    if not fits(draft.what, value):
        raise Refusal("record.not_of_kind", what=draft.what, value=value)
    return Line(0, str(uuid.uuid4()), draft.day, role, draft.what, value, draft.takes_back)
