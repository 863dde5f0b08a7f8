"""Large words: a sentence in sextants, as large as the room for it allows."""

from functools import lru_cache
from itertools import pairwise

from rich.cells import cell_len

from kiosk.text.letters import OVERHANG, Size, letters, sizes
from kiosk.text.sextants import sextants
from kiosk.text.thai import words

_LEADING = 6
"""The space between two lines, as a part of the em."""


@lru_cache(64)
def large_words(text: str, columns: int, rows: int) -> tuple[str, ...]:
    """Typesetting: `text` in lines of `columns` cells at most, `rows` of them at most, at the largest size that fits.

    No lines where not even the smallest size has room, or where a letter has not been drawn.
    """
    for size in sizes():
        if size.draws(text) and (lines := _broken(words(text, apart=True), size, columns)):
            dots = _stacked(lines, size, 3 * rows)
            if len(dots) <= 3 * rows:
                return sextants(dots, min(_width(lines, size) // 2, columns))
    return ()


def _broken(words: tuple[str, ...], size: Size, columns: int) -> list[str]:
    """The words in lines at that size; none where a word is wider than a line."""
    room = (2 * columns - OVERHANG) // size.advance
    lines = [""]
    for word in words:
        if cell_len(word.rstrip()) > room:
            return []
        if cell_len((lines[-1] + word).rstrip()) > room:
            lines.append("")
        lines[-1] += word
    return [line.rstrip() for line in lines]


def _width(lines: list[str], size: Size) -> int:
    """Dots of the widest line, an even number."""
    width = max(map(cell_len, lines)) * size.advance + 2 * OVERHANG
    return width + width % 2


def _stacked(lines: list[str], size: Size, most: int) -> list[int]:
    """Rows of dots of all lines: as far from one another as each other where `most` allow it, else close together."""
    width = _width(lines, size)
    drawn = [_drawn(line, size, width) for line in lines]
    ends = [max(above) + 1 - min(below) for above, below in pairwise(drawn)]
    gap = size.em // _LEADING
    pitch = max(ends, default=0) + gap
    least, even = [gap] * len(ends), [pitch - end for end in ends]
    inked = [[line.get(number, 0) for number in range(min(line), max(line) + 1)] for line in drawn]
    gaps = even if sum(map(len, inked)) + sum(even) <= most else least
    return [row for line, below in zip(inked, [*gaps, 0], strict=True) for row in [*line, *[0] * below]]


def _drawn(line: str, size: Size, width: int) -> dict[int, int]:
    """The rows of a line in which there is ink, by their number."""
    inked: dict[int, int] = {}
    at = 0
    for letter in letters(line):
        at += cell_len(letter) * size.advance
        for number, row in size.rows(letter).items() if letter != " " else ():
            inked[number] = inked.get(number, 0) | row << (width - at - 2 * OVERHANG)
    return inked
