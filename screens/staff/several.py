"""Several at once, an earlier day, a slip of one: five questions, and in words what will be recorded before it is."""

from collections.abc import Iterator
from datetime import date, timedelta

from textual import events, on, work
from textual.app import ComposeResult
from textual.widgets import Input

from kiosk.catalogue.roles import Role
from kiosk.machine.kiosk import Kiosk
from kiosk.progress.counts import OfficeCounts, of_kiosk
from kiosk.progress.several import MOST, days, reasons, write
from kiosk.progress.status_marks import signed
from kiosk.streams.ledger.ledger import Ledger
from kiosk.streams.ledger.several import Several
from kiosk.text.bilingual import Bilingual, joined, same
from kiosk.text.dates import medium_date, weekday_date
from kiosk.text.figures import number
from kiosk.text.refusal import Refusal
from screens.messages import SeveralRecorded
from screens.page import Page
from screens.staff.widgets.given_answers import GivenAnswer, GivenAnswers
from screens.staff.widgets.header import StaffHeader
from screens.staff.widgets.key_bar import StaffKeys
from screens.widgets.block import BilingualLine, Paragraphs
from screens.widgets.containers import Container, Grid
from screens.widgets.number_field import NumberField
from screens.widgets.pressable import Pressable
from screens.widgets.title import Title, step_marks

_STEPS = ("group", "number", "day", "reason", "role")
_WEEK = 7
_TURN = "8"
"""The key that changes between counting and taking back, while the work group is asked for."""


