"""The form of a follow-up: its day, a remark, the evidence; what will be written is said before it is final."""

from dataclasses import replace
from datetime import date

from textual import on, work
from textual.app import ComposeResult
from textual.message import Message
from textual.widgets import Input

from kiosk.machine.kiosk import Kiosk
from kiosk.progress.follow_ups import LONGEST, FollowUps, evidence_of
from kiosk.progress.plan import FollowedAs, FollowUp, MeasureStatus, first_day
from kiosk.text.bilingual import Bilingual, joined, same
from kiosk.text.dates import medium_date, slashed
from kiosk.text.figures import day_near
from kiosk.text.refusal import Refusal
from screens.messages import RoleWanted
from screens.widgets.block import Paragraphs
from screens.widgets.containers import Container, Horizontal

FIELDS = ("day", "remark", "evidence")
MANY = 2
"""Follow-ups of a measure on one day after which one more is asked about twice."""


class FollowUpForm(Container):
    """Enter leads from field to field; after the last it asks, and Enter once more writes."""

    class Written(Message):
        """A follow-up is on disk."""

    def __init__(self, kiosk: Kiosk, followed: MeasureStatus, follow_ups: FollowUps) -> None:
        super().__init__()
        self.kiosk = kiosk
        self.followed = followed
        self.follow_ups = follow_ups
        self.kind: FollowedAs = "followed-up"
        self.instead_of: FollowUp | None = None
        self._asked: FollowUp | None = None
        self._sure = 0

    def compose(self) -> ComposeResult:
        say = self.kiosk.catalogue.phrases
        for field in FIELDS:
            with Horizontal():
                yield Paragraphs(say(f"plan.field_{field}"), style="bold $ink")
                yield Input(id=field, max_length=LONGEST, select_on_focus=False)
        yield Paragraphs(say("plan.form_how"), id="ask")

    def begin(self, kind: FollowedAs, instead_of: FollowUp | None) -> None:
        """Fill the fields: with today, or with the follow-up that is corrected."""
        self.kind, self.instead_of = kind, instead_of
        told = instead_of or FollowUp(self.followed.measure.id, self.kiosk.today, kind)
        shown = [slashed(told.day), told.remark, told.evidence]
        for field, text in zip(FIELDS, shown, strict=True):
            self.query_one(f"#{field}", Input).value = text
        self._ask(None, self.kiosk.catalogue.phrases("plan.form_how"))

    @on(Input.Changed)
    def changed(self) -> None:
        """Other words are another question."""
        if self._asked is not None and self._asked != self._typed(self._asked.day):
            self._ask(None, self.kiosk.catalogue.phrases("plan.form_how"))

    @on(Input.Submitted)
    def go_on(self, event: Input.Submitted) -> None:
        """To the next field; from the last one to the question; from the question to the record."""
        event.stop()
        say, number = self.kiosk.catalogue.phrases, FIELDS.index(event.input.id or "")
        if self._asked is not None:
            self._sure -= 1
            if self._sure <= 0:
                asked = self._asked
                self.post_message(RoleWanted(lambda role: self._write(replace(asked, role=role))))
            else:
                self._ask(self._asked, say("plan.ask_many", count=self._on(self._asked.day)), "bold $warn")
            return
        day = self._day()
        if day is None:
            self._refuse(say("plan.no_day", first=medium_date(first_day(self.kiosk.today))), "day")
        elif number + 1 < len(FIELDS):
            self.query_one(f"#{FIELDS[number + 1]}").focus()
        else:
            self._question(self._typed(day))

    def _question(self, follow_up: FollowUp) -> None:
        say = self.kiosk.catalogue.phrases
        try:
            evidence_of(follow_up.evidence)
        except Refusal as refusal:
            self._refuse(refusal.words, "evidence")
            return
        key = "plan.was_finished" if follow_up.kind == "finished" else "plan.was_followed"
        parts = [say(key, day=medium_date(follow_up.day)), *map(same, filter(None, self._words(follow_up)))]
        self._sure = 2 if self._on(follow_up.day) >= MANY else 1
        self._ask(follow_up, say("plan.ask", what=joined(parts, " · ")), "bold $ink")

    def _words(self, follow_up: FollowUp) -> tuple[str, str]:
        return follow_up.remark, follow_up.evidence

    def _on(self, day: date) -> int:
        """Follow-ups of the measure on a day, but the one that is corrected."""
        return sum(each.day == day and each != self.instead_of for each in self.followed.history)

    def _day(self) -> date | None:
        day, today = day_near(self.query_one("#day", Input).value, self.kiosk.today), self.kiosk.today
        earliest = min(first_day(today), self.instead_of.day) if self.instead_of else first_day(today)
        return day if day is not None and earliest <= day <= today else None

    def _typed(self, day: date) -> FollowUp:
        remark, evidence = (self.query_one(f"#{field}", Input).value.strip() for field in FIELDS[1:])
        written = None if day == self.kiosk.today else self.kiosk.today
        return FollowUp(self.followed.measure.id, day, self.kind, remark, evidence=evidence, written=written)

    def _refuse(self, words: Bilingual, field: str) -> None:
        self._ask(None, words, "bold $bad")
        self.query_one(f"#{field}").focus()

    def _ask(self, follow_up: FollowUp | None, words: Bilingual, style: str = "$soft") -> None:
        self._asked = follow_up
        line = self.query_one("#ask", Paragraphs)
        line.paragraphs, line.style = (words,), style
        line.refresh(layout=True)

    @work(thread=True, exclusive=True, group="write", exit_on_error=False)
    def _write(self, follow_up: FollowUp) -> None:
        try:
            self.follow_ups.add(follow_up, self.instead_of)
            self.post_message(self.Written())
        except Refusal as refusal:
            self.app.call_from_thread(self._refuse, refusal.words, "evidence")
