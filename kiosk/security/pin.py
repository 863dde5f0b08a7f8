"""The staff PIN: kept as a hash that only this user reads, beside the wrong tries, which restarts do not forget."""

import contextlib
import datetime
import re
from collections.abc import Callable
from itertools import pairwise
from pathlib import Path
from threading import Lock

import msgspec
from msgspec import Struct

from kiosk.security import password
from kiosk.security.wrong_tries import TRIES, WrongTries
from kiosk.storage.private_file import is_there, read_struct, write_private
from kiosk.text.figures import arabic
from kiosk.text.refusal import Refusal

SHORTEST, LONGEST = 6, 12
"""Digits of a PIN: what the pad takes is what may be set."""

_REPEATED = re.compile(r"([0-9]{1,3})\1+")
_YEAR = re.compile(r"\A2[05][0-9]{2}|2[05][0-9]{2}\Z")


class _PinFile(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """pin.toml: the hash, and the wrong tries."""

    hash: password.SecretHash
    salt: password.SecretSalt = ""
    wrong: int = 0
    last_wrong: float = 0.0
    wrong_tries: WrongTries = WrongTries()

    @property
    def tries(self) -> WrongTries:
        """The wrong tries; of a file of an earlier version those that it has."""
        return WrongTries(self.wrong, self.last_wrong) if self.wrong else self.wrong_tries


class PinVerdict(Struct, frozen=True):
    """Whether the PIN was right; if not, the free tries left and the seconds until the next one is taken.

    `noted` is whether the file knows of the try; this process does in any case. `tries` are the wrong ones: with a
    wrong PIN it among them, with a right one those that staff are to be told of.
    """

    right: bool
    tries_left: int
    wait: int
    noted: bool = True
    tries: WrongTries = WrongTries()


class Pin:
    """The PIN in one file, for as long as the program runs. `now` is a moment with a time zone."""

    def __init__(self, path: Path) -> None:
        self.path = path
        self._was_set = False
        self._unwritten: _PinFile | None = None
        self._one_try = Lock()

    @property
    def is_set(self) -> bool:
        """Whether the counter is locked. Once it was, it stays so: a file that went away must open no door."""
        self._was_set = self._was_set or is_there(self.path)
        return self._was_set

    def set(self, pin: str) -> None:
        """Take `pin` from now on. Refusal unless it is a good one."""
        self._write(_PinFile(password.hashed(checked(pin))))

    def check(self, pin: str, now: datetime.datetime) -> PinVerdict:
        """Try `pin`. While the wait is not over nothing is tried, and nothing more is counted as wrong.

        One try at a time: two at once would be counted as one. Faulty if the PIN cannot be read: then nothing is tried.
        """
        with self._one_try:
            kept = self._read()
            if wait := kept.tries.wait(now):
                return PinVerdict(False, 0, wait, self._unwritten is None)
            is_right, renewed = password.verify(pin, kept.hash, kept.salt)
            if is_right:
                return PinVerdict(True, TRIES, 0, self._tell(kept, renewed), kept.tries)
            tries = kept.tries.one_more(now)
            noted = self._note(_PinFile(kept.hash, kept.salt, wrong_tries=tries))
            return PinVerdict(False, max(TRIES - tries.counting, 0), tries.wait(now), noted, tries)

    def wait(self, now: datetime.datetime) -> int:
        """Seconds until a try is taken: 30 after the fifth wrong one, then twice as long each time, at most 900.

        Faulty if the PIN cannot be read.
        """
        return self._read().tries.wait(now)

    def _read(self) -> _PinFile:
        """The PIN and its wrong tries: those of the file, or those that it could not be told. Another PIN has none."""
        kept, unwritten = read_struct(self.path, _PinFile), self._unwritten
        return unwritten if unwritten is not None and unwritten.hash == kept.hash else kept

    def _tell(self, kept: _PinFile, renewed: str | None) -> bool:
        """Note that staff are told of the wrong tries, and renew an old hash; gives whether the file knows of it.

        Where it cannot be written staff come in all the same: they are the ones to see to it.
        """
        tries = kept.tries
        noted = not tries.untold or self._note(_PinFile(kept.hash, kept.salt, wrong_tries=tries.told()))
        if renewed is not None:
            with contextlib.suppress(Refusal):
                self._write(_PinFile(renewed, wrong_tries=tries.told()))
        return noted

    def _note(self, kept: _PinFile) -> bool:
        """Note the wrong tries, in memory where the file cannot be written: that must give no free ones."""
        self._unwritten = kept
        try:
            self._write(kept)
        except Refusal:
            return False
        self._unwritten = None
        return True

    def _write(self, kept: _PinFile) -> None:
        write_private(self.path, msgspec.toml.encode(kept))


def checked(pin: str) -> str:
    """`pin` itself, in Arabic digits. Refusal unless it is SHORTEST to LONGEST digits, and none that is tried first."""
    digits = arabic(pin.strip())
    if not re.fullmatch(rf"[0-9]{{{SHORTEST},{LONGEST}}}", digits):
        raise Refusal("pin.form", shortest=SHORTEST, longest=LONGEST)
    for rule, breaks in _GUESSED_FIRST.items():
        if breaks(digits):
            raise Refusal(f"pin.{rule}")
    return digits


def _is_run(digits: str) -> bool:
    """Whether each digit is the one after the digit before it, or each the one before it; 0 comes after 9."""
    steps = {(int(after) - int(before)) % 10 for before, after in pairwise(digits)}
    return steps in ({1}, {9})


_GUESSED_FIRST: dict[str, Callable[[str], object]] = {
    "repeats": _REPEATED.fullmatch,
    "runs": _is_run,
    "holds_year": _YEAR.search,
}
"""What is tried first by who does not know a PIN, by the key of the sentence that names it."""
