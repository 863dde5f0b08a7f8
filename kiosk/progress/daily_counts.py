"""Respondents by day and work group, of one channel: what every count, rate and burn-up chart is summed from."""

import datetime
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import accumulate

from kiosk.catalogue.assessment import TOTAL
from kiosk.protocol.chain import Channel, DayCount

_Sums = tuple[Sequence[datetime.date], Sequence[int]]
"""Days in their order, and how many were counted before each of them and in all."""

_NOTHING: _Sums = (), (0,)


@dataclass(frozen=True)
class DailyCounts:
    """Respondents by day and work group, for one channel."""

    by_day: Counter[tuple[datetime.date, str]]

    def within(self, start: datetime.date, end: datetime.date, group: str) -> int:
        """How many from `start` to `end`, both included."""
        days, sums = self._sums.get(group, _NOTHING)
        return sums[bisect_right(days, end)] - sums[bisect_left(days, start)] if start <= end else 0

    @cached_property
    def _sums(self) -> dict[str, _Sums]:
        """Prefix sums of each work group, and of all: headquarters asks for seven spans of each of them."""
        by_group: defaultdict[str, Counter[datetime.date]] = defaultdict(Counter)
        for (day, of), n in self.by_day.items():
            by_group[of][day] += n
            by_group[TOTAL][day] += n
        return {group: _summed(daily) for group, daily in by_group.items()}

    def daily(self, group: str) -> Counter[datetime.date]:
        """How many a day."""
        days: Counter[datetime.date] = Counter()
        for (day, of), n in self.by_day.items():
            days[day] += n if group in (TOTAL, of) else 0
        return days


def _summed(daily: Counter[datetime.date]) -> _Sums:
    days = sorted(daily)
    return days, [0, *accumulate(daily[day] for day in days)]


def daily_counts(tallies: Iterable[DayCount], channel: Channel, today: datetime.date) -> DailyCounts:
    """One channel of `tallies`; visitors' own presses only up to yesterday, so that none is echoed to staff."""
    by_day: Counter[tuple[datetime.date, str]] = Counter()
    for tally in tallies:
        if tally.channel == channel and not (channel == "visitor" and tally.day >= today):
            by_day[tally.day, tally.work_group] += tally.count
    return DailyCounts(by_day)
