"""The plan of an assessment followed up: which measure is done, which is overdue, which month was left out.

The document asks for a follow-up every month without saying from which: the months of the collection are taken.
"""

import datetime
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import Literal

from kiosk.catalogue.assessment import Assessment, Measure
from kiosk.streams.record import STAFF

FollowedAs = Literal["followed-up", "finished"]
"""Looked after today; or carried out, which counts as looked after too."""

Mark = Literal["done", "due", "missed", "later", "unused"]
"""What a month says: followed up, to be followed up this month, left out, not there yet, before the office began."""

MeasureState = Literal["overdue", "due", "running", "not-started", "done"]
"""Past its day; to be done again today or this week; begun; not begun; carried out."""

STATES: list[MeasureState] = ["done", "running", "due", "overdue", "not-started"]
_FIRST: list[MeasureState] = ["overdue", "due"]


@dataclass(frozen=True)
class FollowUp:
    """That somebody looked after a measure on a day, with a remark or none.

    `evidence` is an https address or the number of an order, for staff alone. `written` is the day on which it was
    written down, if that is another, and `line` the id of the record's line.
    """

    measure: str
    day: datetime.date
    kind: FollowedAs
    remark: str = ""
    role: str = STAFF
    evidence: str = ""
    written: datetime.date | None = None
    line: str = field(default="", compare=False)


@dataclass(frozen=True)
class MeasureStatus:
    """A measure as it stands: its state, its months, and its follow-ups, the newest first."""

    measure: Measure
    state: MeasureState
    marks: list[Mark]
    history: list[FollowUp]

    @property
    def finished(self) -> FollowUp | None:
        """When it was carried out, if it was."""
        return next((follow_up for follow_up in self.history if follow_up.kind == "finished"), None)


def followed(
    assessment: Assessment,
    follow_ups: Iterable[FollowUp],
    today: datetime.date,
    began: datetime.date = datetime.date.min,
) -> list[MeasureStatus]:
    """Every measure of the plan as it stands: the overdue ones first, then what is due again, the rest by indicator.

    No month is missed that was over when the office `began`.
    """
    year = assessment.fiscal_year
    known = [follow_up for follow_up in follow_ups if year.start <= follow_up.day <= min(today, year.end)]
    plan = []
    for measure in assessment.measures:
        history = [follow_up for follow_up in reversed(known) if follow_up.measure == measure.id]
        marks = [_mark(month, history, today, began) for month in months(assessment)]
        plan.append(MeasureStatus(measure, _state(measure, history, assessment, today), marks, history))
    return sorted(plan, key=lambda each: _FIRST.index(each.state) if each.state in _FIRST else len(_FIRST))


def months(assessment: Assessment) -> list[datetime.date]:
    """The first day of every month in which the plan is followed up."""
    return list(_months(assessment.eit.start, assessment.eit.outer))


def _months(start: datetime.date, end: datetime.date) -> Iterator[datetime.date]:
    month = start.replace(day=1)
    while month <= end:
        yield month
        month = (month + datetime.timedelta(31)).replace(day=1)


def first_day(today: datetime.date) -> datetime.date:
    """The earliest day of which a follow-up may be written down on `today`: the first of the month before."""
    return (today.replace(day=1) - datetime.timedelta(1)).replace(day=1)


def _mark(month: datetime.date, history: list[FollowUp], today: datetime.date, began: datetime.date) -> Mark:
    if any(follow_up.day.replace(day=1) == month for follow_up in history):
        return "done"
    this = today.replace(day=1)
    if month >= this:
        return "due" if month == this else "later"
    return "missed" if month >= began.replace(day=1) else "unused"


def _state(measure: Measure, history: list[FollowUp], assessment: Assessment, today: datetime.date) -> MeasureState:
    finished = any(follow_up.kind == "finished" for follow_up in history)
    if measure.due is not None and not finished:
        if measure.due < today:
            return "overdue"
        return "running" if history else "not-started"
    if measure.recurring is None:
        return "done" if finished else "running" if history else "not-started"
    since = today if measure.recurring == "daily" else today - datetime.timedelta(today.weekday())
    wanted = measure.recurring == "weekly" or today in assessment.open_days
    return "due" if wanted and not any(follow_up.day >= since for follow_up in history) else "running"
