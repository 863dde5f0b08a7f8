"""Checks of the terminal: the one that asks, where one does, and the display that the counter stands on."""

import os
import sys
from collections.abc import Iterator
from pathlib import Path

from kiosk.health import display
from kiosk.health.diagnosis import Diagnosis, failing, good, unknown
from kiosk.health.doors import doors_of
from kiosk.health.thai_widths import width_on_terminal, wrong_widths
from kiosk.session import wayland
from kiosk.session.foot_ini import foot_version
from kiosk.session.letter_size import FONT

_GRIDS = ((80, 24), (63, 43))
"""Columns and rows that hold every page, lying and upright."""

_FONTS = ("/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts")
_SHOWN = 4
"""Doors that are named."""


def asking_terminal() -> Iterator[Diagnosis]:
    """The terminal in which somebody asks: its name and characters, its widths, its size."""
    name, encoding = os.environ.get("TERM", "?"), sys.stdout.encoding
    is_utf8 = encoding.lower().replace("-", "") == "utf8"
    yield good("terminal.is", name=name) if is_utf8 else failing("terminal.not_utf8", encoding=encoding)
    wrong = wrong_widths(width_on_terminal)
    if wrong is None:
        yield unknown("thai.silent")
    else:
        yield failing("thai.wrong", samples="  ".join(wrong)) if wrong else good("thai.right")
    yield size(*os.get_terminal_size(sys.stdout.fileno()))


def size(columns: int, rows: int) -> Diagnosis:
    """Whether pages have room."""
    holds = any(columns >= least and rows >= lowest for least, lowest in _GRIDS)
    return (good if holds else failing)("size.holds" if holds else "size.small", columns=columns, rows=rows)


def font() -> Diagnosis:
    """Whether the counter's letters are there; elsewhere the terminal has letters of its own."""
    name = f"{FONT.replace(' ', '')}.ttf"
    if any(True for folder in _FONTS for _ in Path(folder).expanduser().rglob(name)):
        return good("font.installed", font=FONT)
    return (unknown if wayland.address() is None else failing)("font.missing", font=FONT)


def doors() -> Diagnosis:
    """Whether a key of the terminal or of the compositor leads out of the counter."""
    address = wayland.address()
    if address is None:
        return unknown("doors.not_here") if not os.environ.get("DISPLAY") else failing("doors.open", doors="X11")
    served, shown = display.compositor(address), display.terminals(address)
    if served is None:
        return unknown("doors.not_here")
    if not served or Path(served[0]).name != "sway":
        return failing("doors.open", doors=Path((served or ["?"])[0]).name)
    open_doors = dict.fromkeys(door for argv in (served, *shown) for door in doors_of(argv, foot_version()))
    named = [*open_doors][:_SHOWN] + (["…"] if len(open_doors) > _SHOWN else [])
    return failing("doors.open", doors=", ".join(named)) if open_doors else good("doors.closed")
