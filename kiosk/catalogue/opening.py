"""Opening hours: when an office serves the public, and whether it does at a moment."""

import re
from bisect import bisect_right
from datetime import date, datetime, time, timedelta, tzinfo
from typing import Literal

from msgspec import Struct

from kiosk.catalogue.open_days import OpenDays
from kiosk.text.bilingual import Bilingual
from kiosk.text.figures import arabic

Opened = Literal["open", "lunch", "closed"]
"""Whether an office serves the public: it does, it is at lunch, or it is closed for the day."""


OWN = "office"
"""The source of hours that the office itself has given."""

_RANGE = re.compile(r"([0-9]{1,2})[.:]([0-9]{2})\s*(?:[-–—]|ถึง|to)\s*([0-9]{1,2})[.:]([0-9]{2})")
"""From one time of day to another, as people write it."""


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
        return self.source == OWN

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


def own_opening(words: Bilingual) -> Opening | None:
    """The hours that words of the office say: one range, with lunch in it, or two with lunch between. None for others.

    What the two languages say differently is not guessed at.
    """
    first, second = (_ranges(text) for text in words.pair())
    try:
        match first if first == second else []:
            case [(start, end)]:
                return Opening(start, end, OWN)
            case [(start, end), (noon, after)] if after < end:
                return Opening(start, end, OWN, Lunch(noon, after))
            case [(start, noon), (after, end)]:
                return Opening(start, end, OWN, Lunch(noon, after))
    except ValueError:
        pass
    return None


def _ranges(text: str) -> list[tuple[time, time]]:
    """Every range of a text in its order; none where one of them is no time of day."""
    found = [[(int(each[at]), int(each[at + 1])) for at in (0, 2)] for each in _RANGE.findall(arabic(text))]
    if any(hour > 23 or minute > 59 for each in found for hour, minute in each):
        return []
    return [(time(*start), time(*end)) for start, end in found]
