"""A QR code drawn as half blocks is read back to the very address."""

import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from kiosk.catalogue.load import load
from kiosk.text.qr import QUIET, cells, modules, size

addresses = st.from_regex(r"https://[a-z]{3,12}\.go\.th/[a-zA-Z0-9/?=&-]{0,80}", fullmatch=True)


WIDTH, HEIGHT = 12, 24
"""Pixels of a cell."""


def read(address: str, gap: tuple[int, int] = (0, 0)) -> str | None:
    """What a decoder reads from the cells of `address`; ▀ begins, and ▄ ends, so many pixels short of the edge."""
    blocks = {"▀": (gap[0], HEIGHT // 2), "▄": (HEIGHT // 2, HEIGHT - gap[1])}
    rows = cells(address)
    image = Image.new("1", (len(rows[0]) * WIDTH, len(rows) * HEIGHT), 1)
    for y, row in enumerate(rows):
        for x, (glyph, white) in enumerate(row):
            if white:
                image.paste(0, (x * WIDTH, y * HEIGHT, (x + 1) * WIDTH, (y + 1) * HEIGHT))
            if glyph in blocks:
                top, bottom = (y * HEIGHT + edge for edge in blocks[glyph])
                image.paste(int(white), (x * WIDTH, top, (x + 1) * WIDTH, bottom))
    code = zxingcpp.read_barcode(image.convert("L"))
    return code and code.text


@given(addresses)
@settings(max_examples=40)
def test_every_address_is_read_back(address: str) -> None:
    assert read(address) == address


@pytest.mark.parametrize("gap", [(1, 0), (2, 0), (0, 1), (0, 3)])
def test_half_blocks_that_end_short_of_their_cell_leave_no_seam_in_the_code(gap: tuple[int, int]) -> None:
    """So xterm draws those of DejaVu Sans Mono, and of the fonts that have none of their own."""
    assert read("https://itap.nacc.go.th/", gap) == "https://itap.nacc.go.th/"


def test_the_survey_of_the_shipped_office_is_33_columns_by_17_rows() -> None:
    address = load().office.survey.figure
    assert address == "https://itap.nacc.go.th/"
    assert size(address) == (33, 17)


@pytest.mark.parametrize("address", ["https://itap.nacc.go.th/", "https://tm47.immigration.go.th/tm47/"])
def test_four_modules_of_quiet_zone_stand_on_every_side(address: str) -> None:
    matrix = modules(address)
    edge = [*matrix[:QUIET], *matrix[-QUIET:]] + [row[:QUIET] + row[-QUIET:] for row in matrix]
    assert not any(any(row) for row in edge)
