"""The staff PIN: kept as a scrypt hash that only this user reads; wrong tries cost growing time, over restarts too."""

import datetime
from pathlib import Path

import msgspec
from msgspec import Struct

from kiosk import hashing
from kiosk.errors import Refusal
from kiosk.files import read_struct, write_private

LENGTH = 6
TRIES = 5
"""Wrong tries before each further one has to wait."""

_FIRST_WAIT = 30
_LONGEST_WAIT = 3_600


class _Kept(Struct, forbid_unknown_fields=True):
    """pin.toml: salt and hash in hex, wrong tries since the last right one, and when the last of them was."""

    salt: str
    hash: str
    wrong: int = 0
    last_wrong: float = 0.0


class Answer(Struct, frozen=True):
    """Whether the PIN was right; if not, the free tries left and the seconds until the next one is taken."""

    right: bool
    tries_left: int
    wait: int


class Pin:
    """The PIN in one file. `now` is a moment with a time zone."""

    def __init__(self, path: Path) -> None:
        self.path = path

    @property
    def is_set(self) -> bool:
        """Whether the counter can be locked at all."""
        return self.path.exists()

    def set(self, pin: str) -> None:
        """Take `pin` from now on. Refusal unless it is LENGTH digits or more."""
        self._write(_Kept(*hashing.kept(checked(pin))))

    def check(self, pin: str, now: datetime.datetime) -> Answer:
        """Try `pin`. While the wait is not over nothing is tried, and nothing more is counted as wrong."""
        kept = read_struct(self.path, _Kept)
        wait = self.wait(now)
        if wait:
            return Answer(False, 0, wait)
        if hashing.matches(pin, kept.salt, kept.hash):
            if kept.wrong:
                self._write(_Kept(kept.salt, kept.hash))
            return Answer(True, TRIES, 0)
        self._write(_Kept(kept.salt, kept.hash, kept.wrong + 1, now.timestamp()))
        return Answer(False, max(TRIES - kept.wrong - 1, 0), self.wait(now))

    def wait(self, now: datetime.datetime) -> int:
        """Seconds until a try is taken: 30 after the fifth wrong one, then twice as long each time, at most an hour."""
        kept = read_struct(self.path, _Kept)
        if kept.wrong < TRIES:
            return 0
        whole = min(_FIRST_WAIT << min(kept.wrong - TRIES, 10), _LONGEST_WAIT)
        # A clock set back must not lock the staff out for longer than the whole wait.
        return max(0, min(whole, round(kept.last_wrong + whole - now.timestamp())))

    def _write(self, kept: _Kept) -> None:
        write_private(self.path, msgspec.toml.encode(kept))


def checked(pin: str) -> str:
    """`pin` itself. Refusal unless it is LENGTH digits or more."""
    if not (pin.isascii() and pin.isdigit() and len(pin) >= LENGTH):
        raise Refusal(f"A PIN is {LENGTH} digits or more, and nothing but digits; choose another.")
    return pin
