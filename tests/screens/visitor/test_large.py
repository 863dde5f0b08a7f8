"""Large text and high contrast: one key on the first page, for people who see badly, for this visit."""

import pytest
from textual.pilot import Pilot

from kiosk.catalogue.catalogue import Catalogue
from kiosk.machine import Kiosk
from kiosk.security.pin import Pin
from screens.paged import KEYS
from screens.theme import CONTRAST, PAPER
from screens.visitor.service import ServiceScreen
from screens.visitor.widgets.qr_code import QRCode
from screens.widgets.pressable import Pressable
from screens.widgets.text_layout import tall
from tests.support.contrast import weak
from tests.support.fit import faults, overlaps
from tests.support.pilot import SIZES, Opened, press, settle, text

LONGEST = ["3", "3 2", "4 4", "8", "8 enter", "8 enter 4", "5", "5 3", "5 right", "6", "6 1", "6 2", "0", "0 1"]
"""A road to each kind of page: the service with the most papers and the longest steps, the longest notices."""


def look(pilot: Pilot[None]) -> tuple[bool, str]:
    """Whether the page in front is large, and its ground."""
    return pilot.app.screen.has_class("-large"), pilot.app.screen.styles.background.hex


async def test_7_makes_it_large_then_adds_contrast_then_leaves_contrast_alone_then_all_is_as_usual(
    counter: Opened,
) -> None:
    page, black = PAPER["page"], CONTRAST["page"]
    async with counter("9") as pilot:
        looks = [(look(pilot), "Large text · contrast" in text(pilot))]
        for words in ("Add high contrast", "Contrast, normal text", "Normal view", "Large text · contrast"):
            await press(pilot, "7")
            looks.append((look(pilot), words in text(pilot)))
    assert looks == [
        (each, True) for each in ((False, page), (True, page), (True, black), (False, black), (False, page))
    ]


@pytest.mark.parametrize("size", SIZES)
async def test_the_key_is_named_in_both_languages_and_can_be_seen_in_every_look(
    counter: Opened, kiosk: Kiosk, size: str
) -> None:
    Pin(kiosk.path("pin.toml")).set("246810")
    async with counter(size=size) as pilot:
        for name in ("large", "large_contrast", "contrast", "normal"):
            shown, words = text(pilot), kiosk.catalogue.phrases(f"home.{name}")
            assert (words.th in shown, words.en in shown) == (True, True), shown
            assert all(word in shown for one in kiosk.catalogue.families for word in one.title.en.split()), shown
            assert pilot.app.screen.query_one(QRCode).is_on_screen
            assert faults(pilot) + overlaps(pilot) + weak(pilot) == [], shown
            await press(pilot, "7")


@pytest.mark.parametrize("size", SIZES)
async def test_a_counter_that_is_not_locked_says_so_in_large_too(counter: Opened, size: str) -> None:
    async with counter("7", size=size) as pilot:
        for _ in range(2):
            assert "kiosk pin set" in text(pilot)
            assert faults(pilot) + overlaps(pilot) + weak(pilot) == [], text(pilot)
            await press(pilot, "7")


async def test_the_next_visitor_and_staff_find_the_usual_look(counter: Opened, kiosk: Kiosk) -> None:
    Pin(kiosk.path("pin.toml")).set("246810")
    async with counter("7", "7", "3", "2") as pilot:
        assert look(pilot) == (True, CONTRAST["page"])
        assert not pilot.app.is_fresh  # type: ignore[attr-defined]
        await pilot.app.go_home()  # type: ignore[attr-defined]
        await settle(pilot)
        assert look(pilot) == (False, PAPER["page"])
        assert pilot.app.is_fresh  # type: ignore[attr-defined]
        await press(pilot, "7", "f12")
        assert faults(pilot) + overlaps(pilot) == [], text(pilot)
        await press(pilot, *"246810", "enter")
        assert look(pilot) == (False, PAPER["page"])


@pytest.mark.parametrize("size", SIZES)
async def test_documents_fee_and_time_of_every_service_are_two_keys_from_the_large_home_and_fill_the_page(
    counter: Opened, catalogue: Catalogue, size: str
) -> None:
    async with counter("9", "7", size=size) as pilot:
        for number, family in enumerate(catalogue.families, 1):
            for key, service in zip(KEYS, catalogue.of_family(family.id), strict=False):
                await press(pilot, str(number), key)
                shown = text(pilot)
                assert isinstance(pilot.app.screen, ServiceScreen)
                assert pilot.app.screen.service is service
                for words in ("Documents", "Fee", "Time"):
                    assert words in shown
                answers = list(pilot.app.screen.query("Answer"))
                assert sum(one.region.height for one in answers) >= pilot.app.screen.size.height * 5 // 9
                assert all(one.region.width >= pilot.app.screen.size.width - 4 for one in answers)
                await press(pilot, "left", "left")


@pytest.mark.parametrize("contrast", [False, True], ids=["paper", "contrast"])
@pytest.mark.parametrize("size", SIZES)
async def test_a_large_page_is_whole(counter: Opened, size: str, contrast: bool) -> None:
    """Every kind of page, with its longest content, in Thai and English; in high contrast the first page of each."""
    async with counter(size=size) as pilot:
        for keys in LONGEST:
            await pilot.app.go_home()  # type: ignore[attr-defined]
            await press(pilot, *["7"] * (2 if contrast else 1), *keys.split())
            while True:
                assert faults(pilot) + overlaps(pilot) + weak(pilot) == [], (keys, text(pilot))
                await press(pilot, "9")
                assert faults(pilot) + overlaps(pilot) + weak(pilot) == [], (keys, text(pilot))
                following = pilot.app.screen.query("#next")
                if contrast or not following or not following.first().display:
                    break
                await press(pilot, "right")


@pytest.mark.parametrize("size", SIZES)
async def test_choices_are_larger_and_a_page_holds_fewer(counter: Opened, size: str) -> None:
    heights, papers = [], []
    for keys in ([], ["7"]):
        async with counter(*keys, "3", "2", "right", size=size) as pilot:
            ticks = [one for one in pilot.app.screen.query("Tick").results(Pressable) if one.display]
            heights.append(min(one.region.height for one in ticks))
            papers.append(len(ticks))
    assert heights[1] > heights[0]
    assert papers[1] < papers[0]


def test_figures_stand_three_rows_high_and_their_words_beside_them() -> None:
    assert [line.plain for line in tall("THB 1,900 a year", 40, "")] == [
        "    ╺┓  ┏━┓┏━┓┏━┓       ",
        "THB  ┃  ┗━┫┃ ┃┃ ┃ a year",
        "    ╺┻╸,╺━┛┗━┛┗━┛       ",
    ]
    assert [line.plain for line in tall("No fee", 40, "")] == ["No fee"]
    assert [line.plain for line in tall("THB 1,900 a year", 20, "")] == ["THB 1,900 a year"]
