"""The ten questions of the year page: which are answered, which one is asked, and how the year stands."""

from textual.content import Content

from kiosk.editing.year import QUESTIONS, YearForm
from kiosk.text.bilingual import Bilingual, Phrases
from kiosk.text.dates import medium_date
from screens.widgets.block import Block
from screens.widgets.text_layout import wrapped


class QuestionList(Block):
    """A line for each: ✔ answered, ● asked, ○ to come."""

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
        names = [*QUESTIONS, "signed"]
        rows = [self._row(number, name, width) for number, name in enumerate(names)]
        return [*rows, Content(""), *wrapped(self.first(self._standing), width, "bold $warn")]

    def _row(self, number: int, name: str, width: int) -> Content:
        is_asked = number == self.at
        answered = number < len(QUESTIONS) and QUESTIONS[number] not in self.form.open_questions
        mark = ("●", "$accent") if is_asked else ("✔", "$ok") if answered else ("○", "$soft")
        words = f"{number + 1:>3}  {self.first(self.phrases(f'year.{name}'))}"
        row = Content.styled(mark[0], mark[1]) + Content.styled(words, "bold $ink" if is_asked else "$ink")
        if answered or number == len(QUESTIONS):
            return row
        offered = Content.styled(self.first(self.phrases(f"year.{self.form.rests_on}")), "$warn")
        return row + Content(" " * max(width - row.cell_length - offered.cell_length, 1)) + offered

    @property
    def _standing(self) -> Bilingual:
        """How the year stands: signed since a day, or expected."""
        signed = self.form.present.signed
        if signed is None and self.form.present.bulletin is not None:
            return self.phrases("year.by_bulletin", number=self.form.present.bulletin)
        if signed is None:
            return self.phrases("year.until_signed" if self.form.present.is_expected else "year.planned_until_signed")
        return self.phrases("year.signed_on", day=medium_date(signed.on))
