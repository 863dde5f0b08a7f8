"""Clock check: is this machine's day right, as far as its own ledger and headquarters' last receipt can tell?"""

import datetime

from kiosk.machine.kiosk import Kiosk
from kiosk.progress.note_words import CLOCK_AHEAD_HQ, CLOCK_BEHIND, CLOCK_BEHIND_HQ
from kiosk.streams.ledger.ledger import Ledger

TOLERANCE = datetime.timedelta(days=1)
"""How far the clock may be from headquarters' before a day may be the wrong one."""

_NAME = "clock"


def keep_offset(kiosk: Kiosk, ledger: Ledger) -> None:
    """Remember how far the clock is from the time of the receipt that headquarters has just given."""
    at = _receipt(ledger)
    if at is not None:
        ledger.state.set(_NAME, str(round((kiosk.clock() - at).total_seconds())))


def offset(ledger: Ledger) -> int | None:
    """Seconds by which the clock was ahead of headquarters' at the last receipt; None before there was one."""
    kept = ledger.state.get(_NAME)
    return int(kept) if kept is not None else None


def clock_words(kiosk: Kiosk, ledger: Ledger) -> list[str]:
    """The word of a note for a clock that is wrong; none for one that seems right."""
    at, ahead = _receipt(ledger), offset(ledger)
    if at is not None and kiosk.clock() < at - TOLERANCE:
        return [CLOCK_BEHIND_HQ]
    if ahead is not None and ahead > TOLERANCE.total_seconds():
        return [CLOCK_AHEAD_HQ]
    return [CLOCK_BEHIND] if newest_day_ahead(kiosk, ledger) else []


def newest_day_ahead(kiosk: Kiosk, ledger: Ledger) -> datetime.date | None:
    """The newest day of the ledger, where that is after today: what is counted now stands before it.

    None, too, where headquarters' last receipt says that it is the ledger's day which is wrong: one of a day when the
    clock was ahead.
    """
    newest, at = ledger.entries.newest_day(), _receipt(ledger)
    if newest is None or newest <= kiosk.today:
        return None
    return None if at is not None and abs(kiosk.clock() - at) < TOLERANCE else newest


def _receipt(ledger: Ledger) -> datetime.datetime | None:
    """The time of headquarters' newest receipt."""
    at = ledger.receipts.last_time()
    return datetime.datetime.fromisoformat(at) if at else None
