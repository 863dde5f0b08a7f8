"""The burn-up chart: the count against the line of what is due, and its forecast. Plotted in a thread, never on the
screen's own."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from threading import Lock

from rich.text import Text
from textual import events, on, work
from textual.color import Color
from textual.content import Content
from textual.message import Message
from textual.widget import Widget
from textual.worker import Worker

from kiosk.progress.burnup import Course
from kiosk.text.dates import month_name
from kiosk.text.languages import OFFICIAL, Language, partner

Rgb = tuple[int, int, int]
_SPARSE = 3
"""Of so many dots' places the forecast takes one; the line of what is due takes all."""

_FIGURE = Lock()
"""plotext has one figure for the whole process."""

Inks = dict[str, Rgb]
"""Colours of the palette by token."""


class Chart(Widget):
    """One course: a filled area, a line of dots for what is due, sparse ones for the forecast."""

    DEFAULT_CSS = "Chart { height: 1fr; text-wrap: nowrap; }"

    @dataclass
    class Plotted(Message):
        """A picture is ready, of a size that may have changed meanwhile."""

        pictures: dict[Language, Content]
        size: tuple[int, int]

    def __init__(self, id: str | None = None) -> None:
        super().__init__(id=id)
        self.course: Course | None = None
        self.pictures: dict[Language, Content] = {}

    def on_mount(self) -> None:
        self.watch(self.screen, "lang", self.speak, init=False)
        self.app.theme_changed_signal.subscribe(self, lambda _theme: self.draw_again())

    def speak(self) -> None:
        """Name the months in the page's language."""
        self.refresh()

    def show(self, course: Course) -> None:
        """Draw this course, as soon as there is time."""
        self.course = course
        self.draw_again()

    @on(events.Resize)
    def draw_again(self) -> None:
        """Draw in the present size and palette."""
        width, height = self.content_size
        if self.course is not None and width > 20 and height > 3:
            variables = self.app.theme_variables
            inks = {token: Color.parse(variables[token]).rgb for token in ("surface", "ink", "soft", "accent", "bad")}
            self._draw(self.course, width, height, inks)

    @work(thread=True, exclusive=True, group="chart", exit_on_error=False)
    def _draw(self, course: Course, width: int, height: int, inks: Inks) -> None:
        self.post_message(self.Plotted(localized(course, width, height, inks), (width, height)))

    def on_worker_state_changed(self, event: Worker.StateChanged) -> None:
        """What the page's own workers are told with."""
        self.screen.worker_changed(event)  # type: ignore[attr-defined]

    @on(Plotted)
    def take(self, event: Plotted) -> None:
        """Put the picture up."""
        event.stop()
        if event.size == self.content_size:
            self.pictures = event.pictures
            self.refresh()

    def render(self) -> Content:
        language: Language = self.screen.lang  # type: ignore[attr-defined]
        return self.pictures.get(language if language in OFFICIAL else partner(language), Content(""))


def localized(course: Course, width: int, height: int, inks: Inks) -> dict[Language, Content]:
    """The chart in both languages. The plot counts letters, not cells: the name of a month takes the place of four."""
    with _FIGURE:
        plotted = plot(course, width, height, inks)
    firsts = {course.day(number).replace(day=1) for number in range(len(course.due))}
    pictures = {}
    for language in OFFICIAL:
        text = plotted
        for first in firsts:
            text = text.replace(_mark(first), f"{month_name(first).of(language):<4}")
        pictures[language] = Content.from_rich_text(Text.from_ansi(text))
    return pictures


def _mark(month: date) -> str:
    return f"_{month:%m}_"


def plot(course: Course, width: int, height: int, inks: Inks) -> str:
    """The chart as ANSI text of that size in cells; a month is its number between low lines.

    What is plotted last owns a cell: the line of what is due comes before the area, so as not to eat its edge, and once
    more where the area would hide it.
    """
    import plotext  # it takes its time, and only a page with a chart needs it

    quota, days = course.progress.quota, len(course.due)
    plotext.clear_figure()
    plotext.limit_size(False, False)  # to that of the terminal
    plotext.plotsize(width, height)
    plotext.frame(False)
    plotext.canvas_color(inks["surface"])
    plotext.axes_color(inks["surface"])
    plotext.ticks_color(inks["soft"])
    plotext.plot(range(days), course.due, marker="braille", color=inks["ink"])
    top = max(quota, *course.counted, 1)
    if any(course.daily):
        plotext.plot(range(len(course.daily)), course.counted, marker="hd", color=inks["accent"], fillx=True)
    covered = [day for day, counted in enumerate(course.counted) if course.due[day] < counted - 2 * top / height]
    if covered:
        plotext.scatter(covered, [course.due[day] for day in covered], marker="braille", color=inks["ink"])
    ahead = list(_ahead(course, days // width + 1))
    if ahead:
        every = -(-_SPARSE * days // (2 * width))
        plotext.scatter(*zip(*ahead[::every], strict=True), marker="braille", color=inks["bad"])
    plotext.xlim(0, days - 1)
    plotext.ylim(0, top)
    plotext.yticks([0, top / 2, top], ["0 ", f"{top // 2} ", f"{top} "])
    firsts = {float(number): course.day(number) for number in range(days) if course.day(number).day == 1}
    plotext.xticks(list(firsts), [_mark(day) for day in firsts.values()])
    built: str = plotext.build()
    return built


def _ahead(course: Course, apart: int) -> Iterator[tuple[int, float]]:
    """From `apart` days after today's count to the day of the forecast, or as far as the picture reaches."""
    progress, today = course.progress, len(course.daily) - 1
    if progress.forecast is None or progress.count >= progress.quota or today < 0:
        return
    reached = (progress.forecast.date - course.day(0)).days
    for day in range(today + apart, min(reached, len(course.due) - 1) + 1):
        yield day, progress.count + (progress.quota - progress.count) * (day - today) / max(reached - today, 1)
