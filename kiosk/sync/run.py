"""One sync of this kiosk, under a file lock; what came of it answers a clerk's question: has it arrived?"""

import datetime
import shutil
import sqlite3
from contextlib import suppress
from functools import partial
from typing import TYPE_CHECKING

from msgspec import Struct
from msgspec.structs import replace

from kiosk import __version__
from kiosk.machine.kiosk import Kiosk
from kiosk.machine.membership import Membership, keep_membership, membership
from kiosk.progress.anomalies import note_unusual
from kiosk.progress.clock_check import clock_words, keep_offset
from kiosk.progress.note_words import HQ_KEY
from kiosk.protocol.payloads import Health, moment
from kiosk.storage.file_lock import Held, file_lock
from kiosk.storage.log_file import newest_failure
from kiosk.streams.chain.chain_check import problem_words
from kiosk.streams.ledger.ledger import Ledger, NotCounted
from kiosk.streams.ledger.verify import problems
from kiosk.streams.record.bulletins.shelf import Shelf
from kiosk.streams.record.record import Record
from kiosk.streams.record.verify import problems as record_problems
from kiosk.sync.root_standing import root_standing
from kiosk.sync.schedule import Attempt, keep_attempt, last_attempt
from kiosk.text.languages import of_machine
from kiosk.text.refusal import Refusal
from kiosk.text.sentences import COMMANDS
from kiosk.text.sentences import sentence as sentence_of

if TYPE_CHECKING:  # with it comes HTTP, which the counter does without
    from kiosk.protocol.hq_key import HqKey
    from kiosk.sync.client import HqClient
    from kiosk.sync.push import Sync, SyncResult
    from kiosk.sync.record_witness import RecordWitness

_WEEK = datetime.timedelta(7)
_FAILED = 64
"""Characters that health has for a failure."""


class Outcome(Struct, frozen=True):
    """What a sync came to. `confirmed` only when HQ's receipts equal the heads of this ledger and of the record.

    The other figures are the ledger's, but for `record`: what the sync of the record came to.
    """

    confirmed: bool
    sent: int
    acked: int
    head: str
    epoch: str
    halt: str | None
    wrong_answer: str | None = None
    record: "Outcome | None" = None


def sync_now(kiosk: Kiosk, ledger: Ledger, record: Record) -> tuple[Outcome, str]:
    """One sync of both streams, unless one is running; gives what came of it, and that in a sentence.

    Refusal if the kiosk is not enrolled. Whatever else fails has been tried, and is remembered so.
    """
    member = _member(kiosk)
    try:
        with file_lock(kiosk.path("sync.lock"), patience=0):
            _note(kiosk, ledger)
            outcome, sentence = _synced(kiosk, ledger, record, member)
            if outcome.confirmed:
                with suppress(Refusal):  # the marks then stay where they were, which is no less true
                    ledger.mark.renew()
                    record.mark.renew()
                keep_offset(kiosk, ledger)
            tried = Attempt(moment(kiosk.clock()), outcome.confirmed, outcome.halt, outcome.wrong_answer)
            keep_attempt(ledger, tried)
    except Held:
        outcome, sentence = (
            _both(_outcome(ledger, 0), _outcome(record, 0)),
            _said("running"),
        )
    except Exception:
        with suppress(sqlite3.Error):
            keep_attempt(ledger, Attempt(moment(kiosk.clock()), confirmed=False))
        raise
    return outcome, sentence


def _synced(kiosk: Kiosk, ledger: Ledger, record: Record, member: Membership) -> tuple[Outcome, str]:
    from kiosk.security.signing_key import load_key
    from kiosk.sync.client import Halted, HqClient, Unreachable, WrongAnswer
    from kiosk.sync.exchange import http_client
    from kiosk.sync.hq_keys import stated_keys
    from kiosk.sync.record_witness import RecordWitness
    from kiosk.sync.streams import ledger_sync, record_sync
    from kiosk.sync.witness import Witness

    key = load_key(kiosk.path("key.pem"))
    with http_client(member.url) as client:
        try:
            member = _followed(kiosk, ledger, member, stated_keys(client, member.url))
        except Unreachable as no:
            return _both(_outcome(ledger, 0), _outcome(record, 0)), no.words.of(of_machine())
        hq = HqClient(client, member, key, lambda: moment(kiosk.clock()))
        health = partial(_health, kiosk, ledger)
        outcome, of_record = _outcome(ledger, 0), _outcome(record, 0)
        witness = RecordWitness(Witness(hq, ledger, kiosk.today), record)
        try:
            done = ledger_sync(hq, ledger, health, kiosk.today).run()
            outcome = _outcome(ledger, done.sent, confirmed=True)
            lines = _record_run(record_sync(hq, record, ledger, health, witness), witness)
            of_record = _outcome(record, lines.sent, confirmed=True)
            told = [*_told(kiosk, ledger, done), *_told_of_record(record, lines)]
            return _both(outcome, of_record), " ".join([*told, *_told_of_bulletins(hq, kiosk, ledger)])
        except (Unreachable, Halted) as no:
            halt, sentence = no.word if isinstance(no, Halted) else None, no.words.of(of_machine())
            if halt == "bad-chain":
                for chain_problems, whole in (
                    (problems(ledger), "whole_ledger"),
                    (record_problems(record), "whole_record"),
                ):
                    problem = next(chain_problems, None)
                    sentence += " " + (problem_words(problem).of(of_machine()) if problem else _said(whole))
            wrong = no.word if isinstance(no, WrongAnswer) else None
            return replace(_both(outcome, of_record, halt), wrong_answer=wrong), sentence


