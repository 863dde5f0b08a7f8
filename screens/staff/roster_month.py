"""The roster of a month: who is on duty on each day; one day, or several, are written at once."""

from datetime import date, timedelta
from string import ascii_uppercase

from textual import on, work
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Input

from kiosk.editing.duty_month import DutyDay, days_meant, days_named, duty_month
from kiosk.editing.own_words import Unfit
from kiosk.editing.roster import WIDTH, put_on_duty
from kiosk.export.roster_sheet import write_roster
from kiosk.export.write import FOLDER
from kiosk.machine.kiosk import Kiosk
from kiosk.streams.record.files import RECORD
from kiosk.text.bilingual import Bilingual
from kiosk.text.dates import month_and_year, short_weekday
from screens.messages import KioskRenewed, RoleWanted
from screens.staff.content_watch import ContentWatch
from screens.staff.form_page import FormPage
from screens.staff.widgets.header import StaffHeader
from screens.staff.widgets.key_bar import StaffKeys
from screens.widgets.block import Block, Paragraphs
from screens.widgets.containers import Container
from screens.widgets.pressable import Pressable
from screens.widgets.text_layout import widest, wrapped
from screens.widgets.title import Title

_NAME_AT = 8
"""Cells before the name: the day of the month and of the week."""


class RosterMonthScreen(FormPage):
    """`1` opens the fields, `2` and → turn the months, `3` writes one as a sheet."""

    CSS_PATH = "roster_month.tcss"

    def __init__(self, kiosk: Kiosk, content_watch: ContentWatch) -> None:
        super().__init__(kiosk)
        self.content_watch = content_watch
        self.month = kiosk.today.replace(day=1)

    def compose(self) -> ComposeResult:
        say = self.phrases
        yield StaffHeader(self.kiosk, say("roster.title"))
        yield Title(month_and_year(self.month))
        yield MonthTable()
        yield Paragraphs(style="bold $ok", id="done")
        with Container(id="write"):
            yield Paragraphs(say("roster.days"), style="bold $ink")
            yield Input(id="days", select_on_focus=False)
            yield from self.language_fields()
            yield Paragraphs(say("roster.days_how"), style="$soft", id="how")
        yield StaffKeys(
            say,
            say("key.back"),
            Pressable("1", say("roster.choose_days"), short=say("roster.days"), id="choose", classes="-primary"),
            Pressable("2", say("roster.month_before"), short=say("roster.before_short"), id="before"),
            Pressable("3", say("roster.sheet"), short=say("roster.sheet_short"), id="sheet"),
            Pressable("right", say("roster.month_after"), short=say("key.next"), id="next"),
        )

    def on_mount(self) -> None:
        self.watch_editing()
        self.read()

    async def renewed(self, kiosk: Kiosk) -> None:
        await super().renewed(kiosk)
        self.read()

    @work(thread=True, exclusive=True, group="read", exit_on_error=False)
    def read(self) -> None:
        """Read the days of the month."""
        self.app.call_from_thread(self._show, duty_month(self.kiosk, self.month))

    def _show(self, days: list[DutyDay]) -> None:
        title = self.query_one(Title)
        title.words = month_and_year(self.month)
        title.refresh(layout=True)
        self.query_one(MonthTable).show(days)

    @on(Pressable.Pressed, "#before, #next")
    def turn(self, event: Pressable.Pressed) -> None:
        """The month before, or the next."""
        step = timedelta(-1) if event.pressable.id == "before" else timedelta(31)
        self.month = (self.month + step).replace(day=1)
        self._say_done(None)
        self.read()

    @on(Pressable.Pressed, "#choose")
    def choose(self) -> None:
        """Type days, and who is on duty then."""
        for field in self.query(Input):
            field.value = ""
        self.editing = True

    def watch_editing(self) -> None:
        """The fields stand under the days, or in their place."""
        self.set_class(self.editing, "-editing")
        self.query_one("#write").display = self.editing
        for key in self.query("#choose, #before, #sheet, #next"):
            key.display = not self.editing
        self._say(self.phrases("roster.days_how"), "$soft")
        self.set_focus(self.query_one("#days") if self.editing else None)

    @on(Input.Submitted)
    def go_on(self, event: Input.Submitted) -> None:
        """From the days to the words, and from the last words to the record."""
        days = days_meant(self.query_one("#days", Input).value, self.month)
        if not days:
            self._say(self.phrases("roster.no_days"), "bold $bad")
            self.query_one("#days").focus()
        elif event.input.id == "days":
            self.focus_next(Input)
        elif not self.to_next_language(event.input):
            words = Bilingual(**self.typed_words())
            self.post_message(RoleWanted(lambda role: self._put(days, words, role)))

    @work(thread=True, exclusive=True, group="roster", exit_on_error=False)
    def _put(self, days: list[date], words: Bilingual, role: str) -> None:
        try:
            with self.content_watch.own_write(RECORD):
                for day in days:
                    put_on_duty(self.kiosk, day, words, role)
            self.post_message(KioskRenewed(self.kiosk.reread()))
            self.app.call_from_thread(self._saved, days)
        except Unfit as unfit:
            self.app.call_from_thread(self._say, self.unfit_words(unfit, WIDTH), "bold $bad")

    def _saved(self, days: list[date]) -> None:
        self.editing = False
        self._say_done(self.phrases("roster.saved", count=len(days), days=days_named(days)))

    @on(Pressable.Pressed, "#sheet")
    def write_sheet(self) -> None:
        """Write the month as a sheet of paper."""
        self._say_done(self.phrases("take.writing"))
        self._write_sheet(self.month)

    @work(thread=True, exclusive=True, group="roster", exit_on_error=False)
    def _write_sheet(self, month: date) -> None:
        file = write_roster(self.kiosk, month, self.kiosk.folder / FOLDER)
        self.app.call_from_thread(self._say_done, self.phrases("roster.sheet_written", path=str(file)))

    def _say_done(self, words: Bilingual | None) -> None:
        """Say under the days what the last key has done."""
        line = self.query_one("#done", Paragraphs)
        line.paragraphs = (words,) if words else ()
        line.refresh(layout=True)

    def _say(self, words: Bilingual, style: str) -> None:
        line = self.query_one("#how", Paragraphs)
        line.paragraphs, line.style = (words,), style
        line.refresh(layout=True)


