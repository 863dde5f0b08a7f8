"""The command that foot runs: it hands the terminal over to the session, and tells of every other size.

A script of the standard library alone, without site-packages: the letters change no sooner than it has started.
"""

import os
import re
import signal
import socket
import sys
import termios
import tty
from select import select

_WINDOW_SIZE = re.compile(rb"\x1b\[4;(\d+);(\d+)t")
_ASKS = b"\x1b[?25l\x1b[14;2t"
"""Hides the cursor, and asks for the size of the window in pixels, with its margins."""

_PATIENCE = 1.0
"""Seconds until a terminal that does not tell its size has none to tell."""

RESIZED = b"resized"


def main(path: str, number: str) -> None:
    """Send this terminal to the session at `path` as number so and so; it is given back when the session hangs up."""
    tty.setraw(sys.stdin.fileno(), termios.TCSANOW)  # keys that came already are kept
    early: list[int] = []
    signal.signal(signal.SIGWINCH, lambda number, _: early.append(number))  # another size than the one that is told
    size, keys = _window_size(sys.stdin.fileno())
    with socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET) as line:
        line.connect(path)
        socket.send_fds(line, [b"%s %s\n%s" % (number.encode(), size, keys)], [sys.stdin.fileno()])
        signal.signal(signal.SIGWINCH, lambda *_: line.send(RESIZED))
        if early:
            line.send(RESIZED)
        line.recv(1)


def _window_size(terminal: int) -> tuple[bytes, bytes]:
    """Width and height in pixels, 0 and 0 if the terminal does not tell; and the keys that were pressed meanwhile."""
    os.write(terminal, _ASKS)
    received = b""
    while select([terminal], [], [], _PATIENCE)[0] and (more := os.read(terminal, 256)):
        received += more
        if told := _WINDOW_SIZE.search(received):
            return b"%s %s" % (told[2], told[1]), received.replace(told[0], b"", 1)
    return b"0 0", received


if __name__ == "__main__":
    main(*sys.argv[1:])
