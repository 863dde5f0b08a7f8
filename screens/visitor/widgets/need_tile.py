"""A need tile: a key of the first page that says what people come for, not only what the office calls it."""

from textual.content import Content

from screens.widgets.pressable import Pressable
from screens.widgets.text_layout import beside, big, wrapped

_AT = 4
"""The cell at which words begin, behind a badge or a digit."""

_ROOMY = 29
"""Cells from which on the large digit has air on its right."""


class NeedTile(Pressable):
    """Three lines: a large digit, name, other language, needs. Two: both languages, and needs if those leave room."""

    def lines(self, width: int) -> list[Content]:
        if self.has_room(3):
            return self._whole(width)
        if self.has_room(2):
            return self._short(width)
        return beside([self._badge()], [self._one_line(width - _AT)], _AT)

    def _whole(self, width: int) -> list[Content]:
        at = _AT + 1 if width >= _ROOMY else _AT
        first, second = self.names(width - at)
        text = [*wrapped(first, width - at, "bold"), *wrapped(second, width - at, self._soft)]
        needs = self._needs(width - at)
        mark = [Content.styled(row, self._strong) for row in big(self.key)] if self.key.isdigit() else [self._badge()]
        return beside(mark, text + needs if self.has_room(len(text) + len(needs)) else text, at)

    def _short(self, width: int) -> list[Content]:
        """Both names; the needs where those take one line."""
        both, needs = self._both_on_a_line(width - _AT), self._needs(width - _AT)
        if both is not None and len(needs) == 1:
            return beside([self._badge()], [both, *needs], _AT)
        first, second = self.names(width - _AT)
        return beside([self._badge()], [Content.styled(first, "bold"), Content.styled(second, self._soft)], _AT)

    def _needs(self, width: int) -> list[Content]:
        style = "$on-accent" if self._on_accent else "$ink"
        return [] if self.detail is None else wrapped(self.first(self.detail), width, style)
