"""What the register's rows of epochs and entries say, in the words of the protocol."""

import datetime
from typing import Any

import sqlalchemy as sa

from kiosk.hq.store import statements
from kiosk.protocol.chain import Entry, Genesis, genesis_hash
from kiosk.protocol.meaning import KnownYears, Reason
from kiosk.text.dates import THAI_TIME

CLOCK = datetime.timedelta(days=1)
"""How far ahead a kiosk's day may be of the day on which its entry arrives: its clock may be wrong, honestly."""


def genesis_of(row: sa.Row[Any]) -> Genesis:
    """Where an epoch begins, from its row."""
    return Genesis(
        ledger=row.ledger,
        epoch=row.epoch,
        parent_epoch=row.parent_epoch,
        parent_seq=row.parent_seq,
        parent_hash=row.parent_hash,
    )


def entry_of(row: sa.Row[Any]) -> Entry:
    """An entry, from its row."""
    columns = {name: getattr(row, name) for name in Entry.__struct_fields__}
    return Entry(**{**columns, "value": row.value if row.kind == "note" else int(row.value)})


def last_day(received: datetime.datetime) -> datetime.date:
    """The last day that an entry may be of if it arrives at that moment."""
    return received.astimezone(THAI_TIME).date() + CLOCK


def doubt_of(row: sa.Row[Any], known: KnownYears) -> Reason | None:
    """Why an entry cannot be true, from its row; None if it can."""
    return known.doubt(entry_of(row), last_day(datetime.datetime.fromisoformat(row.received_at)))


def epoch_row(db: sa.Connection, kiosk: str, epoch: str) -> sa.Row[Any] | None:
    """What is held of an epoch of a kiosk, if anything is."""
    return db.execute(statements.EPOCH, {"of": kiosk, "in_epoch": epoch}).first()


def hash_at(db: sa.Connection, row: sa.Row[Any], seq: int) -> str | None:
    """The hash at a place of an epoch, given its row; None where HQ does not reach."""
    if seq == row.acked:
        return str(row.head)
    if seq == 0:
        return genesis_hash(genesis_of(row), row.encoding)
    return db.execute(statements.HASH, {"of": row.kiosk, "in_epoch": row.epoch, "at": seq}).scalar()
