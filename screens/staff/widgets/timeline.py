"""The calendar's rows as bars under the months, with a line through today."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from typing import Literal

from textual.content import Content

from kiosk.catalogue.assessment import Assessment, CalendarRow
from kiosk.machine.kiosk import Kiosk
from kiosk.text.dates import month_name, short_date
from screens.widgets.block import Block
from screens.widgets.text_layout import centred, fitting, spread

Passed = Literal["past", "now", "to_come"]

BARS: dict[Passed, tuple[str, str]] = {"past": ("━", "$soft"), "now": ("▄", "$accent"), "to_come": ("┅", "$accent")}
UNCONFIRMED = ("▄ ", "$warn")
_ID, _NAME, _PHASE, _LEFT = 5, 27, 11, 14


def passed(row: CalendarRow, today: datetime.date) -> Passed:
    """Where today stands to a row."""
    return "past" if row.end < today else "now" if row.start <= today else "to_come"


@dataclass(frozen=True)
class Scale:
    """Days as cells: every month of the calendar takes `month` cells."""

    first: datetime.date
    months: int
    month: int

    def at(self, day: datetime.date) -> int:
        """The cell in which a day lies; it may be outside of the scale."""
        months = (day.year - self.first.year) * 12 + day.month - self.first.month
        length = (day.replace(day=28) + datetime.timedelta(4)).replace(day=1) - day.replace(day=1)
        return months * self.month + (day.day - 1) * self.month // length.days

    @property
    def width(self) -> int:
        """All cells."""
        return self.months * self.month

    def heads(self, name: Callable[[datetime.date], str]) -> Content:
        """The months by name; every other one where they would touch."""
        names, month = [], self.first
        for _ in range(self.months):
            names.append(Content(name(month)))
            month = (month + datetime.timedelta(31)).replace(day=1)
        every = 1 if max(name.cell_length for name in names) < self.month else 2
        room = self.month * every
        return Content("").join(name.pad_right(room - name.cell_length) for name in names[::every]).rstrip()


def scale_of(assessment: Assessment, width: int) -> Scale:
    """The scale that fits into `width` cells."""
    first = min(row.start for row in assessment.calendar).replace(day=1)
    last = max(row.end for row in assessment.calendar)
    months = (last.year - first.year) * 12 + last.month - first.month + 1
    return Scale(first, months, max(width // months, 1))


class Timeline(Block):
    """One line a row; two where the screen is higher than wide."""

    def __init__(self, kiosk: Kiosk) -> None:
        super().__init__()
        self.kiosk = kiosk

    def lines(self, width: int) -> list[Content]:
        assessment = self.kiosk.assessment
        tall, wide = self.screen.has_class("-portrait"), self.screen.has_class("-wide")
        before = 0 if tall else _ID + _NAME + (_PHASE if wide else 0)
        scale = scale_of(assessment, width - before - (_LEFT if wide else 0))
        indent, lines, earlier = Content(" " * before), [], ""
        for row in assessment.calendar:
            named, bar, left = self._named(row), self._bar(row, scale), self._left(row)
            if tall:
                both = fitting(
                    [named, Content.styled(self.second(row.short_title), "$soft")], width - left.cell_length - 2
                )
                lines += [spread(both, left, width), bar]
                continue
            if wide:
                title = {phase.id: phase.short_title for phase in assessment.phases}[row.phase]
                heading = Content.styled(self.first(title) if row.phase != earlier else "", "$soft")
                named = heading.pad_right(_PHASE - heading.cell_length) + named
                bar = bar.pad_right(scale.width - bar.cell_length) + Content("  ") + left
            earlier = row.phase
            lines.append(named.pad_right(before - named.cell_length) + bar)
        months = scale.heads(lambda month: self.first(month_name(month))).stylize("$soft")
        return [indent + months, *lines, indent + self._today(scale)]

    def _named(self, row: CalendarRow) -> Content:
        name = "bold $ink" if passed(row, self.kiosk.today) == "now" else "$ink"
        number = Content.styled(row.id, "$soft")
        return number.pad_right(_ID - number.cell_length) + Content.styled(self.first(row.short_title), name)

    def _left(self, row: CalendarRow) -> Content:
        if passed(row, self.kiosk.today) != "now":
            return Content("")
        days = (row.end - self.kiosk.today).days
        return Content.styled(self.first(self.kiosk.catalogue.phrases("calendar.left", days=days)), "$ink")

    def _bar(self, row: CalendarRow, scale: Scale) -> Content:
        """The row's bar. Where the collection's end is printed twice, the days between are unconfirmed."""
        start, end = scale.at(row.start), scale.at(row.end + datetime.timedelta(1))
        shape, style = BARS[passed(row, self.kiosk.today)]
        bar = Content(" " * start) + Content.styled(shape * max(end - start, 1), style)
        window = self.kiosk.assessment.eit
        if (row.start, row.end) == (window.start, window.deadline):
            rest = scale.at(window.outer + datetime.timedelta(1)) - bar.cell_length
            bar += Content.styled((" ▄" * rest)[:rest], UNCONFIRMED[1])
        return self._through_today(bar, scale)

    def _through_today(self, bar: Content, scale: Scale) -> Content:
        at = scale.at(self.kiosk.today)
        if not 0 <= at < scale.width:
            return bar
        bar = bar.pad_right(max(at + 1 - bar.cell_length, 0))
        return bar[:at] + Content.styled("┃", "bold $ink") + bar[at + 1 :]

    def _today(self, scale: Scale) -> Content:
        at = scale.at(self.kiosk.today)
        if not 0 <= at < scale.width:
            return Content("")
        day = self.kiosk.catalogue.phrases("calendar.today", day=short_date(self.kiosk.today))
        words = Content.styled(self.first(day), "bold $ink")
        room = min(at, scale.width - 1 - at) * 2 + 1
        if words.cell_length <= room:
            return Content(" " * (at - room // 2)) + centred(words, room)
        return Content(" " * max(min(at, scale.width - words.cell_length), 0)) + words
