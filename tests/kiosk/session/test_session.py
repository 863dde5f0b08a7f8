"""Which letters the session's terminals have, where they come before the compositor has told them how large they are."""

import asyncio
import fcntl
import os
import pty
import signal
import socket
import struct
import sys
import termios
from collections.abc import Callable
from pathlib import Path
from typing import Self

import pytest

from kiosk.session import session
from kiosk.session.letter_size import FULL_HD, Letters, Screen, fitted
from kiosk.session.relay import RESIZED
from kiosk.session.session import Session
from kiosk.session.terminal import Terminal
from tests.support.deadline import Deadline

EARLY = Screen(700, 500)
"""What foot takes its window for until it has been told."""

USUAL, LARGER = fitted(FULL_HD, larger=False), fitted(FULL_HD, larger=True)
CELLS = {USUAL: 14, LARGER: 20}
"""How wide a cell of those letters is, in pixels."""

ASKS_FOR_LARGER = "import os, time; os.write(int(os.environ['KIOSK_SESSION']), b'larger'); time.sleep(600)"


class Late:
    """Terminals that come when the test has them come, in place of those that start foot."""

    def __init__(self, _: Path, came: Callable[[Terminal], None], __: object) -> None:
        self._came = came
        self.started: list[Letters] = []
        self.is_coming = False

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def start(self, letters: Letters) -> None:
        self.started.append(letters)
        self.is_coming = True

    def cancel(self) -> None:
        self.is_coming = False

    def come(self, screen: Screen) -> "Resizing":
        """The last one that was started comes: it has told too little, and takes so much of the screen by now."""
        self.is_coming = False
        coming = Resizing(self.started[-1], screen)
        self._came(coming.terminal)
        return coming

    async def has_started(self, *letters: Letters) -> None:
        """Wait until those were started, and no others."""
        deadline = Deadline()
        while self.started != [*letters]:
            assert deadline.holds, self.started
            await asyncio.sleep(0.01)


class Resizing:
    """A terminal to which the compositor gives one size after another."""

    def __init__(self, letters: Letters, screen: Screen) -> None:
        self._letters = letters
        self._screen, self._tty = pty.openpty()
        self._resize(screen)
        self._relay, line = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self.terminal = Terminal(letters, self, EARLY, self._tty, line, b"")  # type: ignore[arg-type]

    def terminate(self) -> None:
        """What the session does with its process."""
        os.close(self._screen)
        self._relay.close()

    def _resize(self, screen: Screen) -> None:
        wide, high = CELLS[self._letters], self._letters.line
        columns, rows = screen.width // wide, screen.height // high
        fcntl.ioctl(self._tty, termios.TIOCSWINSZ, struct.pack("HHHH", rows, columns, columns * wide, rows * high))

    async def take(self, screen: Screen) -> None:
        """Take so much, and tell so."""
        self._resize(screen)
        self._relay.send(RESIZED)
        for _ in range(3):
            await asyncio.sleep(0)  # the session hears it


async def test_letters_fit_the_screen_though_no_terminal_is_told_how_large_it_is_before_it_comes(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Found as: letters a size too small after key 7 on a busy machine; what cells take was taken for the screen."""
    made: list[Late] = []
    monkeypatch.setattr(session, "Terminals", lambda *arguments: made.append(Late(*arguments)) or made[0])
    running = asyncio.create_task(Session([sys.executable, "-S", "-c", ASKS_FOR_LARGER], tmp_path).run())
    await asyncio.sleep(0)
    (terminals,) = made
    usual = terminals.come(FULL_HD)
    await terminals.has_started(USUAL, LARGER)
    larger = terminals.come(EARLY)
    await larger.take(EARLY)
    await larger.take(FULL_HD)
    assert terminals.started == [USUAL, LARGER]
    assert usual.terminal.letters == USUAL
    signal.raise_signal(signal.SIGTERM)
    counter = await running
    assert counter is not None
    counter.close()
