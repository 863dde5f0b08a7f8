"""The sync status: one word for how the last sync stands, for the staff's header and the health page."""

import datetime
from dataclasses import dataclass
from typing import Literal

from kiosk.ledger.ledger import Ledger
from kiosk.machine import Kiosk
from kiosk.progress.anomalies import TALLY_MENDED
from kiosk.sync.membership import membership
from kiosk.sync.schedule import last_attempt


@dataclass(frozen=True)
class SyncStatus:
    """What can be said of the last sync: a word for it, and when HQ last confirmed (None: never).

    `arrived` is the night's sync or one after it, `waiting` the same when a later one failed. `tally` says that the
    cached tally was not the sum of its entries: today it was mended, or it still is not.
    """

    word: Literal["not-enrolled", "never", "not-yet", "arrived", "waiting", "halted"]
    confirmed_at: datetime.datetime | None
    tally: Literal["right", "mended", "wrong"] = "right"


def sync_status(kiosk: Kiosk, ledger: Ledger) -> SyncStatus:
    """How the last sync stands, and whether the counts rest on their entries."""
    tally = _tally(kiosk, ledger)
    if membership(kiosk) is None:
        return SyncStatus("not-enrolled", None, tally)
    attempt, receipt = last_attempt(ledger), ledger.receipts.last_time()
    at = datetime.datetime.fromisoformat(receipt) if receipt else None
    if attempt is not None and attempt.halt:
        return SyncStatus("halted", at, tally)
    if at is None:
        return SyncStatus("never", at, tally)
    if at.astimezone(kiosk.clock().tzinfo).date() < kiosk.today:
        return SyncStatus("not-yet", at, tally)
    return SyncStatus("arrived" if attempt is not None and attempt.confirmed else "waiting", at, tally)


def _tally(kiosk: Kiosk, ledger: Ledger) -> Literal["right", "mended", "wrong"]:
    if ledger.tally.differs:
        return "wrong"
    mended = any(note.day == kiosk.today and note.value == TALLY_MENDED for note in ledger.notes())
    return "mended" if mended else "right"
