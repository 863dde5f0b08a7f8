"""A QR code as rows of block elements: two modules to a cell's height, or three, and four modules of quiet zone."""

from functools import lru_cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from qrcode.main import QRCode

QUIET = 4
HALVES, THIRDS = 2, 3
"""Modules to a cell's height. Every terminal draws half blocks; a third of a cell is a sextant, which few draw."""

_MOST = 2953  # bytes of the largest code
_LONG = 42  # bytes; beyond, level M takes more than the 19 rows of a small screen, and large modules matter more
_SEXTANTS = {
    (True, False, False): "\U0001fb02",
    (False, True, False): "\U0001fb0b",
    (True, True, False): "\U0001fb0e",
    (False, False, True): "\U0001fb2d",
    (True, False, True): "\U0001fb30",
    (False, True, True): "\U0001fb39",
}

Modules = tuple[tuple[bool, ...], ...]

FIRST_DRAWN: dict[str, Modules] = {}
"""The first code that a program has drawn, that of its first page: the next start need not draw it again."""


@lru_cache(32)
def modules(text: str) -> Modules:
    """The module matrix of `text`, dark = True, quiet zone included; square."""
    if text in FIRST_DRAWN:
        return FIRST_DRAWN[text]
    code = _fitted(text)
    code.make(fit=False)
    drawn = tuple(tuple(bool(module) for module in row) for row in code.get_matrix())
    if not FIRST_DRAWN:
        FIRST_DRAWN[text] = drawn
    return drawn


def _fitted(text: str) -> "QRCode[Any]":
    """The code of `text` in the smallest version that holds it, not drawn yet: drawing a large one takes a while."""
    from qrcode.constants import ERROR_CORRECT_L, ERROR_CORRECT_M  # a page without a code need not wait for the library
    from qrcode.main import QRCode

    code = QRCode(error_correction=ERROR_CORRECT_L if len(text.encode()) > _LONG else ERROR_CORRECT_M, border=QUIET)
    code.add_data(text)
    code.best_fit(start=1)
    return code


Cell = tuple[str, bool]
"""A space or a block element, and whether it is white on black; else it is black on white."""


@lru_cache(32)
def cells(text: str, scale: int = HALVES) -> tuple[tuple[Cell, ...], ...]:
    """The code of `text` as rows of cells with `scale` modules to their height."""
    rows = [list(row) for row in modules(text)]
    light = [False] * len(rows[0])
    rows += [light] * (-len(rows) % scale)
    if scale == THIRDS:
        return tuple(tuple(map(_third, *rows[y : y + 3])) for y in range(0, len(rows), 3))
    rows += [light, light]
    return tuple(
        tuple(_half(*column) for column in zip(rows[y - 1], rows[y], rows[y + 1], rows[y + 2], strict=True))
        for y in range(0, len(rows) - 2, 2)
    )


def _half(above: bool, upper: bool, lower: bool, below: bool) -> Cell:
    """The modules `upper` and `lower`, dark = True, between those of the cells above and below.

    Where a terminal takes half blocks from a font they end a little short of the cell's edge, or reach beyond it. What
    shows there is the ground: it is that of the neighbour, so that no seam goes through the code.
    """
    if upper == lower:
        return " ", upper
    if upper:
        return ("▄", True) if above else ("▀", False)
    return ("▀", True) if above and below else ("▄", False)


def _third(*thirds: bool) -> Cell:
    """Three modules from above; a terminal that draws sextants draws them to the edge of the cell."""
    return (" ", thirds[0]) if len({*thirds}) == 1 else (_SEXTANTS[thirds[0], thirds[1], thirds[2]], False)


@lru_cache(256)
def size(text: str, scale: int = HALVES) -> tuple[int, int]:
    """Columns and rows that the code of `text` takes."""
    across = len(FIRST_DRAWN[text]) if text in FIRST_DRAWN else 17 + 4 * _fitted(text).version + 2 * QUIET
    return across, -(-across // scale)


def fits(text: str, columns: int, rows: int, scale: int = HALVES) -> bool:
    """Whether the code of `text` takes no more cells than these."""
    if len(text.encode()) > _MOST:
        return False
    across, down = size(text, scale)
    return across <= columns and down <= rows
