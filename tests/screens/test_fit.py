"""Nothing is cut: on every page, at every size, in both languages, each line has its room and stands out."""

import pytest
from msgspec import structs
from rich.cells import cell_len
from textual.pilot import Pilot

from kiosk.catalogue.address import Address
from kiosk.machine import Kiosk
from kiosk.security.pin import Pin
from screens.messages import StaffPageChosen
from screens.staff.counts import CountsScreen
from screens.visitor.idle import IdleScreen
from screens.visitor.widgets.qr_code import QRCode
from tests.support.contrast import weak
from tests.support.fit import faults, overlaps
from tests.support.keys import VISITOR_PAGES
from tests.support.pilot import SIZES, Opened, press, text

HIGH_CONTRAST = ["7"] * 3
LANGUAGES = ("th", "en")


def flaws(pilot: Pilot[None]) -> list[str]:
    """What is cut, drawn over, or hard to tell from its ground on the page that is on the screen."""
    return faults(pilot) + overlaps(pilot) + weak(pilot)


@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("kind", VISITOR_PAGES)
async def test_a_visitors_page_is_whole_in_both_languages(counter: Opened, kind: str, size: str) -> None:
    async with counter(size=size) as pilot:
        for keys in VISITOR_PAGES[kind]:
            await pilot.app.go_home()  # type: ignore[attr-defined]
            await press(pilot, *keys.split())
            for _ in range(20):
                page = pilot.app.screen
                for _ in LANGUAGES:
                    assert flaws(pilot) == [], (keys, text(pilot))
                    await press(pilot, "9")
                    assert pilot.app.screen is page
                following = pilot.app.screen.query("#next")
                if not following or not following.first().display:
                    break
                await press(pilot, "right")


@pytest.mark.parametrize("kind", VISITOR_PAGES)
async def test_a_visitors_page_is_whole_in_high_contrast(counter: Opened, kind: str) -> None:
    """On the smallest terminal: the lines around the cards of this palette take room."""
    async with counter(size="terminal") as pilot:
        for keys in VISITOR_PAGES[kind]:
            await pilot.app.go_home()  # type: ignore[attr-defined]
            await press(pilot, *HIGH_CONTRAST, *keys.split())
            assert flaws(pilot) == [], (keys, text(pilot))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", SIZES)
async def test_the_staff_pages_are_whole(counter: Opened, kiosk: Kiosk, size: str, language: str) -> None:
    Pin(kiosk.path("pin.toml")).set("246810")
    async with counter(*(["9"] if language == "en" else []), "f12", "1", "enter", size=size) as pilot:
        assert flaws(pilot) == [], text(pilot)
        await press(pilot, *"246810", "enter")
        assert isinstance(pilot.app.screen, CountsScreen)
        await press(pilot, "1", "2", "4", "8")
        assert flaws(pilot) == [], text(pilot)


BEHIND = ["6", "6 1", "6 1 3", "6 right 2", "6 right right right 5", "7", "5", "5 3", "5 6", "5 5 9 9 enter"]


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", SIZES)
async def test_the_pages_behind_the_counts_are_whole(counter: Opened, kiosk: Kiosk, size: str, language: str) -> None:
    Pin(kiosk.path("pin.toml")).set("246810")
    async with counter(*(["9"] if language == "en" else []), size=size) as pilot:
        app = pilot.app
        app.ledger.note_itap(None, 148, kiosk.today)  # type: ignore[attr-defined]
        for word in ("burst-7", "out-of-hours", "pin-reset"):
            app.ledger.note(word, kiosk.today)  # type: ignore[attr-defined]
        for keys in BEHIND:
            await app.open_staff()  # type: ignore[attr-defined]
            app.lang = language  # type: ignore[attr-defined]
            await press(pilot, *keys.split())
            assert not isinstance(app.screen, CountsScreen), keys
            assert flaws(pilot) == [], (keys, text(pilot))
        app.screen.go(StaffPageChosen("notes"))  # type: ignore[attr-defined]
        await press(pilot, "up")
        assert "7" in text(pilot)
        assert flaws(pilot) == [], text(pilot)


@pytest.mark.parametrize("size", SIZES)
async def test_the_staff_pages_are_whole_in_high_contrast(counter: Opened, kiosk: Kiosk, size: str) -> None:
    Pin(kiosk.path("pin.toml")).set("246810")
    for keys in ("", "6", "6 1", "7", "5", "5 3"):
        async with counter(*HIGH_CONTRAST, "f12", *"246810", "enter", *keys.split(), size=size) as pilot:
            assert pilot.app.current_theme.dark
            assert flaws(pilot) == [], (keys, text(pilot))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", SIZES)
async def test_the_question_whether_somebody_is_there_is_whole(
    counter: Opened, kiosk: Kiosk, size: str, language: str
) -> None:
    for look in ([], ["7"], ["7", "7"], HIGH_CONTRAST):
        async with counter(*(["9"] if language == "en" else []), *look, "3", size=size) as pilot:
            pilot.app.show(IdleScreen(kiosk))
            await pilot.pause()
            assert flaws(pilot) == [], text(pilot)


@pytest.mark.parametrize("day", ["before", "after"])
@pytest.mark.parametrize("size", SIZES)
async def test_the_survey_is_whole_while_it_is_closed(counter: Opened, make_kiosk: object, size: str, day: str) -> None:
    from datetime import date

    closed = make_kiosk(date(2023, 12, 1) if day == "before" else date(2026, 11, 23))  # type: ignore[operator]
    for keys in ([], ["9"], ["8"], ["9", "8"]):
        async with counter(*keys, size=size, on=closed) as pilot:
            assert flaws(pilot) == [], text(pilot)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("size", SIZES)
async def test_a_longer_survey_address_has_its_place_too(
    counter: Opened, kiosk: Kiosk, size: str, language: str
) -> None:
    survey = Address(value="https://itap.nacc.go.th/made-up/eit/2567/phatthalung1", source="office")
    office = structs.replace(kiosk.office, survey=survey)
    longer = structs.replace(kiosk, catalogue=structs.replace(kiosk.catalogue, office=office))
    for keys in ([], ["8"]):
        async with counter(*(["9"] if language == "en" else []), *keys, size=size, on=longer) as pilot:
            assert pilot.app.screen.query_one(QRCode).region.size == (37, 19)
            assert flaws(pilot) == [], text(pilot)


def test_thai_and_english_cells_are_counted_as_terminals_count_them() -> None:
    assert cell_len("เจ้าหน้าที่ไม่เห็นคำตอบ") == 17
