"""The lines of a question about a fiscal year, and under them what helps to answer it."""

from textual.content import Content

from kiosk.editing.year import Question, YearForm
from kiosk.editing.year_items import about, readings
from kiosk.text.bilingual import Bilingual, same
from screens.widgets.block import Block
from screens.widgets.pressable import Pressable
from screens.widgets.text_layout import widest, wrapped


class YearLine(Pressable):
    """What a line is called in both languages, and what it says; that once where it is the same in both."""

    says: Bilingual = same("")

    def names(self, width: int) -> tuple[str, str]:
        """In each language a line; where that is too short, what it says begins the second one."""
        title, other = self.first(self.words), self.second(self.words)
        says, also = self.first(self.says), self.second(self.says)
        named = [f"{other}  {also}" if also not in ("", says) else other, other]
        if widest([both := f"{title}  {says}" if says else title]) <= width:
            return both, self._fitting(named, width)
        if widest([title, says]) <= width:
            return title, self._fitting([f"{says}  {other}", says], width)
        return both, named[0]

    def _fitting(self, ways: list[str], width: int) -> str:
        return next((words for words in ways if widest([words]) <= width), ways[-1])


class YearNotes(Block):
    """What a question is about; and how the printed plan is read where it contradicts itself."""

    def __init__(self, form: YearForm) -> None:
        super().__init__(id="notes")
        self.form = form
        self.question: Question | None = None

    def show(self, form: YearForm, question: Question | None) -> None:
        """Show those of a question, or for None of the signature."""
        self.form, self.question = form, question
        self.refresh(layout=True)

    def lines(self, width: int) -> list[Content]:
        told = [line for words in about(self.form, self.question) for line in self._both(words, width)]
        if self.question is None:
            return told
        style = "$warn" if self.question in self.form.open_questions else "$ok"
        read = readings(self.form, self.question)
        return told + [line for words in read for line in wrapped(self.first(words), width, style)]

    def _both(self, words: Bilingual, width: int) -> list[Content]:
        return [*wrapped(self.first(words), width, "$ink"), *wrapped(self.second(words), width, "$soft")]
