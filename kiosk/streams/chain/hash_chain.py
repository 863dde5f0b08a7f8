"""The hash chain of a file, read: its epochs, the entries of each with their hashes, its head."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Generic, TypeVar

from msgspec import Struct

from kiosk.protocol.chain import Genesis
from kiosk.protocol.encodings import Encodings
from kiosk.protocol.payloads import Stream as Name
from kiosk.storage.sqlite_file import SqliteFile

PAGE = 1_000
"""Entries read at a time: an open cursor would make a writer wait."""

T = TypeVar("T", bound=Struct)


@dataclass(frozen=True)
class Stream(Generic[T]):
    """A kind of chain: the `name` of the table of its one row of identity, the table of its entries, their encodings.

    An entry begins with `seq`, `id` and `day`. `if_gone` and `if_cut` say what to do where this machine had another
    file, and where the end is missing.
    """

    name: Name
    entries: str
    encodings: Encodings[T]
    if_gone: str
    if_cut: str


class HashChain(Generic[T]):
    """The entries of a file in their order. Hashes are hex."""

    def __init__(self, file: SqliteFile, stream: Stream[T]) -> None:
        self._file = file
        self.stream = stream
        self._columns = ", ".join(stream.encodings.kind.__struct_fields__)

    @property
    def chain_id(self) -> str:
        """The file's own id, which its epochs are bound to."""
        return str(self._file.value(f"SELECT id FROM {self.stream.name}"))

    def head(self) -> tuple[str, int, str]:
        """The present epoch, its last seq (0 before the first entry), and the hash there."""
        epoch = str(self._file.value("SELECT epoch FROM epoch ORDER BY number DESC LIMIT 1"))
        newest = f"SELECT seq, hash FROM {self.stream.entries} WHERE epoch = ? ORDER BY seq DESC LIMIT 1"
        last = self._file.rows(newest, epoch)
        seq, digest = last[0] if last else (0, self._start(epoch))
        return epoch, seq, str(digest)

    def epochs(self) -> list[Genesis]:
        """Where every epoch begins, oldest first."""
        rows = self._file.rows("SELECT epoch, parent_epoch, parent_seq, parent_hash FROM epoch ORDER BY number")
        return [Genesis(self.chain_id, *row) for row in rows]

    def encoding(self, epoch: str) -> int:
        """The version of the canonical encoding in which an epoch's entries are hashed."""
        return int(self._file.value("SELECT encoding FROM epoch WHERE epoch = ?", epoch))

    def is_outdated(self) -> bool:
        """Whether the present epoch's encoding is older than that of entries now."""
        newest = self._file.rows("SELECT encoding FROM epoch ORDER BY number DESC LIMIT 1")
        return bool(newest) and newest[0][0] < self.stream.encodings.newest

    def entries(self, epoch: str, after: int = 0, page: int = PAGE) -> list[tuple[T, str]]:
        """Pagination: at most `page` entries of an epoch with their hashes, after seq `after`.

        ValueError for what is no entry.
        """
        rows = self._file.rows(
            f"SELECT {self._columns}, hash FROM {self.stream.entries} "
            f"WHERE epoch = ? AND seq > ? ORDER BY seq LIMIT {page}",
            epoch,
            after,
        )
        return [(self.entry_of(row[:-1]), row[-1]) for row in rows]

    def ids(self, up_to: Mapping[str, int] | None = None) -> set[str]:
        """The ids of all entries, or of those up to a seq of each of these epochs; once each."""
        reach = {genesis.epoch: self.length(genesis.epoch) for genesis in self.epochs()} if up_to is None else up_to
        select = f"SELECT id FROM {self.stream.entries} WHERE epoch = ? AND seq <= ?"
        return {id_ for epoch, seq in reach.items() for (id_,) in self._file.rows(select, epoch, seq)}

    def has(self, id_: str) -> bool:
        """Whether an entry of that id is here."""
        return bool(self._file.rows(f"SELECT 1 FROM {self.stream.entries} WHERE id = ? LIMIT 1", id_))

    def length(self, epoch: str) -> int:
        """The last seq of an epoch, 0 if it has no entry."""
        return int(self._file.value(f"SELECT coalesce(max(seq), 0) FROM {self.stream.entries} WHERE epoch = ?", epoch))

    def end(self, epoch: str) -> int:
        """Where an epoch ends: at its last entry, or where an epoch that goes on from it begins."""
        fork = self._file.value("SELECT min(parent_seq) FROM epoch WHERE parent_epoch = ?", epoch)
        return self.length(epoch) if fork is None else min(int(fork), self.length(epoch))

    def hash_at(self, epoch: str, seq: int) -> str | None:
        """The hash of an epoch at `seq`, 0 being its genesis; None if it does not reach so far or is not here."""
        if seq == 0:
            return self._start(epoch)
        rows = self._file.rows(f"SELECT hash FROM {self.stream.entries} WHERE epoch = ? AND seq = ?", epoch, seq)
        return str(rows[0][0]) if rows else None

    def entry_of(self, row: tuple[Any, ...]) -> T:
        """An entry from its row. ValueError if its day is none, or is not written as these files write days."""
        kind = self.stream.encodings.kind
        columns = dict(zip(kind.__struct_fields__, row, strict=True))
        day = datetime.date.fromisoformat(columns["day"])
        if day.isoformat() != columns["day"]:
            raise ValueError(f"{columns['day']} is not a day as a {self.stream.name} writes it")
        return kind(**{**columns, "day": day})

    def _start(self, epoch: str) -> str | None:
        """The hash that the first entry of an epoch follows; None if it is not here."""
        rows = self._file.rows(
            "SELECT encoding, id, epoch, parent_epoch, parent_seq, parent_hash "
            f"FROM epoch, {self.stream.name} WHERE epoch = ?",
            epoch,
        )
        return self.stream.encodings.genesis_hash(Genesis(*rows[0][1:]), rows[0][0]) if rows else None
