"""All that the plan says of a measure, in its eight columns, and how far it is; over as many pages as it takes."""

from textual.content import Content

from kiosk.machine.kiosk import Kiosk
from kiosk.progress.plan import MeasureStatus
from kiosk.text.bilingual import Bilingual, joined
from kiosk.text.dates import medium_date
from screens.staff.widgets.measure_row import STATE_SHAPES, interval
from screens.widgets.block import Block
from screens.widgets.block_pages import block_pages
from screens.widgets.text_layout import wrapped

_AT = 15
"""The cell at which the words of a column begin, after its name."""


class MeasureCard(Block):
    """Its state first, then the columns of the plan; no paragraph is cut, and none is torn that fits on a page."""

    def __init__(self, followed: MeasureStatus, kiosk: Kiosk) -> None:
        super().__init__(classes="card")
        self.followed = followed
        self.kiosk = kiosk
        self.page = 0

    def turn(self) -> None:
        """Show the next page, and after the last one the first."""
        self.page += 1
        self.refresh()

    @property
    def pages(self) -> int:
        """How many pages the columns take at the present size."""
        return len(self._pages(max(self.content_size.width, 1)))

    def lines(self, width: int) -> list[Content]:
        pages = self._pages(width)
        return pages[self.page % len(pages)]

    def _pages(self, width: int) -> list[list[Content]]:
        height = max(self.content_size.height, 1)
        blocks = [self._now(width), *(self._column(name, words, width) for name, words in self._columns)]
        return block_pages(blocks, height)

    def _now(self, width: int) -> list[Content]:
        """The state, when it is due, and for what is done daily the duty roster's word for today."""
        say, measure = self.kiosk.catalogue.phrases, self.followed.measure
        shape, style = STATE_SHAPES[self.followed.state]
        due = [] if measure.due is None else [say("plan.until") + " " + medium_date(measure.due)]
        words = joined([say(f"plan.{self.followed.state}"), *due, interval(measure, say)], "   ")
        lines = wrapped(self.first(words), width, f"bold {style}", 3, Content.styled(shape, style))
        if measure.recurring == "daily":
            lines += wrapped(self.first(say("plan.on_duty", duty=self.kiosk.duty)), width, "$ink", 3)
        return lines

    @property
    def _columns(self) -> list[tuple[str, Bilingual]]:
        """The columns in the order of the plan, and before them the newest follow-up."""
        say, measure, year = self.kiosk.catalogue.phrases, self.followed.measure, self.kiosk.assessment
        title = next(each.title for each in year.indicators if each.number == measure.indicator)
        issue = [] if measure.issue is None else [("issue", measure.issue)]
        return [
            ("newest", self._newest),
            ("column_indicator", say("plan.indicator_of", number=measure.indicator, title=title)),
            *issue,
            ("activity", measure.activity),
            ("output", measure.output),
            ("awareness", measure.awareness),
            ("responsible", measure.responsible),
            ("column_follow_up", say("plan.monthly")),
        ]

    @property
    def _newest(self) -> Bilingual:
        say = self.kiosk.catalogue.phrases
        if not self.followed.history:
            return say("plan.no_history")
        newest = self.followed.history[0]
        key = "plan.was_finished" if newest.kind == "finished" else "plan.was_followed"
        return say(key, day=medium_date(newest.day)) + (f"  {newest.remark}" if newest.remark else "")

    def _column(self, name: str, words: Bilingual, width: int) -> list[Content]:
        mark = Content.styled(self.first(self.kiosk.catalogue.phrases(f"plan.{name}")), "$soft")
        return wrapped(self.first(words), width, "$ink", _AT, mark)
