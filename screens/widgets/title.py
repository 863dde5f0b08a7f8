"""The title of a page: what it is, in both languages, behind an accent bar; to the right what it speaks for."""

from collections.abc import Callable, Sequence

from textual.content import Content

from kiosk.text.bilingual import Bilingual, same
from screens.widgets.block import Block
from screens.widgets.text_layout import spread, wrapped


class Title(Block):
    """Two lines: the page's language bold, the other one soft. `more` and `also` follow as far as they fit, `brief`
    where `more` does not; `aside` stands to the right where it fits in both languages, or under the marks of `steps` if
    there are any. `short` stands for words that take two lines. With one row both languages share a line."""

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
        self.steps = Content("")

    def lines(self, width: int) -> list[Content]:
        if self.content_size.height == 1:
            return [self._one_line(width)]
        first, second = self.first(self.aside), self.second(self.aside)
        rights = [Content.styled(words, "$soft") for words in (first, second)]
        if self.steps:
            rights = [self.steps, Content.styled(f"{first}   {second}" if first else "", "$soft")]
        named = [self._lines(self.first, "bold $ink", width), self._lines(self.second, "$soft", width)]
        fits = [
            lines[-1].cell_length + right.cell_length + 2 <= width for lines, right in zip(named, rights, strict=True)
        ]
        for lines, right, fitting in zip(named, rights, fits, strict=True):
            if fitting and (self.steps or all(fits)):
                lines[-1] = spread(lines[-1], right, width)
        return [*named[0], *named[1]]

    def _one_line(self, width: int) -> Content:
        """Both names, then what follows, as far as there is room; to the right what it speaks for."""
        name = Content.styled(self.first(self.words), "bold $ink")
        also = Content("  ") + Content.styled(self.second(self.words), "$soft")
        line = next((each for each in (name + also, name) if each.cell_length <= width), name)
        more = (self._with(line, self.first(words)) for words in (self.more, self.brief) if self.first(words))
        line = next((longer for longer in more if longer.cell_length <= width), line)
        aside = Content.styled(self.first(self.aside), "$soft")
        return spread(line, aside, width) if line.cell_length + 2 + aside.cell_length <= width else line

    def _lines(self, localized: Callable[[Bilingual], str], style: str, width: int) -> list[Content]:
        *above, line = wrapped(localized(self.words), width, style)
        if above and self.short is not None:
            *above, line = wrapped(localized(self.short), width, style)
        forms = [words for words in map(localized, (self.more, self.brief)) if words]
        also = localized(self.also)
        longer = [self._with(self._with(line, words), also) for words in forms] if also else []
        longer += [self._with(line, words) for words in (*forms, also)]
        return [*above, next((words for words in longer if words.cell_length <= width), line)]

    def _with(self, line: Content, words: str) -> Content:
        return line + Content("   ") + Content.styled(words, "$soft")


def step_marks(done: Sequence[bool], at: int) -> Content:
    """A mark for each step: ■ done, ◆ the one that is asked, □ to come."""
    marks = [
        ("◆", "$accent") if step == at else ("■", "$accent") if is_done else ("□", "$soft")
        for step, is_done in enumerate(done)
    ]
    return Content(" ").join(Content.styled(*mark) for mark in marks)
