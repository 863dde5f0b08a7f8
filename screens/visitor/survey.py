"""The survey: how to answer on one's own phone; then which section served, and thanks."""

from textual import on
from textual.app import ComposeResult
from textual.containers import Container, Grid
from textual.content import Content
from textual.reactive import reactive

from kiosk.machine import Kiosk
from kiosk.text.bilingual import Bilingual, same
from screens.layouts import MANY, has_many_groups
from screens.messages import RespondentReported
from screens.page import Page
from screens.visitor.widgets.key_bar import KeyBar
from screens.visitor.widgets.qr_code import AddressCode, is_large
from screens.visitor.widgets.survey_card import closed_notice
from screens.widgets.block import Block, Pair
from screens.widgets.pressable import Pressable
from screens.widgets.text_layout import spaced, wrapped
from screens.widgets.title import Title


class SurveyScreen(Page):
    """Two parts: `how`, with the code; `which`, with the four work groups, after "I have answered"."""

    CSS_PATH = "survey.tcss"
    AUTO_FOCUS = ""
    part: reactive[str] = reactive("how", init=False)

    def body(self) -> ComposeResult:
        say, survey = self.phrases, self.kiosk.office.survey
        closed = closed_notice(self.kiosk)
        with Container(id="how"):
            yield Title(say("survey.short_title"), id="title-above")
            with Container(id="code", classes="card"):
                yield AddressCode(survey, say("online.no_address"), id="code-itself")
                yield SurveySteps(self.kiosk, id="steps-beside")
            with Container(id="words"):
                yield Title(say("survey_page.title"), id="title-beside")
                yield Title(say("survey.short_title"), id="title-short")
                yield SurveySteps(self.kiosk, id="steps")
                yield Pair(say("survey_page.promise"), classes="aside", id="promise")
                yield Pair(
                    closed or say("survey_page.no_phone"), classes="aside closed" if closed else "aside no-phone"
                )
        with Container(id="which"):
            yield Title(say("survey_page.which"))
            with Grid(id="groups"):
                for number, group in enumerate(self.kiosk.assessment.work_groups, 1):
                    yield Pressable(str(number), group.title, short=group.short_title, choice=group.id, classes="group")
            yield Pair(say("survey_page.counted"), classes="aside")
        answered = Pressable(
            "enter",
            say("survey_page.answered"),
            short=say("survey_page.answered_short"),
            id="answered",
            classes="-primary",
        )
        answered.disabled = closed is not None
        yield KeyBar(say, answered)

    def on_mount(self) -> None:
        self.set_class(closed_notice(self.kiosk) is not None, "-closed")
        self.set_class(is_large(self.kiosk.office.survey), "-large-code")
        self.set_class(has_many_groups(self.kiosk.assessment), MANY)
        self.watch_part()

    def watch_part(self) -> None:
        """Show one part; the key that was pressed to get to the second one is gone there."""
        asking = self.part == "which"
        self.query_one("#how").display = not asking
        self.query_one("#which").display = asking
        self.query_one("#answered").display = not asking
        first = self.query_one("#groups Pressable" if asking else "#answered", Pressable)
        self.set_focus(None if first.disabled else first)

    @on(Pressable.Pressed, "#answered")
    def ask(self) -> None:
        """Ask which section served."""
        self.part = "which"

    @on(Pressable.Pressed, ".group")
    def report(self, event: Pressable.Pressed) -> None:
        """One respondent, by their own word."""
        self.go(RespondentReported(str(event.pressable.choice)))

    def leave(self) -> None:
        """Back to the code, then to the page before."""
        if self.part == "which":
            self.part = "how"
        else:
            super().leave()


class SurveySteps(Block):
    """How to answer, step by step, in both languages; what helps with a step stands behind it where it fits."""

    def __init__(self, kiosk: Kiosk, id: str) -> None:
        super().__init__(id=id)
        self.kiosk = kiosk

    def lines(self, width: int) -> list[Content]:
        steps = [self._step(number, *words, width) for number, words in enumerate(self._words(), 1)]
        return spaced(steps, self.content_size.height)

    def _words(self) -> list[tuple[Bilingual, Bilingual]]:
        """Step and help. While the address is only ITAP's front page, which agency to choose there is a step."""
        say, survey = self.kiosk.catalogue.phrases, self.kiosk.office.survey
        choose = say("survey_page.choose", office=self.kiosk.office.name), same("")
        return [
            (say("survey.step_1"), say("survey_page.type", host=survey.host)),
            *([choose] if survey.is_front_page else []),
            (say("survey.step_2"), say("survey_page.answer_more")),
            (say("survey.step_3"), say("survey_page.send_more")),
        ]

    def _step(self, number: int, words: Bilingual, more: Bilingual, width: int) -> list[Content]:
        mark = Content.styled(f"{number}.", "$soft")
        return [
            *self._both(self.first(words), self.first(more), "bold $ink", mark, width),
            *self._both(self.second(words), self.second(more), "$soft", Content(""), width),
        ]

    def _both(self, words: str, more: str, style: str, mark: Content, width: int) -> list[Content]:
        lines = wrapped(words, width, style, 3, mark)
        help_line = lines[-1] + Content("  ") + Content.styled(more, style.removeprefix("bold "))
        return [*lines[:-1], help_line] if more and help_line.cell_length <= width else lines
