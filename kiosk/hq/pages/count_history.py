"""History of an office: what each day, week or month brought to each of its minima."""

import datetime
from collections.abc import Callable
from itertools import groupby
from typing import Any, Literal, NamedTuple, get_args

from kiosk.progress.burnup import Course
from kiosk.text.bilingual import Bilingual, joined
from kiosk.text.dates import buddhist_year, medium_date, month_name, short_date

Span = Literal["month", "week", "day"]
"""How long a period is; a week begins on a Monday."""

SPANS: tuple[Span, ...] = get_args(Span)

_OF_SPAN: dict[Span, Callable[[datetime.date], Any]] = {
    "month": lambda day: (day.year, day.month),
    "week": lambda day: day.isocalendar()[:2],
    "day": lambda day: day,
}


class Period(NamedTuple):
    """What each minimum got in it, the total last, and the total's sum by its end."""

    words: Bilingual
    counts: list[int]
    sum: int


def history(courses: list[Course], span: Span) -> list[Period]:
    """Each period up to today. Days stand the newest first, and only those on which anything was counted."""
    total, periods, begin = courses[-1], list[Period](), 0
    for _, days in groupby(total.days[: len(total.daily)], _OF_SPAN[span]):
        own = list(days)
        end = begin + len(own)
        counts = [sum(course.daily[begin:end]) for course in courses]
        if span != "day" or any(counts):
            periods.append(Period(_words(span, own), counts, total.counted[end - 1]))
        begin = end
    return periods[::-1] if span == "day" else periods


def _words(span: Span, days: list[datetime.date]) -> Bilingual:
    """พ.ค. 2567 / May 2024, its days, or the one."""
    match span:
        case "month":
            return month_name(days[0]) + Bilingual(f" {buddhist_year(days[0])}", f" {days[0].year}")
        case "week":
            return joined([short_date(days[0]), short_date(days[-1])], " – ")
        case "day":
            return medium_date(days[0])
