"""Burn-up chart: the cumulative count against the required line, as points that a template puts into SVG."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass

from kiosk.catalogue.assessment import Assessment
from kiosk.progress import pace
from kiosk.progress.burnup import Course
from kiosk.progress.pace import Projection
from kiosk.text.bilingual import Bilingual
from kiosk.text.dates import month_name

WIDTH, HEIGHT = 640, 250
LEFT, RIGHT, TOP, BOTTOM = 44, 16, 20, 30
"""Units of the drawing, and its margins for labels."""


@dataclass(frozen=True)
class ForecastLine:
    """Where the count goes at the recent rate, the fan of its range, and the figures at its end."""

    line: str
    fan: str
    at: tuple[float, float]
    end: Projection


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
    forecast: ForecastLine | None


def burnup_chart(course: Course, assessment: Assessment, today: datetime.date) -> BurnupChart:
    """The chart of one minimum."""
    window, quota = assessment.eit, course.progress.quota
    end = _projected(course, assessment, today)
    top = max(quota, *course.counted, end.high if end else 1) * 1.06
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
        _forecast_line(end, steps[-1], across((window.last(today) - window.start).days + 1), up) if end else None,
    )


def _projected(course: Course, assessment: Assessment, today: datetime.date) -> Projection | None:
    """The count on the last day; None where there is no pace to keep."""
    progress, window = course.progress, assessment.eit
    if not progress.has_pace or window.phase(today) not in ("open", "late"):
        return None
    return pace.at_the_end(progress.count, round(progress.rate * pace.RECENT), window, assessment.open_days, today)


def _forecast_line(
    end: Projection, start: tuple[float, float], right: float, up: Callable[[float], float]
) -> ForecastLine:
    fan = [start, (right, up(end.high)), (right, up(end.low))]
    return ForecastLine(_points([start, (right, up(end.likely))]), _points(fan), (right, up(end.likely)), end)


def _scale(quota: int) -> list[int]:
    """Nothing, half and all of what is required."""
    return sorted({0, quota // 2, quota})


def _points(corners: list[tuple[float, float]]) -> str:
    return " ".join(f"{x},{y}" for x, y in corners)
