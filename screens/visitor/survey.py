"""The survey: how to answer on one's own phone; then which section served, and thanks. Closed, only when it opens."""

from collections.abc import Iterator

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.reactive import reactive

from kiosk.catalogue.assessment import WorkGroup
from kiosk.catalogue.survey_start import survey_words
from kiosk.machine.kiosk import Kiosk
from kiosk.text.bilingual import Bilingual
from screens.messages import RespondentReported
from screens.paged import PagedScreen, with_keys
from screens.visitor.widgets.key_bar import KeyBar
from screens.visitor.widgets.need_tile import NeedTile
from screens.visitor.widgets.qr_code import AddressCode, is_large
from screens.widgets.block import Block, Pair
from screens.widgets.containers import Container, Grid
from screens.widgets.pressable import Pressable
from screens.widgets.text_layout import APART, followed, spaced, wrapped
from screens.widgets.title import Title


class SurveyScreen(PagedScreen):
    """Two parts: `how`, with the code; `which`, after "I have answered", with as many work groups a page as there are
    keys."""

    CSS_PATH = "survey.tcss"
    AUTO_FOCUS = ""
    part: reactive[str] = reactive("how", init=False)

    def body(self) -> ComposeResult:
        say = self.phrases
        if not self.kiosk.survey_is_open:
            start = self.kiosk.next_survey
            yield Title(say("survey.short_title"))
            yield Pair(say("survey.closed"), None if start is None else survey_words(start, say), id="closed")
            yield KeyBar(say)
            return
        with Container(id="how"):
            yield Title(say("survey.short_title"), id="title-above")
            with Container(id="code", classes="card"):
                yield AddressCode(self.kiosk.office.survey, say("online.no_address"), id="code-itself")
                yield SurveySteps(self.kiosk, id="steps-beside")
            with Container(id="words"):
                yield Title(say("survey_page.title"), id="title-beside")
                yield Title(say("survey.short_title"), id="title-short")
                yield SurveySteps(self.kiosk, id="steps")
                yield Pair(say("survey_page.promise"), classes="aside", id="promise")
                yield Pair(say("survey_page.no_phone"), classes="aside no-phone")
        with Container(id="which"):
            yield Title(say("survey_page.which"), id="title-which")
            with Grid(id="groups"):
                yield from self._groups()
            yield Pair(say("survey_page.counted"), classes="aside")
        words, short = say("survey_page.answered"), say("survey_page.answered_short")
        yield KeyBar(
            say,
            Pressable("enter", words, short=short, id="answered", classes="-primary"),
            Pressable("right", say("key.next"), id="next", classes="-primary"),
        )

    @property
    def _choices(self) -> list[tuple[int, str, WorkGroup | None]]:
        """Page, key and group: the one at whose counter one stands first, none for who does not know last."""
        groups = sorted(self.kiosk.assessment.work_groups, key=lambda group: group.id != self.kiosk.office.counter_of)
        return with_keys([*groups, None])

    @property
    def pages(self) -> int:
        return self._choices[-1][0] + 1 if self.part == "which" else 1

    @property
    def heading(self) -> Title:
        return self.query_one("#title-which", Title)

    def _groups(self) -> Iterator[Pressable]:
        say = self.phrases
        for page, key, group in self._choices:
            classes = f"group paged page-{page}"
            if group is None:
                yield NeedTile(key, say("survey_page.unknown"), detail=say("survey_page.unknown_more"), classes=classes)
            else:
                name, short = group.title, group.short_title
                yield NeedTile(key, name, short=short, detail=group.serves, choice=group, classes=classes)

    def on_mount(self) -> None:
        self.set_class(is_large(self.kiosk.office.survey), "-large-code")
        self.watch_part()

    def minute_passed(self) -> None:
        """At midnight the survey may open or close while somebody looks at its page."""
        super().minute_passed()
        if self.kiosk.survey_is_open == bool(self.query("#closed")):
            self.part = "how"
            self.call_later(self.recompose)

    def watch_part(self) -> None:
        """Show one part; the key that was pressed to get to the second one is gone there."""
        asking = self.part == "which"
        self.set_class(not asking and bool(self.query("#how")), "-code")
        self.query("#how, #answered").set(display=not asking)
        self.query("#which").set(display=asking)
        self.page = 0
        if self.query("#which"):
            self.watch_page()

    def watch_page(self) -> None:
        """Show the groups of the page that is turned to; the first key has the focus."""
        super().watch_page()
        keys = self.query(f".group.page-{self.page}" if self.part == "which" else "#answered")
        self.set_focus(keys.first(Pressable))

    @on(Pressable.Pressed, "#answered")
    def ask(self) -> None:
        """Ask which section served."""
        self.part = "which"

    @on(Pressable.Pressed, ".group")
    def report(self, event: Pressable.Pressed) -> None:
        """One respondent, by their own word; none of a group that they cannot name."""
        group = event.pressable.choice
        self.go(RespondentReported(group.id if isinstance(group, WorkGroup) else None))

    def leave(self) -> None:
        """Back a page, to the code, then to the page before."""
        if self.part == "which" and not self.page:
            self.part = "how"
        else:
            super().leave()


class SurveySteps(Block):
    """How to answer, step by step, in both languages where there is room; behind a step what helps with it. The steps
    are all as far apart; the office is named in short where its name takes too many rows."""

    def __init__(self, kiosk: Kiosk, id: str) -> None:
        super().__init__(id=id)
        self.kiosk = kiosk

    def lines(self, width: int) -> list[Content]:
        office, room = self.kiosk.office, self.content_size.height
        ways = [
            [self._step(number, words, width) for number, words in enumerate(self._words(name), 1)]
            for name in (office.name, office.short_name)
        ]
        steps = next((way for way in ways if sum(len(first) for first, _ in way) <= room), ways[-1])
        both = [first + second for first, second in steps]
        shown = both if self.has_room(sum(map(len, both))) else [first for first, _ in steps]
        rows = sum(map(len, shown))
        return spaced(shown, room if rows + len(shown) - 1 <= room else rows)

    def _words(self, office: Bilingual) -> list[tuple[Bilingual, ...]]:
        """Step and help, and that in brief. While the address is only ITAP's front page, which agency to choose there
        is a step."""
        say, survey = self.kiosk.catalogue.phrases, self.kiosk.office.survey
        choose = (say("survey_page.choose", office=office),)
        return [
            (say("survey.step_1"), say("survey_page.type", host=survey.host)),
            *([choose] if survey.is_front_page else []),
            (say("survey.step_2"), say("survey_page.answer_more")),
            (say("survey.step_3"), say("survey_page.send_more"), say("survey_page.send_brief")),
        ]

    def _step(self, number: int, words: tuple[Bilingual, ...], width: int) -> tuple[list[Content], list[Content]]:
        """In both languages."""
        mark = Content.styled(f"{number}.", "$soft")
        return (
            self._with_help([self.first(each) for each in words], "bold $ink", mark, width),
            self._with_help([self.second(each) for each in words], "$soft", Content(""), width),
        )

    def _with_help(self, words: list[str], style: str, mark: Content, width: int) -> list[Content]:
        lines = wrapped(words[0], width, style, 3, mark)
        plain = style.removeprefix("bold ")
        helped = [followed(lines, more, width, plain, apart=apart) for more in words[1:] for apart in (APART, 1)]
        return next((each for each in helped if len(each) == len(lines)), lines)
