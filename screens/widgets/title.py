"""The title of a page: what it is, in both languages, behind an accent bar; to the right what it speaks for."""

from textual.content import Content

from kiosk.words import Bilingual, same
from screens.widgets.drawn import Drawn, spread, wrapped


class Title(Drawn):
    """Two lines: the page's language bold, the other one soft. `aside` stands to the right where it fits."""

    def __init__(
        self, words: Bilingual, more: Bilingual | None = None, aside: Bilingual | None = None, id: str | None = None
    ) -> None:
        super().__init__(id=id)
        self.words = words
        self.more = more or same("")
        self.aside = aside or same("")

    def lines(self, width: int) -> list[Content]:
        return [
            *self._line(self.first(self.words), self.first(self.more), self.first(self.aside), "bold $ink", width),
            *self._line(self.second(self.words), self.second(self.more), self.second(self.aside), "$soft", width),
        ]

    def _line(self, words: str, more: str, aside: str, style: str, width: int) -> list[Content]:
        left, extra, right = Content.styled(words, style), Content.styled(more, "$soft"), Content.styled(aside, "$soft")
        if more and left.cell_length + extra.cell_length + 3 <= width:
            left = left + Content("   ") + extra
        if aside and left.cell_length + right.cell_length + 2 <= width:
            return [spread(left, right, width)]
        return wrapped(words, width, style) if left.cell_length > width else [left]