class MonthTable(Block):
    """The days in columns from top to bottom; what was written for a day alone is bold, closed days are soft.

    Where the names are too long for the columns, letters stand for them, and under the days what each one means.
    """

    def __init__(self) -> None:
        super().__init__(classes="card")
        self.days: list[DutyDay] = []

    def show(self, days: list[DutyDay]) -> None:
        """Draw these."""
        self.days = days
        self.refresh(layout=True)

    def lines(self, width: int) -> list[Content]:
        columns = 3 if width > 70 else 2
        rows, room = -(-len(self.days) // columns), width // columns
        names = list(dict.fromkeys(self.first(each.duty) for each in self.days))
        has_room = widest(names) <= room - _NAME_AT - 2
        shown = dict(zip(names, names if has_room else ascii_uppercase, strict=False))
        cells = [self._cell(each, shown.get(self.first(each.duty), "…")) for each in self.days]
        table = [
            Content("").join(cell.pad_right(room - cell.cell_length) for cell in cells[row::rows])
            for row in range(rows)
        ]
        return table if has_room else [*table, *_legend(shown, width)]

    def _cell(self, each: DutyDay, name: str) -> Content:
        style = "bold $ink" if each.is_own else "$ink" if each.is_open else "$soft"
        number = Content.styled(f"{each.day.day:>2} ", "bold $ink" if each.is_open else "$soft")
        start = number + Content.styled(self.first(short_weekday(each.day)), "$soft")
        return start.pad_right(_NAME_AT - start.cell_length) + Content.styled(name, style)


def _legend(letters: dict[str, str], width: int) -> list[Content]:
    """What each letter stands for."""
    return [
        line
        for name, letter in letters.items()
        for line in wrapped(name, width, "$ink", 3, Content.styled(letter, "bold $ink"))
    ]
