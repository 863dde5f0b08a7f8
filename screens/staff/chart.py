"""The chart: what was counted, what was due, where it is heading; by work group or in total."""

from textual.app import ComposeResult

from kiosk.progress.burnup import Course
from kiosk.text.bilingual import Bilingual, joined
from kiosk.text.dates import medium_date, short_date
from screens.staff.burnup_page import BurnUpPage
from screens.staff.widgets.chart import Chart
from screens.staff.widgets.chart_card import ChartLegend
from screens.staff.widgets.progress_words import resting_words
from screens.widgets.block import Paragraphs


class ChartScreen(BurnUpPage):
    """The picture, and under it the same in words."""

    def page_title(self) -> Bilingual:
        return self.phrases("chart.title")

    def middle(self) -> ComposeResult:
        yield ChartLegend(self.phrases)
        yield Chart()
        yield Paragraphs(style="$soft", id="in-words")

    def show_course(self, course: Course) -> None:
        self.query_one(Chart).show(course)
        words = self.query_one("#in-words", Paragraphs)
        words.paragraphs = (self._in_words(course),)
        words.refresh(layout=True)

    def _in_words(self, course: Course) -> Bilingual:
        progress, say = course.progress, self.phrases
        if resting := resting_words(progress, say):
            return resting
        parts = [say("staff.expected", count=progress.due)]
        if progress.needed is not None:
            parts.append(say("staff.needed", count=f"{progress.needed:.1f}"))
        parts.append(say("staff.rate", count=f"{progress.rate:.1f}"))
        if progress.forecast is None:
            parts.append(say("staff.no_progress"))
        else:
            parts.append(say("staff.forecast", day=medium_date(progress.forecast.date)))
        if progress.missing:
            last = self.kiosk.assessment.eit.last(self.kiosk.today)
            parts.append(say("staff.missing", day=short_date(last), count=progress.missing))
        return joined(parts, "  ")
