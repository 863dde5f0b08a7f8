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


@lru_cache(32)
def half_blocks(address: str) -> tuple[str, ...]:
    """The code of `address` as rows of text, to be drawn in one colour pair: black on white.

    A cell with a dark upper module is ▀, a dark lower one ▄, both █, none a space.
    """
    rows = [list(row) for row in modules(address)]
    if len(rows) % 2:
        rows.append([False] * len(rows[0]))
    return tuple(
        "".join(" ▀▄█"[upper + 2 * lower] for upper, lower in zip(rows[y], rows[y + 1], strict=True))
        for y in range(0, len(rows), 2)
    )


def size(address: str) -> tuple[int, int]:
    """Columns and rows that the code of `address` takes."""
    rows = half_blocks(address)
    return len(rows[0]), len(rows)
