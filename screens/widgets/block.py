"""Widgets that draw themselves as lines of text, in the language of their page and for the width they have."""

from textual.content import Content
from textual.geometry import Size
from textual.reactive import Reactive
from textual.widget import Widget

from kiosk.text.bilingual import Bilingual
from screens.widgets.lines_visual import Lines
from screens.widgets.text_layout import fitting, wrapped


class Block(Widget):
    """A block of lines. Each is made for the present width, so that none is cut and none breaks inside a word."""

    DEFAULT_CSS = "Block { height: auto; }"
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
        return self.screen.localized(words, self.screen.lang)  # type: ignore[attr-defined, no-any-return]

    def second(self, words: Bilingual) -> str:
        """The words in the partner of the page's language; in the partner of that where its words stand first."""
        return self.screen.localized(words, words.beside(self.screen.lang))  # type: ignore[attr-defined, no-any-return]

    def has_room(self, rows: int) -> bool:
        """Whether the block is at least so many rows high."""
        return self.content_size.height >= rows


class Paragraphs(Block):
    """A paragraph, or several, in the page's language alone."""

    def __init__(self, *paragraphs: Bilingual, style: str = "$ink", id: str | None = None, classes: str = "") -> None:
        super().__init__(id=id, classes=classes)
        self.paragraphs = paragraphs
        self.style = style

    def lines(self, width: int) -> list[Content]:
        return [line for words in self.paragraphs for line in wrapped(self.first(words), width, self.style)]


class BilingualParagraphs(Paragraphs):
    """The same in both languages, one under the other, with an empty line between two paragraphs."""

    def lines(self, width: int) -> list[Content]:
        blocks = [both(self, words, width, self.style) for words in self.paragraphs]
        return [line for block in blocks for line in [*block, Content("")]][:-1]


class BilingualLine(Block):
    """One line: the page's language bold, then the other one soft if it fits, or under it where there is room."""

    def __init__(self, words: Bilingual, id: str | None = None, classes: str = "") -> None:
        super().__init__(id=id, classes=classes)
        self.words = words

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return sum(len(lines) for lines in self._parts(width))

    def lines(self, width: int) -> list[Content]:
        first, second = self._parts(width)
        return [*first, *second] if self.has_room(len(first) + len(second)) else first

    def _parts(self, width: int) -> tuple[list[Content], list[Content]]:
        """Both languages on a line, or each on lines of its own."""
        first, second = self.first(self.words), self.second(self.words)
        line = Content.styled(first, "bold $ink") + Content("   ") + Content.styled(second, "$soft")
        if line.cell_length <= width:
            return [line], []
        return wrapped(first, width, "bold $ink"), wrapped(second, width, "$soft")


class QuietLines(Block):
    """Soft words in both languages: one under the other where there is room, else on one line as far as they fit."""

    def __init__(self, words: Bilingual | None, id: str | None = None) -> None:
        super().__init__(id=id)
        self.words = words

    def lines(self, width: int) -> list[Content]:
        if self.words is None:
            return []
        first, second = (wrapped(words, width, "$soft") for words in (self.first(self.words), self.second(self.words)))
        if self.has_room(len(first) + len(second)):
            return [*first, *second]
        return [fitting([*first, *second], width)] if len(first) == 1 else first


class Pair(Block):
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


def both(block: Block, words: Bilingual, width: int, style: str = "$ink") -> list[Content]:
    """Words in the page's language, and under them in the other one where they are not the same."""
    first, second = block.first(words), block.second(words)
    return wrapped(first, width, style) + ([] if first == second else wrapped(second, width, "$soft"))
