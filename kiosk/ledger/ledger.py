"""The ledger: an append-only, hash-chained file of everything counted here (SQLite).

An entry that was acknowledged is on disk, is never changed or deleted, and was written by `Ledger._insert`. Tallies
are derived from entries; the table of that name is a cache that is compared with them (kiosk/tallies.py).
"""

import datetime
import sqlite3
import uuid
from collections.abc import Callable

import msgspec

from kiosk.errors import Refusal
from kiosk.ledger.file import NotALedger
from kiosk.ledger.reader import ENTRY, PAGE, entry_of
from kiosk.ledger.receipts import Receipts
from kiosk.ledger.tally import Tallies
from kiosk.protocol.chain import Channel, Entry, Genesis, Kind, genesis_hash, link

__all__ = ["PAGE", "Ledger", "NotALedger", "NotCounted"]


class NotCounted(Refusal):
    """The entry is not in the ledger, or not for certain because the disk does not keep what it is told."""


class Ledger(Tallies, Receipts):
    """One ledger file: how entries come into it. What is in it is read as Entries say."""

    def count(self, group: str, day: datetime.date, channel: Channel = "staff") -> Entry:
        """One respondent of a work group, on disk when this returns. Raises NotCounted if it is not."""
        return self._append(lambda: _draft("respondent", day, channel, group, 1))

    def take_back(self, day: datetime.date, group: str | None = None) -> Entry | None:
        """Take back the newest staff entry of `day` (and of `group`) that is not yet taken back.

        Returns the correction, or None if there is nothing to take back.
        """

        def correction() -> Entry | None:
            newest = self._newest_standing(day, group)
            if newest is None:
                return None
            return _draft("correction", newest.day, newest.channel, newest.work_group, -1, newest.id)

        return self._append_if(correction)

    def note_itap(self, group: str | None, figure: int, day: datetime.date) -> Entry:
        """The number of answers that ITAP shows for a work group, or in total for None."""
        return self._append(lambda: _draft("itap", day, "staff", group, figure))

    def note(self, word: str, day: datetime.date, group: str | None = None) -> Entry:
        """Something about the counting itself, in one word."""
        return self._append(lambda: _draft("note", day, "system", group, word))

    def _append(self, draft: Callable[[], Entry]) -> Entry:
        entry = self._append_if(draft)
        assert entry is not None
        return entry

    def _append_if(self, draft: Callable[[], Entry | None]) -> Entry | None:
        """The one way into the ledger: `draft` is asked inside the transaction, and its entry is chained and kept."""
        with self._lock:
            entry: Entry | None = None
            try:
                with self._transaction():
                    entry = draft()
                    if entry is None:
                        return None
                    epoch, seq, head = self._head()
                    entry = _at(seq + 1, entry)
                    self._insert(epoch, entry, head)
            except sqlite3.Error as error:
                if not self._is_kept(entry):
                    raise NotCounted(f"Not counted: {self.path} could not be written ({error}); try again.") from error
            return entry

    def rotate(self, epoch: str, common: int) -> str:
        """Begin a new epoch after entry `common` of `epoch`, and put the entries from there to its end into it.

        The entries keep their ids, so that none is lost and none counts twice. Returns the new epoch.
        """
        with self._lock, self._transaction():
            old = {genesis.epoch: genesis for genesis in self.epochs()}[epoch]
            head, end = self.hash_at(old, common), self.end(epoch)
            assert head is not None
            new = Genesis(old.ledger, str(uuid.uuid4()), epoch, common, head)
            self._db.table("epoch").insert(
                {"epoch": new.epoch, "parent_epoch": epoch, "parent_seq": common, "parent_hash": head}
            )
            seq, head = 0, genesis_hash(new)
            while page := self.chained(epoch, common + seq):
                for entry, _ in page:
                    if common + seq == end:
                        return new.epoch
                    seq += 1
                    head = self._insert(new.epoch, _at(seq, entry), head)
            return new.epoch

    def adopt(self, entries: list[Entry]) -> int:
        """Take over entries that headquarters holds and this ledger lacks, under their own ids.

        They come from a machine that is gone or a backup's lost tail. Gives how many were taken: one that is here
        counts already, and so does one that takes back what is taken back here.
        """
        with self._lock, self._transaction():
            epoch, seq, head = self._head()
            first = seq
            for entry in entries:
                if self._is_new(entry):
                    seq += 1
                    head = self._insert(epoch, _at(seq, entry), head)
            return seq - first

    def _is_new(self, entry: Entry) -> bool:
        """Whether an entry is not here, nor takes back what is not here or is taken back already."""
        if self._all("SELECT 1 FROM entry WHERE id = ? OR corrects = ?", entry.id, entry.corrects):
            return False
        return entry.corrects is None or bool(
            self._all(
                "SELECT 1 FROM entry WHERE id = ? AND kind = 'respondent' "
                "AND day = ? AND work_group = ? AND channel = ?",
                entry.corrects,
                entry.day.isoformat(),
                entry.work_group,
                entry.channel,
            )
        )

    def _insert(self, epoch: str, entry: Entry, previous: str) -> str:
        """Put an entry behind the hash `previous`; returns its own hash."""
        digest = link(previous, entry)
        values = dict(zip(entry.__struct_fields__, msgspec.structs.astuple(entry), strict=True))
        self._db.table("entry").insert({"epoch": epoch, **values, "day": entry.day.isoformat(), "hash": digest})
        return digest

    def _is_kept(self, entry: Entry | None) -> bool:
        """After a failed write: whether the entry is on disk all the same, seen through a fresh connection.

        A COMMIT whose last sync failed can still be undone by a power cut, until another COMMIT has succeeded.
        """
        try:
            self._db.close()
            self._open()
            if entry is None or not self._all("SELECT 1 FROM entry WHERE id = ?", entry.id):
                return False
            self.set_state("kept", entry.id)
            return True
        except (sqlite3.Error, Refusal):
            return False

    def _newest_standing(self, day: datetime.date, group: str | None) -> Entry | None:
        rows = self._all(
            f"SELECT {ENTRY} FROM entry AS e JOIN epoch USING (epoch) "
            "WHERE day = ? AND channel = 'staff' AND kind = 'respondent' AND work_group = coalesce(?, work_group) "
            "AND NOT EXISTS (SELECT 1 FROM entry AS c WHERE c.corrects = e.id) "
            "ORDER BY number DESC, seq DESC LIMIT 1",
            day.isoformat(),
            group,
        )
        return entry_of(rows[0]) if rows else None


def _draft(
    kind: Kind,
    day: datetime.date,
    channel: Channel,
    group: str | None,
    value: int | str,
    corrects: str | None = None,
) -> Entry:
    """An entry that has no place in the chain yet."""
    return Entry(0, str(uuid.uuid4()), day, kind, group, value, corrects, channel)


def _at(seq: int, entry: Entry) -> Entry:
    return msgspec.structs.replace(entry, seq=seq)
