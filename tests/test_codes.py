"""What a phone sees: the codes as foot draws them on the screen, read by two decoders to the exact address."""

import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image

from kiosk.catalogue import Catalogue
from kiosk.channels import Address
from kiosk.office import Kiosk
from tests.foot import LANDSCAPE, PORTRAIT, SMALL, Foot, needs_foot

CODES = str(Path(__file__).with_name("codes.py"))
KEYSTONE = (1.1, 0.05, -60.0, 0.0, 1.1, -20.0, 0.0, 0.0001)
"""Where each pixel of a picture taken a little from below comes from."""

LEFT = (0, 60, 960, 1020)
"""The part of a landscape picture that holds a code alone."""


@pytest.fixture(autouse=True)
def _() -> None:
    needs_foot()


def read_by_zxing(picture: Image.Image) -> list[str]:
    return [code.text for code in zxingcpp.read_barcodes(picture)]


def read_by_zbar(picture: Image.Image, folder: Path) -> list[str]:
    file = folder / "picture.png"
    picture.save(file)
    done = subprocess.run(
        ["zbarimg", "-q", "--raw", "-Sdisable", "-Sqrcode.enable", str(file)], capture_output=True, text=True
    )
    return done.stdout.split()


def shown(foot: Foot, address: str) -> Image.Image:
    """The picture in which the code of `address` is there."""
    deadline = time.monotonic() + 20
    while address not in read_by_zxing(picture := foot.picture()):
        assert foot.terminal.poll() is None, "the program has ended"
        assert time.monotonic() < deadline, f"never read {address}"
    return picture


def views(picture: Image.Image) -> Iterator[tuple[str, Image.Image]]:
    """The picture as it is, from twice as far, and a little from below."""
    yield "straight", picture
    yield "half size", picture.resize((picture.width // 2, picture.height // 2), Image.Resampling.BILINEAR)
    yield (
        "keystone",
        picture.transform(
            picture.size, Image.Transform.PERSPECTIVE, KEYSTONE, Image.Resampling.BILINEAR, fillcolor="grey"
        ),
    )


def counter(folder: Path, screen: tuple[int, int, int, int]) -> Foot:
    return Foot([sys.executable, "-m", "kiosk", "--data", str(folder), "--practice", "--today", "2024-03-01"], screen)


@pytest.mark.parametrize("screen", [LANDSCAPE, PORTRAIT, SMALL], ids=["137x28", "63x43", "80x24"])
def test_the_survey_is_read_from_the_first_page(
    tmp_path: Path, kiosk: Kiosk, screen: tuple[int, int, int, int]
) -> None:
    address = str(kiosk.office.survey.figure)
    with counter(tmp_path / "data", screen) as foot:
        for name, view in views(shown(foot, address)):
            assert read_by_zxing(view) == [address], name
            assert read_by_zbar(view, tmp_path) == [address], name


def test_two_keys_lead_to_a_service_and_8_to_the_code_again(tmp_path: Path, kiosk: Kiosk) -> None:
    address = str(kiosk.office.survey.figure)
    with counter(tmp_path / "data", LANDSCAPE) as foot:
        shown(foot, address)
        foot.press("3", "2")
        deadline = time.monotonic() + 10
        while read_by_zxing(foot.picture()):
            assert time.monotonic() < deadline, "the first page is still there"
        foot.press("8")
        shown(foot, address)


@pytest.mark.parametrize("theme", ["paper", "contrast"])
def test_every_address_of_the_content_is_read_from_the_screen(tmp_path: Path, catalogue: Catalogue, theme: str) -> None:
    facts = [fact for *_, fact in catalogue.facts() if isinstance(fact, Address)]
    addresses = list(dict.fromkeys(str(fact.figure) for fact in facts if fact.figure))
    with Foot([sys.executable, CODES, theme, *addresses]) as foot:
        for address in addresses:
            for name, view in views(shown(foot, address).crop(LEFT)):
                assert read_by_zxing(view) == [address], name
                assert read_by_zbar(view, tmp_path) == [address], name
            foot.press("space")
