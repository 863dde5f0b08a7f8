"""`python -m tests.proof.counting LEDGER [DAY]`: counts without end, and says the id of each entry once it is
acknowledged; for a DAY on a real ledger."""

import sys
from datetime import date
from pathlib import Path

from kiosk.streams.ledger.ledger import Ledger
from tests.support.sample import DAY

day = date.fromisoformat(sys.argv[2]) if sys.argv[2:] else DAY
ledger = Ledger(Path(sys.argv[1]), practice=not sys.argv[2:])
number = 0
while True:
    number += 1
    entry = ledger.take_back(day) if number % 5 == 0 else ledger.count("inspection", day)
    assert entry is not None
    sys.stdout.write(entry.id + "\n")
    sys.stdout.flush()
