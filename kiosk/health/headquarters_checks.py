"""Checks of what is between this machine and headquarters: sync, clock, receipts, what waits, what is not counted."""

import datetime
from collections.abc import Iterator

from kiosk import __version__
from kiosk.editing.bulletin_words import told_bulletins
from kiosk.health.diagnosis import Diagnosis, State, failing, good, unknown, warning
from kiosk.machine.kiosk import Kiosk
from kiosk.machine.version import is_older
from kiosk.progress.clock_check import clock_words, offset
from kiosk.streams.chain.coverage import Chained
from kiosk.streams.ledger.ledger import Ledger
from kiosk.streams.record.bulletins.shelf import Shelf
from kiosk.streams.record.record import Record
from kiosk.sync.status import SyncWord, sync_status
from kiosk.sync.status_words import sync_words

_STATES: dict[SyncWord, State] = {
    "arrived": "good",
    "waiting": "warning",
    "never": "warning",
    "not-yet": "warning",
    "not-enrolled": "unknown",
}
"""What each word of the sync status is; a word that is not here is a failure."""

_SILENCE = datetime.timedelta(days=2)
"""After so long without a receipt the nightly sync has failed twice."""

_SLOW = 300
"""Seconds that a clock may be wrong without anybody noticing."""


def sync(kiosk: Kiosk, ledger: Ledger) -> Iterator[Diagnosis]:
    """How the last sync stands, and headquarters' daily root."""
    standing, say = sync_status(kiosk, ledger), kiosk.catalogue.phrases
    state = _STATES.get(standing.word, "failing")
    if state == "warning" and standing.confirmed_at and kiosk.clock() - standing.confirmed_at > _SILENCE:
        state = "failing"
    kinds = {"failing": failing, "warning": warning, "good": good, "unknown": unknown}
    is_late = state in ("failing", "warning")
    yield kinds[state]("headquarters.late" if is_late else "headquarters.standing", sync=sync_words(standing, kiosk))
    if standing.root is None:
        yield unknown("root.standing", root=say("sync.root-none"))
    else:
        wrong = standing.root.fault
        yield (failing if wrong else good)("root.wrong" if wrong else "root.standing", root=standing.root.words(say))


def clock(kiosk: Kiosk, ledger: Ledger) -> Diagnosis:
    """Whether the clock is right, as far as the ledger and headquarters' last receipt can tell."""
    now, seconds = f"{kiosk.clock():%Y-%m-%d %H:%M}", offset(ledger)
    if clock_words(kiosk, ledger):
        return failing("clock.wrong", now=now)
    if seconds is None:
        return unknown("clock.untold", now=now)
    if abs(seconds) > _SLOW:
        return warning("clock.off", now=now, minutes=abs(seconds) // 60)
    return good("clock.right", now=now, seconds=abs(seconds))


def bulletins(kiosk: Kiosk) -> Iterator[Diagnosis]:
    """What headquarters has handed down, whether it is whole, and whether this version is the one that is wanted."""
    shelf, stated = Shelf(kiosk.folder), kiosk.catalogue.headquarters
    if (fault := shelf.fault()) is not None:
        yield failing("bulletins.damaged", fault=fault.words)
    held = told_bulletins(kiosk)
    newest = shelf.head().number
    yield good("bulletins.up_to", number=newest, count=len(held)) if newest else unknown("bulletins.none")
    if unfit := [str(each.number) for each in held if each.standing == "unfit"]:
        yield warning("bulletins.unfit", numbers=", ".join(unfit))
    if stated.wanted is not None:
        is_late = is_older(__version__, stated.wanted)
        yield (warning if is_late else good)(f"wanted.{'older' if is_late else 'here'}", wanted=stated.wanted)


def receipts(kiosk: Kiosk, ledger: Ledger, record: Record | None) -> Iterator[Diagnosis]:
    """How far headquarters has signed for ledger and record, what waits, and what it does not count."""
    yield _receipt("receipt", ledger)
    lines = 0
    if record is not None:
        yield _receipt("record_receipt", record)
        lines = _waiting(record)
    yield _queue(kiosk, ledger, _waiting(ledger), lines)
    yield from _set_aside(kiosk, ledger, record)


def _receipt(check: str, chained: Chained) -> Diagnosis:
    epoch, seq, _ = chained.chain.head()
    acked = chained.receipts.acked(epoch)
    return good(f"{check}.up_to", acked=acked[0], count=seq) if acked else unknown(f"{check}.none")


def _waiting(chained: Chained) -> int:
    epoch, seq, _ = chained.chain.head()
    acked = chained.receipts.acked(epoch)
    return seq - (acked[0] if acked else 0)


def _queue(kiosk: Kiosk, ledger: Ledger, entries: int, lines: int) -> Diagnosis:
    """What waits is well as long as syncs arrive, or nobody is there to send it to."""
    if not entries and not lines:
        return good("queue.empty")
    standing = sync_status(kiosk, ledger)
    if standing.word == "not-enrolled":
        return unknown("queue.waits", entries=entries, lines=lines)
    is_well = standing.word == "arrived"
    return (good if is_well else warning)("queue.waits" if is_well else "queue.stuck", entries=entries, lines=lines)


def _set_aside(kiosk: Kiosk, ledger: Ledger, record: Record | None) -> Iterator[Diagnosis]:
    say = kiosk.catalogue.phrases
    aside = {"entries": ledger.receipts.set_aside(), "lines": record.receipts.set_aside() if record else {}}
    for key, reasons in aside.items():
        for reason, count in reasons.items():
            yield warning(f"set_aside.{key}", count=count, why=say(f"set_aside.{reason}"))
    if not any(aside.values()):
        yield good("set_aside.none")
