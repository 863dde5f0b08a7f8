"""The ledger: an append-only hash chain of everything counted here, in an SQLite file.

An entry that was acknowledged is on disk, is never changed or deleted, and was written by `ChainFile.insert`. Counts
are derived from entries; the table `tally` is a cache that is compared with them.
"""

import datetime
import uuid
from collections.abc import Callable, Collection, Iterator
from pathlib import Path
from typing import Self, get_args

from kiosk.protocol.chain import LEDGER, Channel, Entry, Kind
from kiosk.protocol.meaning import Reason
from kiosk.streams.chain.chain_file import ChainFile, NotKept, TakeOver
from kiosk.streams.chain.hash_chain import Stream
from kiosk.streams.chain.receipts import Receipts
from kiosk.streams.ledger.counts_elsewhere import CountsElsewhere
from kiosk.streams.ledger.entries import Entries
from kiosk.streams.ledger.itap_figures import ItapFigures
from kiosk.streams.ledger.kept_roots import KeptRoots
from kiosk.streams.ledger.recent_entries import RecentEntries
from kiosk.streams.ledger.schema import SCHEMA
from kiosk.streams.ledger.several import Several
from kiosk.streams.ledger.tally import Tally
from kiosk.text.bilingual import Bilingual
from kiosk.text.dates import medium_date
from kiosk.text.refusal import Refusal

TAKEN_OVER = "taken-over"
"""The note of a day on which entries came from headquarters that this ledger lacked."""


STREAM = Stream(
    "ledger",
    "entry",
    LEDGER,
    if_gone="put back a backup, or let headquarters give back what it holds with `kiosk sync`",
    if_cut="`kiosk sync` gets back what headquarters holds",
)


class NotCounted(Refusal):
    """The entry is not in the ledger, or not for certain because the disk does not keep what it is told."""


class Impossible(NotCounted):
    """The entry cannot be true, and is not written; the words say why, and what to do."""

    def __init__(self, words: Bilingual) -> None:
        super().__init__("ledger.impossible", why=words)


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
        self._kept = ChainFile(path, SCHEMA, STREAM, practice)
        self._file, self.chain = self._kept.file, self._kept.chain
        self.state, self.mark = self._kept.state, self._kept.mark
        self.entries = Entries(self._file, self.chain)
        self.itap = ItapFigures(self.entries)
        self.tally = Tally(self._file, self.chain)
        self.elsewhere = CountsElsewhere(self._file)
        self.receipts = Receipts(self._file, STREAM.entries, self.elsewhere.keep, get_args(Reason))
        self.roots = KeptRoots(self._file)
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
            newest = self.entries.newest_correctable(day, group, among)
            return newest and _draft("correction", newest.day, newest.channel, newest.work_group, -1, newest.id)

        return self._append_if(correction)

    def write_several(self, several: Several, word: str, today: datetime.date) -> bool:
        """Idempotent: write several entries, and `word` as a note of today, in one transaction.

        False where they were written before. NotCounted, and nothing is written, if they cannot be, or if fewer are
        there to be taken back.
        """

        def note() -> Entry | None:
            if self.entries.has(several.ids[0]):
                return None
            for draft in self._drafts(several):
                self.check(draft)
                self._kept.put(draft)
            epoch, seq, _ = self.chain.head()
            self.recent.skip(epoch, seq + 1)
            return _draft("note", today, "system", None, word)

        return self._append_if(note) is not None

    def _drafts(self, several: Several) -> list[Entry]:
        group, day = several.group, several.day
        if not several.takes_back:
            return [Entry(0, id_, day, "respondent", group, 1, None, "staff") for id_ in several.ids]
        there = self.entries.correctable(day, group)
        if len(there) < len(several.ids):
            raise NotCounted("ledger.too_few", count=len(there), group=group, day=medium_date(day))
        pairs = zip(several.ids, there, strict=False)
        return [Entry(0, id_, day, "correction", group, -1, entry.id, "staff") for id_, entry in pairs]

    def note_itap(self, group: str | None, figure: int, day: datetime.date) -> Entry:
        """The number of answers that ITAP shows for a work group, or in total for None."""
        return self._append(_draft("itap", day, "staff", group, figure))

    def note(self, word: str, day: datetime.date, group: str | None = None) -> Entry:
        """Something about the counting itself, in one word."""
        return self._append(_draft("note", day, "system", group, word))

    def note_once(self, word: str, day: datetime.date) -> Entry | None:
        """Idempotent: the same, unless it is noted of that day already; None then."""
        draft = _draft("note", day, "system", None, word)
        return self._append_if(lambda: None if self.entries.has_note(day, word) else draft)

    def notes(self) -> list[Entry]:
        """Everything noted about the counting, oldest first."""
        return self.entries.of_kind("note")

    def data_version(self) -> int:
        """A number that changes whenever another connection has written."""
        return int(self._file.value("PRAGMA data_version"))

    def schema_differences(self) -> Iterator[str]:
        """Schema drift: one sentence for every table, index and trigger of the file that is not as it was made."""
        return self._file.differences()

    def rotate(self, epoch: str, common: int, given_back: TakeOver[Entry] | None = None) -> int:
        """Begin a new epoch after entry `common` of `epoch`, with what came after it there and what is given back.

        The entries keep their ids, so that none is lost and none counts twice. Gives how many came from headquarters.
        None is begun with nothing in it.
        """
        with self._file.transaction():
            end = self.chain.end(epoch)
            if common == end and not (given_back and any(map(self.entries.is_new, given_back.entries))):
                return 0

            def adopted() -> int:
                self.recent.skip(*self.chain.head()[:2])
                return self._take(given_back) if given_back else 0

            return self._kept.rotate(epoch, common, adopted)

    def adopt(self, given_back: TakeOver[Entry]) -> int:
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

        def checked() -> Entry | None:
            if (entry := draft()) is not None:
                self.check(entry)
            return entry

        try:
            return self._kept.append(checked)
        except NotKept as error:
            raise NotCounted("ledger.not_counted", path=self.path, error=error.__cause__) from error.__cause__

    def _take(self, given_back: TakeOver[Entry]) -> int:
        """Put in what is new of entries, and a note that they came; that such a note came is not noted again."""
        taken = [self._kept.put(entry) for entry in given_back.entries if self.entries.is_new(entry)]
        if any(entry.value != TAKEN_OVER for entry in taken):
            note = self._kept.put(_draft("note", given_back.day, "system", None, TAKEN_OVER))
            self.recent.skip(self.chain.head()[0], note.seq)
        return len(taken)


def _draft(
    kind: Kind, day: datetime.date, channel: Channel, group: str | None, value: int | str, corrects: str | None = None
) -> Entry:
    """An entry that has no place in the chain yet."""
    return Entry(0, str(uuid.uuid4()), day, kind, group, value, corrects, channel)