def _followed(kiosk: Kiosk, ledger: Ledger, member: Membership, stated: "list[HqKey]") -> Membership:
    """The membership under headquarters' newest key, which is kept, and noted where it is another one."""
    from kiosk.sync.hq_keys import following

    now = following(member, stated)
    if now != member:
        keep_membership(kiosk, now)
    if now.public_key != member.public_key:
        with suppress(NotCounted):
            ledger.note_once(HQ_KEY, kiosk.today)
    return now


def _record_run(sync: "Sync", witness: "RecordWitness") -> "SyncResult":
    """The record's run; the root is confirmed after it, and too where it fails, but not with a record that it lacks."""
    try:
        return sync.run()
    finally:
        witness.confirm()


def pull_now(kiosk: Kiosk, ledger: Ledger) -> int:
    """Take over what headquarters holds of this kiosk and the ledger lacks; gives how many entries.

    What cannot be had now comes with a later sync. Refusal if the kiosk is not enrolled.
    """
    from kiosk.security.signing_key import load_key
    from kiosk.sync.client import Halted, HqClient, ProblemAnswer, Unreachable
    from kiosk.sync.exchange import http_client
    from kiosk.sync.pull import Pull

    member = _member(kiosk)
    with http_client(member.url) as client:
        hq = HqClient(client, member, load_key(kiosk.path("key.pem")), lambda: moment(kiosk.clock()))
        pull = Pull(hq, ledger, kiosk.today)
        try:
            return pull.run(pull.listed()).taken
        except (Halted, ProblemAnswer, Unreachable):
            return 0


def _told(kiosk: Kiosk, ledger: Ledger, done: "SyncResult") -> list[str]:
    """What a run that went well has done, for a clerk."""
    told = [_said("all")]
    if done.taken:
        told.append(_said("taken", count=done.taken))
    if done.unsigned:
        told.append(_said("unsigned", count=done.unsigned))
    if aside := ledger.receipts.set_aside():
        reasons = ", ".join(f"{reason} {count}" for reason, count in aside.items())
        told.append(_said("set_aside", reasons=reasons))
    if (root := root_standing(ledger)) and root.fault:
        told.append(root.words(kiosk.catalogue.phrases).of(of_machine()))
    return told


def _told_of_record(record: Record, done: "SyncResult") -> list[str]:
    """What the record's run has done, where there is anything to tell."""
    told = [_said("lines_taken", count=done.taken)] if done.taken else []
    if done.unsigned:
        told.append(_said("lines_unsigned", count=done.unsigned))
    if aside := record.receipts.set_aside():
        reasons = ", ".join(f"{reason} {count}" for reason, count in aside.items())
        told.append(_said("lines_set_aside", reasons=reasons))
    return told


def _told_of_bulletins(hq: "HqClient", kiosk: Kiosk, ledger: Ledger) -> list[str]:
    """Take what headquarters has handed out, and tell of it. That it cannot be had now stops nothing else."""
    from kiosk.sync.bulletin_pull import take_bulletins

    try:
        taken = take_bulletins(hq, Shelf(kiosk.folder), kiosk.today)
    except (Refusal, OSError) as error:
        return [_said("bulletins_failed", error=error)]
    if taken.fault:
        ledger.note_once(taken.fault, kiosk.today)
    told = [_said("bulletins", count=taken.number)] if taken.number else []
    return [*told, *([_said(taken.fault)] if taken.fault else [])]


def _said(key: str, **values: object) -> str:
    """A sentence about a run, in the language of the machine."""
    return sentence_of(COMMANDS, f"synced.{key}", **values).of(of_machine())


def _note(kiosk: Kiosk, ledger: Ledger) -> None:
    """Note what is unusual before it is sent: entries at which nobody has looked yet, and a clock that is wrong."""
    with suppress(NotCounted):
        note_unusual(kiosk, ledger)
        for word in clock_words(kiosk, ledger):
            ledger.note_once(word, kiosk.today)


def _member(kiosk: Kiosk) -> Membership:
    member = membership(kiosk)
    if member is None:
        raise Refusal("sync.not_enrolled")
    return member


def _both(ledger: Outcome, record: Outcome, halt: str | None = None) -> Outcome:
    return replace(ledger, confirmed=ledger.confirmed and record.confirmed, halt=halt, record=record)


def _outcome(chained: Ledger | Record, sent: int, *, confirmed: bool = False, halt: str | None = None) -> Outcome:
    epoch, seq, head = chained.chain.head()
    acked = chained.receipts.acked(epoch)
    return Outcome(
        confirmed=confirmed and acked == (seq, head),
        sent=sent,
        acked=acked[0] if acked else 0,
        head=head,
        epoch=epoch,
        halt=halt,
    )


def _health(kiosk: Kiosk, ledger: Ledger, confirmed: int) -> Health:
    attempt = last_attempt(ledger)
    return Health(
        version=__version__,
        disk_free=shutil.disk_usage(kiosk.folder).free >> 20,
        starts=int(ledger.state.get("starts") or 0),
        awaiting=sum(named.fact.awaits_office for named in kiosk.catalogue.facts()),
        office_class=kiosk.office_class,
        counts_from=kiosk.office.counts_from,
        confirmed=confirmed,
        closed=sorted(kiosk.office.closed),
        opened=sorted(kiosk.office.opened),
        year=kiosk.assessment.year,
        minima=kiosk.assessment.minima_digest,
        failed=_failed(kiosk),
        wrong_answer=(attempt and attempt.wrong_answer) or "",
    )


def _failed(kiosk: Kiosk) -> str:
    """When something failed last within a week, and what, as far as health has room for it."""
    line = newest_failure(kiosk.folder, (kiosk.clock() - _WEEK).isoformat(timespec="seconds"))
    return f"{line.at[:16]} {line.said}"[:_FAILED] if line else ""
