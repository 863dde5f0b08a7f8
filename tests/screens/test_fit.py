"""Nothing is cut: on every page, at every size, in both languages, each line has its room and stands out."""

import pytest
from msgspec import structs
from rich.cells import cell_len

from kiosk.catalogue.address import Address
from kiosk.machine import Kiosk
from kiosk.security.pin import Pin
from screens.messages import StaffPageChosen
from screens.staff.counts import CountsScreen
from screens.visitor.idle import IdleScreen
from screens.visitor.widgets.qr_code import QRCode
from screens.widgets.block import Drawn
from tests.screens.conftest import SIZES, Opened, press, text
from tests.support.contrast import weak

ROADS = {
    "home": [""],
    "families": ["1", "2", "3", "4"],
    "visa": [f"1 {n}" for n in range(1, 4)],
    "notification": [f"2 {n}" for n in range(1, 6)],
    "extension": [f"3 {n}" for n in (*range(1, 8), "right")],
    "permit": [f"4 {n}" for n in range(1, 5)],
    "survey": ["8", "8 enter"],
    "thanks": ["8 enter 4"],
    "online": ["5", *(f"5 {n}" for n in range(1, 8)), *(f"5 right {n}" for n in range(1, 5))],
    "transparency": ["6", *(f"6 {n}" for n in range(1, 8)), "6 right"],
    "officer": ["0", "0 1"],
}


HIGH_CONTRAST = ["7"] * 3


def faults(pilot: object) -> list[str]:
    """Every block that has more lines than rows, or a line wider than it is, or that leaves the screen."""
    found = []
    screen = pilot.app.screen  # type: ignore[attr-defined]
    width, height = screen.size
    for block in screen.query(Drawn):
        if (
            not block.is_on_screen
            or not block.display
            or not all(one.display for one in block.ancestors if hasattr(one, "display"))
        ):
            continue
        room = block.content_size
        lines = block.lines(room.width)
        name = f"{type(block).__name__}#{block.id or ''} {room}"
        if len(lines) > room.height:
            found.append(f"{name}: {len(lines)} lines: {[line.plain for line in lines]}")
        found += [f"{name}: {line.plain!r} is {line.cell_length}" for line in lines if line.cell_length > room.width]
        region = block.region
        if region.x < 0 or region.y < 0 or region.right > width or region.bottom > height:
            found.append(f"{name}: leaves the screen at {region}")
        visible = screen.find_widget(block).visible_region
        if visible.size != region.size:
            found.append(f"{name}: only {visible.size} of {region.size} can be seen")
    for code in screen.query(QRCode):
        if code.is_on_screen and screen.find_widget(code).visible_region.size != code.region.size:
            found.append(f"the code of {code.address} is cut")
    return found


def overlaps(pilot: object) -> list[str]:
    """Blocks that are drawn over one another."""
    screen = pilot.app.screen  # type: ignore[attr-defined]
    blocks = [block for block in screen.query(Drawn) if block.is_on_screen and block.region.area]
    return [
        f"{one} over {other}"
        for number, one in enumerate(blocks)
        for other in blocks[number + 1 :]
        if one.region.overlaps(other.region)
    ]


@pytest.mark.parametrize("language", ["th", "en"])
@pytest.mark.parametrize("size", SIZES)
@pytest.mark.parametrize("road", ROADS)
async def test_a_visitors_page_is_whole(counter: Opened, road: str, size: str, language: str) -> None:
    async with counter(size=size) as pilot:
        for keys in ROADS[road]:
            await pilot.app.go_home()  # type: ignore[attr-defined]
            await press(pilot, *(["9"] if language == "en" else []), *keys.split())
            for _ in range(20):
                assert faults(pilot) + overlaps(pilot) + weak(pilot) == [], (keys, text(pilot))
                following = pilot.app.screen.query("#next")
                if not following or not following.first().display:
                    break
                await press(pilot, "right")


