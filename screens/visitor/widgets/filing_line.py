"""The window line: the days of a filing period beside one another, open or closed, with today and what is due."""

from datetime import date, timedelta
from itertools import pairwise
from operator import itemgetter

from textual.content import Content

from kiosk.catalogue.filing_words import FilingWords
from kiosk.text.dates import month_name
from screens.widgets.block import Block

_BEFORE, _AFTER = 2, 2
"""Days that are drawn before the period and after it."""

_CELLS = (3, 2, 1)
"""Cells that a day may take, the roomiest first."""

_OPEN_ENDED = 21
"""Days that are drawn of a period which has no first day."""

_APART = 2
"""Cells between a month and what the shapes mean."""

_Place = tuple[int, Content]
"""The cell at which a text begins, and the text."""

_Shape = tuple[str, str]
"""A sign and its style."""

_GONE, _OPEN, _CLOSED, _LATE = ("▄", "$soft"), ("▄", "$accent"), ("▁", "$dim"), ("▄", "$bad")
_KINDS: dict[_Shape, str] = {
    _GONE: "dates.gone_day",
    _OPEN: "dates.open_day",
    _CLOSED: "dates.closed_day",
    _LATE: "dates.mark_late",
}
"""What the shapes of days mean."""


def filing_line(block: Block, words: FilingWords, width: int) -> list[Content]:
    """Marks, days, their numbers, months and what the shapes mean, up to today where that is later and fits; nothing
    where the width holds no day."""
    period = words.period
    start = (period.first or period.last - timedelta(_OPEN_ENDED)) - timedelta(_BEFORE)
    ends = [max(period.last, words.today), period.last]
    spans = [[start + timedelta(n) for n in range((end - start).days + 1 + _AFTER)] for end in ends]
    fitting = [(days, cells) for days in spans for cells in _CELLS if cells * len(days) <= width]
    if not fitting:
        return []
    days, cells = fitting[0]
    line = _FilingLine(block, words, days, cells)
    return [line.marks(width), line.bars(), line.numbers(width), line.months(width)]


class _FilingLine:
    def __init__(self, block: Block, words: FilingWords, days: list[date], cells: int) -> None:
        self.block, self.words, self.days, self.cells = block, words, days, cells
        self.period, self.today = words.period, words.today
        self.last = self.period.last_open(words.open_days) or self.period.last

    def marks(self, width: int) -> Content:
        """What the days of weight are called, each above its own, the weightiest where two would meet."""
        say, period = self.words.say, self.period
        named = [
            (self.today, "today", "bold $ink"),
            (period.due, "due", "bold $ink"),
            (self.last, "last", "bold $accent"),
            (period.last + timedelta(1), "late", "bold $bad"),
            (period.first, "first", "$soft"),
        ]
        return self._placed(
            [
                (day, ("┃" if name in ("today", "due") else "") + self.block.first(say(f"dates.mark_{name}")), style)
                for day, name, style in named
                if day in self.days
            ],
            width,
        )

    def numbers(self, width: int) -> Content:
        """The number of each day, or of those of weight where a day has less than three cells."""
        late = self.period.last + timedelta(1)
        weighty = [self.today, self.period.due, self.last, late]
        shown = self.days if self.cells == max(_CELLS) else [*weighty, self.period.first, self.period.last]
        places = [
            (day, f"{day.day:2}", "bold $ink" if day in weighty else "$soft") for day in shown if day in self.days
        ]
        return self._placed(places, width)

    def months(self, width: int) -> Content:
        """The month of the first day, and each that begins; then what the shapes mean, or between them, or alone where
        both do not fit: the dates over the line name their months, and nothing else says what a colour means."""
        begins = [day for day in self.days if day.day == 1 or day == self.days[0]]
        months = self._places([(day, self.block.first(month_name(day)), "$soft") for day in begins[::-1]], width)
        legend = self._legend()
        free = pairwise([0, *(edge for at, name in months for edge in (at, at + name.cell_length)), width + _APART])
        for start, end in reversed([*free][::2]):
            if (at := end - _APART - legend.cell_length) >= start + _APART:
                return _in_a_row(sorted([*months, (at, legend)], key=itemgetter(0)))
        return legend if legend.cell_length <= width else _in_a_row(months)

    def _legend(self) -> Content:
        """Every shape that the line shows, and no other."""
        shown = {self._shape(day) for day in self.days if self.cells == max(_CELLS) or not self._is_marked(day)}
        named = [(*shape, self.block.first(self.words.say(name))) for shape, name in _KINDS.items() if shape in shown]
        return Content("  ").join(
            Content.styled(sign * 2, style) + " " + Content.styled(name, "$soft") for sign, style, name in named
        )

    def bars(self) -> Content:
        """A bar for each day: taller where the office is open in the period, and where it is late."""
        return Content("").join(self._bar(day) for day in self.days)

    def _bar(self, day: date) -> Content:
        shape, style = self._shape(day)
        bar = Content.styled(shape * max(self.cells - 1, 1), style)
        if self._is_marked(day):
            bar = Content.styled("┃", "bold $ink") + bar[1:]
        return bar.pad_right(self.cells - bar.cell_length)

    def _is_marked(self, day: date) -> bool:
        """Whether a stroke stands on the day, on all of it where it has less than three cells."""
        return day in (self.today, self.period.due)

    def _shape(self, day: date) -> _Shape:
        period = self.period
        if day > period.last:
            return _LATE
        if day not in self.words.open_days or (period.first is not None and day < period.first):
            return _CLOSED
        return _GONE if day < self.today else _OPEN

    def _placed(self, texts: list[tuple[date, str, str]], width: int) -> Content:
        return _in_a_row(self._places(texts, width))

    def _places(self, texts: list[tuple[date, str, str]], width: int) -> list[_Place]:
        """Texts, the weightiest first, by their days; from the left, without any that would touch another."""
        taken: list[_Place] = []
        for day, text, style in texts:
            content = Content.styled(text, style)
            at = min(self.days.index(day) * self.cells, width - content.cell_length)
            end = at + content.cell_length
            if all(at > other + shown.cell_length or end < other for other, shown in taken):
                taken.append((at, content))
        return sorted(taken, key=itemgetter(0))


def _in_a_row(places: list[_Place]) -> Content:
    """Texts, from the left, in one line."""
    line = Content("")
    for at, content in places:
        line = line.pad_right(at - line.cell_length) + content
    return line
