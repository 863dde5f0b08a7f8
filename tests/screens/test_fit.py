"""Nothing is cut: on every page, at every size, in both languages, each line has its room and stands out."""

import re
from collections.abc import Callable
from datetime import date

import pytest
from msgspec import structs
from rich.cells import cell_len

from kiosk.catalogue.address import Address
from kiosk.machine.kiosk import Kiosk
from kiosk.security.pin import Pin
from kiosk.text.qr import size as qr_size
from screens.messages import StaffPageChosen
from screens.staff.counts import CountsScreen
from screens.visitor.idle import IdleScreen
from screens.visitor.widgets.qr_code import QRCode
from screens.widgets.pressable import Pressable
from tests.support.fit import astray, cramped, flaws, flaws_in_both_languages
from tests.support.keys import PIN, VISITOR_PAGES
from tests.support.pilot import SIZES, STAFF_SIZES, UNLIKE_SIZES, Opened, press, settle, strips, text
from tests.support.service_pages import said, sparse, unlike


def test_every_service_has_its_keys_in_the_walk(kiosk: Kiosk) -> None:
    """Three of them, from the second page of their list, were never looked at."""
    kinds = ("visa", "notification", "extension", "permit")
    services = [len(kiosk.catalogue.of_family(family.id)) for family in kiosk.catalogue.families]
    assert [len(VISITOR_PAGES[kind]) for kind in kinds] == services


@pytest.mark.usefixtures("standing_countdowns")
@pytest.mark.parametrize("size", UNLIKE_SIZES)
@pytest.mark.parametrize("kind", VISITOR_PAGES)
async def test_a_visitors_page_is_whole_in_both_languages(counter: Opened, kind: str, size: str) -> None:
    """Of a service each page is well filled, too, and the first one says the same in both."""
    faults: list[object] = []
    async with counter(size=size) as pilot:
        for keys in VISITOR_PAGES[kind]:
            await pilot.app.go_home()  # type: ignore[attr-defined]
            await press(pilot, *keys.split())
            for _ in range(20):
                page, said_in = pilot.app.screen, dict[str, set[str]]()
                for look in (flaws, cramped):
                    said_in[pilot.app.lang] = said(pilot)  # type: ignore[attr-defined]
                    faults += [(keys, fault, text(pilot)) for fault in look(pilot) + sparse(pilot)]
                    if look is flaws:
                        await press(pilot, "9")
                assert pilot.app.screen is page
                faults += [(keys, fault, text(pilot)) for fault in unlike(pilot, said_in)]
                following = pilot.app.screen.query("#next")
                if not following or not following.first().display:
                    break
                await press(pilot, "right")
    assert faults == []


@pytest.mark.parametrize("size", SIZES)
async def test_what_is_chosen_from_stands_between_the_margins_clear_of_the_band_and_under_the_title(
    counter: Opened, size: str
) -> None:
    """Cards stood a column left of the title, and titles under the band; what stands behind a bar, or its words, a column
    to the right of the title and of the cards.
    """
    roads = ("1", "2", "3", "4", "right", "right 1", "5", "6", "6 1", "0", "0 right", "8 enter", "enter 1", "3 1 right")
    faults: list[object] = []
    async with counter(size=size) as pilot:
        for keys in roads:
            await pilot.app.go_home()  # type: ignore[attr-defined]
            await press(pilot, *keys.split())
            off = astray(pilot)
            if keys in ("1", "3", "0 right", "3 1 right"):
                title, *others = [bar for bar in pilot.app.screen.query("Title, .aside") if bar.is_on_screen]
                column = title.region.x, title.content_region.x
                off += [f"{bar} stands beside" for bar in others if (bar.region.x, bar.content_region.x) != column]
            faults += [(keys, fault, text(pilot)) for fault in off]
    assert faults == []


async def test_what_stands_over_a_list_is_clear_of_it_in_larger_letters(counter: Opened) -> None:
    """Upright it touched the first key, or the title."""
    async with counter(size="large-portrait") as pilot:
        for keys in ("1", "3", "3 right", "0 right"):
            await pilot.app.go_home()  # type: ignore[attr-defined]
            await press(pilot, *keys.split())
            title, line = [bar for bar in pilot.app.screen.query("Title, .aside") if bar.is_on_screen]
            key = min(key.region.y for key in pilot.app.screen.query(".service, .sentence") if key.is_on_screen)
            assert title.region.bottom < line.region.y < line.region.bottom < key, (keys, text(pilot))


