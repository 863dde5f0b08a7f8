"""`python -m tests.proof.counting LEDGER [DAY]`: counts without end, and says the id of each entry once it is
acknowledged; for a DAY on a real ledger."""

import os
import sys
from datetime import date
from multiprocessing.connection import Connection
from pathlib import Path

from kiosk.streams.ledger.ledger import Ledger
from tests.support.sample import DAY


def count(output: Connection, path: Path, day: date = DAY, *, practice: bool = True) -> None:
    ledger = Ledger(path, practice=practice)
    number = 0
    while True:
        number += 1
        entry = ledger.take_back(day) if number % 5 == 0 else ledger.count("inspection", day)
        assert entry is not None
        os.write(output.fileno(), f"{entry.id}\n".encode())


if __name__ == "__main__":
    days = [date.fromisoformat(day) for day in sys.argv[2:]]
    count(Connection(1, readable=False), Path(sys.argv[1]), *days, practice=not days)
