"""The history of the record: its lines by pages, the newest first, and which of them can be taken back."""

from dataclasses import dataclass

from kiosk.protocol.line import Line
from kiosk.streams.record.kinds import kind_of
from kiosk.streams.record.line_order import LineOrder
from kiosk.streams.record.record import Record


@dataclass(frozen=True)
class HistoryLine:
    """A line, its number in the record, that of the line it takes back, and whether it can be taken back itself."""

    line: Line
    number: int
    takes_back: int | None
    holds: bool


@dataclass(frozen=True)
class HistoryPage:
    """Some lines, the newest first, and how many there are in all."""

    lines: list[HistoryLine]
    length: int


def history_page(record: Record, page: int, size: int) -> HistoryPage:
    """The lines of a page of that size, the first of which is page 0; of the last, where there are not so many.

    One that cannot be read is none of them, and keeps its number.
    """
    order = record.order()
    first = min(page, max(order.length - 1, 0) // size) * size
    numbered = ((order.length - first - at, record.line(id_)) for at, id_ in enumerate(order.newest(first, size)))
    return HistoryPage([_line(record, order, number, line) for number, line in numbered if line], order.length)


def _line(record: Record, order: LineOrder, number: int, line: Line) -> HistoryLine:
    taken = line.takes_back and record.line(line.takes_back)
    return HistoryLine(line, number, order.number(taken) if taken else None, _can_be_taken_back(record, line))


def _can_be_taken_back(record: Record, line: Line) -> bool:
    """Of a kind that has one value at a time only the line that says it now."""
    kind = kind_of(line.what)
    if (kind and kind.is_kept) or not record.holds(line.id):
        return False
    newest = record.newest(line.what) if kind and kind.newest_holds else line
    return newest is not None and newest.id == line.id
