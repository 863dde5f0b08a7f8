"""A QR code as rows of half blocks: two modules to a cell, four modules of quiet zone."""

from functools import lru_cache

from qrcode.constants import ERROR_CORRECT_L, ERROR_CORRECT_M
from qrcode.main import QRCode

QUIET = 4
_LONG = 42  # bytes; beyond, level M takes more than the 19 rows of a small screen, and large modules matter more


@lru_cache(32)
def modules(address: str) -> tuple[tuple[bool, ...], ...]:
    """The module matrix of `address`, dark = True, quiet zone included; square."""
    code = QRCode(error_correction=ERROR_CORRECT_L if len(address.encode()) > _LONG else ERROR_CORRECT_M, border=QUIET)
    code.add_data(address)
    code.make(fit=True)
    return tuple(tuple(bool(module) for module in row) for row in code.get_matrix())


Cell = tuple[str, bool]
"""A space or a half block, and whether it is white on black; else it is black on white."""


@lru_cache(32)
def cells(address: str) -> tuple[tuple[Cell, ...], ...]:
    """The code of `address` as rows of cells."""
    rows = [list(row) for row in modules(address)]
    light = [False] * len(rows[0])
    rows += [light] * (len(rows) % 2) + [light, light]
    return tuple(
        tuple(_cell(*column) for column in zip(rows[y - 1], rows[y], rows[y + 1], rows[y + 2], strict=True))
        for y in range(0, len(rows) - 2, 2)
    )


def _cell(above: bool, upper: bool, lower: bool, below: bool) -> Cell:
    """The modules `upper` and `lower`, dark = True, between those of the cells above and below.

    Where a terminal takes half blocks from a font they end a little short of the cell's edge, or reach beyond it. What
    shows there is the ground: it is that of the neighbour, so that no seam goes through the code.
    """
    if upper == lower:
        return " ", upper
    if upper:
        return ("▄", True) if above else ("▀", False)
    return ("▀", True) if above and below else ("▄", False)


def size(address: str) -> tuple[int, int]:
    """Columns and rows that the code of `address` takes."""
    rows = cells(address)
    return len(rows[0]), len(rows)
