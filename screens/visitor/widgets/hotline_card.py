"""A number to call, in large digits, and whose it is."""

from textual.content import Content

from kiosk.catalogue.channels import Hotline
from screens.widgets.block import Block, both
from screens.widgets.text_layout import beside, big, shortened, widest, wrapped

_GAP = 2
_NUMBER = 5
"""Cells of a number where its name stands on the same line."""
_FOUR_DIGITS = widest(big("0000"))
"""Cells of most numbers in large digits: beside a shorter one the name stands where it does beside these."""
_NAME = 10
"""Cells that a name takes at least."""


def lines_of(block: Block, hotline: Hotline) -> list[Content]:
    """The number with both names on its line: with the names in full, and in short where there are shorter ones."""
    number = hotline.number.figure or ""
    return [
        Content.styled(f"{number:<{_NUMBER}}{block.first(name)}  ", "bold $ink")
        + Content.styled(block.second(name), "$soft")
        for name in (hotline.title, hotline.narrow_title or hotline.title)
    ]


class HotlineCard(Block):
    """Three lines with large digits where the name has room beside them; two lines, or one, on a small terminal."""

    def __init__(self, hotline: Hotline) -> None:
        super().__init__(classes="card")
        self.hotline = hotline

    def lines(self, width: int) -> list[Content]:
        number = self.hotline.number.figure or ""
        digits = big(number)
        at = max(widest(digits), _FOUR_DIGITS) + _GAP
        if self.has_room(3) and at + _NAME <= width:
            rows = [Content.styled(row, "bold $ink") for row in digits]
            names = both(self, self.hotline.title, width - at, "bold $ink")
            if not self.has_room(len(names)):
                names = wrapped(self.first(self.hotline.title), width - at, "bold $ink")
            return beside(rows, names, at)
        first = Content.styled(self.first(self.hotline.title), "bold $ink")
        second = Content.styled(self.second(self.hotline.title), "$soft")
        line = Content.styled(f"{number:<{_NUMBER}}", "bold $ink") + first
        if self.has_room(3):
            return [Content.styled(number, "bold $ink"), first, second]
        if self.has_room(2) and line.cell_length <= width:
            return [line, second.pad_left(_NUMBER)]
        for whole in (*lines_of(self, self.hotline), line):
            if whole.cell_length <= width:
                return [whole]
        name = Content.styled(shortened(self.first(self.hotline.title), width), "bold $ink")
        return [Content.styled(number, "bold $ink"), name][: self.content_size.height]
