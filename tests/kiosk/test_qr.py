"""A QR code drawn as half blocks is read back to the very address."""

import pytest
import zxingcpp
from hypothesis import given, settings
from hypothesis import strategies as st
from PIL import Image

from kiosk.catalogue import load
from kiosk.qr import QUIET, half_blocks, modules, size

addresses = st.from_regex(r"https://[a-z]{3,12}\.go\.th/[a-zA-Z0-9/?=&-]{0,80}", fullmatch=True)


def read(rows: tuple[str, ...], scale: int = 4) -> str:
    """What a decoder reads from the cells, each drawn as the two modules that it stands for."""
    image = Image.new("L", (len(rows[0]), 2 * len(rows)), 255)
    for y, row in enumerate(rows):
        for x, cell in enumerate(row):
            for half, glyphs in enumerate(("▀█", "▄█")):
                if cell in glyphs:
                    image.putpixel((x, 2 * y + half), 0)
    found = zxingcpp.read_barcode(image.resize((image.width * scale, image.height * scale), Image.Resampling.NEAREST))
    assert found is not None
    return found.text


@given(addresses)
@settings(deadline=None, max_examples=40)
def test_every_address_is_read_back(address: str) -> None:
    assert read(half_blocks(address)) == address


def test_the_survey_of_the_shipped_office_is_33_columns_by_17_rows() -> None:
    address = load().office.survey.figure
    assert address == "https://itap.nacc.go.th/"
    assert size(address) == (33, 17)


@pytest.mark.parametrize("address", ["https://itap.nacc.go.th/", "https://tm47.immigration.go.th/tm47/"])
def test_four_modules_of_quiet_zone_stand_on_every_side(address: str) -> None:
    matrix = modules(address)
    edge = [*matrix[:QUIET], *matrix[-QUIET:]] + [row[:QUIET] + row[-QUIET:] for row in matrix]
    assert not any(any(row) for row in edge)
