"""The ledger: an append-only hash chain of everything counted here, in an SQLite file.

An entry that was acknowledged is on disk, is never changed or deleted, and was written by `Ledger._insert`. Counts
are derived from entries; the table `tally` is a cache that is compared with them.
"""

import datetime
import sqlite3
import uuid
from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from typing import NamedTuple, Self

import msgspec

from kiosk.errors import Refusal
from kiosk.ledger.hash_chain import PAGE, HashChain
from kiosk.ledger.high_water_mark import HighWaterMark
from kiosk.ledger.itap_figures import ItapFigures
from kiosk.ledger.kept_roots import KeptRoots
from kiosk.ledger.machine_state import MachineState
from kiosk.ledger.receipts import Receipts
from kiosk.ledger.recent_entries import RecentEntries
from kiosk.ledger.schema import SCHEMA
from kiosk.ledger.tally import Tally
from kiosk.protocol.chain import ENCODING, Channel, Entry, Kind, link
from kiosk.storage.sqlite_file import SqliteFile, UnusableFile, is_busy
from kiosk.text.bilingual import Bilingual
from kiosk.text.languages import COMMAND_LINE

TAKEN_OVER = "taken-over"
"""The note of a day on which entries came from headquarters that this ledger lacked."""


class TakeOver(NamedTuple):
    """Entries that headquarters holds and a ledger lacks, and the day on which it takes them over."""

    entries: list[Entry]
    day: datetime.date


class NotCounted(Refusal):
    """The entry is not in the ledger, or not for certain because the disk does not keep what it is told."""


class Impossible(NotCounted):
    """The entry cannot be true, and is not written; `words` say why, and what to do."""

    def __init__(self, words: Bilingual) -> None:
        super().__init__(words.of(COMMAND_LINE))
        self.words = words


Check = Callable[[Entry], None]
"""What an entry must pass before it is written. Raises Impossible."""


