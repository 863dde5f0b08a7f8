"""Report days of a kiosk: on which of the last days a report of it was taken, and on which it was refused."""

import datetime
from collections import Counter
from collections.abc import Iterator
from typing import Any, Literal, NamedTuple

import sqlalchemy as sa

from kiosk.catalogue.open_days import OpenDays
from kiosk.hq.store.halts import halted_since
from kiosk.hq.store.kiosk_events import events_of
from kiosk.hq.store.tables import cosignatures, roots
from kiosk.progress.status_marks import StatusMark
from kiosk.text.dates import thai_day

DAYS = 45

DayState = Literal["heard", "refused", "unheard", "closed"]

MARKS: dict[DayState, StatusMark] = {
    "heard": StatusMark("●", "ok"),
    "refused": StatusMark("✖", "bad"),
    "unheard": StatusMark("◇", "warn"),
    "closed": StatusMark("–", "soft"),
}


class ReportDay(NamedTuple):
    """A day and what was heard on it."""

    day: datetime.date
    state: DayState


def report_days(db: sa.Connection, row: sa.Row[Any], open_days: OpenDays, today: datetime.date) -> list[ReportDay]:
    """The last days, the oldest first; none of a kiosk of which nothing was heard in them.

    A kiosk confirms each night's root with the report after it, so that its cosignatures tell its days.
    """
    heard, refused = _heard(db, row, today), set(_refused(db, row, today))
    days = [today - datetime.timedelta(back) for back in range(DAYS - 1, -1, -1)]
    if heard.isdisjoint(days) and refused.isdisjoint(days):
        return []
    return [ReportDay(day, _state(day, heard, refused, open_days)) for day in days]


def counted(days: list[ReportDay]) -> list[tuple[DayState, int]]:
    """How many days there are of each state."""
    number = Counter(each.state for each in days)
    return [(state, number[state]) for state in MARKS if number[state]]


def _state(day: datetime.date, heard: set[datetime.date], refused: set[datetime.date], open_days: OpenDays) -> DayState:
    if day in heard:
        return "heard"
    if day in refused:
        return "refused"
    return "unheard" if day in open_days else "closed"


def _heard(db: sa.Connection, row: sa.Row[Any], today: datetime.date) -> set[datetime.date]:
    nights = sa.select(roots.c.size).where(roots.c.day >= today - datetime.timedelta(DAYS + 1))
    taken = sa.select(cosignatures.c.taken_at).where(cosignatures.c.kiosk == row.kiosk, cosignatures.c.size.in_(nights))
    moments = [*db.execute(taken).scalars(), *([row.last_report] if row.last_report else [])]
    return {thai_day(at) for at in moments}


def _refused(db: sa.Connection, row: sa.Row[Any], today: datetime.date) -> Iterator[datetime.date]:
    """Every day of its halts, those that are over and the one that lasts."""
    since: datetime.date | None = None
    for event in events_of(db, row.kiosk):
        if event.kind == "halted":
            since = since or thai_day(event.at)
        elif event.kind == "back" and since is not None:
            yield from _each_day(since, thai_day(event.at))
            since = None
    if (lasts := halted_since(row)) is not None:
        yield from _each_day(thai_day(lasts), today)


def _each_day(first: datetime.date, last: datetime.date) -> Iterator[datetime.date]:
    for number in range(max((last - first).days - DAYS, 0), (last - first).days + 1):
        yield first + datetime.timedelta(number)
