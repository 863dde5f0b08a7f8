"""The rows of the calendar in full: exact dates, days left, what is done and by whom, the figure that goes with it."""

from datetime import date

from textual.content import Content

from kiosk.catalogue.assessment import CalendarRow
from kiosk.machine.kiosk import Kiosk
from kiosk.progress.follow_ups import Subject
from kiosk.text.bilingual import Bilingual
from kiosk.text.dates import medium_date, short_date
from screens.staff.widgets.timeline import BARS, passed
from screens.widgets.block import Block
from screens.widgets.block_pages import block_pages
from screens.widgets.text_layout import spread, wrapped

_AT = 5


class CalendarRows(Block):
    """Pagination: as many rows a page as fit."""

    def __init__(self, kiosk: Kiosk) -> None:
        super().__init__()
        self.kiosk = kiosk
        self.figures: dict[Subject, tuple[int, date]] = {}
        self.page = 0

    def show(self, page: int) -> None:
        """Turn to a page."""
        self.page = page
        self.refresh()

    def pages(self, width: int, height: int) -> int:
        """How many pages the rows take in such a room."""
        return len(block_pages(self._blocks(width), height))

    def lines(self, width: int) -> list[Content]:
        pages = block_pages(self._blocks(width), max(self.content_size.height, 1))
        return pages[min(self.page, len(pages) - 1)]

    def _blocks(self, width: int) -> list[list[Content]]:
        return [self._block(row, width) for row in self.kiosk.assessment.calendar]

    def _block(self, row: CalendarRow, width: int) -> list[Content]:
        say, now = self.kiosk.catalogue.phrases, passed(row, self.kiosk.today)
        days = medium_date(row.start) + " – " + medium_date(row.end)
        left = say("calendar.left", days=(row.end - self.kiosk.today).days) if now == "now" else say(f"calendar.{now}")
        name = wrapped(self.first(row.title), width, "bold $ink" if now == "now" else "$ink", _AT, row.id)
        shape, style = BARS[now]
        when = spread(
            Content(" " * _AT) + Content.styled(self.first(days), "$ink"),
            Content.styled(f"{shape} {self.first(left)}", style),
            width,
        )
        words = [row.action, row.responsible, *self._figure(row)]
        return [*name, when, *(line for each in words for line in wrapped(self.first(each), width, "$soft", _AT))]

    def _figure(self, row: CalendarRow) -> list[Bilingual]:
        """What ITAP showed last, of a row that has a figure; its minimum is the manual's, which nobody has told."""
        say = self.kiosk.catalogue.phrases
        if row.figure is None:
            return []
        if row.figure not in self.figures:
            return [say("calendar.no_figure")]
        figure, day = self.figures[row.figure]
        return [say("calendar.figure", figure=figure, day=short_date(day))]
