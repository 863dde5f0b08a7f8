"""A need tile: a key of the first page that says what people come for, not only what the office calls it."""

from textual.content import Content

from kiosk.text.bilingual import Bilingual
from screens.widgets.pressable import Pressable
from screens.widgets.text_layout import beside, big, wrapped

_AT = 4
"""The cell at which words begin, behind a badge or a digit."""

_ROOMY = 29
"""Cells from which on the large digit has air on its right."""

_TELLING = 24
"""Cells behind a badge from which on a short tile says the needs too: all that stand together do, or none."""


class NeedTile(Pressable):
    """Three lines: a large digit, name, other language, needs. Two: both languages, and needs if those leave room.

    One: both languages, in the plainest words where no others fit.
    """

    def __init__(
        self,
        key: str,
        words: Bilingual,
        *,
        short: Bilingual | None = None,
        plainest: Bilingual | None = None,
        detail: Bilingual | None = None,
        choice: object = None,
        id: str | None = None,
        classes: str = "",
    ) -> None:
        super().__init__(key, words, short=short, detail=detail, choice=choice, id=id, classes=classes)
        self.plainest = plainest

    def lines(self, width: int) -> list[Content]:
        if self.has_room(3):
            return self._whole(width)
        if self.has_room(2):
            return self._short(width)
        return beside([self._badge()], [self._line_of_names(width - _AT)], _AT)

    def _line_of_names(self, width: int) -> Content:
        both = self._both_on_a_line(width)
        if both is None and self.plainest is not None:
            both = self._beside_each_other(self.first(self.plainest), self.second(self.plainest))
        return both if both is not None and both.cell_length <= width else self._one_line(width)

    def _whole(self, width: int) -> list[Content]:
        at = _AT + 1 if width >= _ROOMY else _AT
        first, second = self.names(width - at)
        text = [*wrapped(first, width - at, "bold"), *wrapped(second, width - at, self._soft)]
        mark = [Content.styled(row, self._strong) for row in big(self.key)] if self.key.isdigit() else [self._badge()]
        return beside(mark, text + self._more(width - at, len(text)), at)

    def _short(self, width: int) -> list[Content]:
        """Both names; the needs where those take one line."""
        both, needs = self._both_on_a_line(width - _AT), []
        if self.detail is not None and width - _AT >= _TELLING:
            needs = wrapped(self.first(self.detail), width - _AT, self._more_style)
        if both is not None and len(needs) == 1:
            return beside([self._badge()], [both, *needs], _AT)
        first, second = self.names(width - _AT)
        return beside([self._badge()], [Content.styled(first, "bold"), Content.styled(second, self._soft)], _AT)

    @property
    def _more_style(self) -> str:
        return "$on-accent" if self._on_accent else "$ink"
