"""The business-day calendar: which days an office is open, how many there are between two, and which is the n-th."""

from bisect import bisect_left, bisect_right
from collections.abc import Iterable
from datetime import date, timedelta
from functools import cached_property

_LIMIT = 366 * 200
_DAY = timedelta(1)


class OpenDays:
    """The days on which the office is open: weekdays that are not closed, and days it opens in addition."""

    def __init__(self, closed: Iterable[date], extra: Iterable[date] = ()) -> None:
        self.closed = frozenset(closed)
        self.extra = frozenset(extra)
        self._known: dict[date, int] = {}

    def __contains__(self, day: date) -> bool:
        return day in self.extra or (day.weekday() < 5 and day not in self.closed)

    @cached_property
    def _exceptions(self) -> tuple[list[date], list[date]]:
        """Weekdays that are not open, and weekend days that are; both sorted."""
        shut = sorted(day for day in self.closed - self.extra if day.weekday() < 5)
        return shut, sorted(day for day in self.extra if day.weekday() > 4)

    def count(self, start: date, end: date) -> int:
        """Open days from `start` to `end`, both included; 0 when `end` is before `start`."""
        return 0 if end < start else self._before(end + _DAY) - self._before(start)

    def _before(self, day: date) -> int:
        """Open days before a day since year 1. Kept: of all that is asked of a year, most is of a few days."""
        known = self._known.get(day)
        if known is None:
            shut, added = self._exceptions
            known = _weekdays_before(day) - bisect_left(shut, day) + bisect_left(added, day)
            self._known[day] = known
        return known

    def nth(self, start: date, n: int) -> date:
        """The n-th open day counted from `start`, which is the first if it is open; `start` itself for n ≤ 0.

        The answer is at most 200 years away: a longer forecast is no forecast.
        """
        days = min(max(n, 1), _LIMIT)
        while days < _LIMIT and (lacking := n - self.count(start, start + timedelta(days - 1))) > 0:
            days = min(days + lacking, _LIMIT)  # at least: each of them is a day, and some are closed ones
        return start + timedelta(days - 1)

    def next_closed(self, after: date) -> date | None:
        """The first weekday after a day on which the office is closed; None where none is known."""
        shut, _ = self._exceptions
        return next(iter(shut[bisect_right(shut, after) :]), None)

    def last(self, before: date, n: int) -> list[date]:
        """The last `n` open days before `before`, oldest first."""
        days: list[date] = []
        day = before
        while len(days) < n:
            day -= timedelta(1)
            if day in self:
                days.append(day)
        return days[::-1]


def _weekdays_before(day: date) -> int:
    """Weekdays since the proleptic Monday 1 January of year 1."""
    weeks, rest = divmod(day.toordinal() - 1, 7)
    return weeks * 5 + min(rest, 5)
