"""The figures that ITAP itself shows, typed in: for a work group, the total, and IIT and EIT (2) by number alone."""

from textual import events, on, work
from textual.app import ComposeResult
from textual.widgets import Input

from kiosk.machine.kiosk import Kiosk
from kiosk.progress.follow_ups import FollowUps
from kiosk.progress.itap_gap import doubt
from kiosk.streams.ledger.ledger import Impossible, Ledger
from kiosk.text.bilingual import Bilingual, same
from kiosk.text.figures import number
from kiosk.text.refusal import Refusal
from screens.layouts import MANY, has_many_groups
from screens.messages import RoleWanted
from screens.page import Page
from screens.staff.itap_subjects import ItapSubject, ItapSubjects
from screens.staff.widgets.header import StaffHeader
from screens.staff.widgets.itap_cards import FigureKey, GapCard
from screens.staff.widgets.key_bar import StaffKeys
from screens.widgets.block import Paragraphs
from screens.widgets.containers import Container, Grid
from screens.widgets.number_field import NumberField
from screens.widgets.pressable import Pressable
from screens.widgets.title import Title


class ItapScreen(Page):
    """Which figure first, then the number; one that is hard to believe is asked for once more, never refused."""

    CSS_PATH = "itap.tcss"
    AUTO_FOCUS = ""

    def __init__(self, kiosk: Kiosk, ledger: Ledger, follow_ups: FollowUps) -> None:
        super().__init__(kiosk)
        self.figures = ItapSubjects(ledger, follow_ups)
        self.subjects: list[ItapSubject] = []
        self.set_class(has_many_groups(kiosk.assessment), MANY, update=False)
        self.chosen: int | None = None
        self._doubted: int | None = None

    def compose(self) -> ComposeResult:
        say = self.phrases
        yield StaffHeader(self.kiosk, say("itap.title"))
        yield Title(say("itap.choose"), say("itap.only"))
        with Grid(id="subjects"):
            for number in range(1, len(self.kiosk.assessment.work_groups) + 4):
                yield FigureKey(str(number))
            yield FigureKey("0")
        with Container(id="typed"):
            yield Paragraphs(say("itap.type"), style="$soft")
            yield NumberField(id="figure", max_length=6)
            yield Paragraphs(same(""), id="doubt", style="bold $warn")
            yield GapCard(self.kiosk)
        yield StaffKeys(say, say("key.back"), Pressable("enter", say("itap.save"), id="save", classes="-primary"))

    def on_mount(self) -> None:
        self._choose(None)
        self._read()

    async def renewed(self, kiosk: Kiosk) -> None:
        """Each key stays with its work group: content with other groups is for the page that is opened next."""
        if [group.id for group in kiosk.assessment.work_groups] == [
            group.id for group in self.kiosk.assessment.work_groups
        ]:
            await super().renewed(kiosk)

    @work(thread=True, exclusive=True, group="read", exit_on_error=False)
    def _read(self) -> None:
        self.app.call_from_thread(self._show, self.figures.read(self.kiosk))

    def _show(self, subjects: list[ItapSubject]) -> None:
        self.subjects = subjects
        for key, subject in zip(self.query(FigureKey), subjects, strict=True):
            key.show(subject, self.kiosk)
        if self.chosen is not None:
            self.query_one(GapCard).show(subjects[self.chosen])

    def _choose(self, number: int | None) -> None:
        self.chosen, self._doubted = number, None
        field, title, say = self.query_one("#figure", Input), self.query_one(Title), self.phrases
        typing = number is not None
        self.query_one("#subjects").display, self.query_one("#typed").display = not typing, typing
        self.query_one("#save").display = typing
        self._say(same(""))
        field.value = ""
        self.set_focus(field if typing else None)
        title.words, title.more = say("itap.choose"), say("itap.only")
        if number is not None:
            title.words = self.subjects[number].title
            self.query_one(GapCard).show(self.subjects[number])
        title.refresh(layout=True)

    @on(Pressable.Pressed, "FigureKey")
    def choose(self, event: Pressable.Pressed) -> None:
        """A figure was read in ITAP."""
        if self.subjects:
            self._choose([*self.query(Pressable).filter("FigureKey")].index(event.pressable))

    def on_key(self, event: events.Key) -> None:
        """In the field keys are the field's own."""
        if event.key == "escape" or (event.key == "left" and not self.query_one("#figure", Input).value):
            event.prevent_default()
            event.stop()
            self.leave()
        elif self.chosen is not None and event.key not in ("up", "down"):
            event.prevent_default()

    def leave(self) -> None:
        """From the field to the figures first."""
        if self.chosen is not None:
            self._choose(None)
        else:
            super().leave()

    @on(Input.Changed)
    def changed(self) -> None:
        """Another number is another question."""
        if self.query_one("#figure", Input).value:
            self._doubted = None
            self._say(same(""))

    @on(Input.Submitted)
    @on(Pressable.Pressed, "#save")
    def submit(self) -> None:
        """Keep the number; ask again first where it is hard to believe."""
        if self.chosen is None:
            return
        subject = self.subjects[self.chosen]
        figure = number(self.query_one("#figure", Input).value)
        if figure is None:
            self._say(self.phrases("itap.no_number"))
        elif self._doubted != figure and (why := self._why_not(subject, figure)):
            self._doubted = figure
            self._say(why)
        elif subject.internal is None:
            self._keep(subject, figure)
        else:
            self.post_message(RoleWanted(lambda role: self._keep(subject, figure, role)))

    def _why_not(self, subject: ItapSubject, figure: int) -> Bilingual | None:
        before = subject.history[-1][0] if subject.history else None
        count = figure if subject.count is None else subject.count
        word = doubt(figure, before, count)
        return word and self.phrases(f"itap.{word}", before=before or 0, count=count)

    @work(thread=True, exclusive=True, group="write", exit_on_error=False)
    def _keep(self, subject: ItapSubject, figure: int, role: str = "") -> None:
        try:
            self.figures.keep(subject, figure, self.kiosk.today, role)
            words = self.phrases("itap.kept")
        except Impossible as impossible:
            words = impossible.words
        except Refusal:
            words = self.phrases("itap.not_kept")
        self.app.call_from_thread(self._kept, self.figures.read(self.kiosk), words)

    def _kept(self, subjects: list[ItapSubject], words: Bilingual) -> None:
        self._show(subjects)
        self.query_one("#figure", Input).value = ""
        self._say(words)

    def _say(self, words: Bilingual) -> None:
        line = self.query_one("#doubt", Paragraphs)
        line.paragraphs = (words,)
        line.refresh(layout=True)
