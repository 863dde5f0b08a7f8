"""The title of a page: what it is, in both languages, behind an accent bar; to the right what it speaks for."""

from collections.abc import Callable, Sequence
from itertools import product

from textual.content import Content

from kiosk.text.bilingual import Bilingual, same
from screens.widgets.block import Block
from screens.widgets.text_layout import shortened, spread, wrapped

_GAP, _NARROW_GAP = 3, 2
"""Cells before what follows a title, and where it has no room else."""

Localized = Callable[[Bilingual], str]
"""How words are said: in the page's language, or in the other one."""


class Title(Block):
    """Two lines: the page's language bold, the other one soft. `more` follows and then `also`, as far as they fit; of
    `more` that has a `brief` form at least this. `short` stands for words that leave them no room. `aside` stands to
    the right where it fits in both languages, or under the marks of `steps` if there are any. With one row both
    languages share a line."""

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
        name, *shorter = self._names(self.first, "bold $ink")
        also = Content("  ") + Content.styled(self.second(self.words), "$soft")
        line = self._followed([name + also, name, *shorter], self.first, width)
        if line is None:
            room = width - _after(self.first(self.brief)).cell_length
            line = Content.styled(shortened(self.first(self.short or self.words), room), "bold $ink")
            line += _after(self.first(self.brief))
        aside = Content.styled(self.first(self.aside), "$soft")
        return spread(line, aside, width) if line.cell_length + 2 + aside.cell_length <= width else line

    def _lines(self, localized: Localized, style: str, width: int) -> list[Content]:
        line = self._followed(self._names(localized, style), localized, width)
        if line is not None:
            return [line]
        brief = _after(localized(self.brief))
        *above, last = wrapped(localized(self.short or self.words), width - brief.cell_length, style)
        more = last + _after(localized(self.more))
        return [*above, more if more.cell_length <= width else last + brief]

    def _names(self, localized: Localized, style: str) -> list[Content]:
        return [Content.styled(localized(words), style) for words in (self.words, self.short) if words is not None]

    def _followed(self, names: list[Content], localized: Localized, width: int) -> Content | None:
        """The fullest line that fits: without `also` only where even the shortest name leaves it no room."""
        more, brief = localized(self.more), localized(self.brief)
        for also in (localized(self.also), ""):
            for name, (number, gap) in product(names, [(more, _GAP), (brief, _GAP), (brief, _NARROW_GAP)]):
                line = name + _after(number, gap) + _after(also, gap)
                if line.cell_length <= width:
                    return line
        return None


def _after(words: str, gap: int = _GAP) -> Content:
    return Content.styled(" " * gap + words, "$soft") if words else Content("")


def step_marks(done: Sequence[bool], at: int) -> Content:
    """A mark for each step: ■ done, ◆ the one that is asked, □ to come."""
    marks = [
        ("◆", "$accent") if step == at else ("■", "$accent") if is_done else ("□", "$soft")
        for step, is_done in enumerate(done)
    ]
    return Content(" ").join(Content.styled(*mark) for mark in marks)
