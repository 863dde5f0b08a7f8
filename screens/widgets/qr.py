"""A QR code on the screen: pure black on pure white whatever the theme."""

from rich.segment import Segment
from rich.style import Style
from textual.geometry import Size
from textual.strip import Strip
from textual.widget import Widget

from kiosk.qr import half_blocks, size

_INK = Style(color="#000000", bgcolor="#ffffff")
_SOLID = Style(color="#000000", bgcolor="#000000")


class QRCode(Widget):
    """The code of an address, two modules to a cell. A cell that is all dark is a space on black: no glyph, no seam."""

    DEFAULT_CSS = "QRCode { width: auto; height: auto; }"

    def __init__(self, address: str, id: str | None = None) -> None:
        super().__init__(id=id)
        self.address = address

    def get_content_width(self, container: Size, viewport: Size) -> int:
        return size(self.address)[0]

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return size(self.address)[1]

    def render_line(self, y: int) -> Strip:
        rows = half_blocks(self.address)
        if not 0 <= y < len(rows):
            return Strip.blank(self.size.width, _INK)
        return Strip(
            [Segment(" ", _SOLID) if cell == "█" else Segment(cell, _INK) for cell in rows[y]], len(rows[y])
        ).simplify()
