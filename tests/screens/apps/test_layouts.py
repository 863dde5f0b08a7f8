"""A page takes the layout that its terminal holds, in place; a terminal that holds none says so."""

import pytest
from textual.geometry import Size
from textual.pilot import Pilot
from textual.widgets import Input

from kiosk.machine.kiosk import Kiosk
from kiosk.security.pin import Pin
from screens.layouts import SMALLEST, layout_of
from screens.staff.counts import CountsScreen
from screens.visitor import checklist_pages, service
from tests.support.fit import faults, overlaps
from tests.support.keys import ENTER_PIN
from tests.support.pilot import SIZES, Opened, press, resize, text, until


@pytest.mark.parametrize(
    "size", [(137, 28), (136, 28), (137, 50), (200, 24), (129, 60), (100, 30), (80, 80), (79, 43), (63, 60), (110, 23)]
)
async def test_every_terminal_that_is_large_enough_holds_every_page(counter: Opened, size: tuple[int, int]) -> None:
    async with counter(size=size) as pilot:
        for keys in ("", "3 2", "8", "5", "6", "0"):
            await pilot.app.go_home()  # type: ignore[attr-defined]
            await press(pilot, *keys.split())
            assert faults(pilot) + overlaps(pilot) == [], (keys, text(pilot))


@pytest.mark.parametrize("size", [(95, 23), (48, 43), (80, 23), (62, 32), (40, 10), (30, 8)])
async def test_a_smaller_terminal_says_so_in_both_languages_and_nothing_else(
    counter: Opened, size: tuple[int, int]
) -> None:
    async with counter("8", size=size) as pilot:
        shown = text(pilot)
        words = " ".join(shown.split())
        assert "This screen is too small. Please make it 80 × 24 characters or larger." in words
        assert "จอนี้เล็กเกินไป" in shown.replace("\n", "").replace(" ", "")
        assert "itap" not in shown


async def test_a_key_has_the_focus_again_after_a_moment_without_a_row_for_it(counter: Opened) -> None:
    """The ring was gone for good when a terminal was started again on a busy machine: it is a row high at first."""
    async with counter("3") as pilot:
        chosen = pilot.app.screen.focused
        assert chosen is not None
        await _without_a_row(pilot)
        await until(pilot, lambda: pilot.app.screen.focused is chosen)


async def test_words_are_written_on_after_a_moment_without_a_row_for_them(counter: Opened, locked: Kiosk) -> None:
    async with counter(*ENTER_PIN, "0", "5", "right", "1", "1", "2") as pilot:
        field = pilot.app.screen.query_one("#days", Input)
        await _without_a_row(pilot, "3")
        await until(pilot, lambda: pilot.app.screen.focused is field)
        await press(pilot, "4")
        assert field.value == "124", "what was typed unseen counts, or what stood there was lost"


async def _without_a_row(pilot: Pilot[None], *keys: str) -> None:
    await pilot.resize_terminal(137, 1)
    await until(pilot, lambda: pilot.app.screen.focused is None)
    await press(pilot, *keys)
    await pilot.resize_terminal(137, 28)


def test_every_layout_is_looked_at_by_the_tests_and_stands_in_every_table_of_the_pages() -> None:
    """A layout that a table forgot took the numbers of the widest one in silence."""
    assert {layout_of(Size(*size)) for size in SIZES.values()} == SMALLEST.keys()
    for table in (service._ROOM, checklist_pages._LAYOUTS):
        assert table.keys() == SMALLEST.keys()


async def test_a_page_is_laid_out_again_in_place(counter: Opened) -> None:
    async with counter("3", "2", "right", "2", size=(80, 24)) as pilot:
        for size in ((63, 43), (40, 10), (137, 28), (80, 24)):
            await resize(pilot, *size)
            assert faults(pilot) + overlaps(pilot) == [], (size, text(pilot))
        assert "☑" in text(pilot)  # what was ticked is ticked


async def test_nobody_is_counted_by_a_key_whose_page_cannot_be_seen(counter: Opened, kiosk: Kiosk) -> None:
    Pin(kiosk.path("pin.toml")).set("246810")
    async with counter("f12", *"246810", "enter") as pilot:
        assert isinstance(pilot.app.screen, CountsScreen)
        await resize(pilot, 40, 10)
        await press(pilot, "1", "left")
        await resize(pilot, 80, 24)
        assert "0 / 10" in text(pilot)
