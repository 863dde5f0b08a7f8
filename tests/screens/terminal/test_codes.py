"""What a phone sees: the codes as terminals draw them on the screen, read by two decoders to the exact address."""

import subprocess
import sys
import time
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
import zxingcpp
from PIL import Image, ImageChops, ImageColor

from kiosk.catalogue.address import Address
from kiosk.catalogue.catalogue import Catalogue
from kiosk.catalogue.rules.fit import CODE
from kiosk.catalogue.take_away import take_aways
from kiosk.machine.kiosk import Kiosk
from kiosk.text import qr
from kiosk.text.languages import OFFICIAL
from screens.paged import with_keys
from screens.theme import CONTRAST, PAPER
from tests.support import foot, xterm
from tests.support.deadline import Deadline
from tests.support.foot import LANDSCAPE, PORTRAIT, SMALL, Foot
from tests.support.programs import needs
from tests.support.xterm import XTerm

CODES = str(Path(__file__).parents[2] / "support" / "code_app.py")
KEYSTONE = (1.1, 0.05, -60.0, 0.0, 1.1, -20.0, 0.0, 0.0001)
"""Where each pixel of a picture taken a little from below comes from."""

MIDDLE = (480, 60, 1440, 1020)
"""The part of a landscape picture that holds a code alone."""

BODY = (0, 120, 1920, 1080)
"""The part of a landscape picture below the clock."""

LOOKS = {"usual": PAPER, "bold": PAPER, "bold in contrast": CONTRAST, "contrast": CONTRAST}
"""The looks in which 7 shows the pages, one after the other, and the palette of each."""

Terminal = Foot | XTerm
SIZES = {"137x28": LANDSCAPE, "63x43": PORTRAIT, "80x24": SMALL}
TERMINALS: dict[str, Callable[[list[str], str], Terminal]] = {
    "foot": lambda argv, size: Foot(argv, SIZES[size]),
    "xterm": lambda argv, size: XTerm(argv, *map(int, size.split("x"))),
}


@pytest.fixture(autouse=True)
def _() -> None:
    needs(*foot.NEEDED, *xterm.NEEDED, "zbarimg")


def read_by_zxing(picture: Image.Image) -> list[str]:
    return [code.text for code in zxingcpp.read_barcodes(picture, formats=zxingcpp.BarcodeFormat.QRCode)]


def read_by_zbar(picture: Image.Image, folder: Path) -> list[str]:
    file = folder / "picture.pgm"  # grey and not compressed
    picture.convert("L").save(file)
    done = subprocess.run(
        ["zbarimg", "-q", "--raw", "-Sdisable", "-Sqrcode.enable", str(file)], capture_output=True, text=True
    )
    return done.stdout.split()


def shown(terminal: Terminal, address: str) -> Image.Image:
    """The picture in which the code of `address` is there."""
    return seen(terminal, lambda picture: address in read_by_zxing(picture), f"never read {address}")


def seen(terminal: Terminal, wanted: Callable[[Image.Image], bool], otherwise: str) -> Image.Image:
    """The picture that is as `wanted`."""
    deadline = Deadline()
    while not wanted(picture := terminal.picture()):
        assert terminal.terminal.poll() is None, "the program has ended"
        assert deadline.holds, otherwise
        time.sleep(foot.PAUSE)
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


def share(picture: Image.Image, colour: str) -> float:
    """How much of the picture has exactly that colour."""
    plain = Image.new("RGB", picture.size, ImageColor.getrgb(colour))
    same = ImageChops.difference(picture, plain).convert("L").histogram()[0]
    return same / (picture.width * picture.height)


def kiosk_at(folder: Path) -> list[str]:
    return [sys.executable, "-m", "kiosk", "--data", str(folder), "--practice", "--today", "2024-03-01"]


