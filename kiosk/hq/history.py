"""What the register holds of many offices, each kind of it read in one query: kiosks, tallies, figures, alarms."""

import datetime
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa
from sqlalchemy import Row

from kiosk.assessment import Window
from kiosk.hq.database import alarms, entries, epochs, kiosks, tallies
from kiosk.hq.transactions import reading
from kiosk.protocol import DayCount

_AT_ONCE = 200
"""Offices whose tallies are read in one transaction: an open reader makes a writer wait."""

_BEFORE_TODAY = datetime.timedelta(60)
"""How far back the last open days are looked for."""


@dataclass(frozen=True)
class Figure:
    """What ITAP showed, and the day on which it was typed in."""

    value: int
    day: datetime.date


@dataclass(frozen=True)
class Held:
    """How much HQ has of a kiosk: entries of its newest epoch, and of all of them."""

    newest: int
    all: int


Figures = dict[str | None, Figure]
"""By work group; None is the total."""


def expected(db: sa.Connection) -> list[Row[Any]]:
    """The register's kiosks, whether they ever reported or not, by office and name."""
    return list(db.execute(sa.select(kiosks).order_by(kiosks.c.office, kiosks.c.kiosk)))


def held(db: sa.Connection) -> dict[str, Held]:
    """How much HQ has of each kiosk that ever reported."""
    found: dict[str, Held] = {}
    for kiosk, acked in db.execute(sa.select(epochs.c.kiosk, epochs.c.acked).order_by(epochs.c.first_seen)):
        before = found.get(kiosk)
        found[kiosk] = Held(acked, acked + (before.all if before else 0))
    return found


def figures(db: sa.Connection, since: datetime.date) -> dict[str, Figures]:
    """Each office's newest ITAP figures, of those typed in on `since` or later."""
    found: dict[str, Figures] = {}
    for office, group, value, day in db.execute(
        sa.select(kiosks.c.office, entries.c.work_group, entries.c.value, entries.c.day)
        .join(kiosks, kiosks.c.kiosk == entries.c.kiosk)
        .where(entries.c.kind == "itap", entries.c.day >= since)
        .order_by(entries.c.day, entries.c.received_at, entries.c.seq)
    ):
        found.setdefault(office, {})[group] = Figure(int(value), day)
    return found


def open_alarms(db: sa.Connection) -> dict[str, list[str]]:
    """What nobody has acknowledged yet, by kiosk, oldest first."""
    found: dict[str, list[str]] = {}
    for kiosk, kind, detail in db.execute(
        sa.select(alarms.c.kiosk, alarms.c.kind, alarms.c.detail)
        .where(alarms.c.acknowledged_at.is_(None))
        .order_by(alarms.c.id)
    ):
        found.setdefault(kiosk, []).append(f"{kind}: {detail}")
    return found


def tallied(
    engine: sa.Engine, offices: Collection[str], window: Window, today: datetime.date
) -> Iterator[tuple[str, list[DayCount]]]:
    """The tallies of each of those offices, of the window and of the weeks before today."""
    wanted = _days(window, today)
    names = sorted(offices)
    for first in range(0, len(names), _AT_ONCE):
        found: dict[str, list[DayCount]] = {office: [] for office in names[first : first + _AT_ONCE]}
        with reading(engine) as db:
            for office, day, group, channel, count in db.execute(
                sa.select(kiosks.c.office, tallies.c.day, tallies.c.work_group, tallies.c.channel, tallies.c.count)
                .join(kiosks, kiosks.c.kiosk == tallies.c.kiosk)
                .where(kiosks.c.office.in_(found), wanted)
            ).all():
                found[office].append(DayCount(day, group, channel, count))
        yield from found.items()


def _days(window: Window, today: datetime.date) -> sa.ColumnElement[bool]:
    recent = today - _BEFORE_TODAY
    if recent <= window.outer:
        return tallies.c.day.between(min(window.start, recent), max(window.outer, today))
    return sa.or_(tallies.c.day.between(window.start, window.outer), tallies.c.day.between(recent, today))
