"""The pump: bytes between the counter's pseudo-terminal and the terminal that shows it."""

import asyncio
import os

from kiosk.session.counter import Counter
from kiosk.session.terminal import Terminal

_KEYS = 4096


class Pump:
    """Runs from when it is made; a terminal that is closed sends no keys any more."""

    def __init__(self, counter: Counter, terminal: Terminal) -> None:
        self._counter, self._terminal = counter, terminal
        self._loop = asyncio.get_running_loop()
        self._loop.add_reader(counter.master, self._draw)
        self._loop.add_reader(terminal.tty, self._type)
        counter.type(terminal.keys)

    def stop_drawing(self) -> None:
        """What the counter draws from now on waits."""
        self._loop.remove_reader(self._counter.master)

    def _draw(self) -> None:
        """Bytes of the counter go to the terminal."""
        if drawn := self._counter.drawn():
            self._terminal.write(drawn)
        else:
            self._loop.remove_reader(self._counter.master)

    def _type(self) -> None:
        """Bytes of the terminal go to the counter."""
        try:
            keys = os.read(self._terminal.tty, _KEYS)
        except OSError:
            keys = b""
        if keys:
            self._counter.type(keys)
        else:
            self._loop.remove_reader(self._terminal.tty)
