"""Self-test of a terminal: does it move its cursor as far as pages expect of Thai, signs and half blocks?"""

import os
import re
import select
import sys
import termios
import tty
from collections.abc import Callable

from rich.cells import cell_len

from kiosk.text.thai import reorder_sara_am

SAMPLES = ("กี่ที่ผู้", "น้ำซ้ำคำ", "ตม.จว.พัทลุง", "เปลี่ยนแปลงข้อมูล", "▀▄█ ✔✖▲▼●◐", "é–…“”")
"""Marks above and below, SARA AM, an office's name, long words, signs and half blocks, Latin."""

_WHERE = "\x1b[6n"
_TOLD = re.compile(rb"\x1b\[\d+;(\d+)R")
_PATIENCE = 1.0
"""Seconds until a terminal that does not tell has nothing to tell."""


def wrong_widths(width: Callable[[str], int | None]) -> list[str] | None:
    """The samples that a terminal draws wider or narrower than pages expect; None if it does not tell.

    `width` draws a text and gives the cells that the cursor has moved.
    """
    drawn = {sample: width(reorder_sara_am(sample)) for sample in SAMPLES}
    if None in drawn.values():
        return None
    return [sample for sample, cells in drawn.items() if cells != cell_len(reorder_sara_am(sample))]


def width_on_terminal(text: str) -> int | None:
    """Cells that the terminal of stdin and stdout moves its cursor by, for a text that is wiped at once."""
    keys, screen = sys.stdin.fileno(), sys.stdout.fileno()
    before = termios.tcgetattr(keys)
    try:
        tty.setraw(keys)
        os.write(screen, f"\r{text}{_WHERE}\r\x1b[K".encode())
        told = b""
        while select.select([keys], [], [], _PATIENCE)[0] and (more := os.read(keys, 256)):
            told += more
            if answer := _TOLD.search(told):
                return int(answer[1]) - 1
        return None
    finally:
        termios.tcsetattr(keys, termios.TCSANOW, before)
