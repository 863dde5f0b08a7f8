"""Anomaly detection: what is unusual in the counting is noted by day, never by the minute and never by person.

A note is an entry of the ledger in one word. Bursts are seen in memory alone, where the keys are; of when a key was
pressed nothing is kept. What staff count is looked at, by key or by command. What a visitor reports is not: a note of
today would show staff that somebody has just pressed.
"""

import datetime
import logging
from collections import deque
from dataclasses import dataclass

from kiosk.ledger.ledger import Ledger
from kiosk.machine import Kiosk

BURST = 6
"""So many respondents within BURST_SECONDS are a burst."""

BURST_SECONDS = 120.0
JUMP = 3.0
"""On the eve of the deadline so many times the day's count of the ten open days before is a jump,"""

JUMP_LEAST = 10
"""and so many at the least."""

CLOSED_DAY, OUT_OF_HOURS, EVE_JUMP = "closed-day", "out-of-hours", "eve-jump"
PIN_RESET = "pin-reset"
TALLY_MENDED = "tally-mended"
ENROLLED_AGAIN, ENROLLED_ELSEWHERE = "enrolled-again", "enrolled-elsewhere"
_BURST = "burst-"


@dataclass(frozen=True)
class Noted:
    """A note as staff read it: its day, what it is, and for a burst how many."""

    day: datetime.date
    word: str
    number: int


class Bursts:
    """Sliding window over the last presses, in memory. `moment` is seconds of a clock that never goes back."""

    def __init__(self) -> None:
        self._recent: deque[float] = deque()
        self._most = 0

    def counted(self, moment: float) -> None:
        """A respondent was counted."""
        self._forget(moment)
        self._recent.append(moment)
        if len(self._recent) >= BURST:
            self._most = max(self._most, len(self._recent))

    def taken_back(self) -> None:
        """The newest respondent was taken back, and is no part of a burst."""
        if self._recent:
            self._recent.pop()

    def over(self, moment: float) -> int:
        """The most within BURST_SECONDS of a burst that has just ended; 0 if none has."""
        self._forget(moment)
        return 0 if len(self._recent) >= BURST else self.end()

    def end(self) -> int:
        """As `over`, whatever is still going on."""
        most, self._most = self._most, 0
        return most

    def _forget(self, moment: float) -> None:
        while self._recent and moment - self._recent[0] > BURST_SECONDS:
            self._recent.popleft()


class AnomalyDetector:
    """Puts notes into a ledger, each at most once a day but bursts, of which there may be several."""

    def __init__(self, ledger: Ledger) -> None:
        self.ledger = ledger
        self.bursts = Bursts()

    def counted(self, kiosk: Kiosk, moment: float) -> None:
        """A respondent was counted now. NotCounted if a note could not be kept."""
        self.bursts.counted(moment)
        note_unusual(kiosk, self.ledger)

    def look(self, kiosk: Kiosk, moment: float | None = None) -> None:
        """Note a burst that has ended; one that has not, too, when no moment is given because the page is left."""
        most = self.bursts.end() if moment is None else self.bursts.over(moment)
        if most:
            self.ledger.note(f"{_BURST}{most}", kiosk.today)


def note_unusual(kiosk: Kiosk, ledger: Ledger) -> None:
    """Note what is unusual about a respondent whom staff have counted now, each once a day. NotCounted if it cannot."""
    for word in unusual(kiosk, ledger):
        if (kiosk.today, word) not in {(note.day, note.value) for note in ledger.notes()}:
            ledger.note(word, kiosk.today)


def unusual(kiosk: Kiosk, ledger: Ledger) -> list[str]:
    """The words for what is unusual about a count made now, bursts aside."""
    today, opening, assessment = kiosk.today, kiosk.office.opening, kiosk.assessment
    words = []
    if today not in assessment.open_days:
        words.append(CLOSED_DAY)
    elif opening is not None and not opening.holds(kiosk.clock().time()):
        words.append(OUT_OF_HOURS)
    if today in eves(kiosk) and is_jump(*on_day(kiosk, ledger, today)):
        words.append(EVE_JUMP)
    return words


def eves(kiosk: Kiosk) -> list[datetime.date]:
    """The last open day before the deadline, and the deadline itself."""
    assessment = kiosk.assessment
    return [*assessment.open_days.last(assessment.eit.deadline, 1), assessment.eit.deadline]


def on_day(kiosk: Kiosk, ledger: Ledger, day: datetime.date) -> tuple[int, float]:
    """Respondents that staff counted here on a day, and on a day of the ten open days before it."""
    before = kiosk.assessment.open_days.last(day, 10)
    tallies = [tally for tally in ledger.tally.counts(before[0], day) if tally.channel == "staff"]
    recent = sum(tally.count for tally in tallies if tally.day in before)
    return sum(tally.count for tally in tallies if tally.day == day), recent / len(before)


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


def noted(ledger: Ledger) -> list[Noted]:
    """Every note, the newest first."""
    return [_noted(note.day, str(note.value)) for note in reversed(ledger.notes())]


def _noted(day: datetime.date, word: str) -> Noted:
    if word.startswith(_BURST):
        return Noted(day, "burst", int(word.removeprefix(_BURST)))
    return Noted(day, word, 0)
