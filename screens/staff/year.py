"""The year page: ten questions about a fiscal year, each taken as it is offered with one key, signed at the end."""

from textual import on, work
from textual.app import ComposeResult
from textual.widgets import Input

from kiosk.editing.year import QUESTIONS, Question, YearForm, open_year
from kiosk.editing.year_differences import YearDifference, year_differences
from kiosk.editing.year_items import ADDED, YearItem, changed, how_written, items, offered
from kiosk.machine.kiosk import Kiosk
from kiosk.streams.record.files import RECORD
from kiosk.text.bilingual import Bilingual, same
from kiosk.text.dates import fiscal_year
from kiosk.text.refusal import Refusal
from screens.messages import KioskRenewed, RoleWanted
from screens.paged import KEYS
from screens.staff.content_watch import ContentWatch
from screens.staff.form_page import FormPage
from screens.staff.widgets.header import StaffHeader
from screens.staff.widgets.question_list import QuestionList
from screens.staff.widgets.survey_days import DayCard, SurveyLine
from screens.staff.widgets.year_differences import YearDifferences
from screens.staff.widgets.year_keys import YearKeys
from screens.staff.widgets.year_line import YearLine, YearNotes
from screens.widgets.block import Paragraphs
from screens.widgets.containers import Container, Grid, Horizontal
from screens.widgets.pagination import page_count
from screens.widgets.pressable import Pressable
from screens.widgets.title import Title, step_marks

_SIGN = len(QUESTIONS)
"""The place of the signature among the questions."""

_FEW = 5
"""Lines beside which there is room to set apart what helps to answer."""

_ON_CARDS = ("survey", "outer")
"""Questions about days of the survey, whose lines are cards."""


