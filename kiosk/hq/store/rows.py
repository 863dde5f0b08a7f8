"""What the register's rows of epochs and entries say, in the words of the protocol."""

import datetime
from typing import Any

import sqlalchemy as sa

from kiosk.protocol.chain import Entry
from kiosk.protocol.line import Line
from kiosk.protocol.meaning import KnownYears, Reason
from kiosk.text.dates import THAI_TIME

CLOCK = datetime.timedelta(days=1)
"""How far ahead a kiosk's day may be of the day on which its entry arrives: its clock may be wrong, honestly."""


def entry_of(row: sa.Row[Any]) -> Entry:
    """An entry, from its row."""
    columns = {name: getattr(row, name) for name in Entry.__struct_fields__}
    return Entry(**{**columns, "value": row.value if row.kind == "note" else int(row.value)})


def line_of(row: sa.Row[Any]) -> Line:
    """A line of a record, from its row."""
    return Line(**{name: getattr(row, name) for name in Line.__struct_fields__})


def last_day(received: datetime.datetime) -> datetime.date:
    """The last day that an entry may be of if it arrives at that moment."""
    return received.astimezone(THAI_TIME).date() + CLOCK


def doubt_of(row: sa.Row[Any], known: KnownYears) -> Reason | None:
    """Why an entry cannot be true, from its row; None if it can."""
    return known.doubt(entry_of(row), last_day(datetime.datetime.fromisoformat(row.received_at)))
