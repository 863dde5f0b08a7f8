"""The sync schedule: hourly, and nightly at an offset (jitter) of the kiosk's own."""

import datetime
import hashlib

import msgspec
from msgspec import Struct

from kiosk.machine.kiosk import Kiosk
from kiosk.streams.ledger.ledger import Ledger

NIGHT = datetime.time(1, 30)
SPREAD = datetime.timedelta(minutes=45)
HOUR = datetime.timedelta(hours=1)

RUN = 600.0
"""Seconds after which a run is ended, however far it has come."""


class Attempt(Struct, frozen=True):
    """The last sync that was tried: when, whether HQ has confirmed, what it would not take, and what was wrong with the
    answer that ended it."""

    at: str
    confirmed: bool
    halt: str | None = None
    wrong_answer: str | None = None


def is_due(kiosk: Kiosk, ledger: Ledger) -> bool:
    """Whether it is time: an hour after the last attempt, or when the kiosk's time of night has passed since."""
    attempt, now = last_attempt(ledger), kiosk.clock()
    if attempt is None:
        return True
    last = datetime.datetime.fromisoformat(attempt.at)
    return now - last >= HOUR or last < nightly(kiosk.office.kiosk, now) <= now or last > now + HOUR


def nightly(kiosk: str, now: datetime.datetime) -> datetime.datetime:
    """This kiosk's own time of the night of `now`: always the same, spread so that not all come at once."""
    share = int.from_bytes(hashlib.sha256(kiosk.encode()).digest()[:4]) / 2**32
    return datetime.datetime.combine(now.date(), NIGHT, now.tzinfo) + SPREAD * share


def keep_attempt(ledger: Ledger, attempt: Attempt) -> None:
    """Remember the last sync that was tried. Raises sqlite3.Error if it is not written."""
    ledger.state.set("sync", msgspec.json.encode(attempt).decode())


def last_attempt(ledger: Ledger) -> Attempt | None:
    """What is remembered of the last sync that was tried."""
    kept = ledger.state.get("sync")
    return msgspec.json.decode(kept, type=Attempt) if kept else None
