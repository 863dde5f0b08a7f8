"""The day bar: the hours of an open day as a line, what is gone of them, lunch, and where the day stands now."""

from collections.abc import Callable
from datetime import time

from textual.content import Content

from kiosk.catalogue.opening import Opening

_GONE, _TO_COME, _LUNCH, _NOW = ("━", "$soft"), ("▄", "$accent"), ("▁", "$dim"), ("┃", "bold $ink")


def day_bar(opening: Opening, now: time, width: int) -> Content:
    """The line, `width` cells for the hours."""
    here = _cell(opening, now, width)
    lunch = range(0)
    if opening.lunch != "none":
        lunch = range(_cell(opening, opening.lunch.start, width), _cell(opening, opening.lunch.end, width))
    return Content("").join(
        Content.styled(*(_NOW if cell == here else _GONE if cell < here else _LUNCH if cell in lunch else _TO_COME))
        for cell in range(width)
    )


def day_bar_hours(opening: Opening, now: time, width: int, words_of: Callable[[time], str]) -> Content:
    """The hours under the line, each where there is room: now before both ends, these before lunch."""
    times = [opening.start, opening.end]
    if opening.lunch != "none":
        times += [opening.lunch.start, opening.lunch.end]
    labels: dict[int, Content] = {}
    if opening.start <= now < opening.end:
        _put(labels, Content.styled(words_of(now), "bold $ink"), _cell(opening, now, width) - 1, width)
    for each in times:
        _put(labels, Content.styled(words_of(each), "$soft"), _cell(opening, each, width), width)
    line = Content("")
    for column, label in sorted(labels.items(), key=lambda item: item[0]):
        line = line.pad_right(column - line.cell_length) + label
    return line


def _put(labels: dict[int, Content], label: Content, column: int, width: int) -> None:
    """Put a label where it belongs, within the line, unless it would touch another one."""
    column = max(min(column, width - label.cell_length), 0)
    if all(column + label.cell_length < other or other + there.cell_length < column for other, there in labels.items()):
        labels[column] = label


def _cell(opening: Opening, moment: time, width: int) -> int:
    """The cell of a time of day; before the line for one before it opens, behind it for one after it has closed."""
    start, end = _minutes(opening.start), _minutes(opening.end)
    return (_minutes(moment) - start) * width // (end - start)


def _minutes(moment: time) -> int:
    return moment.hour * 60 + moment.minute
