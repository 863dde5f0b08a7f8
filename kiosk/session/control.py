"""The control line between a counter and the session that runs it: which letters are wanted, and its heartbeat."""

import contextlib
import os
import socket
from typing import Literal, Self

_VARIABLE = "KIOSK_SESSION"
"""Names the counter's end of the line, an inherited file descriptor."""

Word = Literal["usual", "larger", "alive"]
"""What a counter says: letters of either size are wanted, or its UI loop turns."""

_WORDS: dict[bytes, Word] = {b"usual": "usual", b"larger": "larger", b"alive": "alive"}

HEARTBEAT = 5.0
"""Seconds from one heartbeat to the next."""


class Control:
    """The counter's end, a file descriptor that stays open as long as the process."""

    def __init__(self, line: int) -> None:
        self._line = line

    @classmethod
    def inherited(cls) -> Self | None:
        """The end that the session has left to this process; None where no session runs it."""
        try:
            line = int(os.environ.get(_VARIABLE, ""))
            os.set_inheritable(line, False)
            os.set_blocking(line, False)  # a session that hangs must not hold the UI loop
        except (ValueError, OSError):  # the variable came from elsewhere
            return None
        return cls(line)

    def ask(self, *, larger: bool) -> None:
        """Ask for larger letters, or for the usual ones."""
        self._say("larger" if larger else "usual")

    def beat(self) -> None:
        """Heartbeat: the UI loop turns."""
        self._say("alive")

    def _say(self, word: Word) -> None:
        """Say it, to a session that is gone in vain."""
        with contextlib.suppress(OSError):
            os.write(self._line, word.encode())


def environment(line: socket.socket) -> dict[str, str]:
    """What tells a counter its end of the line, which it is to inherit."""
    return {_VARIABLE: str(line.fileno())}


def next_word(line: socket.socket) -> Word | None:
    """What the counter says next; None if that was no word, as at its end."""
    return _WORDS.get(line.recv(16))
