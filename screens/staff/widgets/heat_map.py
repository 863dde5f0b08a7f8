"""A calendar of the days of the window, each with its count and a shade that reads without colour."""

import datetime

from rich.cells import cell_len
from textual.content import Content

from kiosk.catalogue.open_days import OpenDays
from kiosk.progress.burnup import Course
from kiosk.text.bilingual import Phrases
from kiosk.text.dates import month_name, short_weekday
from screens.widgets.block import Block

SHADES = " ░▒▓█"
CLOSED, TO_COME = "×", "·"
_WEEK = datetime.timedelta(7)


class HeatMap(Block):
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
        height = max(self.content_size.height, 1)
        label = max(cell_len(self._weekday(number)) for number in range(7)) + 2
        cell = max(len(str(max(self.course.daily, default=0))) + 2, 4)
        weeks, at_once = _weeks(self.course), max((width - label) // cell, 1)
        blocks = [weeks[first : first + at_once] for first in range(0, len(weeks), at_once)]
        rows = self._rows(height // len(blocks) - 1)
        blocks = self._around_today(blocks, height // (len(rows) + 1))
        gap = [Content("")] if height >= len(blocks) * (len(rows) + 2) else []
        return [line for block in blocks for line in [*self._block(block, rows, label, cell), *gap]]

    def _rows(self, room: int) -> list[int]:
        """The weekdays to show: all, or where there is no room those on which the office is ever open or counted."""
        assert self.course is not None
        if room >= 7:
            return list(range(7))
        used = {
            self.course.day(number).weekday()
            for number in range(len(self.course.due))
            if self.course.day(number) in self.open_days or self._count(number)
        }
        return sorted(used)

    def _around_today(self, blocks: list[list[datetime.date]], fitting: int) -> list[list[datetime.date]]:
        """As many blocks as fit, today's the last of them if not all do."""
        now = next((number for number, block in enumerate(blocks) if self.today < block[-1] + _WEEK), len(blocks) - 1)
        first = max(min(now + 1, len(blocks)) - max(fitting, 1), 0)
        return blocks[first : first + max(fitting, 1)]

    def _block(self, weeks: list[datetime.date], rows: list[int], label: int, cell: int) -> list[Content]:
        head = Content("")
        for number, monday in enumerate(weeks):
            at, text = label + number * cell, self._month(monday)
            if text and at + cell_len(text) <= label + len(weeks) * cell:
                head = head.pad_right(at - head.cell_length) + Content.styled(text, "$soft")
        return [head, *(self._row(weeks, number, label, cell) for number in rows)]

    def _month(self, monday: datetime.date) -> str:
        """The name of the month that begins in that week, if it is one of the window."""
        assert self.course is not None
        first = (monday + datetime.timedelta(6)).replace(day=1)
        within = self.course.window.start <= first <= self.course.window.outer
        return self.first(month_name(first)) if first >= monday and within else ""

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
        count = self._count(at)
        if count is None or (not count and not is_open):
            return Content.styled((TO_COME if is_open else CLOSED).rjust(width), "$soft")
        shade = SHADES[-(-4 * count // max(*self.course.daily, 1))]
        mark = CLOSED if not is_open else shade
        return Content.styled(mark, "$accent") + Content.styled(str(count).rjust(width - 1), "bold $ink")

    def _count(self, number: int) -> int | None:
        """The count of a day by its number; None for a day to come."""
        assert self.course is not None
        return self.course.daily[number] if number < len(self.course.daily) else None

    def _weekday(self, number: int) -> str:
        return self.first(short_weekday(datetime.date(2024, 1, 1) + datetime.timedelta(number)))


def _weeks(course: Course) -> list[datetime.date]:
    """The Monday of every week of the window."""
    start, outer = course.window.start, course.window.outer
    monday = start - datetime.timedelta(start.weekday())
    return [monday + _WEEK * number for number in range((outer - monday).days // 7 + 1)]
