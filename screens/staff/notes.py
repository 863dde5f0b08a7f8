"""What was unusual in the counting, for the supervisor: by day, without blame, without names."""

from textual.content import Content

from kiosk.ledger.ledger import TAKEN_OVER
from kiosk.machine import Kiosk
from kiosk.progress.anomalies import (
    CLOSED_DAY,
    ENROLLED_AGAIN,
    ENROLLED_ELSEWHERE,
    EVE_JUMP,
    OUT_OF_HOURS,
    PIN_RESET,
    TALLY_MENDED,
    Noted,
    noted,
    on_day,
)
from kiosk.sync.root_standing import ROOT_NOTES
from kiosk.text.bilingual import Bilingual
from kiosk.text.dates import medium_date
from screens.staff.ledger_page import LedgerPage
from screens.widgets.block import Block
from screens.widgets.text_layout import wrapped

_WORDS = (
    *(CLOSED_DAY, OUT_OF_HOURS, PIN_RESET, TALLY_MENDED, TAKEN_OVER, ENROLLED_AGAIN, ENROLLED_ELSEWHERE),
    *ROOT_NOTES,
)


class NotesScreen(LedgerPage):
    """The notes of the ledger, the newest first, as many as there is room for."""

    NAMED = "notes"

    def card(self) -> Block:
        return NoteList(self.kiosk)

    def fill(self) -> None:
        notes = [medium_date(note.day) + "  " + self._words(note) for note in noted(self.ledger)]
        self.app.call_from_thread(self.query_one(NoteList).show, notes)

    def _words(self, note: Noted) -> Bilingual:
        say = self.phrases
        if note.word == "burst":
            return say("notes.burst", count=note.number)
        if note.word == EVE_JUMP:
            count, usual = on_day(self.kiosk, self.ledger, note.day)
            return say("notes.eve-jump", count=count, usual=f"{usual:.1f}")
        return say(f"notes.{note.word}") if note.word in _WORDS else say("notes.other", word=note.word)


class NoteList(Block):
    """Why there are notes, the notes, and whether counts out of hours can be looked for at all."""

    def __init__(self, kiosk: Kiosk) -> None:
        super().__init__(classes="card")
        self.kiosk = kiosk
        self.notes: list[Bilingual] | None = None

    def show(self, notes: list[Bilingual]) -> None:
        """Draw these."""
        self.notes = notes
        self.refresh()

    def lines(self, width: int) -> list[Content]:
        say = self.kiosk.catalogue.phrases
        if self.notes is None:
            return []
        why = wrapped(self.first(say("notes.why")), width, "$soft")
        hours = wrapped(self.first(self._hours), width, "$soft", 3, Content.styled("◇", "$warn"))
        notes = [line for note in self.notes for line in wrapped(self.first(note), width, "$ink")]
        notes = notes or wrapped(self.first(say("notes.none")), width, "$ink")
        room = max(self.content_size.height - len(why) - len(hours) - 2, 1)
        return [*why, Content(""), *notes[:room], Content(""), *hours][: max(self.content_size.height, 1)]

    @property
    def _hours(self) -> Bilingual:
        say, opening = self.kiosk.catalogue.phrases, self.kiosk.office.opening
        if opening is None:
            return say("notes.rests")
        return say("notes.watched", start=f"{opening.start:%H:%M}", end=f"{opening.end:%H:%M}")
