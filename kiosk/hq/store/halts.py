"""Halts: a kiosk whose calls are refused stands still although it knocks, which is another thing than silent.

A stranger can call in a kiosk's name and be refused. So a refusal is a halt only when the kiosk was refused again, a
good while later, and nothing of it was taken in between.
"""

import datetime
from typing import Any

import sqlalchemy as sa

from kiosk.hq.store.kiosk_events import note_event
from kiosk.hq.store.tables import kiosks
from kiosk.protocol.payloads import Stream, moment

STANDING = datetime.timedelta(minutes=50)
"""How long a kiosk is refused before that is a halt: it knocks once an hour."""

KNOCKING = datetime.timedelta(hours=26)
"""How long ago the last call may be; whoever calls no more is silent."""

SUSPENDED = "suspended"


def halt_of(row: Any, now: datetime.datetime) -> str | None:
    """Why a kiosk is halted, in the word of the problem that it was answered, from its row; None if it is not."""
    if row.suspended:
        return SUSPENDED
    if row.refused_why is None or now - _at(row.refused_at) > KNOCKING:
        return None
    return _why(row) if _at(row.refused_at) - _at(row.refused_since) >= STANDING else None


def halt_ends(row: Any, now: datetime.datetime) -> datetime.datetime | None:
    """When a kiosk that calls no more is no longer halted; None if it is not, or stays so."""
    if row.refused_at is None or now - _at(row.refused_at) > KNOCKING:
        return None
    return _at(row.refused_at) + KNOCKING


def halted_since(row: Any) -> str | None:
    """The moment of the first refusal of a halted kiosk; None of one that is suspended."""
    return None if row.suspended else row.refused_since


def note_refusal(db: sa.Connection, kiosk: str, why: str, stream: Stream, now: datetime.datetime) -> None:
    """Keep that a call of a kiosk was refused just now; what makes it a halt, or another one, is an event."""
    told, its = f"{stream}/{why}", kiosks.c.kiosk == kiosk
    before = db.execute(sa.select(kiosks).where(its).with_for_update()).one()
    since = before.refused_since or moment(now)
    db.execute(kiosks.update().where(its).values(refused_why=told, refused_since=since, refused_at=moment(now)))
    halt = halt_of(db.execute(sa.select(kiosks).where(its)).one(), now)
    if halt is not None and halt != halt_of(before, now):
        note_event(db, kiosk, "halted", now, became=halt)


def note_taken(db: sa.Connection, kiosk: str, row: Any, stream: Stream, now: datetime.datetime) -> None:
    """A kiosk whose last refusal was of this stream is refused no more: `row` has the columns that say so."""
    if row.refused_why is None or not row.refused_why.startswith(f"{stream}/"):
        return
    none = {"refused_why": None, "refused_since": None, "refused_at": None}
    db.execute(kiosks.update().where(kiosks.c.kiosk == kiosk).values(none))
    if halt_of(row, now) is not None:
        note_event(db, kiosk, "back", now, was=_why(row))


def _why(row: Any) -> str:
    why: str = row.refused_why
    return why.partition("/")[2]


def _at(written: str) -> datetime.datetime:
    return datetime.datetime.fromisoformat(written)