@pytest.mark.parametrize("size", ["terminal", "large"])
async def test_a_row_stays_free_over_the_first_key_of_a_list(counter: Opened, size: str) -> None:
    """The ring of the first key touched the title, or the names of the services that still fit."""
    async with counter(size=size) as pilot:
        for keys in ("2", "3", "3 right", "5", "right", "right 1", "right 2", "right 1 4", "8 enter"):
            await pilot.app.go_home()  # type: ignore[attr-defined]
            await press(pilot, *keys.split())
            key = min(
                pilot.app.screen.query(".service, .answer, .group"),
                key=lambda key: (not key.is_on_screen, key.region.y),
            )
            above = strips(pilot)[key.region.y - 1].crop(key.region.x, key.region.right)
            assert not above.text.strip(), (keys, text(pilot))


async def test_no_name_touches_the_ring_of_its_key_in_larger_letters(counter: Opened) -> None:
    """Upright the longest names of services and of answers did."""
    async with counter(size="large-portrait") as pilot:
        for keys in (
            "1",
            "2",
            "3",
            "3 right",
            "4",
            "5",
            "5 right",
            "right",
            "right 1",
            "right 1 4",
            "right 2",
            "right 5",
        ):
            await pilot.app.go_home()  # type: ignore[attr-defined]
            await press(pilot, *keys.split())
            for language in range(2):
                for key in pilot.app.screen.query(".service, .answer").results(Pressable):
                    if key.is_on_screen:
                        width = key.content_size.width
                        assert all(line.cell_length < width for line in key.lines(width)), (keys, text(pilot))
                await press(pilot, *["9"] * (1 - language))


@pytest.mark.parametrize("size", ["terminal", "large", "large-portrait"])
async def test_a_row_stays_free_over_the_key_that_says_that_one_has_answered(counter: Opened, size: str) -> None:
    """Its ring touched the promise."""
    async with counter("8", size=size) as pilot:
        for _ in range(2):
            ring = pilot.app.screen.query_one("#answered").region
            above = strips(pilot)[ring.y - 1].crop(ring.x, ring.right)
            assert not above.text.strip(), text(pilot)
            await press(pilot, "9")


@pytest.mark.parametrize("size", ["terminal", "large"])
async def test_every_page_of_a_service_says_which_it_is_clear_of_the_band(counter: Opened, size: str) -> None:
    """Its title stood right under the band, and a long one left no room to say which page it is."""
    async with counter("9", "2", "3", size=size) as pilot:
        assert astray(pilot) == [], text(pilot)
        assert numbered(1, text(pilot))
        await pilot.app.go_home()  # type: ignore[attr-defined]
        await press(pilot, "9", "2", "1")
        number, shown = 1, text(pilot)
        while astray(pilot) == [] and numbered(number, shown) and pilot.app.screen.query_one("#next").display:
            await press(pilot, "right")
            number, shown = number + 1, text(pilot)
        assert numbered(number, shown), shown
        assert astray(pilot) == [], shown


def numbered(page: int, shown: str) -> bool:
    """Whether it says which page it is, in words or in figures."""
    return bool(re.search(f"Page {page} of | {page}/[0-9]", shown))


async def test_a_title_without_room_for_words_says_in_figures_which_page_it_is(counter: Opened) -> None:
    """The number of the form stood there instead."""
    async with counter("9", "3", "2", size="large-portrait") as pilot:
        assert re.search(r"Thai family \(spouse\)   1/[0-9]+   Form TM.7", text(pilot))
        assert astray(pilot) == []


async def test_a_long_title_keeps_the_number_of_the_form(counter: Opened) -> None:
    """Beside "Page 1 of 10" it had no room, and was missing in one of the languages."""
    async with counter("9", "3", "4", size="terminal") as pilot:
        assert re.search("Myanmar, Lao, Vietnamese workers   1/[0-9]+   Form TM.7", text(pilot)), text(pilot)


