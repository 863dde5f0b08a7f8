"""The chart with its title and legend in words, as the counts show it on a wide screen."""

from time import monotonic

from textual import work
from textual.app import ComposeResult
from textual.containers import Container
from textual.content import Content
from textual.worker import Worker

from kiosk.ledger.ledger import Ledger
from kiosk.machine import Kiosk
from kiosk.progress.burnup import Course, courses
from kiosk.text.bilingual import Bilingual, Phrases
from screens.staff.widgets.chart import Chart
from screens.widgets.block import Block
from screens.widgets.text_layout import wrapped

IDLE = 2.0
"""Seconds without a key before the chart is drawn: counting goes first."""


class ChartLegend(Block):
    """What the three shapes are, after the name of what is drawn."""

    def __init__(self, say: Phrases, title: Bilingual | None = None) -> None:
        super().__init__()
        self.say = say
        self.title = title

    def lines(self, width: int) -> list[Content]:
        parts = [
            Content.styled("▄ ", "bold $accent") + Content.styled(self.first(self.say("chart.counted")), "$soft"),
            Content.styled("⠒⠒ ", "$ink") + Content.styled(self.first(self.say("chart.due")), "$soft"),
            Content.styled("⠂⠐ ", "$bad") + Content.styled(self.first(self.say("chart.forecast")), "$soft"),
        ]
        legend = Content("   ").join(parts)
        if self.title is None:
            return [legend]
        title = Content.styled(self.first(self.title), "bold $ink")
        whole = title + Content("   ") + legend
        return [whole] if whole.cell_length <= width else [*wrapped(self.first(self.title), width, "bold $ink"), legend]


class ChartCard(Container):
    """The total's course. It looks for news by itself, in a thread, and only while no key is pressed."""

    def __init__(self, kiosk: Kiosk, ledger: Ledger) -> None:
        super().__init__(id="chart-card", classes="card")
        self.kiosk = kiosk
        self.ledger = ledger
        self._seen: object = None
        self._reading: Worker[None] | None = None

    def compose(self) -> ComposeResult:
        say = self.kiosk.catalogue.phrases
        yield ChartLegend(say, say("chart.sum"))
        yield Chart()

    def on_mount(self) -> None:
        self.set_interval(0.5, self._look)

    def _look(self) -> None:
        idle = monotonic() - self.app.touched >= IDLE  # type: ignore[attr-defined]
        reads = self._reading is not None and not self._reading.is_finished
        if idle and not reads and self.is_on_screen and self.screen is self.app.screen:
            self._reading = self._read()

    @work(thread=True, group="chart", exit_on_error=False)
    def _read(self) -> None:
        seen = (self.ledger.data_version(), self.ledger.chain.head(), self.kiosk.today)
        if seen != self._seen:
            self._seen = seen
            *_, total = courses(self.kiosk, self.ledger)
            self.app.call_from_thread(self._show, total)

    def _show(self, total: Course) -> None:
        self.query_one(Chart).show(total)