class Ledger:
    """One ledger file: how entries come into it. Its parts say what is in it, and what is kept beside the entries.

    Safe to use from any thread; other processes may write to the file at any time. Days are days in Thailand.
    `check` is asked of what is counted here; one who only reads needs none. Raises UnusableFile if the file is no
    ledger, a newer one, or one for the other mode.
    """

    def __init__(self, path: Path, practice: bool = False, check: Check = lambda _: None) -> None:
        self.path = path
        self.practice = practice
        self.check = check
        self._file = SqliteFile(path, SCHEMA, self._fill)
        self._check_mode()
        self.chain = HashChain(self._file)
        self.itap = ItapFigures(self.chain)
        self.tally = Tally(self._file, self.chain)
        self.receipts = Receipts(self._file)
        self.roots = KeptRoots(self._file)
        self.state = MachineState(self._file)
        self.mark = HighWaterMark(path, self.chain)
        self.recent = RecentEntries(self._file, self.chain, self.state)

    def close(self) -> None:
        """Let go of the file."""
        self._file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def count(self, group: str, day: datetime.date, channel: Channel = "staff") -> Entry:
        """One respondent of a work group, on disk when this returns. Raises NotCounted if it is not."""
        return self._append(_draft("respondent", day, channel, group, 1))

    def take_back(
        self, day: datetime.date, group: str | None = None, among: Collection[str] | None = None
    ) -> Entry | None:
        """Take back the newest staff entry of `day` (and of `group`, and with an id `among` these) that still counts.

        Returns the correction, or None if there is nothing to take back.
        """

        def correction() -> Entry | None:
            newest = self.chain.newest_correctable(day, group, among)
            return newest and _draft("correction", newest.day, newest.channel, newest.work_group, -1, newest.id)

        return self._append_if(correction)

    def note_itap(self, group: str | None, figure: int, day: datetime.date) -> Entry:
        """The number of answers that ITAP shows for a work group, or in total for None."""
        return self._append(_draft("itap", day, "staff", group, figure))

    def note(self, word: str, day: datetime.date, group: str | None = None) -> Entry:
        """Something about the counting itself, in one word."""
        return self._append(_draft("note", day, "system", group, word))

    def note_once(self, word: str, day: datetime.date) -> Entry | None:
        """Idempotent: the same, unless it is noted of that day already; None then."""
        draft = _draft("note", day, "system", None, word)
        return self._append_if(lambda: None if self.chain.has_note(day, word) else draft)

    def notes(self) -> list[Entry]:
        """Everything noted about the counting, oldest first."""
        return self.chain.of_kind("note")

    def data_version(self) -> int:
        """A number that changes whenever another connection has written."""
        return int(self._file.value("PRAGMA data_version"))

    def schema_differences(self) -> Iterator[str]:
        """Schema drift: one sentence for every table, index and trigger of the file that is not as it was made."""
        return self._file.differences()

    def rotate(self, epoch: str, common: int, given_back: TakeOver | None = None) -> int:
        """Begin a new epoch after entry `common` of `epoch`, with what came after it there and what is given back.

        The entries keep their ids, so that none is lost and none counts twice. Gives how many came from headquarters.
        None is begun with nothing in it.
        """
        with self._file.transaction():
            end = self.chain.end(epoch)
            if common == end and not (given_back and any(map(self.chain.is_new, given_back.entries))):
                return 0
            new = self._begin_epoch(epoch, common)
            _, seq, head = self.chain.head()
            while common + seq < end:
                for entry, _ in self.chain.entries(epoch, common + seq, min(PAGE, end - common - seq)):
                    seq += 1
                    head = self._insert(new, _at(seq, entry), head)
            self.recent.skip(new, seq)
            return self._take(given_back) if given_back else 0

    def adopt(self, given_back: TakeOver) -> int:
        """Idempotent: take over entries that headquarters holds and this ledger lacks, under their own ids.

        They come from a machine that is gone or a backup's lost tail. Gives how many were taken: one that is here
        counts already, and so does one that takes back what is taken back here.
        """
        with self._file.transaction():
            return self._take(given_back)

    def _append(self, draft: Entry) -> Entry:
        entry = self._append_if(lambda: draft)
        assert entry is not None
        return entry

    def _append_if(self, draft: Callable[[], Entry | None]) -> Entry | None:
        """Append an entry: `draft` is asked inside the transaction, and its entry is checked, chained and kept."""
        entry: Entry | None = None
        try:
            with self._file.transaction():
                entry = draft()
                if entry is None:
                    return None
                self.check(entry)
                entry = self._put(entry)
        except sqlite3.Error as error:
            if is_busy(error) or not self._is_kept(entry):  # what somebody else's lock kept out is rolled back
                raise NotCounted(f"Not counted: {self.path} could not be written ({error}); try again.") from error
        self.mark.move()
        return entry

    def _take(self, given_back: TakeOver) -> int:
        """Put in what is new of entries, and a note that they came; that such a note came is not noted again."""
        taken = [self._put(entry) for entry in given_back.entries if self.chain.is_new(entry)]
        if any(entry.value != TAKEN_OVER for entry in taken):
            note = self._put(_draft("note", given_back.day, "system", None, TAKEN_OVER))
            self.recent.skip(self.chain.head()[0], note.seq)
        return len(taken)

    def _put(self, entry: Entry) -> Entry:
        """Put an entry at the end of the ledger, in a new epoch where the present one's encoding is an older one."""
        if self.chain.is_outdated():
            epoch, seq, _ = self.chain.head()
            self._begin_epoch(epoch, seq)
        epoch, seq, head = self.chain.head()
        entry = _at(seq + 1, entry)
        self._insert(epoch, entry, head)
        return entry

    def _insert(self, epoch: str, entry: Entry, previous: str) -> str:
        """The one way into the ledger: put an entry behind the hash `previous`; returns its own hash."""
        digest = link(previous, entry, self.chain.encoding(epoch))
        columns = {**msgspec.structs.asdict(entry), "day": entry.day.isoformat()}
        self._file.insert("entry", {"epoch": epoch, **columns, "hash": digest})
        return digest

    def _is_kept(self, entry: Entry | None) -> bool:
        """After a failed write: whether the entry is on disk all the same, seen through a fresh connection.

        A COMMIT whose last sync failed can still be undone by a power cut, until another COMMIT has succeeded.
        """
        try:
            self._file.reopen()
            if entry is None or not self._file.rows("SELECT 1 FROM entry WHERE id = ?", entry.id):
                return False
            self.state.set("kept", entry.id)
            return True
        except (sqlite3.Error, Refusal):
            return False

    def _check_mode(self) -> None:
        with self._file.errors_named():
            if bool(self._file.value("SELECT practice FROM ledger")) != self.practice:
                mode = "real" if self.practice else "practice"
                raise UnusableFile(f"{self.path} is a {mode} ledger; the two never mix, so put it back where it was.")

    def _begin_epoch(self, parent: str, seq: int) -> str:
        """An epoch after entry `seq` of the epoch `parent`, in the encoding of now; returns its name."""
        epoch, head = str(uuid.uuid4()), self.chain.hash_at(parent, seq)
        assert head is not None
        row = {"epoch": epoch, "parent_epoch": parent, "parent_seq": seq, "parent_hash": head, "encoding": ENCODING}
        self._file.insert("epoch", row)
        return epoch

    def _fill(self, file: SqliteFile) -> None:
        """The first rows of a new ledger."""
        file.insert("ledger", {"id": str(uuid.uuid4()), "practice": int(self.practice)})
        file.insert("epoch", {"number": 1, "epoch": str(uuid.uuid4()), "encoding": ENCODING})


def _draft(
    kind: Kind, day: datetime.date, channel: Channel, group: str | None, value: int | str, corrects: str | None = None
) -> Entry:
    """An entry that has no place in the chain yet."""
    return Entry(0, str(uuid.uuid4()), day, kind, group, value, corrects, channel)


def _at(seq: int, entry: Entry) -> Entry:
    return msgspec.structs.replace(entry, seq=seq)
