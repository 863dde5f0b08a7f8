"""Year axis: the twelve months of a fiscal year, its window, and where today stands before it."""

import datetime
from typing import NamedTuple

from kiosk.catalogue.assessment import Assessment
from kiosk.text.bilingual import Bilingual
from kiosk.text.dates import month_name

WIDTH = 960
"""Units of the drawing: the whole fiscal year."""


class YearAxis(NamedTuple):
    """Where each month begins, where the window opens, should end and has to end, and today."""

    months: list[tuple[float, Bilingual]]
    start: float
    deadline: float
    outer: float
    today: float


def year_axis(assessment: Assessment, today: datetime.date) -> YearAxis:
    """The days of a year as places on a line; today stands at its begin while the year lies ahead."""
    year, window = assessment.fiscal_year, assessment.eit
    length = (year.end - year.start).days + 1

    def at(day: datetime.date) -> float:
        return round(WIDTH * min(max((day - year.start).days, 0), length) / length, 1)

    days = (year.start + datetime.timedelta(number) for number in range(length))
    return YearAxis(
        [(at(day), month_name(day)) for day in days if day.day == 1],
        at(window.start),
        at(window.deadline),
        at(window.outer),
        at(today),
    )
