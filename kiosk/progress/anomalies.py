"""Anomaly detection: what is unusual in the counting is noted by day, never by the minute and never by person.

A note is an entry of the ledger in one word. What is looked at are the entries that are new in the ledger, whoever has
written them: a key, a command, another program. What a visitor reports is not: a note of today would show staff that
somebody has just pressed.
"""

import datetime
import logging
import sqlite3
from collections.abc import Iterator
from time import monotonic

from kiosk.machine.kiosk import Kiosk
from kiosk.progress.clock_check import clock_words
from kiosk.progress.note_words import CLOSED_DAY, EVE_JUMP, OTHER_DAY, OUT_OF_HOURS, TALLY_MENDED, burst
from kiosk.progress.pace import RECENT
from kiosk.protocol.chain import Entry
from kiosk.streams.ledger.ledger import Ledger, NotCounted
from kiosk.streams.record.files import RECORD
from kiosk.streams.record.record import Record
from kiosk.streams.record.statements import is_fresh

BURST = 6
"""So many respondents within recent_entries.SPAN are a burst; twice as many one more, and so on."""

JUMP = 3.0
"""On the eve of the deadline so many times the day's count of the ten open days before is a jump,"""

JUMP_LEAST = 10
"""and so many at the least."""

_MIDNIGHT = datetime.timedelta(minutes=1)
"""How long after midnight an entry of the day before may still be new."""


def note_unusual(kiosk: Kiosk, ledger: Ledger) -> None:
    """Note what is unusual about respondents that are new in the ledger, each once a day. NotCounted if it cannot."""
    try:
        new, within = ledger.recent.look(monotonic())
    except sqlite3.Error as error:
        raise NotCounted("ledger.not_noted", path=ledger.path, error=error) from error
    counted = [entry for entry in new if entry.kind == "respondent" and entry.channel == "staff"]
    if counted:
        for word in [*unusual(kiosk, ledger, counted), *bursts(within)]:
            ledger.note_once(word, kiosk.today)


def unusual(kiosk: Kiosk, ledger: Ledger, counted: list[Entry]) -> Iterator[str]:
    """The words for what is unusual about respondents counted now, bursts aside."""
    today, opening, assessment = kiosk.today, kiosk.opening, kiosk.assessment
    yield from clock_words(kiosk, ledger)
    if not {entry.day for entry in counted} <= {today, (kiosk.clock() - _MIDNIGHT).date()}:
        yield OTHER_DAY
    if today not in assessment.open_days:
        yield CLOSED_DAY
    elif opening is not None and opening.is_own and not opening.holds(kiosk.clock().time()):
        yield OUT_OF_HOURS
    if today in eves(kiosk) and is_jump(*on_day(kiosk, ledger, today)):
        yield EVE_JUMP


def bursts(within: int) -> list[str]:
    """The word for so many respondents in the window: said when BURST is reached, and each time it has doubled."""
    return [burst(BURST << ((within // BURST).bit_length() - 1))] if within >= BURST else []


def eves(kiosk: Kiosk) -> list[datetime.date]:
    """The last open day before the deadline, and the deadline itself."""
    assessment = kiosk.assessment
    return [*assessment.open_days.last(assessment.eit.deadline, 1), assessment.eit.deadline]


def on_day(kiosk: Kiosk, ledger: Ledger, day: datetime.date) -> tuple[int, float]:
    """Respondents that staff counted here on a day, and an open day since the tenth-last open day before it."""
    first = kiosk.assessment.open_days.last(day, RECENT)[0]
    tallies = [tally for tally in ledger.tally.counts(first, day) if tally.channel == "staff"]
    recent = sum(tally.count for tally in tallies if tally.day < day)
    return sum(tally.count for tally in tallies if tally.day == day), recent / RECENT


def is_jump(count: int, usual: float) -> bool:
    """Whether a day's count is far above the days before."""
    return count >= max(JUMP_LEAST, JUMP * usual)


def hold_tally(kiosk: Kiosk, ledger: Ledger) -> None:
    """Compare the tally with its entries; where it is not their sum it is mended, and that is logged and noted.

    It reads every entry. sqlite3.Error or NotCounted if what must be written cannot be.
    """
    if differences := ledger.tally.mend():
        told = " ".join(map(str, differences))
        logging.getLogger("kiosk").error("The tally was made anew from its entries. %s", told)
        ledger.note(TALLY_MENDED, kiosk.today)


def hold_heads(kiosk: Kiosk) -> None:
    """Compare the record's heads with its lines; where they are not theirs they are mended, and that is logged.

    It reads every line. sqlite3.Error or Refusal if the record cannot be read, or what must be written cannot be.
    """
    path = kiosk.folder / RECORD
    if not is_fresh(path):
        with Record(path, kiosk.practice) as record:
            if record.heads.mend():
                logging.getLogger("kiosk").error("The heads of the record were made anew from its lines.")
