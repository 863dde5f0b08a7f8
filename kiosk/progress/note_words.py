"""The vocabulary of notes: each is an entry of one word, by day, without a time and without a name."""

import datetime
import re
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from kiosk.protocol.chain import Entry
from kiosk.text.bilingual import Bilingual, Phrases

CLOSED_DAY: Final = "closed-day"
OUT_OF_HOURS: Final = "out-of-hours"
EVE_JUMP: Final = "eve-jump"
OTHER_DAY: Final = "other-day"
CLOCK_BEHIND: Final = "clock-behind"
CLOCK_BEHIND_HQ: Final = "clock-behind-hq"
CLOCK_AHEAD_HQ: Final = "clock-ahead-hq"
PIN_SET: Final = "pin-set"
PIN_RESET: Final = "pin-reset"
ENROLLED: Final = "enrolled"
ENROLLED_AGAIN: Final = "enrolled-again"
ENROLLED_ELSEWHERE: Final = "enrolled-elsewhere"
HQ_KEY: Final = "hq-key"
RESTORED: Final = "restored"
ANSWERED_CAPPED: Final = "answered-capped"
TALLY_MENDED: Final = "tally-mended"

BURST: Final = "burst"
PIN_TRIES: Final = "pin-tries"
SEVERAL: Final = "several"
LATER: Final = "later"
TAKEN_BACK: Final = "taken-back"
_ADDED = (SEVERAL, LATER, TAKEN_BACK)
"""Words whose numbers of a day are added up."""

_NUMBERED = re.compile(rf"({'|'.join([BURST, PIN_TRIES, *_ADDED])})-([0-9]{{1,9}})")
"""Words that end in a number, of which the highest of a day is shown, or their sum."""


@dataclass(frozen=True)
class NoteWords:
    """A note as people read it: its day, what it is, and how many where it says so (else 0)."""

    day: datetime.date
    word: str
    number: int = 0


def burst(number: int) -> str:
    """So many or more respondents within two minutes."""
    return f"{BURST}-{number}"


def pin_tries(number: int) -> str:
    """So many wrong tries at the PIN on that day."""
    return f"{PIN_TRIES}-{number}"


def several_words(of_earlier_day: bool, change: int) -> str:
    """So many respondents counted together, entered later than on their day, or taken back with a reason."""
    return f"{TAKEN_BACK if change < 0 else LATER if of_earlier_day else SEVERAL}-{abs(change)}"


def noted(entries: Iterable[Entry]) -> list[NoteWords]:
    """What notes say, the newest day first; one note a day of those that differ in their number alone."""
    numbers: dict[tuple[datetime.date, str], int] = {}
    for entry in entries:
        word, number = parsed(str(entry.value))
        before = numbers.get((entry.day, word), 0)
        numbers[entry.day, word] = before + number if word in _ADDED else max(number, before)
    notes = [NoteWords(day, word, number) for (day, word), number in reversed(numbers.items())]
    return sorted(notes, key=lambda note: note.day, reverse=True)


def parsed(word: str) -> tuple[str, int]:
    """A word without its number, and the number."""
    numbered = _NUMBERED.fullmatch(word)
    return (numbered[1], int(numbered[2])) if numbered else (word, 0)


def in_words(say: Phrases, note: NoteWords) -> Bilingual:
    """A note for people; one of a newer version, as its word itself."""
    key = f"note.{note.word}"
    if key not in say.words:
        return say("notes.other", word=note.word)
    return say(key, count=note.number) if note.number else say(key)
