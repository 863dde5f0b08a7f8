"""When this kiosk syncs, and what came of it last time, in the words of a clerk's question: has it arrived?"""

import datetime
import hashlib
import shutil
from dataclasses import dataclass
from functools import partial
from typing import Literal

import filelock
import msgspec
from msgspec import Struct

from kiosk import __version__
from kiosk.audit import problems
from kiosk.enrolment import Membership, membership
from kiosk.errors import Refusal
from kiosk.integrity import TALLY_MENDED
from kiosk.ledger import Ledger
from kiosk.office import Kiosk
from kiosk.protocol import Health, moment

NIGHT = datetime.time(1, 30)
SPREAD = datetime.timedelta(minutes=45)
HOUR = datetime.timedelta(hours=1)


class Attempt(Struct, frozen=True):
    """The last sync that was tried: when, whether HQ has confirmed, and what it would not take."""

    at: str
    confirmed: bool
    halt: str | None = None


@dataclass(frozen=True)
class Standing:
    """What can be said of the last sync: a word for it, and when HQ last confirmed (None: never).

    `arrived` is the night's sync or one after it, `waiting` the same when a later one failed. `tally` says that the
    cached tally was not the sum of its entries: today it was mended, or it still is not.
    """

    word: Literal["not-enrolled", "never", "not-yet", "arrived", "waiting", "halted"]
    confirmed_at: datetime.datetime | None
    tally: Literal["right", "mended", "wrong"] = "right"


class Outcome(Struct, frozen=True):
    """What a sync came to. `confirmed` only when HQ's receipt equals this ledger's head."""

    confirmed: bool
    sent: int
    acked: int
    head: str
    epoch: str
    halt: str | None


def sync_now(kiosk: Kiosk, ledger: Ledger) -> tuple[Outcome, str]:
    """One sync, unless one is running; gives what came of it, and that in a sentence.

    Refusal if the kiosk is not enrolled.
    """
    import httpx

    from kiosk.keys import load_key
    from kiosk.sync import TIMEOUT, Halted, Sync, Unreachable

    member = _member(kiosk)
    key = load_key(kiosk.path("key.pem"))
    try:
        with filelock.FileLock(kiosk.path("sync.lock"), timeout=0), httpx.Client(timeout=TIMEOUT) as client:
            run = Sync(client, member, key, ledger, partial(_health, kiosk, ledger), lambda: moment(kiosk.clock()))
            try:
                outcome, said = _outcome(ledger, run.run(), confirmed=True), "Headquarters holds every entry."
            except (Unreachable, Halted) as no:
                outcome, said = _outcome(ledger, 0, halt=no.word if isinstance(no, Halted) else None), str(no)
                if outcome.halt == "bad-chain":
                    said += f" {next(problems(ledger), 'This ledger is whole.')}"
            attempt = Attempt(moment(kiosk.clock()), outcome.confirmed, outcome.halt)
            ledger.set_state("sync", msgspec.json.encode(attempt).decode())
    except filelock.Timeout:
        outcome, said = _outcome(ledger, 0), "Another sync is running; try again when it is done."
    return outcome, said


def recover_now(kiosk: Kiosk, ledger: Ledger) -> int:
    """Take over what headquarters holds of this kiosk and the ledger lacks; gives how many entries.

    What cannot be had now comes with a later sync. Refusal if the kiosk is not enrolled.
    """
    import httpx

    from kiosk.calls import TIMEOUT, Halted, Line, Said, Unreachable
    from kiosk.keys import load_key
    from kiosk.recovery import recover

    with httpx.Client(timeout=TIMEOUT) as client:
        line = Line(client, _member(kiosk), load_key(kiosk.path("key.pem")), lambda: moment(kiosk.clock()))
        try:
            return recover(line, ledger)
        except (Halted, Said, Unreachable):
            return 0


def standing(kiosk: Kiosk, ledger: Ledger) -> Standing:
    """How the last sync stands, and whether the counts rest on their entries."""
    tally = _tally(kiosk, ledger)
    if membership(kiosk) is None:
        return Standing("not-enrolled", None, tally)
    attempt, receipt = last_attempt(ledger), ledger.last_receipt_time()
    at = datetime.datetime.fromisoformat(receipt) if receipt else None
    if attempt is not None and attempt.halt:
        return Standing("halted", at, tally)
    if at is None:
        return Standing("never", at, tally)
    if at.astimezone(kiosk.clock().tzinfo).date() < kiosk.today:
        return Standing("not-yet", at, tally)
    return Standing("arrived" if attempt is not None and attempt.confirmed else "waiting", at, tally)


def _tally(kiosk: Kiosk, ledger: Ledger) -> Literal["right", "mended", "wrong"]:
    if ledger.tally_differs:
        return "wrong"
    mended = any(one.day == kiosk.today and one.value == TALLY_MENDED for one in ledger.notes())
    return "mended" if mended else "right"


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


def last_attempt(ledger: Ledger) -> Attempt | None:
    """What is remembered of the last sync that was tried."""
    kept = ledger.state("sync")
    return msgspec.json.decode(kept, type=Attempt) if kept else None


def _member(kiosk: Kiosk) -> Membership:
    member = membership(kiosk)
    if member is None:
        raise Refusal("This kiosk is not enrolled at headquarters; run `kiosk enrol` with the code from there.")
    return member


def _outcome(ledger: Ledger, sent: int, *, confirmed: bool = False, halt: str | None = None) -> Outcome:
    epoch, seq, head = ledger.head()
    acked = ledger.acked(epoch)
    return Outcome(
        confirmed=confirmed and acked == (seq, head),
        sent=sent,
        acked=acked[0] if acked else 0,
        head=head,
        epoch=epoch,
        halt=halt,
    )


def _health(kiosk: Kiosk, ledger: Ledger, confirmed: int) -> Health:
    return Health(
        version=__version__,
        disk_free=shutil.disk_usage(kiosk.folder).free >> 20,
        starts=int(ledger.state("starts") or 0),
        awaiting=sum(fact.state != "confirmed" for *_, fact in kiosk.catalogue.facts()),
        office_class=kiosk.office.office_class,
        counts_from=kiosk.office.counts_from,
        confirmed=confirmed,
        closed=sorted(kiosk.office.closed),
        opened=sorted(kiosk.office.opened),
    )
