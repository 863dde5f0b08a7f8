"""The record of an office: one line for everything that staff write, in an append-only hash chain.

A line that was acknowledged is on disk and is never changed or deleted. What is shown is derived from the lines: of a
kind that has one value at a time, such as a fact, the newest line of each name says it.
"""

import datetime
import sqlite3
import uuid
from collections.abc import Callable, Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import NamedTuple, Self, TypeVar, get_args

import msgspec

from kiosk.protocol.line import RECORD, Line
from kiosk.storage.normal_form import written
from kiosk.streams.chain.chain_file import ChainFile, NotKept, TakeOver
from kiosk.streams.chain.hash_chain import Stream
from kiosk.streams.chain.receipts import Receipts
from kiosk.streams.record.heads import Heads
from kiosk.streams.record.kinds import LineReason, fits, is_readable, kind_of
from kiosk.streams.record.line_order import ORDER, LineOrder
from kiosk.streams.record.lines_elsewhere import LinesElsewhere
from kiosk.streams.record.merge import Head, heads
from kiosk.streams.record.schema import SCHEMA
from kiosk.text.refusal import Refusal

STREAM = Stream(
    "record",
    "line",
    RECORD,
    if_gone="put back a backup with `kiosk ledger restore`, or let headquarters give it back with `kiosk sync`",
    if_cut="`kiosk sync` gets back what headquarters holds",
)

