"""What a terminal program needs before Textual is read."""

import gc
import os
import sys

from kiosk.text.refusal import Misuse

_STRAY = ("NO_COLOR", "COLUMNS", "LINES", "ESCDELAY")
"""What Textual reads besides variables of its own name: colours, size, how long Escape waits."""


def need_terminal() -> None:
    """Misuse where keys do not come from a terminal, or pages do not go to one."""
    if not (sys.stdin.isatty() and sys.stdout.isatty()):
        raise Misuse("kiosk.no_terminal")


def get_ready() -> None:
    """Take away from the environment what would change how Textual runs; animations are off.

    xterm shows every colour and does not say so: without COLORTERM it would get sixteen, most of them grey.
    Python does not look for garbage until the first page is drawn: a tenth of the time to it goes there.
    """
    for name in [*_STRAY, *(name for name in os.environ if name.startswith("TEXTUAL"))]:
        os.environ.pop(name, None)
    if "XTERM_VERSION" in os.environ and os.environ.get("TERM", "").startswith("xterm"):
        os.environ.setdefault("COLORTERM", "truecolor")
    os.environ["TEXTUAL_ANIMATIONS"] = "none"
    gc.disable()
