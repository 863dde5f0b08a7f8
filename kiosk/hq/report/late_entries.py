"""Backdating made visible: respondents of a day that was over when the kiosk had already gone on without them.

They are counted like others, because a team may have collected outside; that they were entered later is said.
"""

import datetime
from bisect import bisect_left
from collections import Counter, defaultdict
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from kiosk.hq.store.claim_statements import is_at
from kiosk.hq.store.tables import counted, entries, kiosks
from kiosk.text.dates import thai_day


@dataclass(frozen=True, order=True)
class LateEntries:
    """How many respondents of a day came later than they could have; `arrived` is the day in Thailand."""

    arrived: datetime.date
    kiosk: str
    day: datetime.date
    count: int


def late_entries(db: sa.Connection, office: str) -> list[LateEntries]:
    """What the kiosks of an office entered later, the newest first.

    An entry came later if its ledger already held one of a later day before it, or if its kiosk had sent entries on a
    later day without it. Silence alone makes none late, nor does what is counted under an id that came in time.
    """
    arrivals = _arrivals(db, office)
    late: Counter[tuple[datetime.date, str, datetime.date]] = Counter()
    for kiosk, day, received_at, is_behind, count in db.execute(_by_arrival(office)):
        arrived = thai_day(received_at)
        before = arrivals[kiosk][: bisect_left(arrivals[kiosk], arrived)]
        if is_behind or (before and before[-1] > day):
            late[arrived, kiosk, day] += count
    return sorted((LateEntries(*which, count) for which, count in late.items()), reverse=True)


def _arrivals(db: sa.Connection, office: str) -> dict[str, list[datetime.date]]:
    """The days on which entries of each kiosk came, in order."""
    days: defaultdict[str, set[datetime.date]] = defaultdict(set)
    moments = sa.select(entries.c.kiosk, entries.c.received_at).where(_is_of(office)).distinct()
    for kiosk, received_at in db.execute(moments):
        days[kiosk].add(thai_day(received_at))
    return {kiosk: sorted(own) for kiosk, own in days.items()}


def _by_arrival(office: str) -> sa.Select[Any]:
    """Counted respondents by kiosk, day and arrival, and by whether an entry before them is of a later day."""
    newest = sa.func.max(entries.c.day).over(
        partition_by=(entries.c.kiosk, entries.c.epoch), order_by=entries.c.seq, rows=(None, 0)
    )
    held = sa.select(entries, newest.label("newest")).where(_is_of(office), entries.c.set_aside.is_(None)).subquery()
    of_respondent = sa.and_(is_at(counted, held), held.c.kind == "respondent")
    named = held.c.kiosk, held.c.day, held.c.received_at, (held.c.newest > held.c.day).label("is_behind")
    return sa.select(*named, sa.func.count()).join_from(held, counted, of_respondent).group_by(*named)


def _is_of(office: str) -> sa.ColumnElement[bool]:
    return entries.c.kiosk.in_(sa.select(kiosks.c.kiosk).where(kiosks.c.office == office))
