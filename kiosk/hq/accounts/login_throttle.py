"""Log-in throttle: wrong tries cost growing time, and are forgiven with time.

A browser from which an officer has logged in before is a device that is trusted for that name (OWASP, device cookies):
its tries count for it alone. All others count for the name and for the address they come from, so that strangers who
try a name slow each other down, and never the officer at their own machine.
"""

import ipaddress
from collections import OrderedDict
from dataclasses import dataclass
from threading import Lock

from kiosk.runtime.backoff import Backoff

FREE = {"device": 5, "name": 5, "address": 20}
"""Wrong tries before each further one has to wait; officers of one building share an address."""

FORGIVEN = 1800
"""Seconds after which one wrong try is forgotten."""

_BACKOFFS = {kind: Backoff(first=30, longest=900, after=free) for kind, free in FREE.items()}
_REMEMBERED = 10_000

ThrottleKey = tuple[str, str]
"""A kind of FREE, and the device, the name or the address."""


def keys_of(name: str, address: str, device: str | None) -> list[ThrottleKey]:
    """What a try counts for; `device` is the number of one that is trusted for that name."""
    return [("device", device)] if device else [("name", name[:64]), ("address", _network(address))]


@dataclass
class _Wrong:
    times: float = 0
    last: float = 0.0


class LoginThrottle:
    """Throttle: tries that were not right. Moments are seconds of a clock that never goes back."""

    def __init__(self) -> None:
        self._wrong: OrderedDict[ThrottleKey, _Wrong] = OrderedDict()
        self._lock = Lock()

    def take(self, keys: list[ThrottleKey], now: float) -> int:
        """Seconds until a try is taken; if none, this one is taken, and counts as wrong until it is found right.

        So many that come at once do not all slip by before the first is known to be wrong.
        """
        with self._lock:
            wait = self._wait(keys, now)
            if wait == 0:
                for key in keys:
                    self._wrong[key] = _Wrong(self._times(key, now) + 1, now)
                    self._wrong.move_to_end(key)
                while len(self._wrong) > _REMEMBERED:
                    self._wrong.popitem(last=False)
            return wait

    def right(self, keys: list[ThrottleKey], now: float) -> None:
        """The try was right: the device or the name begins anew, the address has one wrong try less."""
        with self._lock:
            self._wrong.pop(keys[0], None)
            for key in keys[1:]:
                self._wrong[key] = _Wrong(max(self._times(key, now) - 1, 0), now)

    def wait(self, keys: list[ThrottleKey], now: float) -> int:
        """Seconds until a try is taken: 30 after the last free one, then doubled, at most 15 minutes."""
        with self._lock:
            return self._wait(keys, now)

    def _wait(self, keys: list[ThrottleKey], now: float) -> int:
        return max(
            _BACKOFFS[key[0]].left(round(tries.times), tries.last, now)
            for key in keys
            for tries in [self._wrong.get(key, _Wrong())]
        )

    def _times(self, key: ThrottleKey, now: float) -> float:
        tries = self._wrong.get(key, _Wrong(last=now))
        return max(tries.times - (now - tries.last) / FORGIVEN, 0)


def _network(address: str) -> str:
    """An IPv6 host has a whole /64 to call from: it is one address."""
    try:
        host = ipaddress.ip_address(address)
    except ValueError:
        return address
    return str(ipaddress.ip_network((host, 64), strict=False)) if host.version == 6 else address
