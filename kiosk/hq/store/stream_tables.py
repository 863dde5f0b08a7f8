"""Where the register holds a stream of kiosks: its tables of epochs and of entries, and the statements on them.

The statements are built once: to build them costs more than to run them.
"""

from dataclasses import dataclass
from functools import cached_property
from typing import Any

import sqlalchemy as sa
from sqlalchemy import bindparam

from kiosk.hq.store.rows import entry_of, line_of
from kiosk.hq.store.tables import entries, epochs, kiosks, lines, record_epochs
from kiosk.protocol.chain import LEDGER, Genesis
from kiosk.protocol.encodings import Encodings
from kiosk.protocol.line import RECORD
from kiosk.protocol.payloads import Stream


@dataclass(frozen=True)
class StreamTables:
    """The tables of a stream, how its entries are chained, and where its present epoch stands with a kiosk."""

    stream: Stream
    epochs: sa.Table
    entries: sa.Table
    encodings: Encodings[Any]
    present: sa.Column[Any]

    @cached_property
    def _epoch(self) -> sa.Select[Any]:
        its = self.epochs.c
        return sa.select(self.epochs).where(its.kiosk == bindparam("of"), its.epoch == bindparam("in_epoch"))

    @cached_property
    def move_cursor(self) -> sa.Update:
        """Compare and swap of the cursor of an epoch."""
        its, names = self.epochs.c, ("acked", "head", "checkpoint", "signature", "signed_by")
        stands = (its.acked == bindparam("held"), its.head == bindparam("held_head"))
        return (
            self.epochs.update()
            .where(its.kiosk == bindparam("of"), its.epoch == bindparam("in_epoch"), *stands)
            .where(its.encoding == bindparam("in_encoding"))
            .values({name: bindparam(f"new_{name}") for name in names})
        )

    @cached_property
    def _hash(self) -> sa.Select[Any]:
        its = self.entries.c
        at = (its.kiosk == bindparam("of"), its.epoch == bindparam("in_epoch"), its.seq == bindparam("at"))
        return sa.select(its.hash).where(*at)

    @cached_property
    def aside_in_epoch(self) -> sa.Select[Any]:
        """What is set aside of an epoch, the newest first."""
        its = self.entries.c
        held = (its.kiosk == bindparam("of"), its.epoch == bindparam("in_epoch"), its.set_aside.is_not(None))
        return sa.select(its.seq, its.set_aside).where(*held).order_by(its.seq.desc()).limit(bindparam("most"))

    def epoch_row(self, db: sa.Connection, kiosk: str, epoch: str) -> sa.Row[Any] | None:
        """What is held of an epoch of a kiosk, if anything is."""
        return db.execute(self._epoch, {"of": kiosk, "in_epoch": epoch}).first()

    def hash_at(self, db: sa.Connection, row: sa.Row[Any], seq: int) -> str | None:
        """The hash at a place of an epoch, given its row; None where HQ does not reach."""
        if seq == row.acked:
            return str(row.head)
        if seq == 0:
            return self.encodings.genesis_hash(genesis_of(row), row.encoding)
        return db.execute(self._hash, {"of": row.kiosk, "in_epoch": row.epoch, "at": seq}).scalar()

    def entry_of(self, row: sa.Row[Any]) -> Any:
        """An entry of the stream, from its row."""
        return entry_of(row) if self.stream == "ledger" else line_of(row)


def genesis_of(row: sa.Row[Any]) -> Genesis:
    """Where an epoch begins, from its row."""
    return Genesis(
        ledger=row.ledger,
        epoch=row.epoch,
        parent_epoch=row.parent_epoch,
        parent_seq=row.parent_seq,
        parent_hash=row.parent_hash,
    )


LEDGERS = StreamTables("ledger", epochs, entries, LEDGER, kiosks.c.epoch)
RECORDS = StreamTables("record", record_epochs, lines, RECORD, kiosks.c.record_epoch)
STREAMS: dict[Stream, StreamTables] = {"ledger": LEDGERS, "record": RECORDS}