@pytest.mark.parametrize("road", ROADS)
async def test_a_visitors_page_is_whole_in_high_contrast(counter: Opened, road: str) -> None:
    """On the smallest terminal: the lines around the cards of this palette take room."""
    async with counter(size="terminal") as pilot:
        for keys in ROADS[road]:
            await pilot.app.go_home()  # type: ignore[attr-defined]
            await press(pilot, *HIGH_CONTRAST, *keys.split())
            assert faults(pilot) + overlaps(pilot) + weak(pilot) == [], (keys, text(pilot))


@pytest.mark.parametrize("language", ["th", "en"])
@pytest.mark.parametrize("size", SIZES)
async def test_the_staff_pages_are_whole(counter: Opened, kiosk: Kiosk, size: str, language: str) -> None:
    Pin(kiosk.path("pin.toml")).set("246810")
    async with counter(*(["9"] if language == "en" else []), "f12", "1", "enter", size=size) as pilot:
        assert faults(pilot) + overlaps(pilot) + weak(pilot) == [], text(pilot)
        await press(pilot, *"246810", "enter")
        assert isinstance(pilot.app.screen, CountsScreen)
        await press(pilot, "1", "2", "4", "8")
        assert faults(pilot) + overlaps(pilot) + weak(pilot) == [], text(pilot)


BEHIND = ["6", "6 1", "6 1 3", "6 right 2", "6 right right right 5", "7", "5", "5 3", "5 6", "5 5 9 9 enter"]


@pytest.mark.parametrize("language", ["th", "en"])
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
            assert faults(pilot) + overlaps(pilot) + weak(pilot) == [], (keys, text(pilot))
        app.screen.go(StaffPageChosen("notes"))  # type: ignore[attr-defined]
        await press(pilot, "up")
        assert "7" in text(pilot)
        assert faults(pilot) + overlaps(pilot) + weak(pilot) == [], text(pilot)


@pytest.mark.parametrize("size", SIZES)
async def test_the_staff_pages_are_whole_in_high_contrast(counter: Opened, kiosk: Kiosk, size: str) -> None:
    Pin(kiosk.path("pin.toml")).set("246810")
    for keys in ("", "6", "6 1", "7", "5", "5 3"):
        async with counter(*HIGH_CONTRAST, "f12", *"246810", "enter", *keys.split(), size=size) as pilot:
            assert pilot.app.current_theme.dark
            assert faults(pilot) + overlaps(pilot) + weak(pilot) == [], (keys, text(pilot))


@pytest.mark.parametrize("language", ["th", "en"])
@pytest.mark.parametrize("size", SIZES)
async def test_the_question_whether_somebody_is_there_is_whole(
    counter: Opened, kiosk: Kiosk, size: str, language: str
) -> None:
    for look in ([], ["7"], ["7", "7"], HIGH_CONTRAST):
        async with counter(*(["9"] if language == "en" else []), *look, "3", size=size) as pilot:
            pilot.app.show(IdleScreen(kiosk))
            await pilot.pause()
            assert faults(pilot) + overlaps(pilot) + weak(pilot) == [], text(pilot)


@pytest.mark.parametrize("day", ["before", "after"])
@pytest.mark.parametrize("size", SIZES)
async def test_the_survey_is_whole_while_it_is_closed(counter: Opened, make_kiosk: object, size: str, day: str) -> None:
    from datetime import date

    closed = make_kiosk(date(2023, 12, 1) if day == "before" else date(2026, 11, 23))  # type: ignore[operator]
    for keys in ([], ["9"], ["8"], ["9", "8"]):
        async with counter(*keys, size=size, on=closed) as pilot:
            assert faults(pilot) + overlaps(pilot) + weak(pilot) == [], text(pilot)


@pytest.mark.parametrize("language", ["th", "en"])
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
            assert faults(pilot) + overlaps(pilot) + weak(pilot) == [], text(pilot)


def test_thai_and_english_cells_are_counted_as_terminals_count_them() -> None:
    assert cell_len("เจ้าหน้าที่ไม่เห็นคำตอบ") == 17
