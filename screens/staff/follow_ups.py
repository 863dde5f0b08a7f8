"""The history of a measure: every follow-up ever written, the newest first; one is taken back, or written anew."""

from textual import events, on, work
from textual.app import ComposeResult
from textual.content import Content

from kiosk.machine.kiosk import Kiosk
from kiosk.progress.follow_ups import FollowUps
from kiosk.progress.plan import FollowUp, MeasureStatus
from kiosk.text.bilingual import Bilingual, joined, same
from kiosk.text.dates import medium_date
from kiosk.text.refusal import Refusal
from screens.messages import MeasureChosen, RoleWanted
from screens.paged import KEYS, PagedScreen
from screens.staff.widgets.header import StaffHeader
from screens.staff.widgets.key_bar import StaffKeys
from screens.widgets.block import Paragraphs
from screens.widgets.containers import Grid
from screens.widgets.pagination import page_count
from screens.widgets.pressable import Pressable
from screens.widgets.text_layout import wrapped
from screens.widgets.title import Title


class FollowUpsScreen(PagedScreen):
    """A digit chooses a line; Enter takes it back, `7` opens it to be corrected."""

    CSS_PATH = "follow_ups.tcss"
    AUTO_FOCUS = ""

    def __init__(self, kiosk: Kiosk, followed: MeasureStatus, follow_ups: FollowUps) -> None:
        super().__init__(kiosk)
        self.followed = followed
        self.follow_ups = follow_ups
        self.history: list[tuple[FollowUp, bool]] = []
        self.chosen: FollowUp | None = None

    @property
    def pages(self) -> int:
        return page_count(len(self.history), len(KEYS))

    def compose(self) -> ComposeResult:
        say, measure = self.phrases, self.followed.measure
        yield StaffHeader(self.kiosk, say("plan.title"), about=say("plan.about", year=self.kiosk.assessment.year))
        yield Title(same(f"{measure.id}  ") + say("plan.history"), more=measure.title)
        with Grid(id="lines"):
            for key in KEYS:
                yield FollowUpKey(key)
        yield Paragraphs(id="said")
        yield StaffKeys(
            say,
            say("key.back"),
            Pressable("7", say("plan.correct"), id="correct"),
            Pressable("enter", say("plan.take_back"), id="take-back", classes="-primary"),
            Pressable("right", say("key.next"), id="next"),
        )

    def on_mount(self) -> None:
        self.watch_page()

    def on_screen_resume(self, event: events.ScreenResume) -> None:
        super().on_screen_resume(event)
        self.read()

    @work(thread=True, exclusive=True, group="read", exit_on_error=False)
    def read(self) -> None:
        """Read the lines anew."""
        self.app.call_from_thread(self._show, self.follow_ups.history(self.followed.measure.id))

    def _show(self, history: list[tuple[FollowUp, bool]]) -> None:
        self.history = history
        self.page = min(self.page, self.pages - 1)
        self.watch_page()

    def watch_page(self) -> None:
        super().watch_page()
        shown = self.history[self.page * len(KEYS) :]
        for number, key in enumerate(self.query(FollowUpKey)):
            follow_up, holds = shown[number] if number < len(shown) else (None, False)
            key.show(follow_up, holds, self.kiosk)
        self._choose(None)

    @on(Pressable.Pressed, "FollowUpKey")
    def choose(self, event: Pressable.Pressed) -> None:
        """Say what can be done with a line."""
        self._choose(event.pressable)

    def _choose(self, key: Pressable | None) -> None:
        self.chosen = key.choice if key is not None and isinstance(key.choice, FollowUp) else None
        for other in self.query(FollowUpKey):
            other.set_class(other is key, "-chosen")
            other.refresh()
        for action in self.query("#correct, #take-back"):
            action.display = self.chosen is not None
        word = "plan.line_chosen" if self.chosen else "plan.lines_how" if self.history else "record.none"
        self._say(self.phrases(word), "bold $ink" if self.chosen else "$soft")

    def _say(self, words: Bilingual, style: str) -> None:
        line = self.query_one("#said", Paragraphs)
        line.paragraphs, line.style = (words,), style
        line.refresh(layout=True)

    @on(Pressable.Pressed, "#correct")
    def correct(self) -> None:
        """Write another one in its place."""
        if self.chosen is not None:
            self.go(MeasureChosen(self.followed, self.chosen))

    @on(Pressable.Pressed, "#take-back")
    def take_back(self) -> None:
        """It does not hold; the line stays."""
        if self.chosen is not None:
            chosen = self.chosen
            self.post_message(RoleWanted(lambda role: self._take_back(chosen, role)))

    @work(thread=True, exclusive=True, group="write", exit_on_error=False)
    def _take_back(self, chosen: FollowUp, role: str) -> None:
        try:
            self.follow_ups.take_back(chosen, self.kiosk.today, role)
        except Refusal as refusal:
            self.app.call_from_thread(self._say, refusal.words, "bold $bad")
            return
        self.app.call_from_thread(self._show, self.follow_ups.history(self.followed.measure.id))


class FollowUpKey(Pressable):
    """A follow-up: what and when, its remark and evidence, and when and by whom it was written."""

    def __init__(self, key: str) -> None:
        super().__init__(key, same(""))
        self.told = self.who = same("")

    def show(self, follow_up: FollowUp | None, holds: bool, kiosk: Kiosk) -> None:
        """Show a follow-up, or nothing."""
        self.display = follow_up is not None
        if follow_up is None:
            return
        say = kiosk.catalogue.phrases
        self.choice, self.disabled = follow_up, not holds
        word = "plan.was_finished" if follow_up.kind == "finished" else "plan.was_followed"
        held = [] if holds else [say("plan.taken_back")]
        self.words = joined([say(word, day=medium_date(follow_up.day)), *held], "  ")
        self.told = same("  ".join(filter(None, (follow_up.remark, follow_up.evidence))))
        later = [] if follow_up.written is None else [say("plan.written", day=medium_date(follow_up.written))]
        self.who = joined([*later, kiosk.catalogue.role_words(follow_up.role)], " · ")
        self.refresh()

    def lines(self, width: int) -> list[Content]:
        at = 5
        badge = Content("   ") if self.disabled else self._badge()
        told = wrapped(self.first(self.told), width, "$ink", at) if self.first(self.told) else []
        name = wrapped(self.first(self.words), width, "$soft" if self.disabled else "bold $ink", at, badge)
        return [*name, *told, *wrapped(self.first(self.who), width, "$soft", at)]
