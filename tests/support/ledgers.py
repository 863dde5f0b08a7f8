"""What the tests of the ledger share: a day, the work groups, the tally as a dictionary."""

import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

from kiosk.ledger.ledger import Ledger
from tests.support.sample import DAY


def tallied(ledger: Ledger, start: date = DAY, end: date = DAY) -> dict[str, int]:
    return {count.work_group: count.count for count in ledger.tally.counts(start, end) if count.count}


def changed_behind(path: Path, statement: str) -> None:
    """Change a ledger's file as no kiosk would."""
    with closing(sqlite3.connect(path)) as other:
        other.execute(statement)
        other.commit()
