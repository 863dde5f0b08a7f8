"""Pages that are left as they were opened are kept: whoever comes next finds them as if nobody had been there."""

import pytest
from msgspec import structs
from textual.pilot import Pilot

from kiosk.machine.kiosk import Kiosk
from screens.apps import page_cache
from screens.messages import FamilyChosen, KioskRenewed, ServiceChosen
from screens.visitor.home import HomeScreen
from tests.support.pilot import SIZES, Opened, press, resize, settle, strips, text

SERVICE = ("3", "2")
"""From home to a service; its first page has nothing to tick, the next one has."""

VISITS: dict[str, tuple[tuple[str, ...], tuple[str, ...]]] = {
    "looked": ((*SERVICE, "home"), SERVICE),
    "went back": ((*SERVICE, "left", "left"), SERVICE),
    "ticked": ((*SERVICE, "right", "1", "2", "left", "home"), (*SERVICE, "right")),
    "ticked and turned on": ((*SERVICE, "right", "1", "right", "home"), (*SERVICE, "right")),
    "turned on": ((*SERVICE, "right", "right", "home"), SERVICE),
    "moved the focus": (("3", "down", "down", "home"), ("3",)),
    "spoke English": (("9", *SERVICE, "9", "home"), SERVICE),
    "then speaks English": ((*SERVICE, "home"), ("9", *SERVICE)),
    "switches there": ((*SERVICE, "home"), (*SERVICE, "9")),
    "wants bold letters": ((*SERVICE, "home"), ("7", *SERVICE)),
    "wants contrast": ((*SERVICE, "home"), ("7", "7", *SERVICE)),
    "had contrast": (("7", "7", "7", *SERVICE, "home"), SERVICE),
}
"""What one visitor does and how the next one comes to the page; home is between them."""


async def test_the_next_visitor_finds_the_page_as_a_new_one(counter: Opened) -> None:
    """What a page is like when nobody was there before is looked at once for each way to it."""
    fresh = {}
    for keys in {keys for _, keys in VISITS.values()}:
        async with counter(*keys) as pilot:
            fresh[keys] = strips(pilot), focus(pilot)
    for name, (before, keys) in VISITS.items():
        async with counter(*before) as pilot:
            await pilot.app.go_home()  # type: ignore[attr-defined]
            await press(pilot, *keys)
            assert (strips(pilot), focus(pilot)) == fresh[keys], (name, text(pilot))


def focus(pilot: Pilot[None]) -> str | None:
    """What has the focus."""
    return pilot.app.focused and pilot.app.focused.id


@pytest.mark.parametrize("size", ["portrait", "terminal", "large-portrait"])
async def test_in_a_terminal_of_another_size_too(counter: Opened, size: str) -> None:
    async with counter(*SERVICE, size=size) as pilot:
        fresh = text(pilot)
    async with counter(*SERVICE, "home") as pilot:
        await resize(pilot, *SIZES[size])
        await press(pilot, *SERVICE)
        assert text(pilot) == fresh


async def test_the_press_that_left_a_page_does_not_hold_up_the_one_that_leaves_it_again(counter: Opened) -> None:
    """Somebody was quicker than a page leads on twice: their key was lost, and the page stayed."""
    async with counter() as pilot:
        for _ in range(5):
            for key in ("3", "left"):
                await pilot.press(key)
                await settle(pilot)
            assert isinstance(pilot.app.screen, HomeScreen)


async def test_a_page_that_nobody_has_changed_is_not_made_again(counter: Opened) -> None:
    async with counter(*SERVICE) as pilot:
        service = pilot.app.screen
        await press(pilot, "home", *SERVICE)
        assert pilot.app.screen is service


async def test_a_page_on_which_somebody_has_ticked_is_gone_when_it_is_left(counter: Opened) -> None:
    async with counter(*SERVICE, "right", "1", "left") as pilot:
        service = pilot.app.screen
        await press(pilot, "home", *SERVICE)
        assert pilot.app.screen is not service
        assert not service.is_running


async def test_a_family_shows_what_content_says_since(counter: Opened, kiosk: Kiosk) -> None:
    async with counter("3", "home") as pilot:
        family = kiosk.catalogue.families[2]
        first = kiosk.catalogue.of_family(family.id)[0]
        title = structs.replace(first.short_title, th="ชื่อใหม่", en="A new name")
        services = {**kiosk.catalogue.services, first.id: structs.replace(first, short_title=title)}
        catalogue = structs.replace(kiosk.catalogue, services=services)
        pilot.app.post_message(KioskRenewed(structs.replace(kiosk, catalogue=catalogue)))
        await settle(pilot)
        await press(pilot, "3")
        assert "ชื่อใหม่" in text(pilot)


async def test_of_services_those_asked_for_last_are_kept_and_of_families_all(counter: Opened, kiosk: Kiosk) -> None:
    async with counter("2") as pilot:
        family, pages = pilot.app.screen, set()
        await pilot.app.go_home()  # type: ignore[attr-defined]
        for service in kiosk.catalogue.services.values():
            pilot.app.screen.post_message(FamilyChosen(kiosk.catalogue.families[0]))
            await settle(pilot)
            pilot.app.screen.post_message(ServiceChosen(service))
            await settle(pilot)
            pages.add(pilot.app.screen)
            await pilot.app.go_home()  # type: ignore[attr-defined]
            await settle(pilot)
        assert len(pages) > page_cache._KEPT
        assert sum(page.is_running for page in pages) <= page_cache._KEPT
        await press(pilot, "2")
        assert pilot.app.screen is family
