"""The one way into an append-only chain: entries are chained and kept in an SQLite file, and an epoch begins."""

import datetime
import sqlite3
import uuid
from collections.abc import Callable
from pathlib import Path
from typing import Any, Generic, TypeVar

import msgspec

from kiosk.storage.sqlite_file import Schema, SqliteFile, UnusableFile, is_busy
from kiosk.streams.chain.hash_chain import PAGE, HashChain, Stream
from kiosk.streams.chain.high_water_mark import HighWaterMark
from kiosk.streams.chain.machine_state import MachineState
from kiosk.text.refusal import Refusal
from kiosk.text.sentences import REFUSALS, by_english

T = TypeVar("T", bound=msgspec.Struct)


class NotKept(Exception):
    """An entry is not in the file, or not for certain because the disk does not keep what it is told; why, in words."""


class TakeOver(Generic[T]):
    """Entries that headquarters holds and a chain lacks, and the day on which it takes them over."""

    def __init__(self, entries: list[T], day: datetime.date) -> None:
        self.entries = entries
        self.day = day


class ChainFile(Generic[T]):
    """A file of a stream, of the real or of the practice kind: the two never mix.

    Safe to use from any thread; other processes may write to the file at any time. Raises UnusableFile if it is no such
    file, a newer one, or one for the other mode.
    """

    def __init__(self, path: Path, schema: Schema, stream: Stream[T], practice: bool) -> None:
        self.path = path
        self.practice = practice
        self._stream = stream
        self.file = SqliteFile(path, schema, self._fill)
        self._check_mode()
        self.chain = HashChain(self.file, stream)
        self.state = MachineState(self.file)
        self.mark = HighWaterMark(path, self.chain)

    def rotate(self, epoch: str, common: int, adopted: Callable[[], int] = lambda: 0) -> int:
        """A new epoch after entry `common` of `epoch`, with what came after it there and what is `adopted` then.

        In the caller's transaction. Gives the number of what was adopted.
        """
        end, new, seq = self.chain.end(epoch), self.begin_epoch(epoch, common), 0
        head = self.chain.head()[2]
        while common + seq < end:
            for entry, _ in self.chain.entries(epoch, common + seq, min(PAGE, end - common - seq)):
                seq += 1
                head = self.insert(new, msgspec.structs.replace(entry, seq=seq), head)
        return adopted()

    def append(self, draft: Callable[[], T | None]) -> T | None:
        """Append an entry: `draft` is asked inside the transaction, and its entry is chained and kept. NotKept."""
        entry: T | None = None
        try:
            with self.file.transaction():
                entry = draft()
                if entry is None:
                    return None
                entry = self.put(entry)
        except sqlite3.Error as error:
            if is_busy(error) or not self._is_kept(entry):  # what somebody else's lock kept out is rolled back
                raise NotKept(f"{self.path} could not be written ({error})") from error
        self.mark.move()
        return entry

    def put(self, entry: T) -> T:
        """Put an entry at the end, in a new epoch where the present one's encoding is an older one.

        In the caller's transaction.
        """
        if self.chain.is_outdated():
            epoch, seq, _ = self.chain.head()
            self.begin_epoch(epoch, seq)
        epoch, seq, head = self.chain.head()
        entry = msgspec.structs.replace(entry, seq=seq + 1)
        self.insert(epoch, entry, head)
        return entry

    def insert(self, epoch: str, entry: T, previous: str) -> str:
        """The one way into the file: put an entry behind the hash `previous`; gives its own hash."""
        digest = self._stream.encodings.link(previous, entry, self.chain.encoding(epoch))
        columns: dict[str, Any] = msgspec.structs.asdict(entry)
        day: datetime.date = columns["day"]
        row = {"epoch": epoch, **columns, "day": day.isoformat(), "hash": digest}
        self.file.insert(self._stream.entries, row)
        return digest

    def begin_epoch(self, parent: str, seq: int) -> str:
        """An epoch after entry `seq` of the epoch `parent`, in the encoding of now; gives its name."""
        epoch, head = str(uuid.uuid4()), self.chain.hash_at(parent, seq)
        assert head is not None
        encoding = self._stream.encodings.newest
        row = {"epoch": epoch, "parent_epoch": parent, "parent_seq": seq, "parent_hash": head, "encoding": encoding}
        self.file.insert("epoch", row)
        return epoch

    def _is_kept(self, entry: T | None) -> bool:
        """After a failed write: whether the entry is on disk all the same, seen through a fresh connection.

        A COMMIT whose last sync failed can still be undone by a power cut, until another COMMIT has succeeded.
        """
        try:
            self.file.reopen()
            if entry is None or not self.chain.has(entry.id):  # type: ignore[attr-defined]
                return False
            self.state.set("kept", entry.id)  # type: ignore[attr-defined]
            return True
        except (sqlite3.Error, Refusal):
            return False

    def _check_mode(self) -> None:
        name = self._stream.name
        with self.file.errors_named():
            if bool(self.file.value(f"SELECT practice FROM {name}")) != self.practice:
                mode = "real" if self.practice else "practice"
                raise UnusableFile(f"database.{mode}", path=self.path, name=by_english(REFUSALS, name))

    def _fill(self, file: SqliteFile) -> None:
        """The first rows of a new file."""
        file.insert(self._stream.name, {"id": str(uuid.uuid4()), "practice": int(self.practice)})
        encoding = self._stream.encodings.newest
        file.insert("epoch", {"number": 1, "epoch": str(uuid.uuid4()), "encoding": encoding})
