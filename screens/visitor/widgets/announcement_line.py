"""What staff tell visitors today, as a line of the first page."""

from textual.content import Content

from kiosk.catalogue.announcements import Announcement
from screens.widgets.block import Block
from screens.widgets.text_layout import wrapped

_MARK = "▌ "


class AnnouncementLine(Block):
    """With its translation in one line if that fits, else in the page's language, over two where it is narrow."""

    def __init__(self, announcement: Announcement) -> None:
        super().__init__(id="announcement")
        self.announcement = announcement

    def lines(self, width: int) -> list[Content]:
        mark = Content.styled(_MARK, "$accent")
        first, second = self.first(self.announcement), self.second(self.announcement)
        both = mark + Content.styled(first, "bold $ink") + Content.styled(f"   {second}", "$soft")
        return [both] if both.cell_length <= width else wrapped(first, width, "bold $ink", len(_MARK), mark)
