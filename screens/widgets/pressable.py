"""What can be pressed: by its digit, by touch, or by Enter when it has the focus."""

from dataclasses import dataclass

from textual import events
from textual.content import Content
from textual.message import Message

from kiosk.text.bilingual import Bilingual
from kiosk.text.thai import BETWEEN
from screens.widgets.block import Block
from screens.widgets.debounce import DOUBLE_PRESS, Debounce
from screens.widgets.text_layout import beside, big, level, widest, wrapped

_NARROW = 21
"""Cells up to which words stand close behind the large digit, so as to end clear of the ring around it."""

_MARKS = {
    "left": "←",
    "right": "→",
    "enter": "↵",
    "plus": "+",
    "full_stop": ".",
    "asterisk": "*",
    "backspace": "⌫",
    "delete": "Del",
    "escape": "Esc",
    "f12": "F12",
}


class Pressable(Block, can_focus=True):
    """A card that does something. Its height decides how it draws itself.

    Three lines: a large digit, the name, the other language, one line more. Two: a badge and the name in both
    languages. One: a badge and as much of the name as fits.
    """

    DEBOUNCE = DOUBLE_PRESS
    """Seconds within which a second touch is the same press: a hurried finger taps twice."""

    @dataclass(repr=False, eq=False)
    class Pressed(Message):
        """It was pressed."""

        pressable: "Pressable"

        @property
        def control(self) -> "Pressable":
            return self.pressable

    def __init__(
        self,
        key: str,
        words: Bilingual,
        *,
        short: Bilingual | None = None,
        detail: Bilingual | None = None,
        choice: object = None,
        id: str | None = None,
        classes: str = "",
    ) -> None:
        super().__init__(id=id, classes=classes)
        self.key = key
        self.words = words
        self.short = short
        self.detail = detail
        self.choice = choice
        self._touches = Debounce(self.DEBOUNCE)

    def press(self) -> None:
        """Do what pressing does."""
        if not self.disabled:
            self.post_message(self.Pressed(self))

    def on_click(self, event: events.Click) -> None:
        event.stop()
        if self._touches.accepts(pressed_at=event.time):
            self.press()

    def key_enter(self) -> None:
        self.press()

    @property
    def mark(self) -> str:
        """What stands in the badge."""
        return _MARKS.get(self.key, self.key)

    def forms(self) -> list[tuple[str, str]]:
        """What it is called in both languages: in full, and in short where it has a short name."""
        return [(self.first(words), self.second(words)) for words in (self.words, self.short) if words is not None]

    def names(self, width: int) -> tuple[str, str]:
        """What it is called in both languages; in short where the full name is too long for a line."""
        full, *short = self.forms()
        return full if not short or widest(list(full)) <= width else short[0]

    def lines(self, width: int) -> list[Content]:
        if self.has_room(3):
            return self._large(width)
        badge = self._badge()
        at = badge.cell_length + (2 if width > 14 else 1)
        if width <= badge.cell_length:
            return [badge]
        if not self.has_room(2):
            return [badge.pad_right(at - badge.cell_length) + self._one_line(width - at)]
        first, second = self.names(width - at)
        named, also = wrapped(first, width, "bold", at, badge), wrapped(second, width, self._soft, at)
        return named + also if self.has_room(len(named) + len(also)) else named

    def _large(self, width: int) -> list[Content]:
        at, clear = (6, 0) if width > _NARROW else (4, 1)
        room = width - at - clear
        first, second = self.names(room)
        text = wrapped(first, room, "bold") + wrapped(second, room, self._soft)
        return beside(self._big_mark(), text + self._more(room, len(text)), at)

    def _more(self, width: int, taken: int) -> list[Content]:
        """As many parts of the line more as have room under the rows that are taken."""
        parts = self.first(self.detail).split(BETWEEN) if self.detail is not None else []
        for count in range(len(parts), 0, -1):
            lines = wrapped(BETWEEN.join(parts[:count]), width, self._more_style)
            if self.has_room(taken + len(lines)):
                return lines
        return []

    def _big_mark(self) -> list[Content]:
        """The digit, three rows high, or the badge of another key in the middle of them."""
        if self.key.isdigit():
            return [Content.styled(row, self._strong) for row in big(self.key)]
        return level([self._badge()], 3)

    def _one_line(self, width: int) -> Content:
        """Both names, or the name alone where the two do not fit."""
        return self._both_on_a_line(width) or Content.styled(self.names(width)[0], "bold")

    def _both_on_a_line(self, width: int) -> Content | None:
        """Both names, in short where they fit only so."""
        for first, second in self.forms():
            both = self._beside_each_other(first, second)
            if both.cell_length <= width:
                return both
        return None

    def _beside_each_other(self, first: str, second: str) -> Content:
        return Content.styled(first, "bold") + Content("  ") + Content.styled(second, self._soft)

    def _badge(self) -> Content:
        return Content.styled(f" {self.mark} ", self._badge_style)

    @property
    def _on_accent(self) -> bool:
        return self.has_class("-primary") and not self.disabled

    @property
    def _soft(self) -> str:
        return "$on-accent" if self._on_accent else "$soft"

    @property
    def _more_style(self) -> str:
        return self._soft

    @property
    def _strong(self) -> str:
        if self._on_accent:
            return "bold $on-accent"
        return "bold $ink" if self.has_class("-chosen") else "bold $accent"

    @property
    def _badge_style(self) -> str:
        if self._on_accent:
            return "bold $accent on $on-accent"
        if self.has_class("-chosen"):
            return "bold $on-accent on $accent"
        return f"bold $accent on {'$surface' if self.has_class('-secondary') else '$tint'}"