class YearScreen(FormPage):
    """A question at a time. It opens at the first one that nobody has answered; what is answered is kept at once."""

    CSS_PATH = "year.tcss"

    def __init__(self, kiosk: Kiosk, content_watch: ContentWatch) -> None:
        super().__init__(kiosk)
        self.content_watch = content_watch
        self.form: YearForm = open_year(kiosk)
        self.at = self._first_open(0)
        self.shown = 0
        self.item: YearItem | None = None

    def compose(self) -> ComposeResult:
        say = self.phrases
        yield StaffHeader(self.kiosk, say("year.title", year=fiscal_year(self.form.year)), say("year.menu"))
        yield Title(say("year.ask_signed"), aside=say("year.kept"))
        with Container(id="form"):
            yield QuestionList(self.form, say, classes="card")
            with Container(id="question", classes="card"):
                yield YearDifferences(self.kiosk)
                with Grid(id="items"):
                    for key in KEYS:
                        yield YearLine(key, same(""), classes="item")
                with Container(id="survey"):
                    with Horizontal():
                        yield from (DayCard(key, same(""), classes="item") for key in KEYS[:2])
                    yield SurveyLine(self.form)
                with Container(id="write"):
                    yield Paragraphs(id="which", style="bold $ink")
                    yield Input(id="value")
                    yield Paragraphs(style="$soft", id="how")
                yield YearNotes(self.form)
                yield Paragraphs(style="bold $bad", id="trouble")
        yield YearKeys(say)

    def on_mount(self) -> None:
        self.watch_editing()

    async def renewed(self, kiosk: Kiosk) -> None:
        """Somebody has answered or signed on another terminal, or here."""
        await super().renewed(kiosk)
        self.form = open_year(kiosk)
        self._show()

    @property
    def question(self) -> Question | None:
        """The question that is asked; None at the signature."""
        return None if self.at == _SIGN else QUESTIONS[self.at]

    @property
    def _is_done(self) -> bool:
        """Whether the page stands at the signature of a signed year: nothing is left to ask."""
        return self.at == _SIGN and self.form.is_signed

    @property
    def _signature(self) -> str:
        """What is said of the signature where nobody is asked for it: done, or not to be given yet."""
        return "year.is_signed" if self.form.is_signed else "year.signed"

    def watch_editing(self) -> None:
        """Lines or the field."""
        self.query_one("#write").display = self.editing
        self._say(None)
        self._show()
        self.set_focus(self.query_one(Input) if self.editing else None)

    def _show(self) -> None:
        """Say the question and its lines."""
        say, question = self.phrases, self.question
        title = self.query_one(Title)
        lines = self._lines()
        title.words = say(f"year.ask_{question or 'signed'}" if lines or question else self._signature)
        pages = page_count(len(lines), len(KEYS))
        title.more = say("year.question", number=self.at + 1)
        title.also = say("service.page", page=self.shown + 1, pages=pages) if pages > 1 else same("")
        answered = [each not in self.form.open_questions for each in QUESTIONS]
        title.steps = step_marks([*answered, self.form.is_signed], self.at)
        title.refresh(layout=True)
        is_on_cards = question in _ON_CARDS
        self.query_one("#survey").display = is_on_cards and not self.editing
        self.query_one("#items").display = not is_on_cards and not self.editing
        if is_on_cards:
            self._show_cards(lines)
        for number, key in enumerate(self.query(YearLine), self.shown * len(KEYS)):
            key.display = number < len(lines)
            if key.display:
                key.words, key.says, key.choice = lines[number]
                key.refresh()
        notes = self.query_one(YearNotes)
        differences = self._differences()
        notes.display = not self.editing and not differences
        notes.set_class(len(lines) < _FEW and not is_on_cards, "-apart")
        notes.show(self.form, question)
        self.query_one(YearDifferences).show([] if self.editing else differences, is_of_all=question is None)
        self.query_one(YearKeys).show(
            self.form,
            self.at,
            shown=self.shown,
            has_more=self._more_lines,
            editing=self.editing,
            differs=bool(differences),
        )
        self.query_one(QuestionList).show(self.form, self.at)

    def _differences(self) -> list[YearDifference]:
        """What headquarters states otherwise: of the question that is asked, at the signature of all."""
        differences = year_differences(self.form)
        return [each for each in differences if self.question in (None, each.question)]

    def _show_cards(self, lines: list[tuple[Bilingual, Bilingual, object]]) -> None:
        """Say the days of the survey on cards."""
        is_expected = self.question in self.form.open_questions and self.form.present.bulletin is None
        for number, card in enumerate(self.query(DayCard)):
            card.display = number < len(lines)
            item = lines[number][-1] if card.display else None
            if isinstance(item, YearItem):
                card.show(item, self.form, is_expected=is_expected)
        self.query_one(SurveyLine).show(self.form)

    @property
    def _more_lines(self) -> bool:
        """Whether lines of the question are still to be turned to."""
        return (self.shown + 1) * len(KEYS) < len(self._lines())

    def _lines(self) -> list[tuple[Bilingual, Bilingual, object]]:
        """What stands on the keys: lines of the question; or roles, once all is answered."""
        if self.question is not None:
            return [(item.title, item.says, item) for item in items(self.form, self.question)]
        roles = {} if self.form.open_questions or self.form.is_signed else self.kiosk.catalogue.signers
        return [(role, same(""), name) for name, role in roles.items()]

    @on(Pressable.Pressed, ".item")
    def choose(self, event: Pressable.Pressed) -> None:
        """Another value for a line; or the role of who signs."""
        choice = event.pressable.choice
        if isinstance(choice, YearItem):
            self.item = choice
            which, field = self.query_one("#which", Paragraphs), self.query_one(Input)
            how, written = self.query_one("#how", Paragraphs), self.question and how_written(self.form, self.question)
            how.paragraphs = (written,) if written else ()
            how.refresh(layout=True)
            which.paragraphs = (choice.title,)
            which.refresh(layout=True)
            field.value = "" if choice.name == ADDED else choice.typed
            field.cursor_position = len(field.value)
            self.editing = True
        else:
            self._sign(str(choice))

    @on(Pressable.Pressed, "#next")
    def look_through(self) -> None:
        """On to the next question; from the signature of a signed year to the first on which headquarters differs."""
        if self._is_done:
            self._go_to(next((QUESTIONS.index(each.question) for each in self._differences()), 0))
        else:
            self._go_to(self.at + 1)

    @on(Pressable.Pressed, "#unknown")
    def pass_over(self) -> None:
        """Leave the question open, and go on to the next one that is."""
        self._go_to(self._first_open(self.at + 1))

    @on(Pressable.Pressed, "#take")
    def take(self) -> None:
        """Take what is offered once all its lines were seen; in the field, what was typed."""
        if self.editing:
            self.keep_typed()
        elif self.question is None:
            self._go_to(self._first_open(0))
        elif self._more_lines:
            self._turn(1)
        elif self.question not in self.form.open_questions:
            self._go_to(self.at + 1)
        else:
            self._answer(self.question, offered(self.form, self.question), leads_on=True)

    @on(Pressable.Pressed, "#take-theirs")
    def take_theirs(self) -> None:
        """Answer as headquarters states the year."""
        if self.question is not None:
            self._answer(self.question, offered(self.form.as_headquarters(), self.question), leads_on=True)

    @on(Input.Submitted)
    def keep_typed(self) -> None:
        """Keep the answer with the line that was typed."""
        if self.question is None or self.item is None:
            return
        try:
            value = changed(self.form, self.question, self.item, self.query_one(Input).value)
        except Refusal as refusal:
            self._say(refusal.words)
        else:
            self._answer(self.question, value, leads_on=False)

    def _answer(self, question: Question, value: object, *, leads_on: bool) -> None:
        self.post_message(RoleWanted(lambda role: self._keep(question, value, role, leads_on=leads_on)))

    @work(thread=True, exclusive=True, group="year", exit_on_error=False)
    def _keep(self, question: Question, value: object, role: str, *, leads_on: bool) -> None:
        before = items(self.form, question)
        try:
            with self.content_watch.own_write(RECORD):
                self.form.answer(question, value, role)
        except Refusal as refusal:
            self.app.call_from_thread(self._say, refusal.words)
        else:
            new = [number for number, item in enumerate(items(self.form, question)) if item not in before]
            self.app.call_from_thread(self._answered, new, leads_on)

    def _answered(self, new: list[int], leads_on: bool) -> None:
        """Lead on, or show the line that was typed; `new` are the places of lines that say something else now."""
        self.editing = False
        if leads_on:
            self._go_to(self._first_open(self.at + 1))
        else:
            self._go_to(self.at, new[0] // len(KEYS) if new else self.shown)

    @work(thread=True, exclusive=True, group="year", exit_on_error=False)
    def _sign(self, role: str) -> None:
        try:
            with self.content_watch.own_write(RECORD):
                kiosk = self.form.sign(role)
        except Refusal as refusal:
            self.app.call_from_thread(self._say, refusal.words)
        else:
            self.post_message(KioskRenewed(kiosk))

    def leave(self) -> None:
        """From the field to the lines, back through them and the questions, from the first one and once signed out."""
        if self.shown and not self.editing:
            self._turn(-1)
        elif self.editing or self.at == 0 or self._is_done:
            super().leave()
        else:
            self._go_to(self.at - 1)

    def _turn(self, pages: int) -> None:
        self.shown += pages
        self._show()

    def _go_to(self, place: int, shown: int = 0) -> None:
        self.at, self.shown = min(place, _SIGN), shown
        self._say(None)
        self._show()

    def _first_open(self, place: int) -> int:
        """The first question from a place on that nobody has answered, else the signature."""
        return next(
            (QUESTIONS.index(question) for question in self.form.open_questions if QUESTIONS.index(question) >= place),
            _SIGN,
        )

    def _say(self, words: Bilingual | None) -> None:
        trouble = self.query_one("#trouble", Paragraphs)
        trouble.paragraphs = (words,) if words else ()
        trouble.refresh(layout=True)
