"""Is the office on pace? Quota arithmetic as pure functions.

Days count as open days. Today is still ahead: what is expected by today was due before it, what is left includes it.
"""

import datetime
import math
from typing import Literal, NamedTuple

from msgspec import Struct

from kiosk.catalogue.assessment import Window
from kiosk.catalogue.open_days import OpenDays

RECENT = 10
"""The rate is that of the last so many open days before today."""

_SPREAD = 1.28
"""Standard deviations on either side of the rate: 80 % of a Poisson count lies within."""

Status = Literal["before", "ahead", "on-pace", "slowing", "behind", "met", "late", "missed"]


class Forecast(Struct, frozen=True):
    """The open day on which the quota is reached at the recent rate, and the range it may fall in.

    `latest` is null where the recent count is too small to tell.
    """

    date: datetime.date
    earliest: datetime.date
    latest: datetime.date | None


def expected(quota: int, window: Window, open_days: OpenDays, today: datetime.date) -> float:
    """How many of `quota` were due before `today`, spread evenly over the open days to the deadline."""
    before = min(today - datetime.timedelta(1), window.deadline)
    return quota * open_days.count(window.start, before) / max(open_days.count(window.start, window.deadline), 1)


def days_left(window: Window, open_days: OpenDays, today: datetime.date) -> int:
    """Open days to the deadline, today included; 0 after it."""
    return open_days.count(max(today, window.start), window.deadline)


def needed(quota: int, count: int, window: Window, open_days: OpenDays, today: datetime.date) -> float | None:
    """Respondents a day that would still reach `quota`: to the deadline, after it to the outer date, then None.

    Rounded up to the next 0.01, so that so many a day are enough.
    """
    if window.phase(today) == "after":
        return None
    return _up(100 * max(quota - count, 0), max(_days_to_the_end(window, open_days, today), 1)) / 100


def missing(quota: int, count: int, recent: int, window: Window, open_days: OpenDays, today: datetime.date) -> int:
    """How many of `quota` will be missing on the deadline, after it on the outer date, if it goes on as lately.

    More than none exactly where the forecast's date comes later, or there is no forecast.
    """
    days = _days_to_the_end(window, open_days, today)
    return max(_up(RECENT * (quota - count) - recent * days, RECENT), 0)


def missing_at_low_end(
    quota: int, count: int, recent: int, window: Window, open_days: OpenDays, today: datetime.date
) -> int:
    """The same where the rate is at the low end of its range: in one of ten cases even more will be missing."""
    return max(math.ceil(quota - at_the_end(count, recent, window, open_days, today).low), 0)


class Projection(NamedTuple):
    """A count on the last day: at the low end of the rate's range, at the rate, and at the high end."""

    low: float
    likely: float
    high: float


def at_the_end(count: int, recent: int, window: Window, open_days: OpenDays, today: datetime.date) -> Projection:
    """What a count will be on the deadline, after it on the outer date, if it goes on as lately."""
    spread, days = _SPREAD * math.sqrt(recent), _days_to_the_end(window, open_days, today)
    return Projection(*(count + max(each, 0) * days / RECENT for each in (recent - spread, recent, recent + spread)))


def forecast(rest: int, recent: int, open_days: OpenDays, today: datetime.date) -> Forecast | None:
    """When `rest` more respondents are reached, given `recent` ones in the last RECENT open days.

    None if there were none: no progress is said in words, not as a date without end.
    """
    if recent <= 0:
        return None

    def day(of_recent: float) -> datetime.date:
        return open_days.nth(today, math.ceil(max(rest, 0) * RECENT / of_recent))

    spread = _SPREAD * math.sqrt(recent)
    return Forecast(day(recent), day(recent + spread), day(recent - spread) if recent > spread else None)


def status(quota: int, count: int, due: float, window: Window, today: datetime.date, *, too_slow: bool) -> Status:
    """Where a count stands against its quota; `due` is what was expected by today.

    `too_slow` is whether the present rate misses the quota: what was counted in time is then slowing.
    """
    phase = window.phase(today)
    if phase == "before":
        return "before"
    if count >= quota:
        return "met"
    if phase != "open":
        return "late" if phase == "late" else "missed"
    if count < max(due - 1, 0.95 * due):
        return "behind"
    if too_slow:
        return "slowing"
    return "ahead" if count >= 1.05 * due + 1 else "on-pace"


def _days_to_the_end(window: Window, open_days: OpenDays, today: datetime.date) -> int:
    """Open days to the deadline, after it to the outer date; today included."""
    return open_days.count(max(today, window.start), window.last(today))


def _up(dividend: int, divisor: int) -> int:
    """The quotient rounded up, exactly."""
    return -(-dividend // divisor)
