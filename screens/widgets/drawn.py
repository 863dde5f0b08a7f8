"""Widgets that draw themselves as lines of text, in the language of their page and for the width they have."""

import re

from rich.cells import cell_len
from textual.content import Content, Span
from textual.geometry import Size
from textual.reactive import Reactive
from textual.renderables.digits import DIGITS, DIGITS3X3_BOLD
from textual.widget import Widget

from kiosk.thai import wrap
from kiosk.words import Bilingual, Language
from screens.layouts import LARGE
from screens.widgets.lines import Lines

_FIGURE = re.compile(r"([0-9]+(?:[.,][0-9]+)*)")

OTHER: dict[Language, Language] = {"th": "en", "en": "th"}


class Drawn(Widget):
    """A block of lines. Each is made for the present width, so that none is cut and none breaks inside a word."""

    DEFAULT_CSS = "Drawn { height: auto; }"
    auto_links = Reactive(False)

    def lines(self, width: int) -> list[Content]:
        """The lines at `width` cells."""
        raise NotImplementedError

    def render(self) -> Lines:
        return Lines(self.lines(self.content_size.width))

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return len(self.lines(width))

    def first(self, words: Bilingual) -> str:
        """The words in the page's language."""
        return self.screen.said(words, self.screen.lang)  # type: ignore[attr-defined, no-any-return]

    def second(self, words: Bilingual) -> str:
        """The words in the other language."""
        return self.screen.said(words, OTHER[self.screen.lang])  # type: ignore[attr-defined, no-any-return]

    @property
    def is_large(self) -> bool:
        """Whether the page wears the large layout."""
        return self.screen.has_class(LARGE)

    def has_room(self, rows: int) -> bool:
        """Whether the block is at least so many rows high."""
        return self.content_size.height >= rows


class Words(Drawn):
    """A paragraph, or several, in the page's language alone."""

    def __init__(self, *paragraphs: Bilingual, style: str = "$ink", id: str | None = None, classes: str = "") -> None:
        super().__init__(id=id, classes=classes)
        self.paragraphs = paragraphs
        self.style = style

    def lines(self, width: int) -> list[Content]:
        return [line for words in self.paragraphs for line in wrapped(self.first(words), width, self.style)]


class Line(Drawn):
    """One line: the page's language bold, then the other one soft if it fits, or under it where there are two."""

    def __init__(self, words: Bilingual, id: str | None = None, classes: str = "") -> None:
        super().__init__(id=id, classes=classes)
        self.words = words

    def lines(self, width: int) -> list[Content]:
        first = Content.styled(self.first(self.words), "bold $ink")
        second = Content.styled(self.second(self.words), "$soft")
        both = first + Content("   ") + second
        if both.cell_length <= width:
            return [both]
        return [first, second] if self.has_room(2) else [first]


class Pair(Drawn):
    """Words in the page's language, bold, and under them in the other one; `more` follows where it fits."""

    def __init__(
        self, words: Bilingual, more: Bilingual | None = None, id: str | None = None, classes: str = ""
    ) -> None:
        super().__init__(id=id, classes=classes)
        self.words = words
        self.more = more

    def lines(self, width: int) -> list[Content]:
        return [
            *self._lines(self.first(self.words), self.first(self.more) if self.more else "", width, "bold $ink"),
            *self._lines(self.second(self.words), self.second(self.more) if self.more else "", width, "$soft"),
        ]

    def _lines(self, words: str, more: str, width: int, style: str) -> list[Content]:
        both = Content.styled(words, style) + Content("  ") + Content.styled(more, style.removeprefix("bold "))
        if both.cell_length <= width:
            return [both]
        return wrapped(words, width, style) + (wrapped(more, width, style.removeprefix("bold ")) if more else [])


def wrapped(text: str, width: int, style: str = "", indent: int = 0, mark: Content | str = "") -> list[Content]:
    """`text` broken at `width`; `indent` cells stand before each line, `mark` within those of the first."""
    blank = " " * indent
    lines = [
        Content(blank + line, [Span(indent, indent + len(line), style)] if style else None)
        for line in wrap(text, width - indent)
    ]
    if mark:
        before = Content(mark) if isinstance(mark, str) else mark
        lines[0] = before.pad_right(indent - before.cell_length) + lines[0][indent:]
    return lines


def pieces(text: str, width: int, style: str = "") -> list[Content]:
    """`text` in full, over as many lines as it takes: a path, which has no words to break between."""
    return [Content.styled(text[at : at + width], style) for at in range(0, len(text), max(width, 1))]


def shortened(text: str, width: int) -> str:
    """`text`, or as many of its words as `width` cells hold with the sign that there are more."""
    lines = wrap(text, width)
    return text if len(lines) == 1 else wrap(text, width - 2)[0] + " …"


def both(block: Drawn, words: Bilingual, width: int, style: str = "$ink") -> list[Content]:
    """Words in the page's language, and under them in the other one."""
    return [*wrapped(block.first(words), width, style), *wrapped(block.second(words), width, "$soft")]


def spaced(blocks: list[list[Content]], height: int) -> list[Content]:
    """Blocks below one another, with an empty line between them, from the first on, as far as `height` lines allow."""
    room = height - sum(map(len, blocks))
    lines: list[Content] = []
    for number, block in enumerate(blocks):
        lines += [Content("")] if 0 < number <= room else []
        lines += block
    return lines


def spread(left: Content, right: Content, width: int) -> Content:
    """`left` and `right` at the two ends of a line."""
    return left + Content(" " * max(width - left.cell_length - right.cell_length, 1)) + right


def centred(line: Content, width: int) -> Content:
    """`line` in the middle of `width` cells."""
    return Content(" " * max((width - line.cell_length) // 2, 0)) + line


def beside(left: list[Content], right: list[Content], at: int) -> list[Content]:
    """Two blocks side by side, the right one beginning at cell `at`."""
    rows = max(len(left), len(right))
    blank = Content("")
    return [
        (row_left.pad_right(at - row_left.cell_length) if row_right else row_left) + row_right
        for row_left, row_right in zip(
            left + [blank] * (rows - len(left)), right + [blank] * (rows - len(right)), strict=True
        )
    ]


def big(digits: str) -> list[str]:
    """`digits` three rows high; a digit is three cells wide, as a colon is."""
    starts = [DIGITS.index(digit) * 3 for digit in digits]
    return ["".join(DIGITS3X3_BOLD[start + row].ljust(3) for start in starts) for row in range(3)]


def tall(text: str, width: int, style: str) -> list[Content]:
    """`text` with its figures three rows high, its words level with them; as it is if it has none or no room."""
    blocks: list[list[str]] = []
    for number, part in enumerate(_FIGURE.split(text)):
        if number % 2:
            blocks += [big(sign) if sign.isdigit() else [" ", " ", sign] for sign in part]
        else:
            blocks.append([" " * cell_len(part), part, " " * cell_len(part)])
    rows = ["".join(row) for row in zip(*blocks, strict=True)]
    if len(blocks) == 1 or cell_len(rows[1]) > width:
        return wrapped(text, width, style)
    return [Content.styled(row, style) for row in rows]


def level(lines: list[Content], rows: int) -> list[Content]:
    """`lines` in the middle of `rows`."""
    return [Content("")] * ((rows - len(lines)) // 2) + lines


def widest(texts: list[str]) -> int:
    """The width in cells of the widest of some texts."""
    return max((cell_len(text) for text in texts), default=0)
