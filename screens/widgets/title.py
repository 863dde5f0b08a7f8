"""The title of a page: what it is, in both languages, behind an accent bar; to the right what it speaks for."""

from collections.abc import Callable

from textual.content import Content

from kiosk.text.bilingual import Bilingual, same
from screens.widgets.block import Block
from screens.widgets.text_layout import spread, wrapped


class Title(Block):
    """Two lines: the page's language bold, the other one soft. `more` and `also` follow as far as they fit; `aside`
    stands to the right where it fits."""

    def __init__(
        self,
        words: Bilingual,
        more: Bilingual | None = None,
        also: Bilingual | None = None,
        aside: Bilingual | None = None,
        id: str | None = None,
    ) -> None:
        super().__init__(id=id)
        self.words = words
        self.more = more or same("")
        self.also = also or same("")
        self.aside = aside or same("")

    def lines(self, width: int) -> list[Content]:
        return [*self._line(self.first, "bold $ink", width), *self._line(self.second, "$soft", width)]

    def _line(self, localized: Callable[[Bilingual], str], style: str, width: int) -> list[Content]:
        left, right = Content.styled(localized(self.words), style), Content.styled(localized(self.aside), "$soft")
        if left.cell_length > width:
            return wrapped(localized(self.words), width, style)
        for words in (self.more, self.also):
            longer = left + Content("   ") + Content.styled(localized(words), "$soft")
            if localized(words) and longer.cell_length <= width:
                left = longer
        return [spread(left, right, width) if left.cell_length + right.cell_length + 2 <= width else left]
