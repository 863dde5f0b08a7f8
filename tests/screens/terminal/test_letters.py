"""Letters in foot: it paints no ink beyond a line's height, so that each line must be as high as its ink."""

import pytest
from PIL import Image, ImageChops

from kiosk.session.letter_size import FULL_HD, Screen, fitted
from tests.support import foot
from tests.support.foot import Foot
from tests.support.programs import needs

UPRIGHT = Screen(1080, 1920)
LOWEST = "printf '\\033[?25l กุกู \\033[1mกุกู'; sleep 600"
"""Thai letters with the marks that reach lowest, plain and bold."""


@pytest.fixture(autouse=True)
def _() -> None:
    needs(*foot.NEEDED)


def ink(screen: Screen, size: int, line: int) -> tuple[int, int, int, int] | None:
    """How far the ink of those letters reaches, in pixels."""
    with Foot(["sh", "-c", LOWEST], (*screen, size, line)) as terminal:
        picture = terminal.seen(lambda picture: len(picture.getcolors() or []) > 8).crop((0, 0, 15 * size, 2 * size))
    return ImageChops.difference(picture, Image.new("RGB", picture.size, picture.getpixel((0, 0)))).getbbox()


@pytest.mark.parametrize("screen", [FULL_HD, UPRIGHT], ids=["landscape", "portrait"])
@pytest.mark.parametrize("larger", [True, pytest.param(False, marks=pytest.mark.long)], ids=["larger", "usual"])
def test_marks_below_a_letter_are_whole(screen: Screen, larger: bool) -> None:
    """Of those of larger letters up to two rows of pixels were missing."""
    size, line, _ = fitted(screen, larger=larger)
    assert ink(screen, size, line) == ink(screen, size, 2 * line)
