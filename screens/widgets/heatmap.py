"""A calendar of the days of the window, each with its count and a shade that reads without colour."""

import datetime

from rich.cells import cell_len
from textual.content import Content

from kiosk.course import Course
from kiosk.dates import OpenDays, month_name, weekday_name
from kiosk.words import Phrases
from screens.widgets.drawn import Drawn

SHADES = " ░▒▓█"
CLOSED, TO_COME = "×", "·"
_WEEK = datetime.timedelta(7)


class HeatMap(Drawn):
    """Weeks are columns, Monday on top. Blocks of weeks stand below one another where the page is high."""

    def __init__(self, open_days: OpenDays, say: Phrases) -> None:
        super().__init__()
        self.open_days = open_days
        self.say = say
        self.course: Course | None = None
        self.today = datetime.date.min

    def show(self, course: Course, today: datetime.date) -> None:
        """Draw these days."""
        self.course, self.today = course, today
        self.refresh(layout=True)

    def lines(self, width: int) -> list[Content]:
        if self.course is None:
            return []
        label = max(cell_len(self._weekday(number)) for number in range(7)) + 2
        cell = len(str(max(self.course.daily, default=0))) + 2
        cell = max(cell, 4)
        weeks = _weeks(self.course)
        at_once = max((width - label) // cell, 1)
        lines: list[Content] = []
        for first in range(0, len(weeks), at_once):
            lines += [Content("")] if lines and self.content_size.height > 8 * -(-len(weeks) // at_once) else []
            lines += self._block(weeks[first : first + at_once], label, cell)
        return lines

    def _block(self, weeks: list[datetime.date], label: int, cell: int) -> list[Content]:
        months = [
            self.first(month_name(monday + _WEEK - datetime.timedelta(1)))
            if (monday + _WEEK - datetime.timedelta(1)).day <= 7
            else ""
            for monday in weeks
        ]
        head = Content(" " * label)
        for text in months:
            head += Content.styled(text, "$soft").pad_right(max(cell - cell_len(text), 0))
        return [head[: label + cell * len(weeks)], *(self._row(weeks, day, label, cell) for day in range(7))]

    def _row(self, weeks: list[datetime.date], number: int, label: int, cell: int) -> Content:
        """One weekday. Today stands in brackets, which take the gaps on either side."""
        name = self._weekday(number)
        row = Content.styled(name, "$soft") + Content(" " * (label - cell_len(name)))
        for monday in weeks:
            day = monday + datetime.timedelta(number)
            if day == self.today:
                row = row[:-1] + Content.styled("[", "bold $ink")
            row += self._cell(day, cell - 1)
            row += Content.styled("]", "bold $ink") if day == self.today else Content(" ")
        return row

    def _cell(self, day: datetime.date, width: int) -> Content:
        assert self.course is not None
        window, at = self.course.window, (day - self.course.window.start).days
        if not window.start <= day <= window.outer:
            return Content(" " * width)
        is_open = day in self.open_days
        count = self.course.daily[at] if at < len(self.course.daily) else None
        if count is None or (not count and not is_open):
            return Content.styled((TO_COME if is_open else CLOSED).rjust(width), "$soft")
        shade = SHADES[-(-4 * count // max(*self.course.daily, 1))]
        mark = CLOSED if not is_open else shade
        return Content.styled(mark, "$accent") + Content.styled(str(count).rjust(width - 1), "bold $ink")

    def _weekday(self, number: int) -> str:
        return self.first(weekday_name(datetime.date(2024, 1, 1) + datetime.timedelta(number)).map(_short))


def _short(name: str) -> str:
    """จันทร์ stays; Monday becomes Mon."""
    return name[:3] if name.isascii() else name


def _weeks(course: Course) -> list[datetime.date]:
    """The Monday of every week of the window."""
    start, outer = course.window.start, course.window.outer
    monday = start - datetime.timedelta(start.weekday())
    return [monday + _WEEK * number for number in range((outer - monday).days // 7 + 1)]
