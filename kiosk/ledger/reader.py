"""What a ledger holds, read: its epochs and their chains, its tallies, its figures."""

import datetime
from typing import Any, Literal

from kiosk.ledger.file import LedgerFile
from kiosk.protocol.chain import DayCount, Entry, Genesis, genesis_hash

PAGE = 1_000
"""Entries read at a time: an open cursor would make a writer wait."""

ENTRY = "seq, id, day, kind, work_group, value, corrects, channel"
"""The columns of an entry, in the order of the struct."""


class Entries(LedgerFile):
    """The reading half of a ledger. Days are days in Thailand, hashes are hex."""

    @property
    def id(self) -> str:
        """The ledger's own id."""
        return str(self._all("SELECT id FROM ledger")[0][0])

    def head(self) -> tuple[str, int, str]:
        """The present epoch, its last seq (0 before the first entry), and the hash there."""
        with self._lock:
            return self._head()

    def epochs(self) -> list[Genesis]:
        """Where every epoch begins, oldest first."""
        rows = self._all("SELECT epoch, parent_epoch, parent_seq, parent_hash FROM epoch ORDER BY number")
        return [Genesis(self.id, *row) for row in rows]

    def chained(self, epoch: str, after: int = 0, page: int = PAGE) -> list[tuple[Entry, str]]:
        """At most `page` entries of an epoch with their hashes, after seq `after`. ValueError for what is no entry."""
        rows = self._all(
            f"SELECT {ENTRY}, hash FROM entry WHERE epoch = ? AND seq > ? ORDER BY seq LIMIT {page}",
            epoch,
            after,
        )
        return [(entry_of(row[:-1]), row[-1]) for row in rows]

    def length(self, epoch: str) -> int:
        """The last seq of an epoch, 0 if it has no entry."""
        return int(self._all("SELECT coalesce(max(seq), 0) FROM entry WHERE epoch = ?", epoch)[0][0])

    def end(self, epoch: str) -> int:
        """Where an epoch ends: at its last entry, or where an epoch that goes on from it begins."""
        first = self._all("SELECT min(parent_seq) FROM epoch WHERE parent_epoch = ?", epoch)[0][0]
        return self.length(epoch) if first is None else min(int(first), self.length(epoch))

    def hash_at(self, genesis: Genesis, seq: int) -> str | None:
        """The hash of an epoch at `seq`, 0 being its genesis; None if it does not reach so far."""
        if seq == 0:
            return genesis_hash(genesis)
        rows = self._all("SELECT hash FROM entry WHERE epoch = ? AND seq = ?", genesis.epoch, seq)
        return str(rows[0][0]) if rows else None

    def tally(self, start: datetime.date, end: datetime.date) -> list[DayCount]:
        """Respondents counted here by day, work group and channel, from `start` to `end`, both included."""
        return self._counts("tally", start, end)

    def elsewhere(self, start: datetime.date, end: datetime.date) -> list[DayCount]:
        """Respondents of the office's other kiosks, as the last receipt told them."""
        return self._counts("elsewhere", start, end)

    def itap(self, until: datetime.date = datetime.date.max) -> dict[str | None, tuple[int, datetime.date]]:
        """The newest ITAP figure of each work group, None being the total, with the day it was typed in."""
        return {group: (figure, day) for day, group, figure in self.itap_noted(until)}

    def itap_noted(self, until: datetime.date = datetime.date.max) -> list[tuple[datetime.date, str | None, int]]:
        """Every ITAP figure that was typed in up to `until`, in order: the day, its work group, the figure."""
        return [(one.day, one.work_group, int(one.value)) for one in self._kept("itap") if one.day <= until]

    def itap_history(self, group: str | None) -> list[tuple[datetime.date, int]]:
        """Every figure that ITAP showed for a work group, None being the total, by the day it was typed in."""
        return [(day, figure) for day, work_group, figure in self.itap_noted() if work_group == group]

    def notes(self) -> list[Entry]:
        """Everything noted about the counting, oldest first."""
        return self._kept("note")

    def version_of_data(self) -> int:
        """A number that changes whenever another connection has written."""
        return int(self._all("PRAGMA data_version")[0][0])

    # Inside

    def _kept(self, kind: Literal["itap", "note"]) -> list[Entry]:
        """The few entries of a kind, oldest day first; once each, however many epochs hold them."""
        rows = self._all(
            f"SELECT {ENTRY} FROM entry INDEXED BY entry_{kind} JOIN epoch USING (epoch) "
            f"WHERE kind = '{kind}' ORDER BY day, number, seq"
        )
        return list({row[1]: entry_of(row) for row in rows}.values())

    def _counts(self, table: str, start: datetime.date, end: datetime.date) -> list[DayCount]:
        rows = self._all(
            f"SELECT day, work_group, channel, count FROM {table} WHERE day BETWEEN ? AND ?",
            start.isoformat(),
            end.isoformat(),
        )
        return [DayCount(datetime.date.fromisoformat(day), *rest) for day, *rest in rows]

    def _head(self) -> tuple[str, int, str]:
        row = self._db.execute(
            "SELECT epoch, parent_epoch, parent_seq, parent_hash FROM epoch ORDER BY number DESC LIMIT 1"
        ).fetchone()
        last = self._db.execute(
            "SELECT seq, hash FROM entry WHERE epoch = ? ORDER BY seq DESC LIMIT 1", (row[0],)
        ).fetchone()
        return (row[0], *(last or (0, genesis_hash(Genesis(self.id, *row)))))


def entry_of(row: tuple[Any, ...]) -> Entry:
    """An entry from its row. ValueError if its day is none, or is not written as the ledger writes days."""
    seq, entry_id, text, *rest = row
    day = datetime.date.fromisoformat(text)
    if day.isoformat() != text:
        raise ValueError(f"{text} is not a day as a ledger writes it")
    return Entry(seq, entry_id, day, *rest)
