"""What a measure has brought so far: sheets put up, of how many; the report of each work group."""

from textual import on, work
from textual.app import ComposeResult

from kiosk.machine.kiosk import Kiosk
from kiosk.progress.outputs import SHEETS, Output, Outputs, output_words
from kiosk.progress.plan import MeasureStatus
from kiosk.text.bilingual import Bilingual, same
from kiosk.text.refusal import Refusal
from screens.messages import RoleWanted
from screens.page import Page
from screens.staff.widgets.header import StaffHeader
from screens.staff.widgets.key_bar import StaffKeys
from screens.widgets.block import Paragraphs
from screens.widgets.containers import Grid
from screens.widgets.pressable import Pressable
from screens.widgets.title import Title


class OutputsScreen(Page):
    """A digit chooses how many, or whose report; Enter writes it."""

    CSS_PATH = "outputs.tcss"
    AUTO_FOCUS = ""

    def __init__(self, kiosk: Kiosk, followed: MeasureStatus, outputs: Outputs) -> None:
        super().__init__(kiosk)
        self.followed = followed
        self.outputs = outputs
        self.chosen: Pressable | None = None
        self.known: list[Output] = []

    def compose(self) -> ComposeResult:
        say, measure = self.phrases, self.followed.measure
        yield StaffHeader(self.kiosk, say("plan.title"), about=say("plan.about", year=self.kiosk.assessment.year))
        yield Title(same(f"{measure.id}  ") + say("plan.outputs"), measure.output)
        with Grid(id="parts"):
            yield from self._sheet_keys() if measure.sheets else self._report_keys()
        yield Paragraphs(say("plan.outputs_how"), style="$soft", id="said")
        yield StaffKeys(say, say("key.back"), Pressable("enter", say("roster.save"), id="save", classes="-primary"))

    def _sheet_keys(self) -> ComposeResult:
        of = self.followed.measure.sheets
        for count in range(of + 1):
            yield Pressable(str(count), self.phrases("plan.sheets", count=count, of=of), choice=count, classes="part")

    def _report_keys(self) -> ComposeResult:
        for number, group in enumerate(self.kiosk.assessment.work_groups, 1):
            yield Pressable(str(number), group.title, choice=group.id, classes="part")

    def on_mount(self) -> None:
        self._choose(None)
        self.read()

    @work(thread=True, exclusive=True, group="read", exit_on_error=False)
    def read(self) -> None:
        """Read what is written."""
        known = self.outputs.of(self.followed.measure, self.kiosk.assessment)
        self.app.call_from_thread(self._show, known)

    def _show(self, known: list[Output]) -> None:
        self.known = known
        self._choose(None)
        for key in self.query(".part").results(Pressable):
            output = self._output(key)
            if output.part == SHEETS:
                key.set_class(output.day is not None and output.count == key.choice, "-noted")
            else:
                key.words = output_words(output, self.kiosk.assessment, self.phrases)
            key.refresh()

    def _output(self, key: Pressable) -> Output:
        return next(output for output in self.known if output.part in (SHEETS, key.choice))

    @on(Pressable.Pressed, ".part")
    def choose(self, event: Pressable.Pressed) -> None:
        """Say what Enter would write."""
        if self.known:
            self._choose(event.pressable)

    def _choose(self, key: Pressable | None) -> None:
        self.chosen = key
        for other in self.query(".part").results(Pressable):
            other.set_class(other is key, "-chosen")
            other.refresh()
        self.query_one("#save").display = key is not None
        if key is None:
            noted = next((output for output in self.known if output.part == SHEETS and output.day is not None), None)
            now = output_words(noted, self.kiosk.assessment, self.phrases) + "   " if noted else same("")
            self._say(now + self.phrases("plan.outputs_how"), "$soft")
        elif (output := self._output(key)).part == SHEETS:
            self._say(self.phrases("plan.ask", what=key.words), "bold $ink")
        else:
            word = "plan.ask_unreport" if output.count else "plan.ask_report"
            self._say(self.phrases(word, group=self.kiosk.assessment.group(output.part).title), "bold $ink")

    def _say(self, words: Bilingual, style: str) -> None:
        line = self.query_one("#said", Paragraphs)
        line.paragraphs, line.style = (words,), style
        line.refresh(layout=True)

    @on(Pressable.Pressed, "#save")
    def save(self) -> None:
        """Write what was chosen."""
        if self.chosen is not None:
            output = self._output(self.chosen)
            count = self.chosen.choice if output.part == SHEETS else 1 - output.count
            assert isinstance(count, int)
            self.post_message(RoleWanted(lambda role: self._note(output, count, role)))

    @work(thread=True, exclusive=True, group="write", exit_on_error=False)
    def _note(self, output: Output, count: int, role: str) -> None:
        try:
            self.outputs.note(output, count, self.kiosk.today, role)
        except Refusal as refusal:
            self.app.call_from_thread(self._say, refusal.words, "bold $bad")
            return
        known = self.outputs.of(self.followed.measure, self.kiosk.assessment)
        self.app.call_from_thread(self._show, known)
