"""High contrast: on every page each line has its room, and nothing is missing that the usual palette says."""

from collections import Counter

import pytest
from textual.pilot import Pilot

from kiosk.machine.kiosk import Kiosk
from kiosk.security.pin import Pin
from screens.theme import CONTRAST_THEME
from screens.visitor.widgets.key_bar import KeyBar
from screens.widgets.pressable import Pressable
from tests.support.fit import flaws
from tests.support.keys import ENTER_PIN, PIN, VISITOR_PAGES
from tests.support.pilot import SMALL_SIZES, STAFF_SIZES, Opened, press, settle, strips, text

HIGH_CONTRAST = ["7"] * 3
LINES = {chr(code) for code in range(0x2500, 0x25A0)}
"""Box drawing and block elements."""


@pytest.mark.usefixtures("standing_countdowns")
@pytest.mark.parametrize("size", SMALL_SIZES)
@pytest.mark.parametrize("kind", VISITOR_PAGES)
async def test_a_visitors_page_is_whole_and_says_no_less(counter: Opened, kind: str, size: str) -> None:
    """The lines around the cards of this palette took room: a fine, a translation and the end of a sentence were gone."""
    async with counter(size=size) as pilot:
        for keys in VISITOR_PAGES[kind]:
            await pilot.app.go_home()  # type: ignore[attr-defined]
            await press(pilot, *keys.split())
            usual, page = letters(pilot), text(pilot)
            pilot.app.theme = CONTRAST_THEME.name
            await settle(pilot)
            assert flaws(pilot) == [], (keys, text(pilot))
            assert glued(pilot) == [], (keys, text(pilot))
            assert not usual - letters(pilot), (keys, page, text(pilot))


def letters(pilot: Pilot[None]) -> Counter[str]:
    """What is on the screen but keys and lines, letter by letter: its order depends on the room for a line."""
    bars = [bar.region for bar in pilot.app.screen.query("KeyBar, #keys")]
    rows = (strip.text for y, strip in enumerate(strips(pilot)) if not any(bar.y <= y < bar.bottom for bar in bars))
    return Counter(letter for letter in "".join(rows) if not letter.isspace() and letter not in LINES)


@pytest.mark.parametrize("size", ["large", "large-portrait"])
async def test_numbers_to_call_are_there_in_high_contrast_and_larger_letters(counter: Opened, size: str) -> None:
    """A line around each took the only row there was for it."""
    async with counter(size=size) as pilot:
        pilot.app.theme = CONTRAST_THEME.name
        for keys, number in (("6", "1178 สำนักงานตรวจคนเข้าเมือง"), ("0", "1155")):
            await press(pilot, keys)
            assert number in text(pilot)
            assert flaws(pilot) == [], text(pilot)
            await press(pilot, "asterisk")


def glued(pilot: Pilot[None]) -> list[Pressable]:
    """Keys whose words touch the line at their right side."""
    keys = [key for bar in pilot.app.screen.query(KeyBar) for key in bar.query(Pressable) if key.is_on_screen]
    return [
        key
        for key in keys
        if key.styles.border_right[0] == "round"
        and any(line.cell_length >= key.content_size.width for line in key.lines(key.content_size.width))
    ]


@pytest.mark.parametrize("size", STAFF_SIZES)
async def test_the_staff_pages_are_whole_in_high_contrast(counter: Opened, kiosk: Kiosk, size: str) -> None:
    Pin(kiosk.path("pin.toml")).set(PIN)
    async with counter(*HIGH_CONTRAST, *ENTER_PIN, size=size) as pilot:
        for keys in ("", "6", "6 1", "7", "5", "5 3"):
            await pilot.app.open_staff()  # type: ignore[attr-defined]
            await press(pilot, *keys.split())
            await settle(pilot)
            assert pilot.app.current_theme.dark
            assert flaws(pilot) == [], (keys, text(pilot))
