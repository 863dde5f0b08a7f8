"""The cumulative count against the required line, as points of a drawing that a template puts into SVG."""

import datetime
from collections import Counter
from dataclasses import dataclass
from itertools import accumulate

from kiosk import pace
from kiosk.assessment import Assessment
from kiosk.counts import TOTAL, Progress
from kiosk.dates import month_name
from kiosk.protocol import Channel, DayCount
from kiosk.words import Bilingual

WIDTH, HEIGHT = 640, 250
LEFT, RIGHT, TOP, BOTTOM = 44, 16, 20, 30
"""Units of the drawing, and its margins for labels."""

_DAY = datetime.timedelta(1)


@dataclass(frozen=True)
class Course:
    """One minimum day by day through the window: what each day up to today brought, and what was due by its end."""

    progress: Progress
    days: list[datetime.date]
    daily: list[int]
    due: list[float]

    @property
    def counted(self) -> list[int]:
        """The sum by the end of each day up to today."""
        return list(accumulate(self.daily))


def courses(
    minima: list[Progress], tallied: list[DayCount], channel: Channel, assessment: Assessment, today: datetime.date
) -> list[Course]:
    """The course of each minimum, of an office's tallies by day."""
    window, open_days = assessment.eit, assessment.open_days
    days = [window.start + number * _DAY for number in range((window.outer - window.start).days + 1)]
    due = [pace.expected(1, window, open_days, day + _DAY) for day in days]
    counted: Counter[tuple[datetime.date, str]] = Counter()
    for one in tallied:
        if one.channel == channel:
            counted[one.day, one.work_group] += one.count
            counted[one.day, TOTAL] += one.count
    return [
        Course(one, days, [counted[day, one.id] for day in days if day <= today], [one.quota * share for share in due])
        for one in minima
    ]


@dataclass(frozen=True)
class Drawing:
    """Points and places of a chart. `today` is None outside the window."""

    counted: str
    area: str
    due: str
    rows: list[tuple[float, int]]
    months: list[tuple[float, Bilingual]]
    today: float | None
    deadline: float
    quota: float


def drawn(course: Course, assessment: Assessment, today: datetime.date) -> Drawing:
    """The chart of one minimum."""
    window, quota = assessment.eit, course.progress.quota
    top = max(quota, *course.counted, 1) * 1.06
    whole = len(course.days)

    def across(day: float) -> float:
        return round(LEFT + (WIDTH - LEFT - RIGHT) * day / whole, 1)

    def up(count: float) -> float:
        return round(HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * count / top, 1)

    steps = [(across(0), up(0))]
    for number, count in enumerate(course.counted):
        if course.daily[number]:
            steps += [(across(number), steps[-1][1]), (across(number), up(count))]
    steps.append((across(len(course.daily)), steps[-1][1]))
    due = [(across(0), up(0)), *((across(number + 1), up(count)) for number, count in enumerate(course.due))]
    return Drawing(
        _points(steps),
        _points([*steps, (steps[-1][0], up(0))]),
        _points(due),
        [(up(count), count) for count in _scale(quota)],
        [(across(number), month_name(day)) for number, day in enumerate(course.days) if day.day == 1],
        across((today - window.start).days + 1) if window.start <= today <= window.outer else None,
        across((window.deadline - window.start).days + 1),
        up(quota),
    )


def _scale(quota: int) -> list[int]:
    """Nothing, half and all of what is required."""
    return sorted({0, quota // 2, quota})


def _points(places: list[tuple[float, float]]) -> str:
    return " ".join(f"{x},{y}" for x, y in places)
