"""The day that a visitor writes, in large digits: day, month, year."""

from collections.abc import Iterator
from itertools import islice

from textual.content import Content

from kiosk.text.bilingual import Bilingual
from kiosk.text.dates import medium_date
from kiosk.text.figures import typed_day
from screens.widgets.block import Block, both
from screens.widgets.text_layout import beside, big, wrapped

PARTS = (2, 2, 4)
"""Digits of a day, of a month, of a year."""

LENGTH = sum(PARTS)

_DIGIT, _GAP, _LEAST_LABEL = 3, 1, 12


def in_parts(digits: str) -> list[str]:
    """What is written, by day, month and year."""
    rest = iter(digits)
    return ["".join(islice(rest, part)) for part in PARTS]


def parted(digits: str) -> str:
    """What is written once a sign parts it from what follows: a day or month of one digit has a nought before it."""
    *_, last = [part for part in in_parts(digits)[:-1] if part] or [""]
    return f"{digits[:-1]}0{last}" if len(last) == 1 else digits


class DateEntry(Block):
    """What is written so far, the place of the next digit, and which day it is."""

    def __init__(self, asked: Bilingual) -> None:
        super().__init__(classes="card")
        self.asked = asked
        self.digits = ""

    def lines(self, width: int) -> list[Content]:
        if not self.has_room(3):
            return [self._line(width)]
        entry = [Content("").join(row) for row in zip(*self._columns(), strict=True)]
        at = entry[0].cell_length + 2
        return beside(entry, self._label(width - at), at) if width - at >= _LEAST_LABEL else entry

    def _line(self, width: int) -> Content:
        """All of it in one line."""
        written, rest = self.digits.ljust(LENGTH, "▁"), iter(range(LENGTH))
        parts = [Content("").join(self._sign(written, next(rest)) for _ in range(part)) for part in PARTS]
        day = typed_day(self.digits)
        line = Content(" ").join(parts)
        longer = line + "   " + Content.styled(self.first(self.asked if day is None else medium_date(day)), "$ink")
        return longer if longer.cell_length <= width else line

    def _sign(self, written: str, place: int) -> Content:
        style = "bold $ink" if place < len(self.digits) else self._place_style(place)
        return Content.styled(written[place], style)

    def _place_style(self, place: int) -> str:
        """Of a place that waits for its digit; the next one stands out."""
        return "$accent" if place == len(self.digits) else "$dim"

    def _columns(self) -> Iterator[list[Content]]:
        place = 0
        for part in PARTS:
            if place:
                yield [Content(" " * _GAP)] * 3
            for _ in range(part):
                yield self._digit(place)
                place += 1

    def _digit(self, place: int) -> list[Content]:
        if place < len(self.digits):
            return [Content.styled(row, "bold $ink") for row in big(self.digits[place])]
        blank = Content(" " * _DIGIT)
        return [blank, blank, Content.styled("▁▁ ", self._place_style(place))]

    def _label(self, width: int) -> list[Content]:
        """Which day it is, or which is asked for, in as many languages as have room; the answer says it in any case."""
        day = typed_day(self.digits)
        words = self.asked if day is None else medium_date(day)
        forms = both(self, words, width, "bold $ink"), wrapped(self.first(words), width, "bold $ink")
        return next((lines for lines in forms if len(lines) <= 3), [])
