"""The filing rule of a service, in figures: when it may be filed for, reckoned from one day that the visitor knows."""

from datetime import date, timedelta
from typing import Annotated, Literal

from msgspec import Meta, Struct

from kiosk.catalogue.facts import Baht, Statement
from kiosk.catalogue.open_days import OpenDays
from kiosk.text.bilingual import Bilingual
from kiosk.text.figures import numbers
from kiosk.text.languages import OFFICIAL

Asked = Literal["report-or-arrival", "guest-arrival", "end-of-stay"]
"""The one day that is asked for: of the last report or arrival, of a guest's arrival, the last day of the stay."""

FilingState = Literal["early", "open", "closed-today", "no-open-day", "late"]
"""Before the first day; today is one; today the office is closed, but not yet for good; closed until it is late; late.
"""

Days = Annotated[int, Meta(ge=1, le=366)]


class FilingPeriod(Struct, frozen=True):
    """The first day on which a service is filed for, None where any is early enough; when it is due; the last day."""

    first: date | None
    due: date
    last: date

    def next_open(self, today: date, open_days: OpenDays) -> date:
        """The next day, today or later, on which the office is open and takes the filing."""
        return open_days.nth(max(today, self.first or today), 1)

    def last_open(self, open_days: OpenDays) -> date | None:
        """The last day of the period on which the office is open; None if it is closed on all of them."""
        (day,) = open_days.last(self.last + timedelta(1), 1)
        return None if self.first is not None and day < self.first else day

    def state(self, today: date, open_days: OpenDays) -> FilingState:
        """Whether one can file today."""
        if today > self.last:
            return "late"
        following = self.next_open(today, open_days)
        if following > self.last:
            return "no-open-day"
        if self.first is not None and today < self.first:
            return "early"
        return "open" if following == today else "closed-today"


class FilingRule(Struct, frozen=True, forbid_unknown_fields=True, kw_only=True):
    """The rule that the service's `window` and `late` say in words.

    It is due on the day of that number, the asked one being day 1: the earlier of two ways to count, so that nobody
    comes late by it. Or it is due so many hours after the asked day; else on that day itself. It is taken from `opens`
    days before it is due to `grace` days after. Baht are those of the fine for each day later, and of the highest.
    """

    asks: Asked
    day: Days | None = None
    hours: Days | None = None
    opens: Days | None = None
    grace: Annotated[int, Meta(ge=0, le=366)] = 0
    fine_a_day: Baht | None = None
    highest_fine: Baht | None = None

    def __post_init__(self) -> None:
        if self.day and self.hours:
            raise ValueError("day or hours is wanted, not both")
        if (self.fine_a_day is None) != (self.highest_fine is None):
            raise ValueError("fine_a_day and highest_fine are wanted together")

    @property
    def repeats(self) -> bool:
        """Whether the next one is reckoned from this one: whoever files needs a card."""
        return self.asks == "report-or-arrival"

    def period(self, asked: date) -> FilingPeriod:
        """When one may file, of the day that was asked for."""
        due = asked + timedelta(-(-self.hours // 24) if self.hours else (self.day or 1) - 1)
        first = asked if self.hours else due - timedelta(self.opens) if self.opens else None
        return FilingPeriod(first, due, due + timedelta(self.grace))

    def fine(self, days: int) -> int | None:
        """The fine in baht for coming so many days late; None where it is not reckoned by the day."""
        if self.fine_a_day is None or self.highest_fine is None:
            return None
        return min(max(days, 0) * self.fine_a_day, self.highest_fine)

    def is_said_by(self, who: Bilingual, window: Statement, late: Statement) -> bool:
        """Whether these words give the figures of the rule, in both languages: no others stand in window and late."""
        said_window = _said(window.figure, {self.opens, self.grace or None, self.hours})
        said_late = self.fine_a_day is None or _said(late.figure, {self.fine_a_day, self.highest_fine})
        said_day = all(self.day is None or self.day in numbers(who.of(language)) for language in OFFICIAL)
        return said_window and said_late and said_day


def _said(words: Bilingual | None, figures: set[int | None]) -> bool:
    return words is not None and all(numbers(words.of(language)) == figures - {None} for language in OFFICIAL)
