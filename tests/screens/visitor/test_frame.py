"""What frames every page of a visitor: the band on top, and the keys that mean the same everywhere."""

from collections.abc import Callable
from datetime import date

import pytest

from kiosk.machine.kiosk import Kiosk
from kiosk.text.languages import ENGLISH, THAI
from screens.visitor.widgets.key_bar import KeyBar
from screens.visitor.widgets.whose_word import WhoseWord
from screens.widgets.pressable import Pressable
from screens.widgets.title import Title
from tests.support.contrast import weak
from tests.support.pilot import SIZES, UNLIKE_SIZES, Opened, press, text
from tests.support.service_pages import open_service

LONG_DATE = date(2026, 11, 26)
"""A Thursday in November, which takes most cells in either language."""


@pytest.mark.parametrize("size", UNLIKE_SIZES)
async def test_the_office_is_named_in_both_languages_beside_the_longest_date(
    counter: Opened, make_kiosk: Callable[..., Kiosk], size: str
) -> None:
    """The English name was left out on a small terminal."""
    kiosk = make_kiosk(LONG_DATE)
    async with counter(size=size, on=kiosk) as pilot:
        for _ in range(2):
            for language in (THAI, ENGLISH):
                assert kiosk.office.name.of(language) in text(pilot), text(pilot)
            await press(pilot, "9")


@pytest.mark.parametrize("size", UNLIKE_SIZES)
async def test_the_keys_of_a_page_are_whole_and_low_in_either_language_and_palette(counter: Opened, size: str) -> None:
    """The widest of them in every look: where one goes, what helps, and what comes next."""
    async with counter("3", size=size) as pilot:
        for _look in range(4):
            for _ in range(2):
                keys = [key for key in pilot.app.screen.query_one(KeyBar).query(Pressable) if key.display]
                assert {key.key for key in keys} == {"left", "asterisk", "7", "9", "0", "right"}
                for key in keys:
                    lines = key.lines(key.content_size.width)
                    assert key.region.y >= pilot.app.size.height // 2
                    assert pilot.app.screen.find_widget(key).visible_region == key.region
                    assert len(lines) <= key.content_size.height, (key, text(pilot))
                    assert all(line.cell_length <= key.content_size.width for line in lines), (key, text(pilot))
                assert weak(pilot) == []
                await press(pilot, "9")
            await press(pilot, "7")


@pytest.mark.parametrize("theme", ["paper", "contrast"])
@pytest.mark.parametrize("size", SIZES)
async def test_the_ring_of_a_key_is_seen_and_touches_no_digit_or_badge(counter: Opened, size: str, theme: str) -> None:
    """It touched those that begin in the second column; in a terminal it had the colour of a key in high contrast."""
    async with counter(size=size) as pilot:
        pilot.app.theme = theme
        for keys in ([], ["3"], ["8"], ["8", "enter"], ["0", "right"]):
            await press(pilot, "asterisk", *keys)
            for key in (key for key in pilot.app.screen.query(Pressable) if key.is_on_screen):
                pilot.app.screen.set_focus(key)
                await pilot.pause()
                kind, colour = key.styles.border_left
                assert kind in ("outer", "") or key.styles.padding.left, (keys, key)
                assert colour != key.styles.background or not kind, (keys, key)


@pytest.mark.parametrize("keys", [["2", "1"], ["2", "1", "1"], ["2", "1", "right"], ["5"], ["0"], ["6", "2"]])
async def test_upright_whose_word_a_page_is_stands_clear_of_its_title(counter: Opened, keys: list[str]) -> None:
    """Each of them had two lines, and nothing between them; the words of one began a column further on."""
    async with counter(*keys, size="portrait") as pilot:
        title, whose = (pilot.app.screen.query_one(kind) for kind in (Title, WhoseWord))
        assert whose.region.y == title.region.bottom + 1
        words = str(whose.render_line(0).text)
        assert whose.region.x + len(words) - len(words[1:].lstrip()) == title.content_region.x


async def test_a_wide_page_says_in_words_which_one_it_is(counter: Opened) -> None:
    """Beside a source that takes less it said "1/6", where other services say "Page 1 of 5"."""
    async with counter(size="landscape") as pilot:
        for reason in ("thai-family", "business", "teacher", "illness-embassy"):
            await open_service(pilot, f"extension-{reason}")
            assert "Page 1 of " in text(pilot), reason
