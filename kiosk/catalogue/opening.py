"""Opening hours: when an office serves the public, and whether it does at a moment."""

from bisect import bisect_right
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Literal

from msgspec import Struct

from kiosk.catalogue.open_days import OpenDays

Opened = Literal["open", "lunch", "closed"]
"""Whether an office serves the public: it does, it is at lunch, or it is closed for the day."""


class Lunch(Struct, frozen=True, forbid_unknown_fields=True):
    """The break of an open day."""

    start: time
    end: time


class Opening(Struct, frozen=True, forbid_unknown_fields=True):
    """The hours of an open day as a machine reads them, Thai time; what people read of them is the office's `hours`."""

    start: time
    end: time
    source: str
    lunch: Lunch | Literal["none"] = "none"

    def __post_init__(self) -> None:
        if self.end <= self.start:
            raise ValueError("the end comes before the start")
        if self.lunch != "none" and not self.start < self.lunch.start < self.lunch.end < self.end:
            raise ValueError("lunch is not within the hours")

    @property
    def is_own(self) -> bool:
        """Whether the office itself says so: only then is a count outside of the hours unusual."""
        return self.source == "office"

    def holds(self, moment: time) -> bool:
        """Whether a time of day is within the hours, lunch included."""
        return self.start <= moment <= self.end

    def changes(self, day: date, zone: tzinfo | None) -> list[tuple[datetime, Opened]]:
        """What begins when on an open day."""
        times: list[tuple[time, Opened]] = [(self.start, "open"), (self.end, "closed")]
        if self.lunch != "none":
            times[1:1] = [(self.lunch.start, "lunch"), (self.lunch.end, "open")]
        return [(datetime.combine(day, each, zone), state) for each, state in times]


class OpeningState(Struct, frozen=True):
    """Whether an office serves the public at a moment: `since` it began to be so, `until` the next change."""

    opened: Opened
    since: datetime
    until: datetime


def opening_state(moment: datetime, opening: Opening, days: OpenDays) -> OpeningState:
    """The state of an office with these hours on these open days, at a moment of Thai time."""
    today = moment.date()
    around = [*days.last(today, 1), *([today] if today in days else []), days.nth(today + timedelta(1), 1)]
    changes = [change for day in around for change in opening.changes(day, moment.tzinfo)]
    at = bisect_right(changes, moment, key=lambda change: change[0])
    (since, opened), (until, _) = changes[at - 1 : at + 1]
    return OpeningState(opened, since, until)
