"""What visitors are told today, as a line of the first page."""

from textual.content import Content

from kiosk.catalogue.announcements import Announcement
from screens.widgets.block import Block
from screens.widgets.text_layout import wrapped

_MARK = "▌ "


TURN = 8.0
"""Seconds for which each of several stands."""


class AnnouncementLine(Block):
    """With its translation in one line if that fits, or under it; else in the page's language, over two lines.

    Several take turns: the page has one line.
    """

    def __init__(self, announcements: list[Announcement]) -> None:
        super().__init__(id="announcement")
        self.announcements = announcements
        self.at = 0

    def on_mount(self) -> None:
        if len(self.announcements) > 1:
            self.set_interval(TURN, self._turn)

    def _turn(self) -> None:
        self.at = (self.at + 1) % len(self.announcements)
        self.refresh()

    def lines(self, width: int) -> list[Content]:
        mark, announcement = Content.styled(_MARK, "$accent"), self.announcements[self.at]
        first, second = self.first(announcement), self.second(announcement)
        both = mark + Content.styled(first, "bold $ink") + Content.styled(f"   {second}", "$soft")
        if both.cell_length <= width:
            return [both]
        lines = wrapped(first, width, "bold $ink", len(_MARK), mark)
        translated = wrapped(second, width, "$soft", len(_MARK), mark)
        return [*lines, *translated] if self.has_room(len(lines) + len(translated)) else lines
