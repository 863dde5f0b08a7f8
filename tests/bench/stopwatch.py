"""A stopwatch in front of real pseudo-terminals: from a key to what is drawn for it."""

import os
import select
import sys
import time
from collections.abc import Callable
from pathlib import Path

from tests.support.sample import DAY
from tests.support.terminal import KEYS, Terminal

BARE = str(Path(__file__).with_name("bare_app.py"))
ANSWER, STANDS = 2.0, 0.08
"""Seconds until a key that has no answer is given up, and without anything new until an answer stands."""

ENV = {"TEXTUAL_ANIMATIONS": "none"}

PROGRAM = "import sys; sys.modules['PIL'] = None; from kiosk.cli import main; main()"
"""The program as on a counter: Pillow is there for tests alone, and the library that makes codes would read it."""


def bare(*widgets: int) -> Terminal:
    """A Textual app with so many widgets on the page of each digit, and nothing else."""
    return Terminal([sys.executable, BARE, *map(str, widgets)], env=ENV)


def kiosk(folder: Path, *command: str) -> Terminal:
    """The counter, or another command, on the practice ledger of `folder`."""
    options = ["--data", str(folder), "--practice", "--today", str(DAY)]
    return Terminal([sys.executable, "-c", PROGRAM, *options, *command])


def until_drawn(terminal: Terminal, marker: bytes) -> None:
    """Read until the program has written `marker`; what it draws is not looked at, which would take longer."""
    drawn = b""
    while marker not in drawn:
        assert select.select([terminal.process.fd], [], [], 60)[0], "nothing was drawn for a minute"
        drawn += os.read(terminal.process.fd, 65536)


def to_draw(terminal: Terminal, key: str, marker: bytes, *, rest: float) -> float:
    """Milliseconds from a key to `marker` being drawn for it, after so many seconds in which nothing was drawn."""
    while any(terminal.arrivals(rest)):
        pass
    began = time.perf_counter()
    terminal.process.write(key.encode())
    until_drawn(terminal, marker)
    return since(began)


def press(terminal: Terminal, *keys: str) -> None:
    """Press keys, each once the answer to the last stands, which is not looked at: of many visits that takes nine tenths of the time."""
    for key in keys:
        terminal.process.write(KEYS.get(key, key).encode())
        next(terminal.arrivals(ANSWER), None)
        while any(terminal.arrivals(STANDS)):
            pass


def to_open(start: Callable[[], Terminal], marker: bytes) -> float:
    """Milliseconds from the start of a program to `marker` being drawn; then it is ended."""
    began = time.perf_counter()
    with start() as terminal:
        until_drawn(terminal, marker)
        return since(began)


def since(began: float) -> float:
    """Milliseconds since a moment of `time.perf_counter`."""
    return (time.perf_counter() - began) * 1000
