"""One measure of the plan: all that the plan says of it, how far it is, and the keys to follow it up."""

from textual import events, on
from textual.app import ComposeResult
from textual.widgets import Input

from kiosk.export.paper.placards import sheets_of
from kiosk.machine.kiosk import Kiosk
from kiosk.progress.follow_ups import FollowUps
from kiosk.progress.plan import FollowedAs, FollowUp, MeasureStatus
from kiosk.text.bilingual import same
from screens.messages import MeasurePartChosen, PageLeft
from screens.staff.form_page import FormPage
from screens.staff.widgets.follow_up_form import FollowUpForm
from screens.staff.widgets.header import StaffHeader
from screens.staff.widgets.key_bar import StaffKeys
from screens.staff.widgets.measure_card import MeasureCard
from screens.widgets.containers import Grid
from screens.widgets.pressable import Pressable
from screens.widgets.title import Title


class MeasureScreen(FormPage):
    """No digit alone writes anything: `1` and `2` open the form, and so does a letter, which begins the remark."""

    CSS_PATH = "measure.tcss"

    def __init__(
        self, kiosk: Kiosk, followed: MeasureStatus, follow_ups: FollowUps, correcting: FollowUp | None = None
    ) -> None:
        """`correcting` is a follow-up in whose place another one is to be written."""
        super().__init__(kiosk)
        self.followed = followed
        self.follow_ups = follow_ups
        self.correcting = correcting

    def compose(self) -> ComposeResult:
        say, measure = self.phrases, self.followed.measure
        yield StaffHeader(self.kiosk, say("plan.title"), about=say("plan.about", year=self.kiosk.assessment.year))
        yield Title(same(f"{measure.id}  ") + measure.title)
        yield MeasureCard(self.followed, self.kiosk)
        yield FollowUpForm(self.kiosk, self.followed, self.follow_ups)
        with Grid(id="actions"):
            yield Pressable("1", say("plan.follow_up"), id="followed-up", classes="-primary")
            yield Pressable("2", say("plan.finish"), id="finished")
            yield Pressable("3", say("plan.outputs"), short=say("plan.outputs_short"), id="outputs")
            yield Pressable("4", say("plan.history"), id="history")
            yield Pressable("5", say("sheets.menu"), id="sheets")
        yield StaffKeys(say, say("key.back"), Pressable("right", say("key.next"), id="next"))

    def on_mount(self) -> None:
        measure = self.followed.measure
        self.query_one("#finished").display = measure.due is not None and self.followed.finished is None
        self.query_one("#outputs").display = measure.has_outputs
        self.query_one("#sheets").display = bool(sheets_of(measure.served_by, self.kiosk))
        self.watch_editing()
        if self.correcting is not None:
            self._begin(self.correcting.kind)
        self.call_after_refresh(self._offer_next)

    def on_resize(self, event: events.Resize) -> None:
        super().on_resize(event)
        self.call_after_refresh(self._offer_next)

    def _offer_next(self) -> None:
        self.query_one("#next").display = not self.editing and self.query_one(MeasureCard).pages > 1

    def watch_editing(self) -> None:
        """The form, or the keys."""
        self.query_one(FollowUpForm).display = self.editing
        self.query_one("#actions").display = not self.editing
        self.set_focus(self.query_one("#day", Input) if self.editing else None)
        self.call_after_refresh(self._offer_next)

    def on_key(self, event: events.Key) -> None:
        """A letter begins the remark, so that the digits that follow it are the remark's too."""
        letter = event.character or ""
        if not self.editing and letter.isalpha():
            self._begin("followed-up")
            self.set_focus(self.query_one("#remark", Input))
        if self.editing and letter and letter.isprintable() and isinstance(self.focused, Input):
            self.focused.insert_text_at_cursor(letter)
            event.stop()
            event.prevent_default()

    @on(Pressable.Pressed, "#followed-up, #finished")
    def open_form(self, event: Pressable.Pressed) -> None:
        """Ask on which day, and with which remark and evidence."""
        self._begin("finished" if event.pressable.id == "finished" else "followed-up")

    def _begin(self, kind: FollowedAs) -> None:
        self.query_one(FollowUpForm).begin(kind, self.correcting)
        self.editing = True

    @on(Pressable.Pressed, "#outputs, #history, #sheets")
    def open_part(self, event: Pressable.Pressed) -> None:
        """What is posted and reported; all follow-ups; or the sheets that hang for it."""
        self.go(MeasurePartChosen(self.followed, event.pressable.id or ""))

    @on(Pressable.Pressed, "#next")
    def turn(self) -> None:
        """What more the plan says, and after it the beginning again."""
        self.query_one(MeasureCard).turn()

    @on(FollowUpForm.Written)
    def written(self) -> None:
        """It is on disk."""
        self.go(PageLeft())
