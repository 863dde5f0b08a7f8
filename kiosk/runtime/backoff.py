"""Exponential backoff: a wait that doubles with every failure, with full jitter where many would come at once."""

import random

from msgspec import Struct


class Backoff(Struct, frozen=True):
    """Exponential backoff: `first` seconds, then twice as long after each further failure, at most `longest`.

    The first wait comes after `after` failures in a row: those before it are free.
    """

    first: float
    longest: float
    after: int = 1

    def wait(self, failures: int) -> float:
        """Seconds to wait after so many failures in a row."""
        if failures < self.after:
            return 0
        return min(self.first * 2.0 ** min(failures - self.after, 20), self.longest)

    def jittered(self, failures: int) -> float:
        """Full jitter: any share of the wait, so that callers whom one fault has stopped do not come back together."""
        return random.uniform(0, self.wait(failures))

    def left(self, failures: int, last: float, now: float) -> int:
        """Whole seconds of the wait that are left at `now`, the last failure having been at `last`."""
        wait = self.wait(failures)
        # A clock set back must not make anybody wait longer than that, and no number may fail to be one.
        return round(max(0, min(wait, last + wait - now)))
