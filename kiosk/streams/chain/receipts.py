"""What headquarters has signed for, kept beside the entries of a chain: its receipts, and what it has set aside."""

from collections import Counter
from collections.abc import Callable, Collection
from contextlib import suppress
from typing import Any

import msgspec

from kiosk.protocol.payloads import Receipt
from kiosk.protocol.signing import VERSION, receipt_digest
from kiosk.storage.sqlite_file import SqliteFile

_SIGNED = ("version", "kiosk", "epoch", "acked", "head", "server_time", "digest", "signature")
"""The parts of a receipt that headquarters signs, the digest of those that are not kept, and its signature."""

_LAST = "receipt"
"""The word in the machine's state under which the last one is kept whole: of the others only the digest is."""


class _Given(msgspec.Struct):
    """When a receipt was given."""

    server_time: str


class Receipts:
    """The receipts of a chain's file, whose table of entries is `entries`. Nothing of this kiosk depends on them.

    `keep_elsewhere` keeps what a receipt tells of the office's other kiosks, in the transaction that keeps it;
    `reasons` are those for setting aside that there are words for.
    """

    def __init__(
        self,
        file: SqliteFile,
        entries: str,
        keep_elsewhere: Callable[[Receipt[Any]], None],
        reasons: Collection[str],
    ) -> None:
        self._file = file
        self._reasons = reasons
        self._entries = entries
        self._keep_elsewhere = keep_elsewhere

    def keep(self, receipt: Receipt[Any]) -> None:
        """Remember a verified receipt, and what it says of the office's other kiosks and of this one's entries.
        Idempotent."""
        with self._file.transaction():
            self._file.execute("DELETE FROM receipt WHERE epoch = ? AND acked = ?", receipt.epoch, receipt.acked)
            worked_out = {"version": VERSION, "digest": receipt_digest(receipt)}
            signed = {name: getattr(receipt, name) for name in _SIGNED if name not in worked_out}
            self._file.insert("receipt", {**signed, **worked_out})
            self._file.execute("DELETE FROM set_aside WHERE epoch = ?", receipt.epoch)
            aside = ({"epoch": receipt.epoch, **msgspec.structs.asdict(entry)} for entry in receipt.set_aside)
            self._file.insert("set_aside", *aside)
            self._keep_elsewhere(receipt)
            self._file.execute("DELETE FROM state WHERE name = ?", _LAST)
            self._file.insert("state", {"name": _LAST, "value": msgspec.json.encode(receipt).decode()})

    def last(self, kind: type[Receipt[Any]]) -> Receipt[Any] | None:
        """The last receipt that was kept, whole, as a `kind`. None before one was; ValueError if it cannot be read."""
        rows = self._file.rows("SELECT value FROM state WHERE name = ?", _LAST)
        return msgspec.json.decode(rows[0][0], type=kind) if rows else None

    def acked(self, epoch: str) -> tuple[int, str] | None:
        """The furthest seq of an epoch that HQ has confirmed, and the hash there."""
        rows = self._file.rows("SELECT acked, head FROM receipt WHERE epoch = ? ORDER BY acked DESC LIMIT 1", epoch)
        return (rows[0][0], rows[0][1]) if rows else None

    def set_aside(self) -> dict[str, int]:
        """How many entries headquarters holds and does not count, by reason, as each epoch's last receipt told.

        What a newer headquarters calls by a reason that is not known here is "other".
        """
        rows = self._file.rows(
            f"SELECT reason, count(DISTINCT id) FROM set_aside JOIN {self._entries} USING (epoch, seq) "
            "GROUP BY reason ORDER BY 1"
        )
        counts = Counter[str]()
        for reason, count in rows:
            counts[reason if reason in self._reasons else "other"] += count
        return dict(counts)

    def all(self) -> list[dict[str, object]]:
        """Every receipt by its parts, which are what headquarters has signed."""
        rows = self._file.rows(
            f"SELECT {', '.join(_SIGNED)} FROM receipt LEFT JOIN epoch USING (epoch) ORDER BY number, acked"
        )
        return [dict(zip(_SIGNED, row, strict=True)) for row in rows]

    def last_time(self) -> str | None:
        """HQ's time of the last receipt: where its clock was wrong once, not the furthest of its moments."""
        with suppress(msgspec.DecodeError):
            for (kept,) in self._file.rows("SELECT value FROM state WHERE name = ?", _LAST):
                return msgspec.json.decode(kept, type=_Given).server_time
        newest: str | None = self._file.value("SELECT max(server_time) FROM receipt")
        return newest
