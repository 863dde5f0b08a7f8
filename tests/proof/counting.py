"""`python -m tests.proof.counting LEDGER`: counts without end, and says the id of each entry once it is acknowledged."""

import sys
from pathlib import Path

from kiosk.ledger.ledger import Ledger
from tests.support.sample import DAY

ledger = Ledger(Path(sys.argv[1]), practice=True)
number = 0
while True:
    number += 1
    entry = ledger.take_back(DAY) if number % 5 == 0 else ledger.count("inspection", DAY)
    assert entry is not None
    sys.stdout.write(entry.id + "\n")
    sys.stdout.flush()
