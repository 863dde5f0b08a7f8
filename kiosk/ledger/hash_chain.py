"""The hash chain of a ledger, read: its epochs, the entries of each with their hashes, its head."""

import datetime
from collections.abc import Collection, Mapping
from typing import Any, Literal

import msgspec

from kiosk.protocol.chain import ENCODING, Entry, Genesis, genesis_hash
from kiosk.storage.sqlite_file import SqliteFile

PAGE = 1_000
"""Entries read at a time: an open cursor would make a writer wait."""

COLUMNS = ", ".join(Entry.__struct_fields__)


class HashChain:
    """The entries of a ledger file in their order. Hashes are hex."""

    def __init__(self, file: SqliteFile) -> None:
        self._file = file

    @property
    def ledger_id(self) -> str:
        """The ledger's own id, which its epochs are bound to."""
        return str(self._file.value("SELECT id FROM ledger"))

    def head(self) -> tuple[str, int, str]:
        """The present epoch, its last seq (0 before the first entry), and the hash there."""
        epoch = str(self._file.value("SELECT epoch FROM epoch ORDER BY number DESC LIMIT 1"))
        last = self._file.rows("SELECT seq, hash FROM entry WHERE epoch = ? ORDER BY seq DESC LIMIT 1", epoch)
        seq, digest = last[0] if last else (0, self._start(epoch))
        return epoch, seq, str(digest)

    def epochs(self) -> list[Genesis]:
        """Where every epoch begins, oldest first."""
        rows = self._file.rows("SELECT epoch, parent_epoch, parent_seq, parent_hash FROM epoch ORDER BY number")
        return [Genesis(self.ledger_id, *row) for row in rows]

    def encoding(self, epoch: str) -> int:
        """The version of the canonical encoding in which an epoch's entries are hashed."""
        return int(self._file.value("SELECT encoding FROM epoch WHERE epoch = ?", epoch))

    def is_outdated(self) -> bool:
        """Whether the present epoch's encoding is older than that of entries now."""
        newest = self._file.rows("SELECT encoding FROM epoch ORDER BY number DESC LIMIT 1")
        return bool(newest) and newest[0][0] < ENCODING

    def entries(self, epoch: str, after: int = 0, page: int = PAGE) -> list[tuple[Entry, str]]:
        """Pagination: at most `page` entries of an epoch with their hashes, after seq `after`.

        ValueError for what is no entry.
        """
        rows = self._file.rows(
            f"SELECT {COLUMNS}, hash FROM entry WHERE epoch = ? AND seq > ? ORDER BY seq LIMIT {page}", epoch, after
        )
        return [(entry_of(row[:-1]), row[-1]) for row in rows]

    def ids(self, up_to: Mapping[str, int] | None = None) -> set[str]:
        """The ids of all entries, or of those up to a seq of each of these epochs; once each."""
        reach = {genesis.epoch: self.length(genesis.epoch) for genesis in self.epochs()} if up_to is None else up_to
        select = "SELECT id FROM entry WHERE epoch = ? AND seq <= ?"
        return {id_ for epoch, seq in reach.items() for (id_,) in self._file.rows(select, epoch, seq)}

    def length(self, epoch: str) -> int:
        """The last seq of an epoch, 0 if it has no entry."""
        return int(self._file.value("SELECT coalesce(max(seq), 0) FROM entry WHERE epoch = ?", epoch))

    def end(self, epoch: str) -> int:
        """Where an epoch ends: at its last entry, or where an epoch that goes on from it begins."""
        fork = self._file.value("SELECT min(parent_seq) FROM epoch WHERE parent_epoch = ?", epoch)
        return self.length(epoch) if fork is None else min(int(fork), self.length(epoch))

    def hash_at(self, epoch: str, seq: int) -> str | None:
        """The hash of an epoch at `seq`, 0 being its genesis; None if it does not reach so far or is not here."""
        if seq == 0:
            return self._start(epoch)
        rows = self._file.rows("SELECT hash FROM entry WHERE epoch = ? AND seq = ?", epoch, seq)
        return str(rows[0][0]) if rows else None

    def of_kind(self, kind: Literal["itap", "note"]) -> list[Entry]:
        """The few entries of a kind, oldest day first; once each, however many epochs hold them."""
        rows = self._file.rows(
            f"SELECT {COLUMNS} FROM entry INDEXED BY entry_{kind} JOIN epoch USING (epoch) "
            f"WHERE kind = '{kind}' ORDER BY day, number, seq"
        )
        entries = map(entry_of, rows)
        return list({entry.id: entry for entry in entries}.values())

    def has_note(self, day: datetime.date, word: str) -> bool:
        """Whether that is noted of the day."""
        found = "SELECT 1 FROM entry WHERE day = ? AND channel = 'system' AND kind = 'note' AND value = ? LIMIT 1"
        return bool(self._file.rows(found, day.isoformat(), word))

    def newest_day(self) -> datetime.date | None:
        """The latest day of any entry; None before the first."""
        newest = self._file.value("SELECT max(day) FROM entry")
        return datetime.date.fromisoformat(newest) if newest else None

    def newest_correctable(
        self, day: datetime.date, group: str | None, among: Collection[str] | None = None
    ) -> Entry | None:
        """The newest staff entry of `day` (and of `group`, and with an id `among` these) that is not taken back."""
        rows = self._file.rows(
            f"SELECT {COLUMNS} FROM entry AS e JOIN epoch USING (epoch) "
            "WHERE day = ?1 AND channel = 'staff' AND kind = 'respondent' AND work_group = coalesce(?2, work_group) "
            "AND NOT EXISTS (SELECT 1 FROM entry AS c WHERE c.corrects = e.id) "
            "AND (?3 IS NULL OR e.id IN (SELECT value FROM json_each(?3))) "
            "ORDER BY number DESC, seq DESC LIMIT 1",
            day.isoformat(),
            group,
            None if among is None else msgspec.json.encode(list(among)).decode(),
        )
        return entry_of(rows[0]) if rows else None

    def is_new(self, entry: Entry) -> bool:
        """Whether an entry is not here, nor takes back what is not here or is taken back already."""
        if self._file.rows("SELECT 1 FROM entry WHERE id = ? OR corrects = ?", entry.id, entry.corrects):
            return False
        return entry.corrects is None or bool(
            self._file.rows(
                "SELECT 1 FROM entry WHERE id = ? AND kind = 'respondent' "
                "AND day = ? AND work_group = ? AND channel = ?",
                entry.corrects,
                entry.day.isoformat(),
                entry.work_group,
                entry.channel,
            )
        )

    def _start(self, epoch: str) -> str | None:
        """The hash that the first entry of an epoch follows; None if it is not here."""
        rows = self._file.rows(
            "SELECT encoding, id, epoch, parent_epoch, parent_seq, parent_hash FROM epoch, ledger WHERE epoch = ?",
            epoch,
        )
        return genesis_hash(Genesis(*rows[0][1:]), rows[0][0]) if rows else None


def entry_of(row: tuple[Any, ...]) -> Entry:
    """An entry from its row. ValueError if its day is none, or is not written as the ledger writes days."""
    columns = dict(zip(Entry.__struct_fields__, row, strict=True))
    day = datetime.date.fromisoformat(columns["day"])
    if day.isoformat() != columns["day"]:
        raise ValueError(f"{columns['day']} is not a day as a ledger writes it")
    return Entry(**{**columns, "day": day})
