"""What the register holds of many offices, each kind of it read in one query: tallies, figures, notes, alarms."""

import datetime
from collections.abc import Collection, Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

import sqlalchemy as sa

from kiosk.catalogue.assessment import TOTAL, Window
from kiosk.hq.store.rows import entry_of
from kiosk.hq.store.tables import alarms, entries, kiosks, offices, tallies
from kiosk.hq.store.transactions import reading
from kiosk.progress.itap_gap import ItapFigure
from kiosk.progress.note_words import NoteWords, noted
from kiosk.protocol.chain import DayCount

_OFFICES_AT_ONCE = 200
"""Offices whose tallies are read in one transaction: an open reader makes a writer wait."""


def retired_offices(db: sa.Connection) -> set[str]:
    """The offices of which nothing is expected any more."""
    return set(db.execute(sa.select(offices.c.office).where(offices.c.retired_at.is_not(None))).scalars())


def itap_figures(db: sa.Connection, since: datetime.date) -> dict[str, list[ItapFigure]]:
    """Each office's newest ITAP figures, one a work group, of those typed in on `since` or later."""
    by_office: dict[str, dict[str | None, ItapFigure]] = {}
    for office, group, value, day in db.execute(
        sa.select(kiosks.c.office, entries.c.work_group, entries.c.value, entries.c.day)
        .join(kiosks, kiosks.c.kiosk == entries.c.kiosk)
        .where(entries.c.kind == "itap", entries.c.day >= since, entries.c.set_aside.is_(None))
        .order_by(entries.c.day, entries.c.received_at, entries.c.seq)
    ):
        by_office.setdefault(office, {})[group] = ItapFigure(day, group or TOTAL, int(value))
    return {office: list(newest.values()) for office, newest in by_office.items()}


def notes(db: sa.Connection, since: datetime.date, *wanted: sa.ColumnElement[bool]) -> dict[str, list[NoteWords]]:
    """What each kiosk has noted of the counting on `since` or later, the newest day first; once each, however many
    epochs hold it."""
    rows = db.execute(
        sa.select(entries)
        .join(kiosks, kiosks.c.kiosk == entries.c.kiosk)
        .where(entries.c.kind == "note", entries.c.day >= since, *wanted)
        .order_by(entries.c.kiosk, entries.c.day, entries.c.received_at, entries.c.seq)
    )
    by_kiosk = groupby(rows, lambda row: str(row.kiosk))
    return {kiosk: noted({row.id: entry_of(row) for row in own}.values()) for kiosk, own in by_kiosk}


def open_alarms(db: sa.Connection) -> dict[str, dict[str, list[str]]]:
    """What nobody has acknowledged yet, by office and kiosk, oldest first."""
    by_office: dict[str, dict[str, list[str]]] = {}
    for office, kiosk, kind, detail, times in db.execute(
        sa.select(kiosks.c.office, alarms.c.kiosk, alarms.c.kind, alarms.c.detail, alarms.c.times)
        .join(kiosks, kiosks.c.kiosk == alarms.c.kiosk)
        .where(alarms.c.acknowledged_at.is_(None))
        .order_by(alarms.c.id)
    ):
        told = by_office.setdefault(office, {}).setdefault(kiosk, [])
        told.append(f"{kind}: {detail}{f' (×{times})' if times > 1 else ''}")
    return by_office


@dataclass(frozen=True)
class TallyDays:
    """The days whose tallies are wanted: the window, and those from `recent` to today.

    Up to each of `bounds` days are added up, and stand as that bound; without bounds every day stands alone.
    """

    window: Window
    recent: datetime.date
    today: datetime.date
    bounds: tuple[datetime.date, ...] = ()

    @classmethod
    def summed(
        cls, window: Window, recent: datetime.date, today: datetime.date, apart: Iterable[datetime.date]
    ) -> "TallyDays":
        """Days before `recent` added up, but so that the sum up to each day of `apart` can still be told."""
        last = min(recent - datetime.timedelta(1), window.outer)
        bounds = sorted({day for day in apart if window.start <= day < last} | {last})
        return cls(window, recent, today, tuple(bounds) if window.start <= last else ())

    def wanted(self) -> sa.ColumnElement[bool]:
        """Whether a tally is of these days."""
        if self.recent <= self.window.outer:
            start, end = min(self.window.start, self.recent), max(self.window.outer, self.today)
            return tallies.c.day.between(start, end)
        in_window = tallies.c.day.between(self.window.start, self.window.outer)
        return sa.or_(in_window, tallies.c.day.between(self.recent, self.today))

    def as_told(self) -> sa.ColumnElement[datetime.date]:
        """The day that a tally stands as."""
        if not self.bounds:
            return tallies.c.day
        return sa.case(*((tallies.c.day <= day, sa.literal(day)) for day in self.bounds), else_=tallies.c.day)


def office_tallies(
    engine: sa.Engine, offices: Collection[str], days: TallyDays
) -> Iterator[tuple[str, list[DayCount]]]:
    """The tallies of each of those offices, its kiosks added up."""
    told = days.as_told().label("told")
    names = sorted(offices)
    for first in range(0, len(names), _OFFICES_AT_ONCE):
        by_office: dict[str, list[DayCount]] = {office: [] for office in names[first : first + _OFFICES_AT_ONCE]}
        with reading(engine) as db:
            for office, day, group, channel, count in db.execute(
                sa.select(kiosks.c.office, told, tallies.c.work_group, tallies.c.channel, sa.func.sum(tallies.c.count))
                .join_from(kiosks, tallies, kiosks.c.kiosk == tallies.c.kiosk)
                .where(kiosks.c.office.in_(by_office), days.wanted())
                .group_by(kiosks.c.office, "told", tallies.c.work_group, tallies.c.channel)
            ).all():
                by_office[office].append(DayCount(day, group, channel, count))
        yield from by_office.items()
