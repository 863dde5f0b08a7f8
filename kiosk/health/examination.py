"""The examination: every check of this machine, in the order in which they are told."""

import sqlite3
from collections.abc import Iterator
from contextlib import ExitStack

from kiosk.health import chain_checks, headquarters_checks, machine_checks, office_checks, terminal_checks
from kiosk.health.diagnosis import Diagnosis, failing, unknown
from kiosk.machine.kiosk import Kiosk, open_ledger, open_record
from kiosk.streams.ledger.ledger import Ledger
from kiosk.streams.record.record import Record
from kiosk.text.refusal import Refusal, reason


def examine(kiosk: Kiosk) -> list[Diagnosis]:
    """Everything, in some seconds; also where ledger or record cannot be opened."""
    diagnoses: list[Diagnosis] = []
    with ExitStack() as opened:
        record, why_not = _opened_record(kiosk, opened)
        try:
            ledger = opened.enter_context(open_ledger(kiosk))
        except Refusal as refusal:
            diagnoses += [*_without_ledger(kiosk), failing("ledger.closed", why=refusal.words)]
        else:
            diagnoses += [*at_once(kiosk, ledger, record), *read_through(kiosk, ledger, record)]
    return [*diagnoses, *why_not]


def examine_page(kiosk: Kiosk, ledger: Ledger) -> Iterator[list[Diagnosis]]:
    """The same, of a ledger that is open: first with what can be told at once, then with all that there is."""
    with ExitStack() as opened:
        record, why_not = _opened_record(kiosk, opened)
        diagnoses = [*at_once(kiosk, ledger, record), *why_not]
        yield [unknown("ledger.reading"), *diagnoses]
        yield [*diagnoses, *read_through(kiosk, ledger, record)]


def at_once(kiosk: Kiosk, ledger: Ledger, record: Record | None) -> list[Diagnosis]:
    """What takes no reading of every entry."""
    return [
        *_without_ledger(kiosk),
        *headquarters_checks.sync(kiosk, ledger),
        *headquarters_checks.bulletins(kiosk),
        headquarters_checks.clock(kiosk, ledger),
        *headquarters_checks.receipts(kiosk, ledger, record),
        machine_checks.running_version(ledger),
        machine_checks.starts(ledger),
    ]


def read_through(kiosk: Kiosk, ledger: Ledger, record: Record | None) -> list[Diagnosis]:
    """What does."""
    try:
        return [*chain_checks.verified(kiosk, ledger, record)]
    except (sqlite3.Error, Refusal) as error:
        return [failing("ledger.closed", why=reason(error))]


def _without_ledger(kiosk: Kiosk) -> list[Diagnosis]:
    return [
        *office_checks.identity(kiosk),
        *office_checks.files(kiosk),
        office_checks.pin(kiosk),
        *office_checks.enrolment(kiosk),
        office_checks.year(kiosk),
        office_checks.facts(kiosk),
        machine_checks.disk(kiosk),
        *machine_checks.backup(kiosk),
        machine_checks.failures(kiosk),
        terminal_checks.doors(),
        terminal_checks.font(),
        machine_checks.touch(),
        machine_checks.temperature(),
    ]


def _opened_record(kiosk: Kiosk, opened: ExitStack) -> tuple[Record | None, list[Diagnosis]]:
    try:
        return opened.enter_context(open_record(kiosk)), []
    except Refusal as refusal:
        return None, [failing("record.closed", why=refusal.words)]
