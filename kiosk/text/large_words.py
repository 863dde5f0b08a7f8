"""Large words: a sentence in sextants, as large as the room for it allows."""

from functools import lru_cache, reduce
from itertools import combinations, count, pairwise, product
from operator import or_

from kiosk.text.letters import Size, letters, sizes
from kiosk.text.sextants import sextants
from kiosk.text.thai import words

_CLOSEST = (5, 8)
"""The space between two lines at least, as a part of the em; the second where no size has room with the first."""
_LEADING = (2, 3, 4)
"""The same where there is more room, from most on."""
_ASIDE = 2
"""The space beside a mark that hangs where one of the next line stands, as a part of the em's width: nearer to one
another, either could be of the other's letter."""


@lru_cache(64)
def large_words(text: str, columns: int, rows: int) -> tuple[str, ...]:
    """Typesetting: `text` in lines of `columns` cells at most, `rows` of them at most, at the largest size that fits.

    No lines where not even the smallest size has room, or where a letter has not been drawn.
    """
    cut, room = words(text, apart=True), 2 * columns
    for closest, size in product(_CLOSEST, sizes()):
        if (
            not size.draws(text)
            or not (lines := _broken(cut, size, room))
            or not _set(lines, size, closest, room, rows)
        ):
            continue
        ways = product((_evenly_broken(cut, size, len(lines)), lines), (*_LEADING, closest))
        return next(filter(None, (_set(way, size, leading, room, rows) for way, leading in ways)))
    return ()


def _set(lines: list[str], size: Size, leading: int, room: int, rows: int) -> tuple[str, ...]:
    """The lines in sextants, a part of the em apart; nothing where they have no room."""
    dots, width = _trimmed(_stacked(lines, size, size.em // leading))
    return sextants(dots, (width + 1) // 2) if width <= room and len(dots) <= 3 * rows else ()


def _broken(words: tuple[str, ...], size: Size, room: int) -> list[str]:
    """The words in lines of so many dots at that size; none where a word is wider than a line."""
    lines = [""]
    for word in words:
        if size.advance(word.rstrip()) > room:
            return []
        if size.advance((lines[-1] + word).rstrip()) > room:
            lines.append("")
        lines[-1] += word
    return [line.rstrip() for line in lines]


def _evenly_broken(words: tuple[str, ...], size: Size, count: int) -> list[str]:
    """The words in so many lines, the widest of which could not be narrower, nor all of them be more alike: no short
    word has a line of its own where that can be."""
    breaks = combinations(range(1, len(words)), count - 1)
    ways = (["".join(words[slice(*ends)]).rstrip() for ends in pairwise((0, *at, len(words)))] for at in breaks)
    advance = lru_cache(None)(size.advance)

    def unevenness(lines: list[str]) -> tuple[int, int]:
        widths = [advance(line) for line in lines]
        return max(widths), sum(width**2 for width in widths)

    return min(ways, key=unevenness)


def _stacked(lines: list[str], size: Size, gap: int) -> list[int]:
    """Rows of dots of all lines, each as far from the next, and nowhere closer to it than `gap`."""
    drawn = [_drawn(line, size) for line in lines]
    near = [(above, _spread(below, size.width // _ASIDE)) for above, below in pairwise(drawn)]
    pitch = next(pitch for pitch in count(size.em + gap) if not any(_meet(*two, pitch, gap) for two in near))
    first, last = min(drawn[0]), max(drawn[-1]) + pitch * (len(drawn) - 1)
    rows = [0] * (last - first + 1)
    for before, line in enumerate(drawn):
        for number, row in line.items():
            rows[number + before * pitch - first] |= row
    return rows


def _spread(line: dict[int, int], aside: int) -> dict[int, int]:
    """A line each of whose dots reaches as far as `aside` to either side."""
    steps = range(-aside, aside + 1)
    return {number: reduce(or_, (row << aside + step for step in steps)) >> aside for number, row in line.items()}


def _meet(above: dict[int, int], below: dict[int, int], pitch: int, gap: int) -> bool:
    """Whether a line reaches anywhere closer than `gap` to the next one."""
    reached = 0
    for number in range(min(below) + pitch - gap, max(above) + 1):
        reached |= below.get(number - pitch + gap, 0)
        if reached & above.get(number, 0):
            return True
    return False


def _trimmed(rows: list[int]) -> tuple[list[int], int]:
    """The rows from the first dot on in which there is ink, and how many dots the widest of them has."""
    inked = reduce(or_, rows)
    before = (inked & -inked).bit_length() - 1
    return [row >> before for row in rows], inked.bit_length() - before


def _drawn(line: str, size: Size) -> dict[int, int]:
    """The rows of a line in which there is ink, by their number."""
    inked: dict[int, int] = {}
    at = 0
    for letter in letters(line):
        for number, row in size.rows(letter).items():
            inked[number] = inked.get(number, 0) | row << at
        at += size.advance(letter)
    return inked
