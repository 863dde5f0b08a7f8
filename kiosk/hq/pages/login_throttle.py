"""Log-in throttle: wrong tries cost growing time, for a name and for an address, whichever is longer."""

from collections import OrderedDict
from collections.abc import Iterable
from dataclasses import dataclass

from kiosk.backoff import Backoff

FREE = {"name": 5, "address": 20}
"""Wrong tries before each further one has to wait; officers of one building share an address."""

_BACKOFFS = {kind: Backoff(first=30, longest=900, after=free) for kind, free in FREE.items()}
_REMEMBERED = 10_000

ThrottleKey = tuple[str, str]
"""A kind of FREE, and the name or the address."""


@dataclass
class _Wrong:
    times: int = 0
    last: float = 0.0


class LoginThrottle:
    """Throttle: the wrong tries since the last right one. Moments are seconds of a clock that never goes back."""

    def __init__(self) -> None:
        self._wrong: OrderedDict[ThrottleKey, _Wrong] = OrderedDict()

    def wait(self, keys: Iterable[ThrottleKey], now: float) -> int:
        """Seconds until a try is taken: 30 after the last free one, then doubled, at most 15 minutes."""
        return max((self._wait(key, now) for key in keys), default=0)

    def wrong(self, keys: Iterable[ThrottleKey], now: float) -> None:
        """Note a wrong try."""
        for key in keys:
            tries = self._wrong.setdefault(key, _Wrong())
            tries.times, tries.last = tries.times + 1, now
            self._wrong.move_to_end(key)
        while len(self._wrong) > _REMEMBERED:
            self._wrong.popitem(last=False)

    def right(self, keys: Iterable[ThrottleKey]) -> None:
        """Forget the wrong ones before a right one."""
        for key in keys:
            self._wrong.pop(key, None)

    def _wait(self, key: ThrottleKey, now: float) -> int:
        tries = self._wrong.get(key, _Wrong())
        return _BACKOFFS[key[0]].left(tries.times, tries.last, now)
