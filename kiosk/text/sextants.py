"""Sextants (U+1FB00): six dots to a character, two beside and three below one another."""

_WHOLE = {0: " ", 0b010101: "▌", 0b101010: "▐", 0b111111: "█"}
"""Patterns that Unicode had characters for before, and left out of the block."""


def sextants(rows: list[int], columns: int) -> tuple[str, ...]:
    """Rows of dots as lines of `columns` characters. Bit 0 of a row is its first dot, set where there is ink."""
    padded = [*rows, *[0] * (-len(rows) % 3)]
    return tuple(_line((padded[at], padded[at + 1], padded[at + 2]), columns) for at in range(0, len(padded), 3))


def _line(rows: tuple[int, int, int], columns: int) -> str:
    top, middle, bottom = rows
    pairs = range(0, 2 * columns, 2)
    return "".join(_sextant(top >> at & 3 | (middle >> at & 3) << 2 | (bottom >> at & 3) << 4) for at in pairs)


def _sextant(dots: int) -> str:
    return _WHOLE.get(dots) or chr(0x1FAFF + dots - (dots > 0b010101) - (dots > 0b101010))
