"""A month as the office writes it: 2567-03 in the Buddhist Era, or 2024-03."""

import datetime
from dataclasses import dataclass

from kiosk.catalogue.assessment import YEARS
from kiosk.text import figures
from kiosk.text.bilingual import Bilingual
from kiosk.text.dates import buddhist_year, month_and_year
from kiosk.text.refusal import Misuse


@dataclass(frozen=True)
class Month:
    """A calendar month; `first` is its first day, `last` its last."""

    first: datetime.date

    @property
    def last(self) -> datetime.date:
        """The last day."""
        return (self.first + datetime.timedelta(31)).replace(day=1) - datetime.timedelta(1)

    @property
    def name(self) -> str:
        """As a file is named: 2567-03."""
        return f"{buddhist_year(self.first)}-{self.first.month:02}"

    @property
    def words(self) -> Bilingual:
        """As it is read: มีนาคม 2567 / March 2024 (B.E. 2567)."""
        return month_and_year(self.first)

    @property
    def before(self) -> "Month":
        """The month before it."""
        return Month((self.first - datetime.timedelta(1)).replace(day=1))

    def days(self, until: datetime.date) -> list[datetime.date]:
        """Its days up to `until`."""
        count = (min(self.last, until) - self.first).days + 1
        return [self.first + datetime.timedelta(number) for number in range(count)]


def last_month_of(year: int, today: datetime.date) -> Month:
    """The last month of a fiscal year of the Buddhist Era, or the present one in it. Misuse if it has not begun."""
    if year not in YEARS or datetime.date(year - 544, 10, 1) > today:
        raise Misuse("export.no_year", year=year)
    return Month(min(datetime.date(year - 543, 9, 1), today.replace(day=1)))


def month_of(written: str, today: datetime.date) -> Month:
    """The month that is meant: the era is told by which one can be. Misuse if there is none, or it has not begun."""
    first = figures.month(written)
    if first is None or buddhist_year(first) not in YEARS:
        raise Misuse("export.no_month", text=written)
    month = Month(first)
    if month.first > today:
        raise Misuse("export.not_begun", month=month.name, newest=Month(today.replace(day=1)).name)
    return month
