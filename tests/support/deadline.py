"""Deadlines: a test waits for what it wants to see, never for a time; a busy machine has all of this time for it."""

import time
from collections.abc import Callable

SECONDS = 60.0


class Deadline:
    """A moment by which something must have come about."""

    def __init__(self) -> None:
        self._end = time.monotonic() + SECONDS

    @property
    def holds(self) -> bool:
        """Whether the moment is not past: for an assertion, which looks at what is there instead only when it is."""
        return time.monotonic() < self._end


def until(condition: Callable[[], object], otherwise: object) -> None:
    """Poll, less and less often, until the condition holds. AssertionError, with `otherwise`, when it never does."""
    deadline, pause = Deadline(), 0.02
    while not condition():
        assert deadline.holds, otherwise
        time.sleep(pause)
        pause = min(pause * 1.25, 0.5)
