"""The day that a visitor writes, in large digits: day, month, year."""

from collections.abc import Iterator

from textual.content import Content

from kiosk.catalogue.filing import Asked
from kiosk.catalogue.written_day import LENGTH, PARTS, DayFault, day_fault
from kiosk.machine.kiosk import Kiosk
from kiosk.text.dates import medium_date
from kiosk.text.figures import typed_day
from screens.widgets.block import Block, both
from screens.widgets.text_layout import beside, big, widest

_DIGIT, _GAP, _APART = 3, 1, 2
"""Cells of a large digit, between parts of large digits, and before what follows them."""

_IN_LARGE_DIGITS = LENGTH * _DIGIT + (len(PARTS) - 1) * _GAP
_IN_A_LINE, _APART_IN_A_LINE, _DAY_IN_WORDS = LENGTH + len(PARTS) - 1, 2, 13
"""Cells of all that is written, in either form; before what follows it in one line, and of a day in words."""


class DateEntry(Block):
    """What is written so far, the place of the next digit, which day it is, and where it fits, that none is kept.

    Digits that are to be written again are red.
    """

    def __init__(self, kiosk: Kiosk, asks: Asked) -> None:
        super().__init__(classes="card")
        self.kiosk, self.asks = kiosk, asks
        self.nothing_kept = kiosk.catalogue.phrases("dates.nothing_kept")
        self.digits = ""

    @property
    def fault(self) -> DayFault | None:
        """Why what is written cannot be the day that is asked for; nothing while it may become it."""
        return day_fault(self.digits, self.asks, self.kiosk.today, self.kiosk.catalogue.phrases)

    @property
    def says_kept(self) -> bool:
        """Whether it has room, in both languages and whatever is written, to say that nothing is kept."""
        taken = _IN_LARGE_DIGITS + _APART if self.has_room(3) else _IN_A_LINE + _DAY_IN_WORDS + 2 * _APART_IN_A_LINE
        words = [self.first(self.nothing_kept), self.second(self.nothing_kept)]
        return widest(words) <= self.content_size.width - taken

    def lines(self, width: int) -> list[Content]:
        day = typed_day(self.digits)
        kept = [Content.styled(self.first(self.nothing_kept), "$soft")] if self.says_kept else []
        if not self.has_room(3):
            named = [Content.styled(self.first(medium_date(day)), "$ink")] if day else []
            return [Content(" " * _APART_IN_A_LINE).join([self._line(), *named, *kept])]
        entry = [Content("").join(row) for row in zip(*self._columns(), strict=True)]
        at = _IN_LARGE_DIGITS + _APART
        named = both(self, medium_date(day), width - at, "bold $ink") if day else [Content("")] * 2
        return beside(entry, [*named, *kept], at)

    def _line(self) -> Content:
        """All of it in one line."""
        written, rest = self.digits.ljust(LENGTH, "▁"), iter(range(LENGTH))
        sound = self._sound
        parts = [Content("").join(self._sign(written, next(rest), sound) for _ in range(part)) for part in PARTS]
        return Content(" ").join(parts)

    @property
    def _sound(self) -> int:
        """How many digits need not be written again."""
        fault = self.fault
        return LENGTH if fault is None else fault.kept

    def _sign(self, written: str, place: int, sound: int) -> Content:
        style = _style(place, sound) if place < len(self.digits) else self._place_style(place)
        return Content.styled(written[place], style)

    def _place_style(self, place: int) -> str:
        """Of a place that waits for its digit; the next one stands out."""
        return "$accent" if place == len(self.digits) else "$dim"

    def _columns(self) -> Iterator[list[Content]]:
        place, sound = 0, self._sound
        for part in PARTS:
            if place:
                yield [Content(" " * _GAP)] * 3
            for _ in range(part):
                yield self._digit(place, sound)
                place += 1

    def _digit(self, place: int, sound: int) -> list[Content]:
        if place < len(self.digits):
            return [Content.styled(row, _style(place, sound)) for row in big(self.digits[place])]
        blank = Content(" " * _DIGIT)
        return [blank, blank, Content.styled("╺━╸", "$accent" if place == len(self.digits) else "$soft")]


def _style(place: int, sound: int) -> str:
    """Of a digit, where so many are sound."""
    return "bold $ink" if place < sound else "bold $bad"
