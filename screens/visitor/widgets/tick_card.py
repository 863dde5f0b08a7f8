"""A card of papers that stand together: those to get, those that are ready, those that only some visitors need."""

from collections.abc import Callable, Iterator
from typing import NamedTuple

from rich.cells import cell_len
from textual.content import Content

from kiosk.text.bilingual import Bilingual, Phrases
from kiosk.text.thai import words
from screens.widgets.block import Block
from screens.widgets.text_layout import beside, big, spread, wrapped

TALL_HEAD = 4
"""Rows of a heading beside a figure of three rows, with an empty one under it; where there is no room, it takes one."""

_TWO_COLUMNS = 64
_INDENT = 3
_GAP = 3
APART = 2
"""Cells between a name and its number, at least."""

Said = Callable[[Bilingual], tuple[str, str]]
"""Words as a page says them: in its language, and in the other one."""


class Entry(NamedTuple):
    """A paper on the card: its name, how many of it, and on which condition it is asked for."""

    name: Bilingual
    number: Bilingual
    condition: Bilingual | None


class Section(NamedTuple):
    """Papers that stand together: under which phrase, behind which mark, with a figure of which colour."""

    heading: str
    mark: str
    colour: str
    entries: list[Entry]


class Part(NamedTuple):
    """As much of a section as one card holds: the first card of it, or a further one."""

    section: Section
    entries: list[Entry]
    is_further: bool


class TickCard(Block):
    """A figure and its heading, then the papers, each with its number at the right."""

    def __init__(self, part: Part, say: Phrases) -> None:
        super().__init__(classes="card")
        self.part = part
        self.say = say

    def lines(self, width: int) -> list[Content]:
        columns = 2 if width >= _TWO_COLUMNS else 1
        room = (width - _GAP * (columns - 1)) // columns
        blocks = list(entry_blocks(self.part.section, self.part.entries, self._said, room))
        half = -(-len(blocks) // columns)
        is_tall = self.has_room(TALL_HEAD + max(sum(map(len, run)) for run in (blocks[:half], blocks[half:])))
        head = self._tall_head() if is_tall else self._head(width)
        rows = self.content_size.height - len(head)
        left, right = stacked(blocks[:half], rows), stacked(blocks[half:], rows)
        return head + (beside(left, right, room + _GAP) if right else left)

    def _said(self, words: Bilingual) -> tuple[str, str]:
        return self.first(words), self.second(words)

    def _head(self, width: int) -> list[Content]:
        """The figure and as much of the heading as fits."""
        figure, first, second = self._named
        line = figure
        for part in (first, second):
            longer = line + "  " + part if line else part
            line = longer if longer.cell_length <= width else line
        return [line]

    def _tall_head(self) -> list[Content]:
        figure, *names = self._named
        rows = [Content.styled(row, f"bold {self.part.section.colour}") for row in big(figure.plain)] if figure else []
        named = beside(rows, names, 2 + 3 * figure.cell_length) if figure else names
        return [*named, *[Content("")] * (TALL_HEAD - len(named))]

    @property
    def _named(self) -> tuple[Content, Content, Content]:
        """How many papers stand in the section and what they are, in both languages. A further card has no figure: on
        each, it would be counted again."""
        section, is_further = self.part.section, self.part.is_further
        heading = self.say(section.heading)
        words = self.say("card.continued", heading=heading) if is_further else heading
        figure = Content.styled("" if is_further else str(len(section.entries)), f"bold {section.colour}")
        return figure, Content.styled(self.first(words), "bold $ink"), Content.styled(self.second(words), "$soft")


def entry_blocks(section: Section, entries: list[Entry], words_of: Said, width: int) -> Iterator[list[Content]]:
    """The lines of each paper in both languages; the first one of a condition begins with it."""
    indent, condition = _INDENT if section.mark else 0, None
    mark = Content.styled(section.mark, "$ok" if section.mark == "✔" else "$accent")
    for entry in entries:
        head = condition_lines(*words_of(entry.condition), width) if entry.condition not in (None, condition) else []
        condition = entry.condition
        (first, second), (number, also) = words_of(entry.name), words_of(entry.number)
        named = numbered(first, number, width, "bold $ink", "$ink", indent, mark)
        yield head + named + numbered(second, also, width, "$soft", "$soft", indent)


def numbered(
    name: str, number: str, width: int, style: str, figure: str, indent: int = 0, mark: Content | str = ""
) -> list[Content]:
    """A name over as many lines as it takes, with its number, in the style `figure`, at the end of the first one, or
    under them where a word would be torn for it."""
    end = Content.styled(number, figure)
    room = width - end.cell_length - APART
    if any(cell_len(word.rstrip()) > room - indent for word in words(name)):
        return [*wrapped(name, width, style, indent, mark), spread(Content(""), end, width)]
    lines = wrapped(name, room, style, indent, mark)
    return [lines[0].pad_right(width - end.cell_length - lines[0].cell_length) + end, *lines[1:]]


def stacked(blocks: list[list[Content]], rows: int) -> list[Content]:
    """Blocks below one another, with an empty line between all of them if there is room for that, else with none."""
    gap = [Content("")] if sum(map(len, blocks)) + len(blocks) - 1 <= rows else []
    return [line for number, block in enumerate(blocks) for line in [*(gap if number else []), *block]]


def condition_lines(first: str, second: str, width: int) -> list[Content]:
    """For whom papers are, in both languages: on a line where it holds that, else on their own."""
    both = Content.styled(first, "bold $accent") + "  " + Content.styled(second, "$soft")
    if both.cell_length <= width:
        return [both]
    return [*wrapped(first, width, "bold $accent"), *(wrapped(second, width, "$soft") if second else [])]
