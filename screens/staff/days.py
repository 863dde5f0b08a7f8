"""The days of the window as a calendar of counts: which were good, which were closed, which weekday brings most."""

import datetime

from textual.app import ComposeResult
from textual.content import Content

from kiosk.catalogue.open_days import OpenDays
from kiosk.progress.burnup import Course
from kiosk.text.bilingual import Bilingual, Phrases
from kiosk.text.dates import short_weekday, weekday_name
from screens.staff.burnup_page import BurnUpPage
from screens.staff.widgets.heat_map import CLOSED, SHADES, TO_COME, HeatMap
from screens.widgets.block import Block
from screens.widgets.text_layout import wrapped


class DaysScreen(BurnUpPage):
    """The heat-map, what its shades are, and what the weekdays bring on average."""

    def page_title(self) -> Bilingual:
        return self.phrases("days.title")

    def middle(self) -> ComposeResult:
        open_days = self.kiosk.assessment.open_days
        yield HeatMap(open_days, self.phrases)
        yield Weekdays(open_days, self.phrases)

    def show_course(self, course: Course) -> None:
        self.query_one(HeatMap).show(course, self.kiosk.today)
        self.query_one(Weekdays).show(course, self.kiosk.today)


class Weekdays(Block):
    """The key to the shades, and the average of each weekday on which the office was open before today."""

    def __init__(self, open_days: OpenDays, say: Phrases) -> None:
        super().__init__()
        self.open_days = open_days
        self.say = say
        self.averages: list[tuple[int, float]] = []
        self.most = 0

    def show(self, course: Course, today: datetime.date) -> None:
        """Work the averages out."""
        self.averages, self.most = averages(course, self.open_days, today), max(course.daily, default=0)
        self.refresh(layout=True)

    def lines(self, width: int) -> list[Content]:
        say = self.say
        shades = f"{SHADES[1]}{SHADES[2]}{SHADES[3]}{SHADES[4]} "
        words = [
            shades + self.first(say("days.shades", most=self.most)),
            f"{CLOSED} {self.first(say('days.closed'))}",
            f"{TO_COME} {self.first(say('days.to_come'))}",
            f"[ ] {self.first(say('days.today'))}",
        ]
        lines = wrapped("   ".join(part.replace(" ", "\u00a0") for part in words), width, "$soft")
        if self.averages:
            best = max(self.averages, key=lambda average: average[1])
            by_weekday = "  ".join(f"{self._weekday(number)} {mean:.1f}" for number, mean in self.averages)
            lines += wrapped(f"{self.first(say('days.average'))}  {by_weekday}", width, "$ink")
            day = weekday_name(_MONDAY + datetime.timedelta(best[0]))
            lines += wrapped(self.first(say("days.best", day=day)), width, "$soft")
        return lines

    def _weekday(self, number: int) -> str:
        return self.first(short_weekday(_MONDAY + datetime.timedelta(number)))


_MONDAY = datetime.date(2024, 1, 1)


def averages(course: Course, open_days: OpenDays, today: datetime.date) -> list[tuple[int, float]]:
    """The mean count of each weekday, 0 for Monday, over the open days before `today`; weekdays without one are left
    out, and all of them while nothing is counted."""
    counts: dict[int, list[int]] = {}
    for number, count in enumerate(course.daily):
        day = course.day(number)
        if day < today and day in open_days:
            counts.setdefault(day.weekday(), []).append(count)
    means = [(weekday, sum(daily) / len(daily)) for weekday, daily in sorted(counts.items())]
    return means if any(mean for _, mean in means) else []
