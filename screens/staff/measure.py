"""One measure of the plan: what it asks for, who does it, what was done; followed up by one key."""

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Container, Grid
from textual.content import Content
from textual.widgets import Input

from kiosk.errors import Refusal
from kiosk.machine import Kiosk
from kiosk.progress.follow_ups import LONGEST, FollowUps
from kiosk.progress.plan import Followed, FollowedAs, FollowUp
from kiosk.text.bilingual import Bilingual, joined, same
from kiosk.text.dates import medium_date
from screens.messages import PageLeft
from screens.staff.form_page import FormPage
from screens.staff.widgets.header import StaffHeader
from screens.staff.widgets.key_bar import StaffKeys
from screens.staff.widgets.measure_row import STATE_SHAPES, interval
from screens.widgets.block import Block, Paragraphs
from screens.widgets.pressable import Pressable
from screens.widgets.text_layout import spaced, wrapped
from screens.widgets.title import Title


class MeasureScreen(FormPage):
    """Two keys keep a follow-up, with the remark that a third one lets be written."""

    CSS_PATH = "measure.tcss"

    def __init__(self, kiosk: Kiosk, followed: Followed, follow_ups: FollowUps) -> None:
        super().__init__(kiosk)
        self.followed = followed
        self.follow_ups = follow_ups

    def compose(self) -> ComposeResult:
        say, measure = self.phrases, self.followed.measure
        yield StaffHeader(self.kiosk, say("plan.title"), about=say("plan.about", year=self.kiosk.assessment.year))
        yield Title(same(f"{measure.id}  ") + measure.title)
        yield MeasureCard(self.followed, self.kiosk)
        with Container(id="write"):
            yield Paragraphs(say("plan.remark_how"), style="$soft")
            yield Input(id="remark", max_length=LONGEST)
        with Grid(id="actions"):
            yield Pressable("1", say("plan.today"), id="followed-up", classes="-primary")
            yield Pressable("2", say("plan.finished"), id="finished")
            yield Pressable("3", say("plan.remark"), id="write-remark")
        yield StaffKeys(say, say("key.back"))

    def on_mount(self) -> None:
        self.query_one("#finished").display = self.followed.measure.due is not None and self.followed.finished is None
        self.watch_editing()

    def watch_editing(self) -> None:
        """The field or the keys."""
        field = self.query_one("#remark", Input)
        self.query_one("#write").display = self.editing or bool(field.value)
        self.set_focus(field if self.editing else None)

    @on(Pressable.Pressed, "#write-remark")
    def write(self) -> None:
        """Type a remark."""
        self.editing = True

    @on(Input.Submitted)
    def written(self) -> None:
        """The remark is there; a key keeps it."""
        self.editing = False

    @on(Pressable.Pressed, "#followed-up, #finished")
    def keep(self, event: Pressable.Pressed) -> None:
        """Keep that it was looked after, or carried out, today."""
        self._keep("finished" if event.pressable.id == "finished" else "followed-up")

    @work(thread=True, exclusive=True, group="write", exit_on_error=False)
    def _keep(self, kind: FollowedAs) -> None:
        remark = self.query_one("#remark", Input).value
        try:
            self.follow_ups.add(FollowUp(self.followed.measure.id, self.kiosk.today, kind, remark))
            self.app.call_from_thread(self.go, PageLeft())
        except Refusal as refusal:
            self.app.call_from_thread(self.query_one(MeasureCard).refuse, refusal)


class MeasureCard(Block):
    """Everything that the plan says of a measure, in the page's language, and its follow-ups as far as they fit."""

    def __init__(self, followed: Followed, kiosk: Kiosk) -> None:
        super().__init__(classes="card")
        self.followed = followed
        self.kiosk = kiosk
        self.refusal: Refusal | None = None

    def refuse(self, refusal: Refusal) -> None:
        """Say why nothing was kept."""
        self.refusal = refusal
        self.refresh()

    def lines(self, width: int) -> list[Content]:
        refusal = wrapped(self.first(self.refusal.words), width, "bold $bad", 3, "✖") if self.refusal else []
        shape, style = STATE_SHAPES[self.followed.state]
        state = wrapped(self.first(self._now), width, f"bold {style}", 3, Content.styled(shape, style))
        blocks = [[*refusal, *state, *self._duty(width)]]
        blocks += [self._paragraph(key, words, width) for key, words in self._plan]
        height = max(self.content_size.height, 1)
        if height - sum(map(len, blocks)) < 2:
            blocks[1:] = [self._paragraph(key, words, width)[:1] for key, words in self._plan]
        blocks.append(self._history(width, height - sum(map(len, blocks))))
        return spaced(blocks, height)[:height]

    @property
    def _now(self) -> Bilingual:
        say, measure = self.kiosk.catalogue.phrases, self.followed.measure
        parts = [say(f"plan.{self.followed.state}")]
        if measure.due is not None:
            parts.append(say("plan.until") + " " + medium_date(measure.due))
        return joined([*parts, interval(measure, say)], "   ")

    @property
    def _plan(self) -> list[tuple[str, Bilingual]]:
        measure = self.followed.measure
        return [
            ("responsible", measure.responsible),
            ("activity", measure.activity),
            ("output", measure.output),
        ]

    def _duty(self, width: int) -> list[Content]:
        """The indicator; for what is done daily, the duty roster's word for today."""
        say, measure, assessment = self.kiosk.catalogue.phrases, self.followed.measure, self.kiosk.assessment
        title = next(indicator.title for indicator in assessment.indicators if indicator.number == measure.indicator)
        lines = wrapped(self.first(say("plan.indicator", number=measure.indicator, title=title)), width, "$soft", 3)
        if measure.recurring == "daily":
            lines += wrapped(self.first(say("plan.on_duty", duty=self.kiosk.duty)), width, "$ink", 3)
        return lines

    def _paragraph(self, key: str, words: Bilingual, width: int) -> list[Content]:
        name = Content.styled(self.first(self.kiosk.catalogue.phrases(f"plan.{key}")), "$soft")
        return wrapped(self.first(words), width, "$ink", 15, name)

    def _history(self, width: int, room: int) -> list[Content]:
        say = self.kiosk.catalogue.phrases
        name = Content.styled(self.first(say("plan.history")), "$soft")
        if not self.followed.history:
            return wrapped(self.first(say("plan.no_history")), width, "$soft", 15, name)
        lines: list[Content] = []
        for follow_up in self.followed.history:
            key = "plan.was_finished" if follow_up.kind == "finished" else "plan.was_followed"
            remark = f"  {follow_up.remark}" if follow_up.remark else ""
            words = self.first(say(key, day=medium_date(follow_up.day))) + remark
            lines += wrapped(words, width, "$ink", 15, "" if lines else name)
        return lines[: max(room, 1)]
