"""Rate limit on visitors' own reports: so many a day as one screen can have, and a note where there were more."""

from kiosk.machine.kiosk import Kiosk
from kiosk.progress.note_words import ANSWERED_CAPPED
from kiosk.streams.ledger.ledger import Ledger

MOST_A_DAY = 60
"""Reports of one kiosk in a day: a visitor every eight minutes of a working day, each of whom has answered. Somebody
who presses all day for the sake of the number gets no further."""


def report(kiosk: Kiosk, ledger: Ledger, group: str) -> bool:
    """Keep a visitor's report; gives whether it was. NotCounted if it could not be written."""
    today = ledger.tally.counts(kiosk.today, kiosk.today)
    if sum(tally.count for tally in today if tally.channel == "visitor") >= MOST_A_DAY:
        ledger.note_once(ANSWERED_CAPPED, kiosk.today)
        return False
    ledger.count(group, kiosk.today, "visitor")
    return True
