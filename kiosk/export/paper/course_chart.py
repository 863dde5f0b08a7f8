"""The chart of the year: what was counted by the end of each month of the window, and what was due by then."""

from collections.abc import Callable
from typing import Any

from kiosk.export.paper.placard import Placard
from kiosk.progress.burnup import Course
from kiosk.text.bilingual import Phrases
from kiosk.text.dates import month_name, thai_digits
from kiosk.text.languages import HOME


def course_chart(course: Course, say: Phrases) -> Placard:
    """The chart alone, as a picture for a memo: in its language and digits."""
    data = {**chart_data(course, say, thai_digits), "name": say("memo.chart").of(HOME), "size": [160, 36]}
    return Placard("chart", say("memo.chart"), "chart_picture", data)


def chart_data(course: Course, say: Phrases, digits: Callable[[str], str] = str) -> dict[str, Any]:
    """What `bars` of chart.typ draws: a bar a month, its count in those digits; None for a month to come."""
    quota = course.progress.quota
    return {
        "months": [_bar(course, number, digits) for number in _month_ends(course)],
        "quota": quota,
        "scale": [digits(str(value)) for value in (quota, quota // 2, 0)],
        "legend": [say(f"memo.chart_{word}").of(HOME) for word in ("count", "due")],
    }


def _month_ends(course: Course) -> list[int]:
    """The number of the last day of each month that begins before the deadline, or of the deadline in it."""
    ends = {}
    for number, day in enumerate(course.days):
        if day.replace(day=1) < course.window.deadline and day <= course.window.deadline:
            ends[day.year, day.month] = number
    return list(ends.values())


def _bar(course: Course, number: int, digits: Callable[[str], str]) -> dict[str, Any]:
    day, counted = course.day(number), course.counted
    has_begun = bool(counted) and day.replace(day=1) <= course.day(len(counted) - 1)
    count = counted[min(number, len(counted) - 1)] if has_begun else None
    shown = "" if count is None else digits(str(count))
    return {"label": month_name(day).of(HOME), "count": count, "shown": shown, "due": course.due[number]}
