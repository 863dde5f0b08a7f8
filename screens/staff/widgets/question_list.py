"""The ten questions of the year page: which are answered, which one is asked, and how the year stands."""

from rich.cells import cell_len
from textual.content import Content

from kiosk.catalogue.facts import AWAITING_MARK
from kiosk.editing.year import QUESTIONS, Question, YearForm
from kiosk.editing.year_in_short import in_short
from kiosk.text.bilingual import Bilingual, Phrases
from kiosk.text.dates import medium_date
from screens.widgets.block import Block
from screens.widgets.text_layout import spread, wrapped


class QuestionList(Block):
    """A line for each: ✔ answered, ● asked, ○ to come; and what is answered, or offered."""

    def __init__(self, form: YearForm, phrases: Phrases, classes: str = "") -> None:
        super().__init__(classes=classes)
        self.form = form
        self.phrases = phrases
        self.at = 0

    def show(self, form: YearForm, at: int) -> None:
        """Show how far the form is, and which question is asked."""
        self.form, self.at = form, at
        self.refresh()

    def lines(self, width: int) -> list[Content]:
        rows = [self._row(number, name, width) for number, name in enumerate([*QUESTIONS, "signed"])]
        first, second = self.first(self._standing), self.second(self._standing)
        standing = wrapped(first, width, "bold $ok" if self.form.is_signed else "bold $warn")
        if self.has_room(len(rows) + 3):
            standing = [Content(""), *standing, *wrapped(second, width, "$soft")]
        return [*rows, *standing]

    def _row(self, number: int, name: str, width: int) -> Content:
        is_asked = number == self.at
        question = QUESTIONS[number] if number < len(QUESTIONS) else None
        answered = self.form.is_signed if question is None else question not in self.form.open_questions
        mark = ("●", "$accent") if is_asked else ("✔", "$ok") if answered else ("○", "$soft")
        words = f"{number + 1:>3}  {self.first(self.phrases(f'year.{name}'))}"
        row = Content.styled(mark[0], mark[1]) + Content.styled(words, "bold $ink" if is_asked else "$ink")
        if is_asked:
            return spread(row, Content.styled(self.first(self.phrases("year.this")), "bold $ink"), width).stylize(
                "on $sel"
            )
        if question is None:
            return row
        choices = [text for text in self._beside(question) if row.cell_length + cell_len(text) < width]
        style = "$soft" if answered else "$warn"
        return spread(row, Content.styled(choices[0], style), width) if choices else row

    def _beside(self, question: Question) -> list[str]:
        """What stands beside a question as far as there is room: its answer, or what is offered and on whose word."""
        answer = self.first(in_short(self.form, question))
        if question not in self.form.open_questions:
            return [answer]
        whose = self.first(self.phrases(f"year.{self.form.rests_on}"))
        expected = [f"{AWAITING_MARK} {answer}"] if answer and self.form.rests_on == "expected" else []
        return [*expected, whose]

    @property
    def _standing(self) -> Bilingual:
        """How the year stands: signed since a day, changed since then, or expected."""
        signed = self.form.present.signed
        if signed is not None and self.form.is_changed:
            return self.phrases("year.changed")
        if signed is None and self.form.present.bulletin is not None:
            return self.phrases("year.by_bulletin", number=self.form.present.bulletin)
        if signed is None:
            return self.phrases("year.until_signed" if self.form.present.is_expected else "year.planned_until_signed")
        return self.phrases("year.signed_on", day=medium_date(signed.on))
