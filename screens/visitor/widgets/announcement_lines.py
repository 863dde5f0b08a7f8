"""What staff tell visitors today, as lines of the first page."""

from textual.content import Content

from kiosk.machine import Kiosk
from screens.widgets.block import Block
from screens.widgets.text_layout import wrapped

_MARK = "▌ "


class AnnouncementLines(Block):
    """The announcements of today: with their translations in one line if that fits, else in the page's language.

    It takes no line on a day without any.
    """

    def __init__(self, kiosk: Kiosk) -> None:
        super().__init__()
        self.kiosk = kiosk

    def lines(self, width: int) -> list[Content]:
        mark = Content.styled(_MARK, "$accent")
        lines: list[Content] = []
        for words in self.kiosk.announcements:
            first, second = self.first(words), self.second(words)
            said = mark + Content.styled(first, "bold $ink") + Content.styled(f"   {second}", "$soft")
            fits = said.cell_length <= width
            lines += [said] if fits else wrapped(first, width, "bold $ink", len(_MARK), mark)
        return lines
