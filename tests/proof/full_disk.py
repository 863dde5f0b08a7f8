"""`python -m tests.proof.full_disk FOLDER DAY`: counts on a disk that is full, then once when there is room again.

Prints how many were called counted while it was full, and the id of the one after."""

import ctypes
import errno
import sys
from contextlib import suppress
from datetime import date
from pathlib import Path

from kiosk.streams.ledger.ledger import Ledger, NotCounted

TRIES = 5


def main(folder: str, day: str) -> None:
    """Fill the disk, count, make room."""
    shim, counted = ctypes.CDLL(None), 0
    with Ledger(Path(folder) / "ledger.db") as ledger:
        shim.shim_fail(ord("w"), 1, errno.ENOSPC, 1)
        for _ in range(TRIES):
            with suppress(NotCounted):
                ledger.count("inspection", date.fromisoformat(day))
                counted += 1
        shim.shim_fail(0, 0, 0, 0)
        print(counted, ledger.count("inspection", date.fromisoformat(day)).id)


if __name__ == "__main__":
    main(*sys.argv[1:])
