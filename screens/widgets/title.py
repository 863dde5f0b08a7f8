"""The title of a page: what it is, in both languages, behind an accent bar; to the right what it speaks for."""

from collections.abc import Callable

from textual.content import Content

from kiosk.text.bilingual import Bilingual, same
from screens.widgets.block import Block
from screens.widgets.text_layout import spread, wrapped


class Title(Block):
    """Two lines: the page's language bold, the other one soft. `more` and `also` follow as far as they fit, `brief`
    where `more` does not; `aside` stands to the right where it fits. `short` stands for words that take two lines."""

    def __init__(
        self,
        words: Bilingual,
        more: Bilingual | None = None,
        brief: Bilingual | None = None,
        also: Bilingual | None = None,
        aside: Bilingual | None = None,
        short: Bilingual | None = None,
        id: str | None = None,
    ) -> None:
        super().__init__(id=id)
        self.words = words
        self.short = short
        self.more = more or same("")
        self.brief = brief or same("")
        self.also = also or same("")
        self.aside = aside or same("")

    def lines(self, width: int) -> list[Content]:
        return [*self._lines(self.first, "bold $ink", width), *self._lines(self.second, "$soft", width)]

    def _lines(self, localized: Callable[[Bilingual], str], style: str, width: int) -> list[Content]:
        *above, line = wrapped(localized(self.words), width, style)
        if above and self.short is not None:
            *above, line = wrapped(localized(self.short), width, style)
        for choices in ((self.more, self.brief), (self.also,)):
            longer = [self._with(line, localized(words)) for words in choices if localized(words)]
            line = next((words for words in longer if words.cell_length <= width), line)
        right = Content.styled(localized(self.aside), "$soft")
        fits = line.cell_length + right.cell_length + 2 <= width
        return [*above, spread(line, right, width) if fits else line]

    def _with(self, line: Content, words: str) -> Content:
        return line + Content("   ") + Content.styled(words, "$soft")
