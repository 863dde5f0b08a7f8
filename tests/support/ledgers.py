"""What the tests of the ledger share: a day, the work groups, the tally as a dictionary."""

import sqlite3
import uuid
from contextlib import closing
from datetime import date
from pathlib import Path

from kiosk.machine.kiosk import Kiosk
from kiosk.protocol.chain import Entry
from kiosk.protocol.payloads import Receipt
from kiosk.streams.chain.chain_file import TakeOver
from kiosk.streams.ledger.ledger import Ledger
from tests.support.sample import DAY


def tallied(ledger: Ledger, start: date = DAY, end: date = DAY) -> dict[str, int]:
    return {count.work_group: count.count for count in ledger.tally.counts(start, end) if count.count}


def changed_behind(path: Path, statement: str) -> None:
    """Change a ledger's file as no kiosk would."""
    with closing(sqlite3.connect(path)) as other:
        other.execute(statement)
        other.commit()


def respondents(number: int) -> TakeOver:
    """So many respondents from elsewhere; a ledger that takes them over notes that besides."""
    return TakeOver(
        [Entry(1, str(uuid.uuid4()), DAY, "respondent", "inspection", 1, None, "staff") for _ in range(number)], DAY
    )


def receipt(epoch: str, acked: int, head: str, at: str = "2024-03-01T00:00:00Z") -> Receipt:
    """A receipt that nobody has signed."""
    return Receipt(
        kiosk="phatthalung-1",
        stream="ledger",
        epoch=epoch,
        acked=acked,
        head=head,
        stored=acked,
        replayed=0,
        set_aside=[],
        server_time=at,
        elsewhere=[],
        root=None,
        report=1,
        nonce="0" * 32,
        signature="00",
    )


def with_two_months(kiosk: Kiosk) -> Kiosk:
    """The kiosk with counts of February and March 2024, and ITAP figures of both."""
    with Ledger(kiosk.path("ledger.db"), practice=True) as ledger:
        for number, group in enumerate(("general-staff", "investigation", "inspection", "foreigner-services"), 1):
            for day in range(1, 20, number):
                ledger.count(group, date(2024, 2, day))
                ledger.count(group, date(2024, 3, day))
        ledger.count("inspection", date(2024, 3, 14), "visitor")
        ledger.count("inspection", kiosk.today)
        ledger.note_itap(None, 30, date(2024, 2, 20))
        ledger.note_itap("inspection", 12, date(2024, 3, 18))
    return kiosk
