"""A number to call, in large digits, and whose it is."""

from textual.content import Content

from kiosk.catalogue.channels import Hotline
from screens.widgets.block import Drawn
from screens.widgets.text_layout import beside, big, wrapped


class HotlineCard(Drawn):
    """Three lines with large digits; one line on a small terminal."""

    def __init__(self, hotline: Hotline) -> None:
        super().__init__(classes="card")
        self.hotline = hotline

    def lines(self, width: int) -> list[Content]:
        number = self.hotline.number.figure or "?"
        title = self.hotline.title
        if not self.has_room(3):
            line = Content.styled(f"{number:<5}", "bold $ink") + Content.styled(self.first(title), "bold $ink")
            line += Content("  ")
            both = line + Content.styled(self.second(title), "$soft")
            return [both if both.cell_length <= width else line]
        at = len(number) * 3 + 2
        name = wrapped(self.first(title), width - at, "bold $ink")
        return beside(
            [Content.styled(row, "bold $ink") for row in big(number)],
            [*name, *wrapped(self.second(title), width - at, "$soft")],
            at,
        )