@pytest.mark.parametrize(
    ("name", "size"),
    [
        *(("foot", "137x28"), ("foot", "63x43"), ("xterm", "137x28")),
        *(
            pytest.param(*each, marks=pytest.mark.long)
            for each in (("foot", "80x24"), ("xterm", "63x43"), ("xterm", "80x24"))
        ),
    ],
)
def test_the_survey_is_read_from_the_first_page_in_every_look_and_language(
    tmp_path: Path, kiosk: Kiosk, name: str, size: str
) -> None:
    address = str(kiosk.office.survey.figure)
    with TERMINALS[name](kiosk_at(tmp_path / "data"), size) as terminal:
        before = shown(terminal, address)
        for look, palette in LOOKS.items():
            before = seen(terminal, lambda now, worn=palette: share(now, worn["page"]) > 0.1, f"never {look}")
            for language in ("English", "Thai"):
                # From afar and from below once a look: the code that is read straight from both pages is one.
                for view, picture in views(before) if language == "English" else [("straight", before)]:
                    assert read_by_zxing(picture) == [address], (look, language, view)
                    assert read_by_zbar(picture, tmp_path) == [address], (look, language, view)
                terminal.press("9")
                before = seen(terminal, lambda now, then=before: not foot.same(now, then), f"never in {language}")
            terminal.press("7")
            seen(terminal, lambda now, then=before: not foot.same(now, then), f"always {look}")


def test_two_keys_lead_to_a_service_and_the_key_of_the_first_page_to_the_code_again(
    tmp_path: Path, kiosk: Kiosk
) -> None:
    address = str(kiosk.office.survey.figure)
    with Foot(kiosk_at(tmp_path / "data"), LANDSCAPE) as terminal:
        shown(terminal, address)
        terminal.press("3", "2")
        seen(terminal, lambda picture: not read_by_zxing(picture), "the first page is still there")
        terminal.press("asterisk")
        shown(terminal, address)


def test_every_online_service_is_read_from_its_own_page(tmp_path: Path, catalogue: Catalogue) -> None:
    listed = with_keys(list(catalogue.channels.reachable.values()))
    with Foot(kiosk_at(tmp_path / "data"), LANDSCAPE) as terminal:
        shown(terminal, str(catalogue.office.survey.figure))
        terminal.press("5")
        for page, key, service in listed:
            terminal.press(*["Right"] * (page and key == "1"), key)
            picture = shown(terminal, str(service.address.figure))
            assert read_by_zxing(picture) == [service.address.figure]
            assert read_by_zbar(picture, tmp_path) == [service.address.figure]


def longest() -> str:
    """An address whose code is the largest that content may have: one letter more, and it would be refused."""
    address = "https://itap.nacc.go.th/"
    while qr.size(address + "x") <= CODE:
        address += "x"
    return address


@pytest.mark.parametrize("theme", ["paper", "contrast"])
def test_every_address_of_the_content_and_the_longest_one_are_read_from_the_screen(
    tmp_path: Path, catalogue: Catalogue, theme: str
) -> None:
    facts = [named.fact for named in catalogue.facts() if isinstance(named.fact, Address)]
    addresses = [*dict.fromkeys(str(fact.figure) for fact in facts if fact.figure), longest()]
    with Foot([sys.executable, CODES, theme, *addresses]) as terminal:
        for address in addresses:
            for name, view in views(shown(terminal, address).crop(MIDDLE)):
                assert read_by_zxing(view) == [address], name
                assert read_by_zbar(view, tmp_path) == [address], name
            terminal.press("space")


TILTED = 8.0
"""Degrees by which a phone is held askew."""


def turned(terminal: Foot, key: str, before: Image.Image) -> Image.Image:
    """The page to which the key leads, once it stands still; the clock above it does not make it another one."""
    terminal.press(key)
    return terminal.seen(lambda now: not foot.same(now.crop(BODY), before.crop(BODY)))


@pytest.mark.parametrize(("keys", "kind"), [("9 2 1", "list"), ("2 1", "online")])
def test_what_is_taken_home_is_read_from_the_last_page_of_a_service(
    tmp_path: Path, catalogue: Catalogue, keys: str, kind: str
) -> None:
    """The list as words is the largest code there is: its modules are a third of a cell high."""
    service = catalogue.services["90-day-report"]
    offered = [each for language in OFFICIAL for each in take_aways(service, catalogue, language)]
    wanted = {each.text for each in offered if each.kind == kind}
    with Foot(kiosk_at(tmp_path / "data"), LANDSCAPE) as terminal:
        picture = terminal.seen(lambda picture: share(picture, PAPER["page"]) > 0.1)
        for key in [*keys.split(), *["Right"] * 3]:
            picture = turned(terminal, key, picture)
        (text,) = read_by_zxing(picture)
        assert text in wanted
        tilted = picture.rotate(TILTED, Image.Resampling.BILINEAR, expand=True, fillcolor="grey")
        for name, view in [*views(picture), *views(tilted)]:
            assert read_by_zxing(view) == [text], name
