"""Codes as a terminal draws their cells, without one."""

from PIL import Image

from kiosk.text.qr import cells

_SEXTANTS = {"\U0001fb02": (0,), "\U0001fb0b": (1,), "\U0001fb0e": (0, 1), "\U0001fb2d": (2,), "\U0001fb30": (0, 2)}
_THIRDS = {" ": (), **_SEXTANTS, "\U0001fb39": (1, 2)}


def picture(text: str, scale: int, width: int) -> Image.Image:
    """The code of `text`, whose cells are `width` pixels wide and 6 high for each module."""
    rows = cells(text, scale)
    image = Image.new("L", (len(rows[0]) * width, len(rows) * scale * 6), 255)
    for y, row in enumerate(rows):
        for x, (glyph, white) in enumerate(row):
            for third in range(3) if white else _THIRDS[glyph]:
                top = (y * scale + third) * 6
                image.paste(0, (x * width, top, (x + 1) * width, top + 6))
    return image
