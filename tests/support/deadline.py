"""Deadlines: a test waits for what it wants to see, never for a time; a busy machine has all of this time for it."""

import time
from collections.abc import Callable

SECONDS = 60.0


class Deadline:
    """A moment by which something must have come about."""

    def __init__(self) -> None:
        self._end = time.monotonic() + SECONDS

    def hold(self, otherwise: object) -> None:
        """AssertionError, with what is there instead, once the moment is past."""
        assert time.monotonic() < self._end, otherwise


def until(condition: Callable[[], object], otherwise: object) -> None:
    """Poll until the condition holds. AssertionError, with `otherwise`, when it never does."""
    deadline = Deadline()
    while not condition():
        deadline.hold(otherwise)
        time.sleep(0.02)
