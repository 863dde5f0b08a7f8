"""Debounce: two presses in quick succession are one."""

from time import monotonic

DOUBLE_PRESS = 0.4
"""Seconds within which a second press of a key is the same press of a hurried finger."""


class Debounce:
    """Debounce by lockout: after a press that counts, further ones of the same key do not for a while.

    A deliberate second press counts, however late a busy machine comes to it: what is compared is when it was made.
    """

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self._latest: dict[str, float] = {}

    def accepts(self, key: str = "", pressed_at: float | None = None) -> bool:
        """Whether this press counts; it then begins the lockout. `pressed_at` is in seconds of the monotonic clock."""
        now = monotonic() if pressed_at is None else pressed_at
        if now - self._latest.get(key, -self.seconds) < self.seconds:
            return False
        self._latest[key] = now
        return True

    def lock_out(self, key: str = "", pressed_at: float | None = None) -> None:
        """Begin the lockout, or begin it anew, without a press that counts: what is asked has just changed."""
        self._latest[key] = monotonic() if pressed_at is None else pressed_at

    def reset(self, key: str = "") -> None:
        """End the lockout: the press came to nothing, and the next one is as good as the first."""
        self._latest.pop(key, None)
