"""The chart with its title and legend in words, as the counts show it on a wide screen."""

from time import monotonic

from textual.app import ComposeResult
from textual.content import Content

from kiosk.machine.kiosk import Kiosk
from kiosk.progress.burnup import courses
from kiosk.text.bilingual import Bilingual, Phrases
from screens.staff.ledger_watch import LedgerReader, LedgerWatch
from screens.staff.widgets.chart import Chart
from screens.widgets.block import Block
from screens.widgets.containers import Container
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
    """The total's course, lazily: read and drawn where it can be seen, and only while no key is pressed."""

    def __init__(self, kiosk: Kiosk, watch: LedgerWatch) -> None:
        super().__init__(id="chart-card", classes="card")
        self.kiosk = kiosk
        self.ledger_watch = watch
        self._reader = LedgerReader(self._read, self._is_wanted)

    def compose(self) -> ComposeResult:
        say = self.kiosk.catalogue.phrases
        yield ChartLegend(say, say("chart.sum"))
        yield Chart()

    def on_mount(self) -> None:
        self.ledger_watch.subscribe(self._reader)

    def on_unmount(self) -> None:
        self.ledger_watch.unsubscribe(self._reader)

    def _is_wanted(self) -> bool:
        idle = monotonic() - self.app.touched >= IDLE  # type: ignore[attr-defined]
        return idle and self.is_on_screen and self.screen is self.app.screen

    def _read(self) -> None:
        *_, total = courses(self.kiosk, self.ledger_watch.ledger)
        self.app.call_from_thread(self.query_one(Chart).show, total)
