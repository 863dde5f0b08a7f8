"""The picture of a moment: what a terminal shows while the counter is being started again."""

import struct

from rich.cells import cell_len

from content import CONTENT
from kiosk.storage.toml_file import build, read_toml
from kiosk.text.bilingual import Bilingual
from kiosk.text.thai import reorder_sara_am

_INK = "20;35;58"
"""The ink of a page, red, green and blue."""

_RESET = "\x1bc\x1b[?25l"
"""A terminal as it was at first (RIS), whatever the counter has left behind; without a cursor."""

_FILE = "phrases.toml"


def moment(size: bytes) -> bytes:
    """What draws the sentence in both languages, in the middle of a terminal of that size. Faulty without content."""
    rows, columns, *_ = struct.unpack("HHHH", size)
    phrases = build(read_toml(CONTENT / _FILE, _FILE), dict[str, dict[str, Bilingual]], _FILE)
    lines = reorder_sara_am(phrases["mode"]["back_soon"].both("\n\n")).split("\n")
    top = (rows - len(lines)) // 2 + 1
    drawn = [
        f"\x1b[{top + number};{max((columns - cell_len(line)) // 2, 0) + 1}H{line}" for number, line in enumerate(lines)
    ]
    return f"{_RESET}\x1b[38;2;{_INK}m{''.join(drawn)}".encode()
