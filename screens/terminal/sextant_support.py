"""Sextants: whether the terminal draws characters of two by three blocks itself, to the edges of their cells."""

import os

from kiosk.text.qr import HALVES, THIRDS

_DRAWS = ("foot", "xterm-kitty", "wezterm")
"""How the names begin by which such terminals call themselves in TERM; others take them from a font, if it has any."""


def finest_scale() -> int:
    """Modules of a QR code that a cell's height holds so that they can be read."""
    return THIRDS if os.environ.get("TERM", "").startswith(_DRAWS) else HALVES
