"""Respondents by day and work group, of one channel: what every count, rate and burn-up chart is summed from."""

import datetime
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass

from kiosk.catalogue.assessment import TOTAL
from kiosk.protocol.chain import Channel, DayCount


@dataclass(frozen=True)
class DailyCounts:
    """Respondents by day and work group, for one channel."""

    by_day: Counter[tuple[datetime.date, str]]

    def within(self, start: datetime.date, end: datetime.date, group: str) -> int:
        """How many from `start` to `end`, both included."""
        return sum(n for (day, of), n in self.by_day.items() if start <= day <= end and group in (TOTAL, of))

    def daily(self, group: str) -> Counter[datetime.date]:
        """How many a day."""
        days: Counter[datetime.date] = Counter()
        for (day, of), n in self.by_day.items():
            days[day] += n if group in (TOTAL, of) else 0
        return days


def daily_counts(tallies: Iterable[DayCount], channel: Channel, today: datetime.date) -> DailyCounts:
    """One channel of `tallies`; visitors' own presses only up to yesterday, so that none is echoed to staff."""
    by_day: Counter[tuple[datetime.date, str]] = Counter()
    for tally in tallies:
        if tally.channel == channel and not (channel == "visitor" and tally.day >= today):
            by_day[tally.day, tally.work_group] += tally.count
    return DailyCounts(by_day)
