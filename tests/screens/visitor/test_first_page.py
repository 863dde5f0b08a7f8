"""Home from anywhere by one key: `*` on either layout of the keyboard, Home, Esc, or a touch."""

import pytest

from kiosk.machine.kiosk import Kiosk
from kiosk.security.pin import Pin
from screens.staff.counts import CountsScreen
from screens.staff.pin import PinScreen
from screens.visitor.home import HomeScreen
from screens.visitor.idle import IdleScreen
from screens.visitor.service import ServiceScreen
from screens.visitor.widgets.tick_list import Tick
from tests.support.pilot import Opened, press, settle, text

PAGES = ["3", "3 2", "3 2 right right right", "8", "8 enter", "8 enter 4", "5", "6", "6 1", "0", "0 right"]
"""A road to each kind of page of a visitor's."""


async def test_one_key_leads_home_from_every_page_of_a_visitor_in_their_language(counter: Opened) -> None:
    async with counter("9") as pilot:
        for number, keys in enumerate(PAGES):
            await press(pilot, *keys.split())
            assert not isinstance(pilot.app.screen, HomeScreen), keys
            await press(pilot, ("*", "๕", "home", "escape")[number % 4])
            assert isinstance(pilot.app.screen, HomeScreen), (keys, text(pilot))
            assert len(pilot.app.screen_stack) == 1
            assert pilot.app.lang == "en"  # type: ignore[attr-defined]


async def test_a_touch_of_the_key_leads_home_too(counter: Opened) -> None:
    async with counter("3", "2", "right") as pilot:
        await pilot.click("#first-page")
        await settle(pilot)
        assert isinstance(pilot.app.screen, HomeScreen)


async def test_ticks_are_gone_with_the_page(counter: Opened) -> None:
    async with counter("3", "2", "right", "1", "*", "3", "2", "right") as pilot:
        assert isinstance(pilot.app.screen, ServiceScreen)
        assert [tick for tick in pilot.app.screen.query(Tick) if tick.ticked] == []


async def test_pressed_on_the_first_page_it_begins_anew(counter: Opened) -> None:
    async with counter("9", "7", "down", "*") as pilot:
        assert pilot.app.is_fresh  # type: ignore[attr-defined]
        assert "กรุณาเลือกบริการ" in text(pilot)


async def test_who_is_asked_whether_they_are_there_can_go_home_by_it(counter: Opened, kiosk: Kiosk) -> None:
    async with counter("3") as pilot:
        pilot.app.show(IdleScreen(kiosk))  # type: ignore[attr-defined]
        await settle(pilot)
        await press(pilot, "escape")
        assert isinstance(pilot.app.screen, HomeScreen)


@pytest.mark.parametrize("key", ["*", "๕", "home", "escape"])
async def test_pages_of_staff_keep_their_keys(counter: Opened, kiosk: Kiosk, key: str) -> None:
    Pin(kiosk.path("pin.toml")).set("246810")
    async with counter("f12", key) as pilot:
        assert isinstance(pilot.app.screen, PinScreen)
        await press(pilot, *"246810", "enter", key)
        assert isinstance(pilot.app.screen, CountsScreen)
