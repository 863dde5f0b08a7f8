"""Letters are as large as the columns and rows of a layout allow, on whatever screen."""

import pytest
from textual.geometry import Size

from kiosk.session.foot_ini import GROUND
from kiosk.session.letter_size import FULL_HD, Letters, Screen, fitted, grid
from screens.layouts import LARGE, SMALLEST, layout_of
from screens.theme import PAPER

UPRIGHT = Screen(1080, 1920)


@pytest.mark.parametrize(
    ("screen", "usual", "larger"),
    [
        (FULL_HD, Letters(24, 38), Letters(34, 54)),
        (UPRIGHT, Letters(28, 44), Letters(37, 58)),
        (Screen(1366, 768), Letters(15, 27), Letters(24, 38)),
        (Screen(3840, 2160), Letters(47, 77), Letters(68, 108, -1)),
    ],
)
def test_a_screen_has_letters_of_two_sizes(screen: Screen, usual: Letters, larger: Letters) -> None:
    assert (fitted(screen, larger=False), fitted(screen, larger=True)) == (usual, larger)


def test_larger_letters_are_as_much_larger_as_was_promised() -> None:
    for screen, times in ((FULL_HD, 1.4), (UPRIGHT, 1.3)):
        assert fitted(screen, larger=True).size >= times * fitted(screen, larger=False).size


def test_each_grid_is_the_smallest_terminal_of_a_layout() -> None:
    grids = {larger: [Size(*grid(screen, larger=larger)) for screen in (FULL_HD, UPRIGHT)] for larger in (False, True)}
    assert [layout_of(size) for size in grids[False]] == ["-wide", "-portrait"]
    assert [layout_of(size) for size in grids[True]] == [*LARGE]
    assert all(size == SMALLEST[layout_of(size)] for sizes in grids.values() for size in sizes)


def test_what_is_seen_before_a_page_has_the_ground_of_a_page() -> None:
    assert f"#{GROUND}" == PAPER["page"]
