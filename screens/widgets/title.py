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
    """Two lines: the page's language bold, the other one soft. `more` follows and then `also`, as far as they fit,
    alike in both; of `more` that has a `brief` form at least this. `short` stands for words that leave them no room.
    `aside` stands to the right where it fits in both languages, or under the marks of `steps` if there are any. With
    one row both languages share a line. Of several pages all have one title: that for which `narrowest` cells have
    room, the fewest of any of them."""

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
        self.narrowest: int | None = None

    def lines(self, width: int) -> list[Content]:
        if self.content_size.height == 1:
            return [self._one_line(width)]
        first, second = self.first(self.aside), self.second(self.aside)
        rights = [Content.styled(words, "$soft") for words in (first, second)]
        if self.steps:
            rights = [self.steps, Content.styled(f"{first}   {second}" if first else "", "$soft")]
        named = self._named(width if self.narrowest is None else min(width, self.narrowest))
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
        ways = (way for afters in self._afters(self.first) for way in product([name + also, name, *shorter], afters))
        line = next((named + after for named, after in ways if named.cell_length + after.cell_length <= width), None)
        if line is None:
            room = width - _after(self.first(self.brief)).cell_length
            line = Content.styled(shortened(self.first(self.short or self.words), room), "bold $ink")
            line += _after(self.first(self.brief))
        aside = Content.styled(self.first(self.aside), "$soft")
        return spread(line, aside, width) if line.cell_length + 2 + aside.cell_length <= width else line

    def _named(self, width: int) -> list[list[Content]]:
        """The lines of each language, with the fullest behind the names of both that fits; names in full before it."""
        said = ((self.first, "bold $ink"), (self.second, "$soft"))
        names = [self._names(localized, style) for localized, style in said]
        for halves in zip(*(self._afters(localized) for localized, _ in said), strict=True):
            for count, after in product((1, None), zip(*halves, strict=True)):
                lines = [_followed(each[:count], words, width) for each, words in zip(names, after, strict=True)]
                if all(lines):
                    return [[line] for line in lines if line is not None]
        whole, brief = ([self._wrapped(*each, number, width) for each in said] for number in (self.more, self.brief))
        return brief if any(lines[-1].cell_length > width for lines in whole) else whole

    def _wrapped(self, localized: Localized, style: str, number: Bilingual, width: int) -> list[Content]:
        """Over several lines, which leave the last one room for the number in brief, with `also` on none of them."""
        room = width - _after(localized(self.brief)).cell_length
        *above, last = wrapped(localized(self.short or self.words), room, style)
        return [*above, last + _after(localized(number))]

    def _names(self, localized: Localized, style: str) -> list[Content]:
        return [Content.styled(localized(words), style) for words in (self.words, self.short) if words is not None]

    def _afters(self, localized: Localized) -> list[list[Content]]:
        """What may follow a name, the fullest first: with `also`, and where even the shortest leaves it no room."""
        numbers = [(localized(self.more), _GAP), (localized(self.brief), _GAP), (localized(self.brief), _NARROW_GAP)]
        return [
            [_after(number, gap) + _after(also, gap) for number, gap in numbers] for also in (localized(self.also), "")
        ]


def _followed(names: list[Content], after: Content, width: int) -> Content | None:
    """The longest of some names that leaves room for what follows it."""
    return next((name + after for name in names if name.cell_length + after.cell_length <= width), None)


def _after(words: str, gap: int = _GAP) -> Content:
    return Content.styled(" " * gap + words, "$soft") if words else Content("")


def step_marks(done: Sequence[bool], at: int) -> Content:
    """A mark for each step: ■ done, ◆ the one that is asked, □ to come."""
    marks = [
        ("◆", "$accent") if step == at else ("■", "$accent") if is_done else ("□", "$soft")
        for step, is_done in enumerate(done)
    ]
    return Content(" ").join(Content.styled(*mark) for mark in marks)