T = TypeVar("T")

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
        self._file, self.chain = self._kept.file, self._kept.chain
        self.state, self.mark = self._kept.state, self._kept.mark
        self.heads = Heads(self._file)
        self.elsewhere = LinesElsewhere(self._file)
        self.receipts = Receipts(self._file, STREAM.entries, self.elsewhere.keep, get_args(LineReason))

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
            return drafted and self._line(drafted)

        return self._append(line)

    def write_each(self, drafts: Callable[[], list[Draft]]) -> None:
        """Write several lines in one transaction; `drafts` is asked inside it. Refusal, and none is written, if not."""

        def line() -> Line | None:
            drafted = drafts()
            for draft in drafted[:-1]:
                self._kept.put(self._line(draft))
            return self._line(drafted[-1]) if drafted else None

        self._append(line)

    def take_back(self, id_: str, day: datetime.date, role: str) -> Line | None:
        """Write that the line of that id no longer holds. Refusal if it does not hold any more, or was never here."""

        def draft() -> Draft:
            line = self.line(id_) if self.holds(id_) else None
            if line is None:
                raise Refusal("record.taken_back")
            return Draft(day, role, line.what, None, id_)

        return self.write(draft)

    def write_all(self, drafts: Iterable[Draft], last: Draft) -> None:
        """Idempotent: write lines and a `last` one in one transaction, unless the last one's words are here already."""

        def line() -> Line | None:
            closing = self._line(last)
            if any(known.value == closing.value for known in self.lines(last.what)):
                return None
            for draft in drafts:
                self._kept.put(self._line(draft))
            return closing

        self._append(line)

    def _append(self, line: Callable[[], Line | None]) -> Line | None:
        try:
            return self._kept.append(line)
        except NotKept as error:
            raise Refusal("record.not_kept", path=self.path, error=error.__cause__) from error.__cause__

    def lines(self, what: str = "*") -> list[Line]:
        """The lines of all kiosks about what fits the pattern, such as `fact/*`, oldest first.

        What no line of its kind can say, whoever told it, is not among them.
        """
        return self._readable("what GLOB ?", what)

    def standing(self, what: str, since: datetime.date = datetime.date.min) -> list[Line]:
        """Those of them from a day on that hold: no other line takes them back, nor do they say only that of one."""
        heads = "SELECT id FROM head WHERE what GLOB ? AND day >= ?"
        return self._readable(f"value <> 'null' AND id IN ({heads})", what, since.isoformat())

    def order(self) -> LineOrder:
        """The order of all lines as it is now."""
        return LineOrder(self._file)

    def line(self, id_: str) -> Line | None:
        """The line of that id, if it is here and can be read."""
        return next(iter(self._readable("id = ?", id_)), None)

    def holds(self, id_: str) -> bool:
        """Whether no other line takes back the line of that id, and it does not say only that of one."""
        held = "SELECT 1 FROM known WHERE id = ?1 AND value <> 'null' AND id IN (SELECT id FROM head WHERE id = ?1)"
        return bool(self._file.rows(held, id_))

    def unreadable(self) -> list[Line]:
        """Those that are not among the lines, because none of their kind can say what they do."""
        return [line for line in self._lines("what GLOB ?", "*") if not is_readable(line.role, line.what, line.value)]

    def _readable(self, where: str, *values: str) -> list[Line]:
        return [line for line in self._lines(where, *values) if is_readable(line.role, line.what, line.value)]

    def _lines(self, where: str, *values: str) -> list[Line]:
        rows = self._file.rows(f"SELECT {_COLUMNS}, {ORDER} FROM known WHERE {where} ORDER BY {ORDER}", *values)
        return [self.chain.entry_of(row[: len(Line.__struct_fields__)]) for row in rows]

    def newest(self, what: str) -> Line | None:
        """The newest line about exactly that; None if there is none, or if it says only that another is taken back."""
        head = self._head(what)
        return None if head is None or head.value == "null" else self.line(head.id)

    def _head(self, what: str) -> Head | None:
        return heads(self._file.rows, what).get(what)

    def rotate(self, epoch: str, common: int, given_back: TakeOver[Line] | None = None) -> int:
        """Begin a new epoch after line `common` of `epoch`, with what came after it there and what is given back.

        The lines keep their ids. Gives how many came from headquarters. None is begun with nothing in it.
        """
        with self._file.transaction():
            given = given_back.entries if given_back else []
            if common == self.chain.end(epoch) and all(self.chain.has(line.id) for line in given):
                return 0
            return self._kept.rotate(epoch, common, lambda: self._take(given))

    def adopt(self, given_back: TakeOver[Line]) -> int:
        """Idempotent: take over lines that headquarters holds and this record lacks, under their own ids."""
        with self._file.transaction():
            return self._take(given_back.entries)

    def _take(self, lines: list[Line]) -> int:
        """Put in what is new of lines that headquarters holds; gives how many.

        What cannot be a line here stays there alone: headquarters may have taken it from whoever had this kiosk's key.
        """
        return sum(self._is_taken(line) for line in lines if not self.chain.has(line.id))

    def _is_taken(self, line: Line) -> bool:
        """One whose predecessor was taken back here meanwhile stands beside that line, as another kiosk's would."""
        if self._file.rows("SELECT 1 FROM line WHERE takes_back = ?", line.takes_back):
            line = msgspec.structs.replace(line, takes_back=None)
        try:
            self._kept.put(line)
        except sqlite3.IntegrityError:
            return False
        return True

    def _line(self, draft: Draft) -> Line:
        """Of a kind that has one value at a time it takes back the line that says it now.

        Refusal if nobody's role is said, characters that nobody sees, or what a line of its kind cannot say."""
        role = written(draft.role).strip()
        if not role:
            raise Refusal("record.no_role")
        value = msgspec.json.encode(draft.value, order="sorted").decode()
        if not fits(draft.what, value):
            raise Refusal("record.not_of_kind", what=draft.what, value=value[:100])
        takes_back = draft.takes_back
        if takes_back is None and (kind := kind_of(draft.what)) and kind.newest_holds:
            head = self._head(draft.what)
            takes_back = head and head.id
        return Line(0, str(uuid.uuid4()), draft.day, role, draft.what, value, takes_back)

    def first_day(self) -> datetime.date | None:
        """The earliest day of a line; None while there is none."""
        [(day,)] = self._file.rows("SELECT min(day) FROM line")
        return day and datetime.date.fromisoformat(day)

    def length(self) -> int:
        """How many lines of this machine there are, once each."""
        return len(self.chain.ids())

    def schema_differences(self) -> Iterator[str]:
        """Schema drift: one sentence for every table, index and trigger of the file that is not as it was made."""
        return self._file.differences()


def said_as(kind: type[T], lines: Iterable[Line]) -> list[tuple[Line, T]]:
    """The lines that say something of a `kind`, with that; what another kiosk says in another way is passed over."""
    decoded: list[tuple[Line, T]] = []
    for line in lines:
        with suppress(msgspec.DecodeError):
            decoded.append((line, msgspec.json.decode(line.value, type=kind)))
    return decoded
