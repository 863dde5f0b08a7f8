"""Load shedding for keys: what comes faster than any hand is thinned, so that the next hand is not kept waiting.

A device that types, or a key held on a terminal that repeats without measure, would leave the screen deaf until all of
it was worked off.
"""

BURST = 200
"""Keys that may come at once: a line of a scanner, a remark pasted into a terminal that does not say so."""

PER_SECOND = 40.0
"""Keys a second that may come for long: terminals repeat a held key 10 to 40 times."""

REPEATS = 4
"""So many of the same key in a row are a held key, of which the next is let through when the last was taken."""


class KeyThinning:
    """Which keys are let through: a token bucket for all, coalescing for a held one.

    Moments are in seconds of the monotonic clock.
    """

    def __init__(self) -> None:
        self._tokens = float(BURST)
        self._at = 0.0
        self._key, self._times = "", 0

    def lets_through(self, key: str, at: float, *, waits: bool) -> bool:
        """Whether a key of that moment is; `waits` says that the screen has not taken the last one yet."""
        self._tokens = min(self._tokens + max(at - self._at, 0.0) * PER_SECOND, BURST)
        self._at = at
        self._times = self._times + 1 if key == self._key else 1
        self._key = key
        if self._tokens < 1 or (self._times > REPEATS and waits):
            return False
        self._tokens -= 1
        return True
