"""`python -m tests.proof.writer FOLDER COUNTS JOURNAL SYNCHRONOUS [K]`: counts, and marks in the shim's record what
was acknowledged. With K every K-th sync of a file or folder fails."""

import ctypes
import datetime
import errno
import sys
from pathlib import Path

from kiosk import ledgerfile
from kiosk.ledger import Ledger, NotCounted

DAY = datetime.date(2024, 3, 1)


def main(folder: str, counts: str, journal: str, synchronous: str, every: str = "0") -> None:
    """Count so often."""
    shim = ctypes.CDLL(None)
    if journal != "shipped":
        ledgerfile._PRAGMAS.update(journal_mode=journal, synchronous=synchronous)
    with Ledger(Path(folder) / "ledger.db", practice=True) as ledger:
        for number in range(int(counts)):
            if int(every):
                shim.shim_fail(b"s", 1 + number % int(every), errno.EIO, 0)
            try:
                entry = ledger.take_back(DAY) if number % 7 == 6 else ledger.count("inspection", DAY)
            except NotCounted:
                continue
            if entry is not None:
                shim.shim_mark(entry.id.encode())


if __name__ == "__main__":
    main(*sys.argv[1:])
