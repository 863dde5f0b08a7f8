"""The duty roster: who is on duty on each weekday, and today; typed in both languages, shown on the band at once."""

import datetime

from textual import on, work
from textual.app import ComposeResult
from textual.widgets import Input

from kiosk.catalogue.office import Weekday
from kiosk.catalogue.roster import WEEKDAYS
from kiosk.editing.own_words import Unfit
from kiosk.editing.roster import WIDTH, put_on_duty
from kiosk.machine.kiosk import Kiosk
from kiosk.streams.record.files import RECORD
from kiosk.text.bilingual import Bilingual
from kiosk.text.dates import short_weekday, weekday_name
from kiosk.text.languages import HOME, OFFICIAL
from screens.messages import KioskRenewed, RoleWanted, StaffPageChosen
from screens.staff.content_watch import ContentWatch
from screens.staff.form_page import FormPage
from screens.staff.widgets.header import StaffHeader
from screens.staff.widgets.key_bar import StaffKeys
from screens.widgets.block import Paragraphs
from screens.widgets.containers import Container, Grid
from screens.widgets.pressable import Pressable
from screens.widgets.title import Title

_TODAY = "8"


class RosterScreen(FormPage):
    """Seven weekdays and today; a chosen one is typed in place of the keys."""

    CSS_PATH = "roster.tcss"

    def __init__(self, kiosk: Kiosk, content_watch: ContentWatch) -> None:
        super().__init__(kiosk)
        self.content_watch = content_watch
        self.when: Weekday | datetime.date = kiosk.today

    def compose(self) -> ComposeResult:
        say = self.phrases
        yield StaffHeader(self.kiosk, say("roster.title"))
        yield Title(say("roster.choose", duty=self.kiosk.duty))
        with Grid(id="weekdays"):
            for number, weekday in enumerate(WEEKDAYS, 1):
                yield DutyKey(str(number), weekday)
            yield DutyKey(_TODAY, self.kiosk.today)
        with Container(id="write"):
            yield Paragraphs(say("roster.write"), id="how")
            yield from self.language_fields()
            yield Paragraphs(style="bold $bad", id="trouble")
            yield Pressable("enter", say("roster.save"), id="save", classes="-primary")
        yield Paragraphs(say("roster.about"), style="$soft", id="about")
        yield StaffKeys(say, say("key.back"), Pressable("right", say("roster.month"), id="month"))

    def on_mount(self) -> None:
        self._show()
        self.watch_editing()

    async def renewed(self, kiosk: Kiosk) -> None:
        await super().renewed(kiosk)
        self._show()

    def _show(self) -> None:
        title = self.query_one(Title)
        title.words = self.phrases("roster.choose", duty=self.kiosk.duty)
        title.refresh(layout=True)
        for key in self.query(DutyKey):
            key.show(self.kiosk)

    def watch_editing(self) -> None:
        """Keys or fields."""
        self.query_one("#weekdays").display = self.query_one("#about").display = not self.editing
        self.query_one("#write").display = self.editing
        self._say(None)
        self.set_focus(self.query_one(f"#{HOME}") if self.editing else None)

    @on(Pressable.Pressed, "DutyKey")
    def choose(self, event: Pressable.Pressed) -> None:
        """Write another name for that day."""
        assert isinstance(event.pressable, DutyKey)
        self.when = self.kiosk.today if event.pressable.key == _TODAY else event.pressable.when
        words = event.pressable.own(self.kiosk)
        for language in OFFICIAL:
            self.query_one(f"#{language}", Input).value = words.of(language) if words else ""
        self.editing = True

    @on(Pressable.Pressed, "#month")
    def open_month(self) -> None:
        """The roster by date."""
        self.go(StaffPageChosen("roster-month"))

    @on(Input.Submitted)
    def go_on(self, event: Input.Submitted) -> None:
        """From one language to the next, and from the last to the file."""
        if not self.to_next_language(event.input):
            self.save()

    @on(Pressable.Pressed, "#save")
    def save(self) -> None:
        """Write down what was typed."""
        words = Bilingual(**self.typed_words())
        self.post_message(RoleWanted(lambda role: self._put(words, role)))

    @work(thread=True, exclusive=True, group="roster", exit_on_error=False)
    def _put(self, words: Bilingual, role: str) -> None:
        try:
            with self.content_watch.own_write(RECORD):
                put_on_duty(self.kiosk, self.when, words, role)
            self.post_message(KioskRenewed(self.kiosk.reread()))
            self.app.call_from_thread(setattr, self, "editing", False)
        except Unfit as unfit:
            self.app.call_from_thread(self._ask_again, unfit)

    def _ask_again(self, unfit: Unfit) -> None:
        """Say what does not fit, in the field that lacks it."""
        self._say(self.unfit_words(unfit, WIDTH))
        if unfit.lacking is not None:
            self.query_one(f"#{unfit.lacking}").focus()

    def _say(self, words: Bilingual | None) -> None:
        trouble = self.query_one("#trouble", Paragraphs)
        trouble.paragraphs = (words,) if words else ()
        trouble.refresh(layout=True)


class DutyKey(Pressable):
    """A weekday, or today alone, and who is on duty then."""

    def __init__(self, key: str, when: Weekday | datetime.date) -> None:
        super().__init__(key, Bilingual("-", "-"))
        self.when = when

    def own(self, kiosk: Kiosk) -> Bilingual | None:
        """What staff have written for it."""
        roster = kiosk.catalogue.roster
        return roster.day.get(kiosk.today) if self.key == _TODAY else roster.weekday.get(self.when)  # type: ignore[arg-type]

    def show(self, kiosk: Kiosk) -> None:
        """Say who is on duty."""
        say = kiosk.catalogue.phrases
        if self.key == _TODAY:
            day = shortly = say("roster.only_today")
            duty = self.own(kiosk) or say("roster.by_weekday")
        else:
            monday = kiosk.today - datetime.timedelta(kiosk.today.weekday())
            date = monday + datetime.timedelta(int(self.key) - 1)
            day, shortly = weekday_name(date), short_weekday(date)
            duty = self.own(kiosk) or kiosk.duty_by_file(date)
        self.words, self.short = day + "  " + duty, shortly + "  " + duty
        self.refresh()
