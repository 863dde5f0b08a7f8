"""Earlier fiscal years: how each of the minima ended, and what became of every measure of the plan."""

from textual import on, work
from textual.app import ComposeResult
from textual.content import Content
from textual.reactive import reactive

from kiosk.machine.kiosk import Kiosk
from kiosk.progress.counts import OfficeCounts, of_kiosk
from kiosk.progress.earlier_years import earlier_years
from kiosk.progress.follow_ups import FollowUps
from kiosk.progress.plan import MeasureStatus, followed
from kiosk.progress.status_marks import STATUS_MARKS
from kiosk.streams.ledger.ledger import Ledger
from kiosk.text.bilingual import Bilingual, Phrases, joined, same
from kiosk.text.dates import fiscal_year, medium_date
from screens.page import Page
from screens.staff.widgets.header import StaffHeader
from screens.staff.widgets.key_bar import StaffKeys
from screens.staff.widgets.measure_row import STATE_SHAPES
from screens.widgets.block import Block
from screens.widgets.containers import Container
from screens.widgets.pressable import Pressable
from screens.widgets.text_layout import shortened, spread
from screens.widgets.title import Title

_NUMBER = 9
"""Cells of a measure's shape and number."""


class EarlierYearsScreen(Page):
    """A year at a time, the newest first; it is read only, and nothing here counts or follows up."""

    CSS_PATH = "earlier_years.tcss"
    AUTO_FOCUS = ""
    at: reactive[int] = reactive(0, init=False)

    def __init__(self, kiosk: Kiosk, ledger: Ledger, follow_ups: FollowUps) -> None:
        super().__init__(kiosk)
        self.ledger, self.follow_ups = ledger, follow_ups
        self.years = earlier_years(kiosk, ledger)

    def compose(self) -> ComposeResult:
        say = self.phrases
        yield StaffHeader(self.kiosk, say("earlier.title"))
        yield Title(say("earlier.none"))
        with Container(id="earlier", classes="card"):
            yield EndedMinima(say)
            yield EndedPlan(say)
        yield StaffKeys(
            say,
            say("key.back"),
            Pressable("1", say("earlier.before"), id="before"),
            Pressable("2", say("earlier.after"), id="after"),
        )

    def on_mount(self) -> None:
        self.watch_at()

    def watch_at(self) -> None:
        """Read the year that is chosen."""
        self.query_one("#earlier").display = bool(self.years)
        self.query_one("#before").display = self.at < len(self.years) - 1
        self.query_one("#after").display = self.at > 0
        if self.years:
            self._read(self.years[self.at])

    @work(thread=True, exclusive=True, group="read", exit_on_error=False)
    def _read(self, then: Kiosk) -> None:
        counts = of_kiosk(then, self.ledger, then.today)
        began = self.follow_ups.record.first_day() or then.today
        plan = followed(then.assessment, self.follow_ups.all(), then.today, began)
        self.app.call_from_thread(self._show, then, counts, plan)

    def _show(self, then: Kiosk, counts: OfficeCounts, plan: list[MeasureStatus]) -> None:
        title, window = self.query_one(Title), then.assessment.eit
        title.words = self.phrases("earlier.of", year=fiscal_year(then.assessment.year))
        title.more = medium_date(window.start) + " – " + medium_date(window.deadline)
        title.refresh(layout=True)
        titles = {group.id: group.short_title for group in then.assessment.work_groups}
        self.query_one(EndedMinima).show(counts, titles)
        self.query_one(EndedPlan).show(plan, counted=_was_here(counts))

    @on(Pressable.Pressed, "#before, #after")
    def turn(self, event: Pressable.Pressed) -> None:
        """The year before, or the one after."""
        self.at += 1 if event.pressable.id == "before" else -1


def _was_here(counts: OfficeCounts) -> bool:
    """Whether anything was counted by this counter in a year: nothing was missed in one before it."""
    return any(each.count or each.self_reported or each.itap is not None for each in counts.minima)


class EndedMinima(Block):
    """The five minima of a year: count, quota, ITAP's last figure and how each ended."""

    def __init__(self, phrases: Phrases) -> None:
        super().__init__()
        self.phrases = phrases
        self.rows: list[tuple[Bilingual, Bilingual, str, str]] = []

    def show(self, counts: OfficeCounts, titles: dict[str, Bilingual]) -> None:
        """Draw these."""
        say = self.phrases
        self.rows = []
        was_here = _was_here(counts)
        for each in counts.minima:
            shape, style = STATUS_MARKS[each.status] if was_here else ("○", "soft")
            itap = [] if each.itap is None else [same(f"ITAP {each.itap}")]
            ended = say(f"status.{each.status}" if was_here else "earlier.not_counted")
            figures = joined([same(f"{each.count} / {each.quota}"), *itap, ended], "   ")
            self.rows.append((titles.get(each.id, say("staff.total")), figures, shape, style))
        self.refresh(layout=True)

    def lines(self, width: int) -> list[Content]:
        return [
            spread(
                Content.styled(self.first(title), "bold $ink"),
                Content.styled(f"{self.first(figures)} {shape}", f"bold ${style}"),
                width,
            )
            for title, figures, shape, style in self.rows
        ]


class EndedPlan(Block):
    """The measures of a year's plan, each with the shape of how it ended; two columns where there is room."""

    def __init__(self, phrases: Phrases) -> None:
        super().__init__()
        self.phrases = phrases
        self.measures: list[MeasureStatus] = []
        self.counted = True

    def show(self, measures: list[MeasureStatus], *, counted: bool) -> None:
        """Draw these, in the order of the plan; `counted` is whether this counter was there in that year."""
        self.counted = counted
        self.measures = sorted(measures, key=lambda each: [int(part) for part in each.measure.id[1:].split(".")])
        self.refresh(layout=True)

    def lines(self, width: int) -> list[Content]:
        columns = 1 if self.screen.has_class("-portrait") else 2
        rows, room = -(-len(self.measures) // columns), width // columns
        cells = [self._cell(each, room - 2) for each in self.measures]
        return [
            Content("").join(cell.pad_right(room - cell.cell_length) for cell in cells[row::rows])
            for row in range(rows)
        ]

    def _cell(self, each: MeasureStatus, width: int) -> Content:
        shape, style = STATE_SHAPES[each.state] if self.counted or each.history else ("○", "$soft")
        number = Content.styled(f"{shape} ", style) + Content.styled(each.measure.id, "$soft")
        name = shortened(self.first(each.measure.title), width - _NUMBER)
        return number.pad_right(_NUMBER - number.cell_length) + Content.styled(name, "$ink")
