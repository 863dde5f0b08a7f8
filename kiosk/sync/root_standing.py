"""How the daily root of headquarters stands for this kiosk: in order, or what is wrong with it, in one word."""

import datetime

import msgspec
from msgspec import Struct

from kiosk.protocol.daily_root import RootFault
from kiosk.streams.ledger.ledger import Ledger
from kiosk.text.bilingual import Bilingual, Phrases
from kiosk.text.dates import short_date

_STATE = "root"


class RootStanding(Struct, frozen=True):
    """Of a day's root: what is wrong with it, about which kiosk, and how many of its witnesses have confirmed it."""

    day: datetime.date
    fault: RootFault | None = None
    about: str = ""
    confirmed: int = 0
    witnesses: int = 0

    def words(self, say: Phrases) -> Bilingual:
        """All of that in one sentence."""
        word = self.fault or ("root-kept" if self.witnesses else "root-alone")
        told: dict[str, str | int] = {"kiosk": self.about, "confirmed": self.confirmed, "witnesses": self.witnesses}
        return say(f"sync.{word}", day=short_date(self.day), **told)


def root_standing(ledger: Ledger) -> RootStanding | None:
    """What came of the newest root; None before there was one."""
    kept = ledger.state.get(_STATE)
    return msgspec.json.decode(kept, type=RootStanding) if kept else None


def keep_standing(ledger: Ledger, standing: RootStanding, today: datetime.date) -> None:
    """Remember how the root stands; what is wrong is noted in the ledger too, once a day each."""
    if standing.fault and (today, standing.fault) not in {(note.day, note.value) for note in ledger.notes()}:
        ledger.note(standing.fault, today)
    ledger.state.set(_STATE, msgspec.json.encode(standing).decode())
