"""The roster of a month by date, as it was on each day: the evidence of the greeter on duty (measure M1.1)."""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta

import msgspec

from kiosk.catalogue.roster import WEEKDAYS
from kiosk.editing.roster import ROSTER
from kiosk.machine.kiosk import Kiosk, open_record
from kiosk.protocol.line import Line
from kiosk.text.bilingual import Bilingual
from kiosk.text.figures import arabic

_DAYS = re.compile(r"([0-9]{1,2})(?:-([0-9]{1,2}))?")


@dataclass(frozen=True)
class DutyDay:
    """Who is, or was, on duty on a day; whether that was written for this day alone, and whether the office is open."""

    day: date
    duty: Bilingual
    is_own: bool
    is_open: bool


def duty_month(kiosk: Kiosk, month: date) -> list[DutyDay]:
    """Every day of the month that begins on `month`. A day that is past keeps what its weekday said then."""
    with open_record(kiosk) as record:
        lines = [*record.lines(f"{ROSTER}[a-z]*"), *record.lines(f"{ROSTER}{month:%Y-%m}-*")]
    return [_duty_day(kiosk, day, lines) for day in _days_of(month)]


def days_meant(text: str, month: date) -> list[date]:
    """The days of a month that are meant, as 4, 4-8 or 4, 11, 18, in digits of either kind; none if one cannot be."""
    days: list[date] = []
    of_month = {day.day: day for day in _days_of(month)}
    for part in arabic(text).replace(" ", "").split(","):
        parsed = _DAYS.fullmatch(part)
        if parsed is None:
            return []
        numbers = range(int(parsed[1]), int(parsed[2] or parsed[1]) + 1)
        if not numbers or not all(number in of_month for number in numbers):
            return []
        days += [of_month[number] for number in numbers]
    return days


def days_named(days: Iterable[date]) -> str:
    """Days of one month by their numbers, those in a row as one: 1–12, 15."""
    runs: list[tuple[int, int]] = []
    for number in sorted({day.day for day in days}):
        if runs and runs[-1][1] == number - 1:
            runs[-1] = (runs[-1][0], number)
        else:
            runs.append((number, number))
    return ", ".join(str(first) if first == last else f"{first}–{last}" for first, last in runs)


def _days_of(month: date) -> Iterator[date]:
    day = month
    while day.month == month.month:
        yield day
        day += timedelta(1)


def _duty_day(kiosk: Kiosk, day: date, lines: list[Line]) -> DutyDay:
    weekday = WEEKDAYS[day.weekday()]
    own = _newest(lines, day.isoformat(), None)
    by_weekday = _newest(lines, weekday, day if day < kiosk.today else None)
    return DutyDay(day, own or by_weekday or kiosk.duty_by_file(day), own is not None, day in kiosk.open_days)


def _newest(lines: list[Line], name: str, until: date | None) -> Bilingual | None:
    """What the newest line of that name says, of those up to a day; None where it takes another back."""
    of_name = [line for line in lines if line.what == ROSTER + name and (until is None or line.day <= until)]
    return msgspec.json.decode(of_name[-1].value, type=Bilingual | None) if of_name else None
