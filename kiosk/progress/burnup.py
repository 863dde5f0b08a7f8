"""Burn-up of a minimum: what was counted by the end of each day of the window, and what was due before it."""

import datetime
from itertools import accumulate

from msgspec import Struct

from kiosk.catalogue.assessment import Assessment, Window
from kiosk.machine.kiosk import Kiosk
from kiosk.progress import pace
from kiosk.progress.counts import Progress, day_by_day, of_kiosk
from kiosk.progress.daily_counts import DailyCounts
from kiosk.streams.ledger.ledger import Ledger

_DAY = datetime.timedelta(1)


class Course(Struct, frozen=True):
    """The burn-up of one minimum through the window, one figure for each day from its start.

    `daily` ends with today, or with the outer date after it; `due` is the sum that was due before each day, as
    `Progress.expected` is, and goes on to the outer date. `ahead` are the respondents of days of the window that have
    not come yet, which a clock that was ahead has counted: they are in the count.
    """

    progress: Progress
    window: Window
    daily: list[int]
    due: list[float]
    ahead: dict[datetime.date, int]

    @property
    def counted(self) -> list[int]:
        """The sum by the end of each day."""
        return list(accumulate(self.daily))

    def on(self, day: datetime.date) -> int:
        """The respondents of one day; 0 outside the window."""
        at = (day - self.window.start).days
        return self.daily[at] if 0 <= at < len(self.daily) else self.ahead.get(day, 0)

    def counted_by(self, day: datetime.date) -> int:
        """The sum by the end of a day, also of one that has not come yet."""
        known = self.daily[: max((day - self.window.start).days + 1, 0)]
        return sum(known) + sum(count for each, count in self.ahead.items() if each <= day)

    @property
    def days(self) -> list[datetime.date]:
        """Every day of the window."""
        return [self.day(number) for number in range(len(self.due))]

    def day(self, number: int) -> datetime.date:
        """The day of the figure of that number, 0 being the start of the window."""
        return self.window.start + number * _DAY


def courses(kiosk: Kiosk, ledger: Ledger, until: datetime.date = datetime.date.max) -> list[Course]:
    """The five minima in the order of their keys, the total last; of entries up to the day `until`."""
    minima, counted = of_kiosk(kiosk, ledger, until).minima, day_by_day(kiosk, ledger, until)
    return courses_of(minima, counted, kiosk.assessment, kiosk.today)


def courses_of(
    minima: list[Progress], counted: DailyCounts, assessment: Assessment, today: datetime.date
) -> list[Course]:
    """The course of each minimum of an office, of its respondents by day."""
    window = assessment.eit
    days = [window.start + number * _DAY for number in range((window.outer - window.start).days + 1)]
    past = [day for day in days if day <= today]

    def course(minimum: Progress) -> Course:
        daily = counted.daily(minimum.id)
        due = [pace.expected(minimum.quota, window, assessment.open_days, day) for day in days]
        ahead = {day: daily[day] for day in days[len(past) :] if daily[day]}
        return Course(minimum, window, [daily[day] for day in past], due, ahead)

    return [course(minimum) for minimum in minima]
