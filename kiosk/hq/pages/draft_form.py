"""The form of a draft bulletin: what was typed, and the draft that it is, or every fault in it."""

import datetime
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from kiosk.hq.accounts.policy import Access
from kiosk.hq.bulletins.draft import Draft, draft_of
from kiosk.hq.pages.bulletin_words import kind_words
from kiosk.hq.pages.phrases import phrases
from kiosk.hq.register.offices import Office
from kiosk.storage.toml_file import Faulty
from kiosk.text import figures
from kiosk.text.bilingual import Bilingual

LONGEST = 1 << 20
"""Bytes of a form: four times a body, for TOML takes more room than what it says."""

ALL = "all"
"""Every office, as a form says it; a region is `region:South`, an office `office:trang`, as with users."""

OF_OWN_OFFICES = ("closed-days", "notice")
"""What is published by who looks after some offices alone; the rest is the Bureau's word to all."""

MODELS = ("closed-days", "notice", "facts", "version")
"""Kinds of which there is a file to begin with."""

_DAY = "2024-01-01"


class DraftFaults(Exception):
    """What was typed is no draft, for each of these reasons."""

    def __init__(self, words: list[Bilingual]) -> None:
        super().__init__()
        self.words = words


@dataclass(frozen=True)
class DraftForm:
    """What was typed: TOML, from which day, and to whom."""

    text: str
    day: str
    to: list[str]

    @classmethod
    def brought(cls, form: Mapping[str, str]) -> "DraftForm":
        """What a form brings; a file that was chosen stands above what is typed."""
        return cls(
            form.get("file") or form.get("text", ""), form.get("day", "").strip(), form.get("to", "").split("\n")
        )

    @classmethod
    def begun(cls, kind: str, today: datetime.date) -> "DraftForm":
        """A form to begin with, of a kind of which there is a model."""
        return cls(model(kind).replace(_DAY, str(today)) if kind in MODELS else "", str(today), [])

    def draft(self, access: Access, places: Mapping[str, Office]) -> Draft:
        """The draft that it is, for whom somebody may publish. DraftFaults with all that is wrong."""
        day, faults = figures.day(self.day), list[Bilingual]()
        if day is None:
            faults.append(phrases()("draft.no_day"))
        offices = self._offices(access, places, faults)
        try:
            draft = draft_of(self.text.encode(), "", day or datetime.date.min, offices)
        except Faulty as faulty:
            raise DraftFaults([*faults, *(fault.words for fault in faulty.faults)]) from None
        if access.offices is not None and draft.kind not in OF_OWN_OFFICES:
            faults.append(phrases()("draft.of_all_only", kind=kind_words(draft.kind)))
        if faults:
            raise DraftFaults(faults)
        return draft

    def _offices(self, access: Access, places: Mapping[str, Office], faults: list[Bilingual]) -> list[str] | None:
        """The offices that are chosen, None for all."""
        say, own = phrases(), {name: place for name, place in places.items() if access.sees(name)}
        chosen = [each for each in self.to if each]
        if chosen == [ALL] and access.offices is None:
            return None
        offices, wrong = set[str](), list[Bilingual]()
        for each in chosen:
            kind, _, name = each.partition(":")
            named = {office for office, place in own.items() if name == (place.region if kind == "region" else office)}
            if each == ALL or not named:
                wrong.append(say("draft.all_and_some") if each == ALL else say("draft.no_such_office", name=name))
            offices |= {office for office in named if own[office].retired is None}
        if not offices and not wrong:
            wrong.append(say("draft.nobody_chosen"))
        faults += wrong
        return sorted(offices)


@cache
def model(kind: str) -> str:
    """The file to begin with of a kind."""
    return (files("kiosk.hq.bulletins") / "models" / f"{kind}.toml").read_text("utf-8")