class SeveralScreen(Page):
    """One question at a time, so that a digit means one thing at a time; the answers stand above it."""

    CSS_PATH = "several.tcss"
    AUTO_FOCUS = ""

    def __init__(self, kiosk: Kiosk, ledger: Ledger) -> None:
        super().__init__(kiosk)
        self.ledger = ledger
        self.counts: OfficeCounts | None = None
        self.takes_back = False
        self.answers: list[object] = []
        self.weeks_back = 0
        self.several: Several | None = None
        self._writing = False

    @property
    def step(self) -> str:
        """What is asked for; the last one goes on being asked while its answer stands."""
        return _STEPS[min(len(self.answers), len(_STEPS) - 1)]

    def compose(self) -> ComposeResult:
        say = self.phrases
        yield StaffHeader(self.kiosk, say("several.title"))
        yield Title(same(""))
        with Container(id="several", classes="card"):
            with Container(id="form"):
                yield GivenAnswers(id="answered")
                with Container(id="asked"):
                    yield BilingualLine(same(""), id="question", classes="aside")
                    with Grid(id="choices"):
                        for key in range(1, int(_TURN) + 1):
                            yield Pressable(str(key), same(""), classes="choice -secondary")
                    yield NumberField(id="number", max_length=4)
            yield Paragraphs(style="bold $ink", id="will")
            yield Paragraphs(style="bold $bad", id="trouble")
        earlier = Pressable("right", say("several.earlier"), short=say("several.earlier_short"), id="earlier")
        yield StaffKeys(say, say("key.back"), earlier, Pressable("enter", same(""), id="record", classes="-primary"))

    def on_mount(self) -> None:
        self._ask()
        self._read()

    @work(thread=True, exclusive=True, group="read", exit_on_error=False)
    def _read(self) -> None:
        self.app.call_from_thread(self._take, of_kiosk(self.kiosk, self.ledger))

    def _take(self, counts: OfficeCounts) -> None:
        self.counts = counts
        self._ask()

    def _choices(self) -> Iterator[tuple[Bilingual, object]]:
        """What can be answered by a digit, in the order of the digits, each with its words."""
        say = self.phrases
        if self.step == "group":
            yield from ((group.short_title, group.id) for group in self.kiosk.assessment.work_groups)
        elif self.step == "day":
            yield from ((self._day_words(day), day) for day in self._week())
        elif self.step == "reason":
            yield from ((say(f"several.{reason}"), reason) for reason in reasons(takes_back=self.takes_back))
        elif self.step == "role":
            counters = self.kiosk.catalogue.counters(str(self.answers[0]))
            yield from ((role, name) for name, role in counters.items())

    def _week(self) -> list[date]:
        """Seven days that can be given, the newest first."""
        first, last = days(self.kiosk)
        newest = last - timedelta(_WEEK * self.weeks_back)
        return [day for day in (newest - timedelta(number) for number in range(_WEEK)) if day >= first]

    def _day_words(self, day: date) -> Bilingual:
        """A day by its date; the newest two by their names too, and that the office is closed on it."""
        today, say = self.kiosk.today, self.phrases
        near = {today: say("several.is_today"), today - timedelta(1): say("several.is_yesterday")}
        closed = [] if day in self.kiosk.assessment.open_days else [say("year.closed_day")]
        named = [near[day]] if day in near else []
        return joined([weekday_date(day), *named, *closed], "  ")

    def _ask(self) -> None:
        """Draw the question that is next, and what was answered."""
        say, title = self.phrases, self.query_one(Title)
        title.words = say("several.back_title" if self.takes_back else "several.title")
        at = _STEPS.index(self.step)
        title.aside = say("several.step", step=at + 1, steps=len(_STEPS))
        title.steps = step_marks([step < len(self.answers) for step in range(len(_STEPS))], at)
        title.refresh(layout=True)
        back = self.query_one("#back", Pressable)
        back.words, back.short = say("several.step_back" if self.answers else "key.back"), say("key.back")
        back.refresh()
        self.query_one(GivenAnswers).show(list(self._answered()))
        question = self.query_one("#question", BilingualLine)
        question.words = say(f"several.ask_{self.step}", most=MOST) if self._can_be() else say("several.before")
        question.refresh(layout=True)
        self._offer(list(self._choices()) if self._can_be() else [])
        typing = self.step == "number"
        field = self.query_one("#number", Input)
        field.display = typing
        self.set_focus(field if typing else None)
        self.query_one("#earlier").display = self.step == "day"
        self._say_what_will_be()

    def _can_be(self) -> bool:
        first, last = days(self.kiosk)
        return first <= last

    def _offer(self, choices: list[tuple[Bilingual, object]]) -> None:
        keys = self.query_one("#choices")
        keys.display = self.step != "number"
        keys.set_class(self.step == _STEPS[-1], "-with-answer")  # what will be recorded stands below them
        for key in self.query(Pressable).filter(".choice"):
            at = int(key.key) - 1
            key.display = at < len(choices)
            if key.display:
                key.words, key.choice = choices[at]
                key.short = key.words.short if isinstance(key.words, Role) else None
            elif key.key == _TURN and self.step == "group" and choices:
                key.display, key.choice = True, None
                key.words = self.phrases("several.title" if self.takes_back else "several.back_title")
            key.set_class(
                key.display and len(self.answers) == len(_STEPS) and key.choice == self.answers[-1], "-chosen"
            )
            key.refresh()

    def _answered(self) -> Iterator[GivenAnswer]:
        """What stands beside the question; the last one's own answer is marked on its key."""
        say = self.phrases
        for step, answer in zip(_STEPS[:-1], self.answers, strict=False):
            if step == "group":
                words = self.kiosk.assessment.group(str(answer)).short_title
            elif isinstance(answer, date):
                words = self._day_words(answer)
            else:
                words = say("several.persons" if step == "number" else f"several.{answer}")
            yield GivenAnswer(say(f"several.{step}"), words, str(answer) if step == "number" else "")

    def _say_what_will_be(self) -> None:
        """What Enter will record, in words; nothing before all is answered."""
        record, say, several = self.query_one("#record", Pressable), self.phrases, self.several
        record.display = several is not None or self.step == "number"
        record.words = say("several.go_on") if several is None else say("several.record", change=signed(several.change))
        record.refresh()
        if several is None:
            self._put("will", same(""))
            return
        group = self.kiosk.assessment.group(several.group).short_title
        will = say("several.will", change=signed(several.change), group=group, day=medium_date(several.day))
        makes = [
            say("several.makes", count=progress.count + several.change, quota=progress.quota)
            for progress in (self.counts.groups if self.counts else [])
            if progress.id == several.group
        ]
        self._put("will", joined([will, *makes], "   "), say("several.marked"))

    def _put(self, name: str, *words: Bilingual) -> None:
        block = self.query_one(f"#{name}", Paragraphs)
        block.display = words != (same(""),)
        block.paragraphs = words
        block.refresh(layout=True)

    @on(Pressable.Pressed, ".choice")
    def choose(self, event: Pressable.Pressed) -> None:
        """An answer by its digit; or counting turned into taking back."""
        key = event.pressable
        if key.choice is None:
            self.takes_back = not self.takes_back
        else:
            self._answer(key.choice)
            return
        self._ask()

    def _answer(self, answer: object) -> None:
        self.answers = [*self.answers[: len(_STEPS) - 1], answer]
        self._put("trouble", same(""))
        if len(self.answers) == len(_STEPS):
            group, count, day, *_ = self.answers
            assert isinstance(count, int)
            assert isinstance(day, date)
            self.several = Several.of(str(group), day, count, takes_back=self.takes_back)
        self._ask()

    @on(Pressable.Pressed, "#earlier")
    def go_back_a_week(self) -> None:
        """Offer the week before, as far as the collection reaches."""
        self.weeks_back += 1
        if not self._week():
            self.weeks_back = 0
        self._ask()

    def on_key(self, event: events.Key) -> None:
        """In the field keys are the field's own."""
        field = self.query_one("#number", Input)
        if event.key == "escape" or (event.key == "left" and not (field.display and field.value)):
            event.prevent_default()
            event.stop()
            self.leave()
        elif field.display and event.key not in ("up", "down"):
            event.prevent_default()

    def leave(self) -> None:
        """One question back, and from the first to the counts."""
        if not self.answers:
            super().leave()
            return
        self.answers, self.several = self.answers[:-1], None
        self._put("trouble", same(""))
        self._ask()

    @on(Input.Submitted)
    def take_number(self) -> None:
        """How many they are."""
        field = self.query_one("#number", Input)
        count = number(field.value)
        if count is None or not 1 <= count <= MOST:
            self._put("trouble", self.phrases("several.too_many", most=MOST))
            return
        field.value = ""
        self._answer(count)

    @on(Pressable.Pressed, "#record")
    def record(self) -> None:
        """Record what is said, once."""
        if self.several is None:
            self.take_number()
        elif not self._writing:
            self._writing = True
            reason, role = self.answers[-2:]
            self._write(self.several, str(reason), str(role))

    @work(thread=True, exclusive=True, group="write", exit_on_error=False)
    def _write(self, several: Several, reason: str, role: str) -> None:
        try:
            write(self.kiosk, self.ledger, several, reason, role)
        except Refusal as refusal:
            self.app.call_from_thread(self._refuse, refusal.words)
        else:
            self.app.call_from_thread(self._written, several)

    def _written(self, several: Several) -> None:
        super().leave()
        self.post_message(SeveralRecorded(several.group, several.day, several.change))

    def _refuse(self, words: Bilingual) -> None:
        self._writing = False
        self._put("will", same(""))
        self._put("trouble", words)
