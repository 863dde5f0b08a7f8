"""The calendar of the assessment: 13 rows, where today stands in them, and what is not sure."""

from datetime import date

from textual import on, work
from textual.app import ComposeResult
from textual.content import Content
from textual.reactive import reactive

from kiosk.machine.kiosk import Kiosk
from kiosk.progress.follow_ups import FollowUps, Subject
from kiosk.text.bilingual import joined
from kiosk.text.dates import short_date
from screens.page import Page
from screens.staff.widgets.calendar_rows import CalendarRows
from screens.staff.widgets.header import StaffHeader
from screens.staff.widgets.key_bar import StaffKeys
from screens.staff.widgets.legend import Legend
from screens.staff.widgets.timeline import BARS, UNCONFIRMED, Timeline, passed
from screens.widgets.block import Block
from screens.widgets.containers import Container
from screens.widgets.pressable import Pressable
from screens.widgets.text_layout import wrapped


class CalendarScreen(Page):
    """Bars first; → turns to the rows in full, page by page, and after the last one to the bars again."""

    CSS_PATH = "calendar.tcss"
    AUTO_FOCUS = ""
    page: reactive[int] = reactive(0, init=False)

    def __init__(self, kiosk: Kiosk, follow_ups: FollowUps) -> None:
        super().__init__(kiosk)
        self.follow_ups = follow_ups

    def compose(self) -> ComposeResult:
        say = self.phrases
        shapes = [(BARS[word][0], say(f"calendar.{word}")) for word in BARS]
        shapes.append((UNCONFIRMED[0] * 2, say("calendar.unconfirmed")))
        yield StaffHeader(self.kiosk, say("calendar.title"), about=say("plan.about", year=self.kiosk.assessment.year))
        yield RunningRows(self.kiosk)
        with Container(id="rows", classes="card"):
            yield Timeline(self.kiosk)
            yield CalendarRows(self.kiosk)
        yield Legend(*shapes, id="legend-below")
        onward = Pressable("right", say("calendar.rows"), short=say("key.next"), id="next", classes="-primary")
        yield StaffKeys(say, say("key.back"), onward, legend=Legend(*shapes))

    def on_mount(self) -> None:
        self.watch_page()
        self._read()

    @work(thread=True, exclusive=True, group="read", exit_on_error=False)
    def _read(self) -> None:
        figures = {subject: history[-1] for subject, history in self.follow_ups.figures().items()}
        self.app.call_from_thread(self._show, figures)

    def _show(self, figures: dict[Subject, tuple[int, date]]) -> None:
        rows = self.query_one(CalendarRows)
        rows.figures = figures
        rows.refresh()

    def watch_page(self) -> None:
        """The bars, or a page of the rows."""
        rows = self.query_one(CalendarRows)
        self.query_one(Timeline).display = self.page == 0
        rows.display = self.page > 0
        rows.show(self.page - 1)
        onward = self.query_one("#next", Pressable)
        onward.words = self.phrases("key.next" if self.page else "calendar.rows")
        onward.refresh()

    @on(Pressable.Pressed, "#next")
    def turn(self) -> None:
        """The next page."""
        room = self.query_one("#rows").content_size
        pages = self.query_one(CalendarRows).pages(room.width, max(room.height, 1))
        self.page = (self.page + 1) % (pages + 1)


class RunningRows(Block):
    """How many rows are running, which ones and for how long; which end of the collection awaits confirmation."""

    def __init__(self, kiosk: Kiosk) -> None:
        super().__init__(classes="aside")
        self.kiosk = kiosk

    def lines(self, width: int) -> list[Content]:
        say, today, window = self.kiosk.catalogue.phrases, self.kiosk.today, self.kiosk.assessment.eit
        running = [row for row in self.kiosk.assessment.calendar if passed(row, today) == "now"]
        head, rows = say("calendar.running", count=len(running)), Content("")
        first = Content.styled(self.first(head), "bold $ink")
        phases = [phase.title for phase in self.kiosk.assessment.phases if phase.id in {row.phase for row in running}]
        if phases:
            named = Content.styled("   " + self.first(joined(phases, " · ")), "$soft")
            first += named if first.cell_length + named.cell_length <= width else Content("")
        ends = {"deadline": short_date(window.deadline), "outer": short_date(window.outer)}
        unsure = wrapped(self.first(say("calendar.two_ends", **ends)), width, "$warn", 3, Content.styled("◇", "$warn"))
        return [first + rows, *(unsure if window.deadline != window.outer else [])]
