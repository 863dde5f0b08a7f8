"""What was unusual in the counting, for the supervisor: by day, without blame, without names."""

from textual.content import Content

from kiosk.machine.kiosk import Kiosk
from kiosk.progress.anomalies import on_day
from kiosk.progress.note_words import ANSWERED_CAPPED, EVE_JUMP, NoteWords, in_words, noted
from kiosk.text.bilingual import Bilingual
from kiosk.text.dates import medium_date
from screens.staff.ledger_page import LedgerPage
from screens.widgets.block import Block
from screens.widgets.text_layout import wrapped


class NotesScreen(LedgerPage):
    """The notes of the ledger, the newest first, as many as there is room for."""

    NAMED = "notes"

    def card(self) -> Block:
        return NoteList(self.kiosk)

    def fill(self) -> None:
        shown = filter(self._is_shown, noted(self.ledger.notes()))
        notes = [medium_date(note.day) + "  " + self._words(note) for note in shown]
        self.app.call_from_thread(self.query_one(NoteList).show, notes)

    def _words(self, note: NoteWords) -> Bilingual:
        if note.word != EVE_JUMP:
            return in_words(self.phrases, note)
        count, usual = on_day(self.kiosk, self.ledger, note.day)
        return self.phrases("notes.eve_jump", count=count, usual=f"{usual:.1f}")

    def _is_shown(self, note: NoteWords) -> bool:
        """What visitors reported is said from the next day on: today it would show that somebody has just pressed."""
        return note.word != ANSWERED_CAPPED or note.day < self.kiosk.today


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
        say, opening = self.kiosk.catalogue.phrases, self.kiosk.opening
        if opening is None or not opening.is_own:
            return say("notes.rests")
        return say("notes.watched", start=f"{opening.start:%H:%M}", end=f"{opening.end:%H:%M}")
