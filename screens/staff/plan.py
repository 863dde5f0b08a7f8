"""The plan: 20 measures with pagination, the overdue ones first; choose one to follow it up."""

import datetime

from textual import events, on, work
from textual.app import ComposeResult
from textual.content import Content
from textual.reactive import reactive

from kiosk.machine.kiosk import Kiosk
from kiosk.progress.follow_ups import FollowUps, Subject
from kiosk.progress.plan import STATES, Mark, MeasureStatus, followed, months
from kiosk.text.bilingual import Bilingual, Phrases, same
from kiosk.text.dates import month_name, short_date
from screens.messages import MeasureChosen, StaffPageChosen
from screens.page import Page
from screens.staff.widgets.header import StaffHeader
from screens.staff.widgets.key_bar import StaffKeys
from screens.staff.widgets.legend import Legend
from screens.staff.widgets.measure_row import MARKS, STATE_SHAPES, MeasureRow, PlanHead
from screens.widgets.block import Block
from screens.widgets.containers import Container
from screens.widgets.pagination import page_count
from screens.widgets.pressable import Pressable
from screens.widgets.text_layout import spread

A_PAGE = 5
A_SMALL_PAGE = 4
"""Measures of a page, on a wide screen and on others."""

Figures = dict[Subject, tuple[int, datetime.date]]
"""The newest figures of the internal surveys, with their days."""

_MEANINGS: dict[Mark, str] = {
    "done": "followed",
    "due": "this_month",
    "missed": "missed",
    "later": "later",
    "unused": "unused",
}


class PlanScreen(Page):
    """The plan as it stands now; it is read again whenever the page comes to the front."""

    CSS_PATH = "plan.tcss"
    AUTO_FOCUS = ""
    page_index: reactive[int] = reactive(0, init=False)

    def __init__(self, kiosk: Kiosk, follow_ups: FollowUps) -> None:
        super().__init__(kiosk)
        self.follow_ups = follow_ups
        self.measures: list[MeasureStatus] = []

    def compose(self) -> ComposeResult:
        say = self.phrases
        marks = [(MARKS[mark][0], say(f"plan.{word}")) for mark, word in _MEANINGS.items()]
        about = say("plan.about", year=self.kiosk.assessment.year)
        yield StaffHeader(self.kiosk, say("plan.title"), about=about)
        yield PlanSummary(say)
        with Container(id="measures", classes="card"):
            yield PlanHead(say, [month_name(month) for month in months(self.kiosk.assessment)])
            yield Legend(*marks, id="legend-above")
            for number in range(1, A_PAGE + 1):
                yield MeasureRow(str(number), say)
        yield StaffKeys(
            say,
            say("key.back"),
            Pressable("0", say("earlier.key"), short=say("earlier.key_short"), id="earlier-years"),
            Pressable("right", say("key.next"), id="next", classes="-primary"),
            legend=Legend(*marks),
        )

    def on_mount(self) -> None:
        self._read()

    def on_screen_resume(self, event: events.ScreenResume) -> None:
        self._read()

    @work(thread=True, exclusive=True, group="read", exit_on_error=False)
    def _read(self) -> None:
        today, assessment = self.kiosk.today, self.kiosk.assessment
        began = self.follow_ups.record.first_day() or today
        measures = followed(assessment, self.follow_ups.all(assessment.fiscal_year.start), today, began)
        figures = {subject: history[-1] for subject, history in self.follow_ups.figures().items()}
        self.app.call_from_thread(self._show_all, measures, figures)

    def _show_all(self, measures: list[MeasureStatus], figures: Figures) -> None:
        self.measures = measures
        self.query_one(PlanSummary).figures = figures
        self._show()

    def watch_page_index(self) -> None:
        self._show()

    def on_resize(self, event: events.Resize) -> None:
        super().on_resize(event)
        self._show()

    @property
    def _a_page(self) -> int:
        return A_PAGE if self.has_class("-wide") else A_SMALL_PAGE

    @property
    def _pages(self) -> int:
        return page_count(len(self.measures), self._a_page)

    def _show(self) -> None:
        page = self.page_index % self._pages
        shown = self.measures[page * self._a_page : (page + 1) * self._a_page]
        for number, row in enumerate(self.query(MeasureRow)):
            row.show(shown[number] if number < len(shown) else None)
        self.query_one(PlanSummary).show(self.measures, page + 1, self._pages)

    @on(Pressable.Pressed, "MeasureRow")
    def choose(self, event: Pressable.Pressed) -> None:
        """Follow a measure up."""
        if isinstance(event.pressable.choice, MeasureStatus):
            self.go(MeasureChosen(event.pressable.choice))

    @on(Pressable.Pressed, "#earlier-years")
    def open_earlier_years(self) -> None:
        """The plans of the years before."""
        self.go(StaffPageChosen("earlier-years"))

    @on(Pressable.Pressed, "#next")
    def turn(self) -> None:
        """Turn the page, and after the last one begin again."""
        self.page_index = (self.page_index + 1) % self._pages


class PlanSummary(Block):
    """How many measures are in which state; IIT and EIT (2) as numbers; the page."""

    def __init__(self, phrases: Phrases) -> None:
        super().__init__(classes="aside")
        self.phrases = phrases
        self.measures: list[MeasureStatus] = []
        self.figures: Figures = {}
        self.page, self.pages = 1, 1

    def show(self, measures: list[MeasureStatus], page: int, pages: int) -> None:
        """Draw these."""
        self.measures, self.page, self.pages = measures, page, pages
        self.refresh(layout=True)

    def lines(self, width: int) -> list[Content]:
        say = self.phrases
        parts = []
        for state in STATES:
            if count := sum(measure.state == state for measure in self.measures):
                shape, style = STATE_SHAPES[state]
                parts.append((Content.styled(f"{shape} ", style), say(f"plan.{state}") + f" {count}"))
        page = say("service.page", page=self.page, pages=self.pages)
        internal = say("plan.internal", iit=self._figure("IIT"), eit=self._figure("EIT2"))
        first = Content("   ").join(mark + Content.styled(self.first(words), "bold $ink") for mark, words in parts)
        below = Content("   ").join(mark + Content.styled(self.second(words), "$soft") for mark, words in parts)
        right = Content.styled(self.first(page), "$soft")
        numbers = Content.styled(self.first(internal), "$soft")
        if first.cell_length + right.cell_length + 2 > width:
            return [_fitting(first, width), spread(numbers, right, width)]
        room = below.cell_length + numbers.cell_length + 2 <= width
        return [spread(first, right, width), spread(below if room else Content(""), numbers, width)]

    def _figure(self, subject: Subject) -> Bilingual:
        if subject not in self.figures:
            return same("–")
        figure, day = self.figures[subject]
        return same(f"{figure} (") + short_date(day) + ")"


def _fitting(line: Content, width: int) -> Content:
    """The line, closer together where it is too wide."""
    return line if line.cell_length <= width else Content(" ").join(line.split("   "))
