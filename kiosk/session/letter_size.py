"""Letters: the font size and line height with which a screen holds the columns and rows that pages are laid out for."""

from typing import NamedTuple

FONT = "Arundina Sans Mono"

_ADVANCE = 0.6025
"""How far a letter of the font reaches, in em; foot rounds it to whole pixels."""

_LINE = 1.567
"""Line height in em, at least: as far as the font's ink reaches, with its marks. In a lower one foot cuts ุ and ู."""

_CLOSER = {"usual": 0, "larger": 1}
"""Pixels that letters may stand closer than the font has them."""

_LANDSCAPE = {"usual": (137, 28), "larger": (96, 20)}
_PORTRAIT = {"usual": (63, 43), "larger": (49, 33)}
"""Columns and rows."""


class Screen(NamedTuple):
    """Width and height in pixels."""

    width: int
    height: int


FULL_HD = Screen(1920, 1080)
"""What most counters have, until a terminal says otherwise."""


class Letters(NamedTuple):
    """Font size, line height, and what is added between letters, in pixels."""

    size: int
    line: int
    spacing: int = 0


def grid(screen: Screen, *, larger: bool) -> tuple[int, int]:
    """Columns and rows that a screen, lying or upright, is to hold."""
    grids = _LANDSCAPE if screen.width > screen.height else _PORTRAIT
    return grids[_name(larger)]


def fitted(screen: Screen, *, larger: bool) -> Letters:
    """The largest letters with which the screen holds its grid."""
    columns, rows = grid(screen, larger=larger)
    cell, line = screen.width // columns, screen.height // rows
    widest = (cell + _CLOSER[_name(larger)] + 0.5) / _ADVANCE
    size = int(min(widest, line / _LINE))
    return Letters(size, line, min(cell - round(size * _ADVANCE), 0))


def _name(larger: bool) -> str:
    return "larger" if larger else "usual"
