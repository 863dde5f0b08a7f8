"""The staff PIN: kept as a scrypt hash that only this user reads; wrong tries cost growing time, over restarts too."""

import datetime
from pathlib import Path
from threading import Lock
from typing import Annotated

import msgspec
from msgspec import Meta, Struct

from kiosk.errors import Refusal
from kiosk.security import password as hashing
from kiosk.storage.private_file import is_there, read_struct, write_private

LENGTH = 6
TRIES = 5
"""Wrong tries before each further one has to wait."""

_FIRST_WAIT = 30
_LONGEST_WAIT = 3_600


class _Kept(Struct, forbid_unknown_fields=True):
    """pin.toml: salt and hash in hex, wrong tries since the last right one, and when the last of them was."""

    salt: Annotated[str, Meta(pattern="^[0-9a-f]{32}$")]
    hash: Annotated[str, Meta(pattern="^[0-9a-f]{128}$")]
    wrong: int = 0
    last_wrong: float = 0.0


class Answer(Struct, frozen=True):
    """Whether the PIN was right; if not, the free tries left and the seconds until the next one is taken.

    `noted` is whether the file knows of the try; this process does in any case.
    """

    right: bool
    tries_left: int
    wait: int
    noted: bool = True


class Pin:
    """The PIN in one file, for as long as the program runs. `now` is a moment with a time zone."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._was_set = False
        self._unwritten: _Kept | None = None
        self._one_try = Lock()

    @property
    def is_set(self) -> bool:
        """Whether the counter is locked. Once it was, it stays so: a file that went away must open no door."""
        self._was_set = self._was_set or is_there(self.path)
        return self._was_set

    def set(self, pin: str) -> None:
        """Take `pin` from now on. Refusal unless it is LENGTH digits or more."""
        self._write(_Kept(*hashing.kept(checked(pin))))

    def check(self, pin: str, now: datetime.datetime) -> Answer:
        """Try `pin`. While the wait is not over nothing is tried, and nothing more is counted as wrong.

        One try at a time: two at once would be counted as one. Faulty if the PIN cannot be read: then nothing is tried.
        """
        with self._one_try:
            kept = self._read()
            if wait := _wait(kept, now):
                return Answer(False, 0, wait, self._unwritten is None)
            if hashing.matches(pin, kept.salt, kept.hash):
                # Where that cannot be noted staff come in all the same: they are the ones to see to it.
                return Answer(True, TRIES, 0, not kept.wrong or self._note(_Kept(kept.salt, kept.hash)))
            wrong = _Kept(kept.salt, kept.hash, kept.wrong + 1, now.timestamp())
            return Answer(False, max(TRIES - wrong.wrong, 0), _wait(wrong, now), self._note(wrong))

    def wait(self, now: datetime.datetime) -> int:
        """Seconds until a try is taken: 30 after the fifth wrong one, then twice as long each time, at most an hour.

        Faulty if the PIN cannot be read.
        """
        return _wait(self._read(), now)

    def _read(self) -> _Kept:
        """The PIN and its wrong tries: those of the file, or those that it could not be told. Another PIN has none."""
        kept, unwritten = read_struct(self.path, _Kept), self._unwritten
        return unwritten if unwritten is not None and unwritten.salt == kept.salt else kept

    def _note(self, kept: _Kept) -> bool:
        """Note the wrong tries, in memory where the file cannot be written: that must give no free ones."""
        self._unwritten = kept
        try:
            self._write(kept)
        except Refusal:
            return False
        self._unwritten = None
        return True

    def _write(self, kept: _Kept) -> None:
        write_private(self.path, msgspec.toml.encode(kept))


def _wait(kept: _Kept, now: datetime.datetime) -> int:
    if kept.wrong < TRIES:
        return 0
    whole = min(_FIRST_WAIT << min(kept.wrong - TRIES, 10), _LONGEST_WAIT)
    # A clock set back must not lock the staff out for longer than the whole wait, and no number may fail to be one.
    return round(max(0, min(whole, kept.last_wrong + whole - now.timestamp())))


def checked(pin: str) -> str:
    """`pin` itself. Refusal unless it is LENGTH digits or more."""
    if not (pin.isascii() and pin.isdigit() and len(pin) >= LENGTH):
        raise Refusal(f"A PIN is {LENGTH} digits or more, and nothing but digits; choose another.")
    return pin
