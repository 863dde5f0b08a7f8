"""The sync status: one word for how the last sync stands, for the staff's header and the health page."""

import datetime
from dataclasses import dataclass
from typing import Literal

from kiosk.machine.kiosk import Kiosk
from kiosk.machine.membership import membership
from kiosk.progress.clock_check import newest_day_ahead
from kiosk.progress.note_words import TALLY_MENDED
from kiosk.storage.toml_file import Faulty
from kiosk.streams.ledger.ledger import Ledger
from kiosk.sync.root_standing import RootStanding, root_standing
from kiosk.sync.schedule import last_attempt

SyncWord = Literal["not-enrolled", "unreadable", "never", "not-yet", "arrived", "waiting", "halted"]


@dataclass(frozen=True)
class SyncStatus:
    """What can be said of the last sync: a word for it, and when HQ last confirmed (None: never).

    `unreadable` is a place at headquarters that is kept but cannot be read. `arrived` is the night's sync or one after
    it, `waiting` the same when a later one failed. `tally` says that the cached tally was not the sum of its entries:
    today it was mended, or it still is not. `ledger` is lost when what this machine had counted before is not in the
    ledger that is here. `root` is how the daily root of HQ stands, `clock_behind` the newest day of the ledger where
    the clock is behind it.
    """

    word: SyncWord
    confirmed_at: datetime.datetime | None
    tally: Literal["right", "mended", "wrong"] = "right"
    ledger: Literal["here", "lost"] = "here"
    root: RootStanding | None = None
    clock_behind: datetime.date | None = None


def sync_status(kiosk: Kiosk, ledger: Ledger) -> SyncStatus:
    """How the last sync stands, and whether the counts rest on their entries."""
    word, at = _sync(kiosk, ledger)
    is_lost, root = ledger.mark.is_lost(), None if word == "not-enrolled" else root_standing(ledger)
    behind = newest_day_ahead(kiosk, ledger)
    return SyncStatus(word, at, _tally(kiosk, ledger), "lost" if is_lost else "here", root, behind)


def _sync(kiosk: Kiosk, ledger: Ledger) -> tuple[SyncWord, datetime.datetime | None]:
    try:
        if membership(kiosk) is None:
            return "not-enrolled", None
    except Faulty:
        return "unreadable", None
    attempt, receipt = last_attempt(ledger), ledger.receipts.last_time()
    at = datetime.datetime.fromisoformat(receipt) if receipt else None
    if attempt is not None and attempt.halt:
        return "halted", at
    if at is None:
        return "never", at
    if at.astimezone(kiosk.clock().tzinfo).date() < kiosk.today:
        return "not-yet", at
    return "arrived" if attempt is not None and attempt.confirmed else "waiting", at


def _tally(kiosk: Kiosk, ledger: Ledger) -> Literal["right", "mended", "wrong"]:
    if ledger.tally.differs:
        return "wrong"
    mended = any(note.day == kiosk.today and note.value == TALLY_MENDED for note in ledger.notes())
    return "mended" if mended else "right"
