"""Shapes of dots: the parts of which one consists, and the holes in them."""

from collections import Counter
from collections.abc import Iterator

Rows = dict[int, int]
"""Rows of dots by their number; bit 0 is the first dot of a row."""


def parts(rows: Rows) -> list[int]:
    """The dots of each part of a shape that hangs together, be it by a corner."""
    return [*_regions(_framed(rows)[0], touching=1)]


def holes(rows: Rows) -> list[int]:
    """The dots of each hole of a shape."""
    inked, whole = _framed(rows)
    return [*_regions([whole ^ row for row in inked], touching=0)][1:]


def _framed(rows: Rows) -> tuple[list[int], int]:
    """All rows from the first to the last with an empty frame around them, and a row that is full."""
    width = max((row.bit_length() for row in rows.values()), default=0)
    inked = [rows.get(number, 0) << 1 for number in range(min(rows, default=0) - 1, max(rows, default=0) + 2)]
    return inked, (1 << width + 2) - 1


def _regions(rows: list[int], touching: int) -> Iterator[int]:
    """The dots of each region, from the first row down; a dot also reaches so many dots aside in the next row."""
    while any(rows):
        first = next(number for number, row in enumerate(rows) if row)
        region = [0] * (len(rows) + 2)
        region[first] = rows[first] & -rows[first]
        before: list[int] = []
        while region != before:
            before = [*region]
            for number in [*range(len(rows)), *reversed(range(len(rows)))]:
                beside = region[number - 1] | region[number + 1]
                near = region[number] | beside | beside << touching | beside >> touching
                region[number] = _run(near & rows[number], rows[number])
        yield sum(row.bit_count() for row in region)
        rows = [row & ~reached for row, reached in zip(rows, region, strict=False)]


def _run(seed: int, row: int) -> int:
    """The dots of a row that hang together with those of `seed`."""
    while (grown := (seed | seed << 1 | seed >> 1) & row) != seed:
        seed = grown
    return seed


def stem(rows: Rows) -> int:
    """How wide the strokes of a shape are: the dots that most often stand beside one another in a row."""
    runs = Counter(len(run) for row in rows.values() for run in f"{row:b}".split("0") if run)
    return max(runs, key=lambda width: (runs[width], width), default=0)
