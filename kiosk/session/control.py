"""The control line between a counter and the session that runs it: which letters are wanted."""

import contextlib
import os
import socket
from typing import Self

_VARIABLE = "KIOSK_SESSION"
"""Names the counter's end of the line, an inherited file descriptor."""

_WANTS = {True: b"larger", False: b"usual"}


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
        except (ValueError, OSError):  # the variable came from elsewhere
            return None
        return cls(line)

    def ask(self, *, larger: bool) -> None:
        """Ask for larger letters, or for the usual ones; a session that is gone is asked in vain."""
        with contextlib.suppress(OSError):
            os.write(self._line, _WANTS[larger])


def environment(line: socket.socket) -> dict[str, str]:
    """What tells a counter its end of the line, which it is to inherit."""
    return {_VARIABLE: str(line.fileno())}


def wanted(line: socket.socket) -> bool | None:
    """What the counter asks next: whether letters are to be larger; None if that was no question."""
    asked = line.recv(16)
    return next((larger for larger, words in _WANTS.items() if words == asked), None)
