"""Several at once, an earlier day, a slip of one: counted by entries like others, with a reason in the record.

That it was so is a note of the ledger too, which headquarters sees: none can be hidden among single presses.
"""

import datetime
from contextlib import suppress
from typing import Final, NamedTuple

import msgspec

from kiosk.machine.kiosk import Kiosk, open_record
from kiosk.progress.anomalies import note_unusual, unusual
from kiosk.progress.note_words import several_words
from kiosk.streams.ledger.ledger import Impossible, Ledger, NotCounted
from kiosk.streams.ledger.several import Several
from kiosk.streams.record.record import Draft, Record, said_as
from kiosk.text.dates import medium_date
from kiosk.text.refusal import Refusal

MOST = 200
"""Respondents at once, as many as the minimum of the largest work group."""

REASONS: Final = ("team", "field", "down", "forgotten", "together")
"""Why respondents were not counted one by one on their day."""

SLIPS: Final = ("pressed-twice", "wrong-group", "wrong-day", "not-answered")
"""Why respondents are taken back."""

_KIND = "several/"


class SeveralLine(NamedTuple):
    """What the record says of several: when it was `entered`, by which role; of which group and day; by how many the
    count changed, negative where they were taken back; why.
    """

    entered: datetime.date
    role: str
    group: str
    day: datetime.date
    change: int
    reason: str


class _Several(msgspec.Struct, frozen=True):
    """What a line about several says."""

    group: str
    day: datetime.date
    count: int
    reason: str


def reasons(*, takes_back: bool) -> tuple[str, ...]:
    """The reasons that may be given."""
    return SLIPS if takes_back else REASONS


def days(kiosk: Kiosk) -> tuple[datetime.date, datetime.date]:
    """The first and the last day that may be given: of the collection, and not after today."""
    window = kiosk.assessment.eit
    return window.start, min(window.outer, kiosk.today)


def write(kiosk: Kiosk, ledger: Ledger, several: Several, reason: str, role: str) -> bool:
    """Idempotent: write several with their reason; False where they were written before.

    Impossible if there are too many or their day is none of the collection, NotCounted or Refusal if it is not on disk;
    then nothing counts.
    """
    _check(kiosk, several)
    with suppress(NotCounted):
        note_unusual(kiosk, ledger)  # what came before is looked at first: several declared are no burst
    with open_record(kiosk) as record:
        line = record.write(lambda: _line(kiosk, record, several, reason, role))
        try:
            word = several_words(several.day < kiosk.today, several.change)
            written = ledger.write_several(several, word, kiosk.today)
        except NotCounted:
            with suppress(Refusal):
                if line is not None:
                    record.take_back(line.id, kiosk.today, role)
            raise
    with suppress(NotCounted):
        for word in unusual(kiosk, ledger, []):
            ledger.note_once(word, kiosk.today)
    return written


def several_lines(kiosk: Kiosk) -> list[SeveralLine]:
    """All that was entered so in this office, oldest first."""
    with open_record(kiosk) as record:
        lines = said_as(_Several, record.standing(f"{_KIND}*"))
    return [
        SeveralLine(line.day, line.role, several.group, several.day, several.count, several.reason)
        for line, several in lines
    ]


def _line(kiosk: Kiosk, record: Record, several: Several, reason: str, role: str) -> Draft | None:
    what = f"{_KIND}{several.ids[0]}"
    if record.newest(what) is not None:
        return None
    value = {"group": several.group, "day": several.day.isoformat(), "count": several.change, "reason": reason}
    return Draft(kiosk.today, role, what, value)


def _check(kiosk: Kiosk, several: Several) -> None:
    say, (first, last) = kiosk.catalogue.phrases, days(kiosk)
    if not 1 <= len(several.ids) <= MOST:
        raise Impossible(say("several.too_many", most=MOST))
    if not first <= several.day <= last:
        raise Impossible(say("several.not_in_window", day=medium_date(several.day), first=medium_date(first)))
