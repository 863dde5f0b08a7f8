"""Terminal modes: what a program has switched on in its terminal, so that another can take the terminal's place."""

import re

_SWITCH = re.compile(rb"\x1b\[\?([\d;]+)([hl])|\x1b\[>(\d+)u|\x1b\[<\d*(u)|\x1b\]11;([^\x07\x1b]*)(?:\x07|\x1b\\)")
"""A private mode set or reset (DECSET, DECRST), kitty's keyboard flags pushed or popped, the ground chosen (OSC 11)."""

_UNFINISHED = re.compile(rb"\x1b(?:\[[?<>]?[\d;]{0,40}|\][^\x07\x1b]{0,40}\x1b?)?\Z")

_FRAME = b"2026"
"""Synchronized output, which is switched around every frame."""


class TerminalModes:
    """Reads along with what a program writes."""

    def __init__(self) -> None:
        self._set: dict[bytes, bytes] = {}
        self._keyboard: list[bytes] = []
        self._ground = b""
        self._held = b""

    def read(self, written: bytes) -> None:
        """Take the next bytes of the program; a sequence that is cut goes on with those that follow."""
        text = self._held + written
        for switch in _SWITCH.finditer(text):
            self._take(*switch.groups())
        cut = _UNFINISHED.search(text)
        self._held = cut[0] if cut else b""

    def _take(
        self, modes: bytes | None, end: bytes | None, pushed: bytes | None, popped: bytes | None, ground: bytes | None
    ) -> None:
        if modes is not None and end is not None:
            self._set |= dict.fromkeys(modes.split(b";"), end)
        elif pushed is not None:
            self._keyboard.append(pushed)
        elif popped is not None:
            del self._keyboard[-1:]
        elif ground is not None:
            self._ground = ground

    @property
    def sequence(self) -> bytes:
        """What puts a fresh terminal into the same modes."""
        modes = [b"\x1b[?" + mode + end for mode, end in self._set.items() if mode != _FRAME]
        keyboard = [b"\x1b[>" + flags + b"u" for flags in self._keyboard]
        return b"".join([*modes, *keyboard, *([b"\x1b]11;" + self._ground + b"\x07"] if self._ground else [])])
