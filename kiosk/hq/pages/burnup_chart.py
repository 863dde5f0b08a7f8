"""Burn-up chart: the cumulative count against the required line, as points that a template puts into SVG."""

import datetime
from dataclasses import dataclass

from kiosk.catalogue.assessment import Assessment
from kiosk.progress.burnup import Course
from kiosk.text.bilingual import Bilingual
from kiosk.text.dates import month_name

WIDTH, HEIGHT = 640, 250
LEFT, RIGHT, TOP, BOTTOM = 44, 16, 20, 30
"""Units of the drawing, and its margins for labels."""


@dataclass(frozen=True)
class BurnupChart:
    """Points and places of a chart. `today` is None outside the window."""

    counted: str
    area: str
    due: str
    rows: list[tuple[float, int]]
    months: list[tuple[float, Bilingual]]
    today: float | None
    deadline: float
    quota: float


def burnup_chart(course: Course, assessment: Assessment, today: datetime.date) -> BurnupChart:
    """The chart of one minimum."""
    window, quota = assessment.eit, course.progress.quota
    top = max(quota, *course.counted, 1) * 1.06
    days = course.days

    def across(day: float) -> float:
        return round(LEFT + (WIDTH - LEFT - RIGHT) * day / len(days), 1)

    def up(count: float) -> float:
        return round(HEIGHT - BOTTOM - (HEIGHT - TOP - BOTTOM) * count / top, 1)

    steps = [(across(0), up(0))]
    for number, count in enumerate(course.counted):
        if course.daily[number]:
            steps += [(across(number), steps[-1][1]), (across(number), up(count))]
    steps.append((across(len(course.daily)), steps[-1][1]))
    due = [*((across(number), up(count)) for number, count in enumerate(course.due)), (across(len(days)), up(quota))]
    return BurnupChart(
        _points(steps),
        _points([*steps, (steps[-1][0], up(0))]),
        _points(due),
        [(up(count), count) for count in _scale(quota)],
        [(across(number), month_name(day)) for number, day in enumerate(days) if day.day == 1],
        across((today - window.start).days + 1) if window.start <= today <= window.outer else None,
        across((window.deadline - window.start).days + 1),
        up(quota),
    )


def _scale(quota: int) -> list[int]:
    """Nothing, half and all of what is required."""
    return sorted({0, quota // 2, quota})


def _points(corners: list[tuple[float, float]]) -> str:
    return " ".join(f"{x},{y}" for x, y in corners)
