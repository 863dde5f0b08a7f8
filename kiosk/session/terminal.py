"""A terminal of the session: foot, full screen, whose command hands its tty over."""

import contextlib
import fcntl
import os
import socket
import struct
import subprocess
import sys
import termios
from dataclasses import dataclass
from pathlib import Path

from kiosk.session import relay
from kiosk.session.foot_ini import Version, foot_ini
from kiosk.session.letter_size import FULL_HD, Letters, Screen

_WINSIZE = struct.Struct("HHHH")
_GREETING = 4096
"""Bytes of a relay's greeting, at most."""

_PATIENCE = 1.0
"""Seconds within which who connects says who it is."""


_CREDENTIALS = struct.Struct("iII")
"""Process, user and group of who is at the other end."""


@dataclass(eq=False)
class StartingTerminal:
    """A terminal that has been started."""

    number: int
    letters: Letters
    process: subprocess.Popen[bytes]


@dataclass(eq=False)
class Terminal:
    """A terminal that is there: its screen, its tty, and the line on which its relay tells of resizes and its end."""

    letters: Letters
    process: subprocess.Popen[bytes]
    screen: Screen
    tty: int
    line: socket.socket
    keys: bytes
    """What was typed there before it could be shown."""

    @property
    def size(self) -> bytes:
        """The window size, as the kernel keeps it."""
        return fcntl.ioctl(self.tty, termios.TIOCGWINSZ, bytes(_WINSIZE.size))

    @property
    def drawable(self) -> Screen | None:
        """The pixels that its cells take now, less than a cell short of the screen; None if it does not tell."""
        _, _, width, height = _WINSIZE.unpack(self.size)
        return Screen(width, height) if width and height else None

    def fills(self, screen: Screen) -> bool:
        """Whether its cells take a screen of that size, but for less than a cell."""
        rows, columns, width, height = _WINSIZE.unpack(self.size)
        short, low = screen.width - width, screen.height - height
        return bool(rows and columns and 0 <= short * columns < width and 0 <= low * rows < height)

    def write(self, drawn: bytes) -> None:
        """Draw all of it; a terminal that is gone says so on its line."""
        with contextlib.suppress(OSError):
            while drawn:
                drawn = drawn[os.write(self.tty, drawn) :]

    def forget_keys(self) -> None:
        """Discard what was typed there and nobody has taken."""
        self.keys = b""
        with contextlib.suppress(termios.error):
            termios.tcflush(self.tty, termios.TCIFLUSH)

    def end(self) -> None:
        """Close it."""
        self.line.close()
        os.close(self.tty)
        self.process.terminate()


def start(number: int, letters: Letters, version: Version, folder: Path, meets: Path) -> StartingTerminal:
    """Start foot, of that version, with letters of that size; its relay will connect to the socket `meets`."""
    config = folder / f"foot-{letters.size}.ini"
    config.write_text(foot_ini(letters, version), "utf-8")
    relayed = [sys.executable, "-I", "-S", relay.__file__, str(meets), str(number)]
    argv = ["foot", f"--config={config}", "--fullscreen", "--log-level=error", "--", *relayed]
    return StartingTerminal(number, letters, subprocess.Popen(argv, stdin=subprocess.DEVNULL))


def met(coming: StartingTerminal, line: socket.socket) -> Terminal | None:
    """The terminal whose relay has connected by that line; None if it is another one's, or another user's."""
    user = _CREDENTIALS.unpack(line.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, _CREDENTIALS.size))[1]
    line.settimeout(_PATIENCE)
    try:
        greeting, (tty, *_), *_ = socket.recv_fds(line, _GREETING, 1)
        told, _, keys = greeting.partition(b"\n")
        number, width, height = map(int, told.split())
    except (OSError, ValueError):
        return None
    line.setblocking(False)
    if user != os.getuid() or number != coming.number:
        os.close(tty)
        return None
    screen = Screen(width, height) if width and height else FULL_HD
    return Terminal(coming.letters, coming.process, screen, tty, line, keys)
