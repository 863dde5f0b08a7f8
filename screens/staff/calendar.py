"""The calendar of the assessment: 13 rows, where today stands in them, and what is not sure."""

from textual.app import ComposeResult
from textual.containers import Container
from textual.content import Content

from kiosk.machine import Kiosk
from kiosk.text.bilingual import joined
from kiosk.text.dates import short_date
from screens.page import Page
from screens.staff.widgets.header import StaffHeader
from screens.staff.widgets.key_bar import StaffKeys
from screens.staff.widgets.legend import Legend
from screens.staff.widgets.timeline import BARS, UNCONFIRMED, Timeline, passed
from screens.widgets.block import Block
from screens.widgets.text_layout import wrapped


class CalendarScreen(Page):
    """Nothing can be pressed here but back and language."""

    CSS_PATH = "calendar.tcss"
    AUTO_FOCUS = ""

    def compose(self) -> ComposeResult:
        say = self.phrases
        shapes = [(BARS[word][0], say(f"calendar.{word}")) for word in BARS]
        shapes.append((UNCONFIRMED[0] * 2, say("calendar.unconfirmed")))
        yield StaffHeader(self.kiosk, say("calendar.title"), about=say("plan.about", year=self.kiosk.assessment.year))
        yield RunningRows(self.kiosk)
        with Container(id="rows", classes="card"):
            yield Timeline(self.kiosk)
        yield Legend(*shapes, id="legend-below")
        yield StaffKeys(say, say("key.back"), legend=Legend(*shapes))


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
