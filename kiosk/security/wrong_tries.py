"""Throttle on wrong tries at the PIN: how many there were, how long to wait, and what staff have not been told of."""

import datetime

from msgspec import Struct
from msgspec.structs import replace

from kiosk.runtime.backoff import Backoff

TRIES = 5
"""Wrong tries before each further one has to wait."""

LONGEST_WAIT = 900
"""Seconds that a try waits at most: a visitor who mistypes on purpose keeps staff out no longer."""

FORGOTTEN_AFTER = 3_600
"""Seconds after which one wrong try counts no more. A right PIN forgives none: it would give a visitor free ones."""

_BACKOFF = Backoff(first=30, longest=LONGEST_WAIT, after=TRIES)


class WrongTries(Struct, frozen=True, forbid_unknown_fields=True, omit_defaults=True):
    """Those that count still, and when the last one was (seconds since 1970); those of the day of the last one; those
    since the last right PIN, and the day of the first of them."""

    counting: int = 0
    last: float = 0.0
    day: datetime.date | None = None
    of_day: int = 0
    untold: int = 0
    untold_since: datetime.date | None = None

    def wait(self, now: datetime.datetime) -> int:
        """Seconds until a try is taken."""
        return _BACKOFF.left(self.counting, self.last, now.timestamp())

    def one_more(self, now: datetime.datetime) -> "WrongTries":
        """After another one; what lies back far enough is forgotten first."""
        today = now.date()
        ago = min(max(0.0, now.timestamp() - self.last), 1e9)  # a number, whatever the file says
        forgotten = int(ago // FORGOTTEN_AFTER)
        return WrongTries(
            counting=max(self.counting - forgotten, 0) + 1,
            last=now.timestamp(),
            day=today,
            of_day=self.of_day + 1 if self.day == today else 1,
            untold=self.untold + 1,
            untold_since=self.untold_since or today,
        )

    def told(self) -> "WrongTries":
        """After a right PIN: staff are told of those before it, and each still counts until it is forgotten."""
        return replace(self, untold=0, untold_since=None)
