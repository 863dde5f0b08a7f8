"""The table of staff pages: what is not in it, or has no key, is an error and never silence."""

import pytest

from kiosk.machine.kiosk import Kiosk
from kiosk.security.pin import Pin
from screens.apps.staff_pages import COUNTS_PAGES, MENU, MENU_PAGES, STAFF_PAGES
from screens.messages import StaffPageChosen
from screens.staff.counts import CountsScreen
from screens.staff.staff_page import keyed
from tests.support.keys import ENTER_PIN
from tests.support.pilot import Opened, wait_for


def test_no_two_pages_have_one_name() -> None:
    assert len(STAFF_PAGES) == len(COUNTS_PAGES) + 4 + len(MENU_PAGES)


def test_every_page_has_words(kiosk: Kiosk) -> None:
    for page in STAFF_PAGES.values():
        assert all(page.names(kiosk.catalogue.phrases, waiting=3))


def test_a_page_without_a_key_is_an_error() -> None:
    with pytest.raises(ValueError, match="no key leads to menu"):
        keyed("567", [*COUNTS_PAGES, MENU])


async def test_a_name_that_is_not_in_the_table_is_said_on_the_page(counter: Opened, kiosk: Kiosk) -> None:
    Pin(kiosk.path("pin.toml")).set("246810")
    async with counter(*ENTER_PIN, "9") as pilot:
        page = pilot.app.screen
        assert isinstance(page, CountsScreen)
        page.go(StaffPageChosen("nowhere"))
        await wait_for(pilot, "could not be done ('nowhere')")
        assert pilot.app.screen is page
