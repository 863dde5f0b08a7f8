"""`python -m tests.proof.writer FOLDER COUNTS JOURNAL SYNCHRONOUS [KIND]`: counts, and marks in the shim's record what
was acknowledged. With KIND the first or a later call of that kind (see shim.c) fails in every transaction."""

import ctypes
import errno
import sys
from pathlib import Path

from kiosk.storage import sqlite_file
from kiosk.streams.ledger.ledger import Ledger, NotCounted
from tests.support.sample import DAY


def main(folder: str, counts: str, journal: str, synchronous: str, failing: str = "") -> None:
    """Count so often."""
    shim = ctypes.CDLL(None)
    if journal != "shipped":
        sqlite_file.JOURNAL_MODE = journal.lower()
        sqlite_file.PRAGMAS.update(synchronous=synchronous)
    with Ledger(Path(folder) / "ledger.db", practice=True) as ledger:
        for number in range(int(counts)):
            if failing:
                shim.shim_fail(ord(failing), 1 + number % 4, errno.EIO, 0)
            try:
                entry = ledger.take_back(DAY) if number % 7 == 6 else ledger.count("inspection", DAY)
            except NotCounted:
                print("not counted")
                continue
            if entry is not None:
                shim.shim_mark(entry.id.encode())


if __name__ == "__main__":
    main(*sys.argv[1:])
