"""The ledger of this machine, as a command opens it."""

import sys
from typing import TYPE_CHECKING

from kiosk.machine.kiosk import open_ledger
from kiosk.text.languages import of_machine

if TYPE_CHECKING:
    from kiosk.machine.kiosk import Kiosk
    from kiosk.streams.ledger.ledger import Ledger


def ledger_here(kiosk: "Kiosk") -> "Ledger":
    """The kiosk's ledger; what this machine had of it and is not there is said on stderr, and no figure hides it."""
    from kiosk.streams.chain.chain_check import mark_problems, problem_words

    ledger = open_ledger(kiosk)
    for problem in mark_problems(ledger.mark):
        print(problem_words(problem).of(of_machine()), file=sys.stderr)
    return ledger