@pytest.mark.parametrize("size", STAFF_SIZES)
async def test_the_staff_pages_are_whole(counter: Opened, kiosk: Kiosk, size: str) -> None:
    Pin(kiosk.path("pin.toml")).set(PIN)
    async with counter("f12", "1", "enter", size=size) as pilot:
        assert await flaws_in_both_languages(pilot) == []
        await press(pilot, *PIN, "enter")
        assert isinstance(pilot.app.screen, CountsScreen)
        await press(pilot, "1", "2", "4", "8")
        assert await flaws_in_both_languages(pilot) == []


BEHIND = ["6", "6 1", "6 1 3", "6 right 2", "6 right right right 5", "7", "5", "5 3", "5 6", "5 5 9 9 enter"]


@pytest.mark.parametrize("size", STAFF_SIZES)
async def test_the_pages_behind_the_counts_are_whole(counter: Opened, kiosk: Kiosk, size: str) -> None:
    Pin(kiosk.path("pin.toml")).set(PIN)
    async with counter(size=size) as pilot:
        app = pilot.app
        app.ledger.note_itap(None, 148, kiosk.today)  # type: ignore[attr-defined]
        for word in ("burst-6", "out-of-hours", "pin-reset"):
            app.ledger.note(word, kiosk.today)  # type: ignore[attr-defined]
        for keys in BEHIND:
            await app.open_staff()  # type: ignore[attr-defined]
            await press(pilot, *keys.split())
            assert not isinstance(app.screen, CountsScreen), keys
            assert await flaws_in_both_languages(pilot) == [], keys
        app.screen.go(StaffPageChosen("notes"))  # type: ignore[attr-defined]
        await press(pilot, "up")
        assert "7" in text(pilot)
        assert await flaws_in_both_languages(pilot) == []


@pytest.mark.parametrize("size", SIZES)
async def test_the_question_whether_somebody_is_there_is_whole_in_every_look(
    counter: Opened, kiosk: Kiosk, size: str
) -> None:
    async with counter(size=size) as pilot:
        for look in range(4):
            await pilot.app.go_home()  # type: ignore[attr-defined]
            await press(pilot, *["7"] * look, "3")
            pilot.app.show(IdleScreen(kiosk))  # type: ignore[attr-defined]
            await settle(pilot)
            assert await flaws_in_both_languages(pilot) == [], look


@pytest.mark.parametrize("day", [date(2023, 12, 1), date(2026, 11, 23)], ids=["before", "after"])
@pytest.mark.parametrize("size", SIZES)
async def test_the_survey_is_whole_while_it_is_closed(
    counter: Opened, make_kiosk: Callable[..., Kiosk], size: str, day: date
) -> None:
    async with counter(size=size, on=make_kiosk(day)) as pilot:
        for keys in ("", "8"):
            await press(pilot, *keys)
            assert await flaws_in_both_languages(pilot) == [], keys


@pytest.mark.parametrize("size", SIZES)
async def test_a_longer_survey_address_has_its_place_too(counter: Opened, kiosk: Kiosk, size: str) -> None:
    survey = Address(value="https://itap.nacc.go.th/made-up/eit/2567/phatthalung1", source="office")
    office = structs.replace(kiosk.office, survey=survey)
    longer = structs.replace(kiosk, catalogue=structs.replace(kiosk.catalogue, office=office))
    async with counter(size=size, on=longer) as pilot:
        for keys in ("", "8"):
            await press(pilot, *keys)
            code = pilot.app.screen.query_one(QRCode)
            if keys or not size.startswith("large"):  # in larger letters the code of home is behind its key
                columns, rows = qr_size(code.address, code.scale)
                assert (code.region.width, code.region.height >= rows) == (columns, True)
                assert columns == 37, "the whole code, in halves of a cell or, where rows are few, in thirds"
                assert pilot.app.screen.region.contains_region(code.region)
            else:
                assert not code.is_on_screen
            assert await flaws_in_both_languages(pilot) == [], keys


def test_thai_and_english_cells_are_counted_as_terminals_count_them() -> None:
    assert cell_len("เจ้าหน้าที่ไม่เห็นคำตอบ") == 17
