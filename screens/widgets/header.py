"""The band on top: the office in both languages, who is on duty, the date, the clock."""

from time import monotonic

from textual import events
from textual.content import Content
from textual.message import Message

from kiosk.catalogue.opening_words import OPENING_MARKS
from kiosk.machine.kiosk import Kiosk
from kiosk.text.bilingual import Bilingual
from kiosk.text.dates import full_date, weekday_date
from screens.widgets.block import Block
from screens.widgets.text_layout import big, spread

_CORNER = (12, 3)
_BESIDE_CLOCK = 50
"""Cells from which on the band has room for a name beside the large clock."""
_TOUCHES = 5
_BETWEEN = 3
"""Seconds within which one touch of the corner follows another: a day's stray touches are not staff."""

Ends = tuple[Content, Content]
"""What stands at the two ends of a line."""


class Header(Block):
    """Three lines beside the clock, four in portrait; two where rows are few, three where columns are."""

    class CornerTouched(Message):
        """The left corner was touched five times: staff want to come in."""

    def __init__(self, kiosk: Kiosk) -> None:
        super().__init__()
        self.kiosk = kiosk
        self._touches = 0
        self._touched = 0.0

    def on_click(self, event: events.Click) -> None:
        """Count touches of the corner; one elsewhere, or one that comes late, begins again."""
        inside = event.x < _CORNER[0] and event.y < _CORNER[1]
        before = self._touches if monotonic() - self._touched <= _BETWEEN else 0
        self._touches, self._touched = before + 1 if inside else 0, monotonic()
        if self._touches == _TOUCHES:
            self._touches = 0
            self.post_message(self.CornerTouched())

    def lines(self, width: int) -> list[Content]:
        time = self.kiosk.clock().strftime("%H:%M")
        if self.content_size.height < 3:
            (left, right), second = self.two_lines(width)
            return [_ends(left, right + Content.styled(f"  {time}", "bold $on-band"), width), _ends(*second, width)]
        if width < _BESIDE_CLOCK:
            return [_ends(*pair, width) for pair in self.narrow_lines(time)]
        clock = [Content.styled(row, "bold $on-band") for row in big(time)]
        room = width - clock[0].cell_length - 3
        ends = self.three_lines() if self.content_size.height == 3 else self.four_lines(width)
        rows = [spread(_ends(*pair, room), digits, width) for pair, digits in zip(ends, clock, strict=False)]
        return rows + [_ends(*pair, width) for pair in ends[3:]]

    def three_lines(self) -> list[Ends]:
        """Landscape."""
        name, day = self.kiosk.office.name, full_date(self.kiosk.today)
        return [
            (self.bright(name) + Content("  ") + self.mark, Content.styled(self.first(day), "$on-band")),
            (self.pale(self.second(name)), self.pale(self.second(day))),
            self._duty_or_closed(),
        ]

    def four_lines(self, width: int) -> list[Ends]:
        """Portrait."""
        name, none = self.kiosk.office.name, Content("")
        return [
            (self.bright(name), none),
            (self.pale(self.second(name)), none),
            (Content.styled(self.first(full_date(self.kiosk.today)), "$on-band"), none),
            self._duty_and_state(width),
        ]

    def _duty_and_state(self, width: int) -> Ends:
        """Who is on duty, in short where that is long, or that nothing is real; and whether the office is open."""
        room = width - self.mark.cell_length - 2
        state = self._state(room)
        if self.mark and state and state.cell_length <= room:
            return self.mark, state
        right = self.mark or state
        if self.kiosk.is_over and self.kiosk.until_words:
            return self.pale(self.second(self.kiosk.until_words)), right
        duty = self.pale(self.first(self._duty))
        fits = duty.cell_length + right.cell_length + 2 <= width
        return duty if fits else self.pale(self.first(self.kiosk.duty)), right

    def _duty_or_closed(self) -> Ends:
        """Who is on duty; once nobody is any more, that the office is closed."""
        if (closed := self.kiosk.closed_words) is None:
            return self.pale(self.first(self._duty)), self.pale(self.second(self._duty))
        first = Content.styled(f"{OPENING_MARKS['closed']} {self.first(closed)}", "bold $on-band")
        return first, self.pale(self.second(closed))

    def _state(self, room: int) -> Content:
        """Until when the office serves, or when it does again: where there is room, that it is closed until then."""
        state, until = self.kiosk.opening_state, self.kiosk.until_words
        if state is None or until is None:
            return Content("")
        mark, said = OPENING_MARKS[state.opened], [self.kiosk.closed_words or until, until]
        whole, brief = (Content.styled(f"{mark} {self.first(words)}", "bold $on-band") for words in said)
        return whole if whole.cell_length <= room else brief

    def two_lines(self, width: int) -> list[Ends]:
        """A small terminal, or larger letters: the date is short, so that the name is never left out."""
        name, day = self.kiosk.office.name, weekday_date(self.kiosk.today)
        below, second = self.pale(self.second(name)), self.pale(self.second(day))
        if self.kiosk.is_over:
            second = self._state(width - below.cell_length - 1)
        return [
            (self.bright(name), Content.styled(self.first(day), "$on-band")),
            (below, self.mark or second),
        ]

    def narrow_lines(self, time: str) -> list[Ends]:
        """Larger letters in portrait, where a name takes the whole line."""
        name, none = self.kiosk.office.name, Content("")
        day = Content.styled(self.first(weekday_date(self.kiosk.today)), "$on-band")
        return [
            (self.bright(name), none),
            (self.pale(self.second(name)), none),
            (self.mark or day, Content.styled(time, "bold $on-band")),
        ]

    @property
    def mark(self) -> Content:
        """DEMO or PRACTICE in both languages, on every screen that shows what is not real; nothing on a real kiosk."""
        return mode_mark(self.kiosk)

    def bright(self, words: Bilingual) -> Content:
        """Words as the first line of the band shows them."""
        return Content.styled(self.first(words), "bold $on-band")

    def pale(self, text: str) -> Content:
        """Text as the other lines show it."""
        return Content.styled(text, "$band-soft")

    @property
    def _duty(self) -> Bilingual:
        return self.kiosk.catalogue.phrases("header.duty", duty=self.kiosk.duty)


def mode_mark(kiosk: Kiosk) -> Content:
    """The mark of a kiosk that is not real."""
    if not (kiosk.demo or kiosk.practice):
        return Content("")
    words = kiosk.catalogue.phrases("mode.demo" if kiosk.demo else "mode.practice")
    return Content.styled(f" {words.both()} ", "bold $warn on $warn-bg")


def _ends(left: Content, right: Content, width: int) -> Content:
    """Both ends of a line, or the right one alone where there is no room for both."""
    if right and left.cell_length + right.cell_length + 1 > width:
        left = Content("")
    return spread(left, right, width)
