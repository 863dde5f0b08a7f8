"""Pages that are made while a visitor reads the one before: as they would be if they were made when they are asked for."""

from time import monotonic

import pytest
from textual.geometry import Size
from textual.pilot import Pilot

from screens.apps.counter import CounterApp
from screens.apps.prefetch import Prefetch
from screens.visitor.family import FamilyScreen
from screens.visitor.service import ServiceScreen
from tests.support.pilot import PREFETCH, SIZES, Opened, press, resize, settle, strips, until


def ahead(pilot: Pilot[None]) -> list[str]:
    """The services whose pages wait."""
    assert isinstance(pilot.app, CounterApp)
    return [page.service.id for page in pilot.app.page_cache if isinstance(page, ServiceScreen)]


def families_ahead(pilot: Pilot[None]) -> dict[str, FamilyScreen]:
    """The families whose pages wait, and these."""
    assert isinstance(pilot.app, CounterApp)
    return {page.family.id: page for page in pilot.app.page_cache if isinstance(page, FamilyScreen)}


@pytest.fixture
def made_ahead(counter: Opened, monkeypatch: pytest.MonkeyPatch) -> Opened:
    monkeypatch.setattr(Prefetch, "begin", PREFETCH)
    return counter


WAYS: dict[str, tuple[str, ...]] = {
    "at once": ("2",),
    "in the other language": ("9", "2"),
    "in bold letters": ("7", "2"),
    "in the other palette": ("7", "7", "2"),
    "after another one": ("1", "left", "2"),
    "after a look at its papers": ("2", "right", "left", "left", "2"),
}
"""What a visitor presses on the page of a family."""


@pytest.mark.parametrize("name", WAYS)
async def test_a_page_made_ahead_is_the_one_that_would_be_made_now(
    made_ahead: Opened, name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with made_ahead("3") as pilot:
        await until(pilot, lambda: len(ahead(pilot)) == 4)
        waiting = set(pilot.app._installed_screens.values())
        await press(pilot, *WAYS[name])
        drawn = strips(pilot)
        assert name != "at once" or pilot.app.screen in waiting
    monkeypatch.setattr(Prefetch, "begin", lambda *_: None)
    async with made_ahead("3", *WAYS[name]) as pilot:
        assert strips(pilot) == drawn


@pytest.mark.parametrize("size", ["portrait", "terminal", "large"])
async def test_it_fits_a_terminal_that_became_another_meanwhile(
    made_ahead: Opened, size: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with made_ahead("3") as pilot:
        await until(pilot, lambda: len(ahead(pilot)) == 4)
        await resize(pilot, *SIZES[size])
        await press(pilot, "2")
        drawn = strips(pilot)
    monkeypatch.setattr(Prefetch, "begin", lambda *_: None)
    async with made_ahead("3", "2", size=size) as pilot:
        assert strips(pilot) == drawn


async def test_the_families_are_made_while_the_first_page_stands(made_ahead: Opened) -> None:
    """Their first shows were the slowest of all."""
    async with made_ahead() as pilot:
        assert isinstance(pilot.app, CounterApp)
        families = pilot.app.kiosk.catalogue.families
        await until(pilot, lambda: len(families_ahead(pilot)) == 4)
        waiting = families_ahead(pilot)
        assert set(waiting) == {family.id for family in families}
        await press(pilot, "3")
        assert pilot.app.screen is waiting[families[2].id]


async def test_families_that_a_quick_visitor_left_unmade_are_made_when_the_first_page_is_back(
    made_ahead: Opened,
) -> None:
    async with made_ahead("3") as pilot:
        assert isinstance(pilot.app, CounterApp)
        await until(pilot, lambda: ahead(pilot))  # the pages of services wait beside them
        for page in families_ahead(pilot).values():
            pilot.app.page_cache.instead_of(page)
        await press(pilot, "left")
        await until(pilot, lambda: len(families_ahead(pilot)) == 4)


async def test_a_page_made_ahead_is_laid_out_before_it_is_asked_for(made_ahead: Opened) -> None:
    """Its first show took three frames of the whole page, between which it was laid out three times."""
    async with made_ahead("3") as pilot:
        await until(pilot, lambda: len(ahead(pilot)) == 4)
        page = next(page for page in pilot.app.page_cache if page.subject == pilot.app.screen.services[1][2])  # type: ignore[attr-defined]
        await until(pilot, lambda: page.size == pilot.app.size and page.settle())
        layouts: list[Size | None] = []
        own = page._refresh_layout
        page._refresh_layout = lambda size=None, **scroll: layouts.append(size) or own(size, **scroll)
        await press(pilot, "2")
        assert pilot.app.screen is page
        assert not layouts


async def test_the_page_in_front_is_not_drawn_again_for_one_that_gives_way(
    made_ahead: Opened, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The family was laid out and drawn once for each page that was made while it was read."""
    async with made_ahead("3") as pilot:
        await until(pilot, lambda: len(ahead(pilot)) == 4)
        asked: list[bool] = []
        monkeypatch.setattr(pilot.app.screen, "refresh", lambda *_, layout=False, **__: asked.append(layout))
        waiting = [*pilot.app.page_cache]  # type: ignore[attr-defined]
        pilot.app.page_cache.clear()  # type: ignore[attr-defined]
        await until(pilot, lambda: not any(page.is_running for page in waiting))
        await settle(pilot)
        assert not asked


async def test_no_step_is_begun_while_a_key_is_answered(made_ahead: Opened) -> None:
    async with made_ahead("3") as pilot:
        before = ahead(pilot)
        assert isinstance(pilot.app, CounterApp)
        pilot.app.touched = monotonic() + 60
        await pilot.pause(0.2)
        assert ahead(pilot) == before


async def test_nothing_more_is_made_once_the_visitor_has_gone_on(made_ahead: Opened) -> None:
    """A page takes as long to make as a key may wait."""
    async with made_ahead("3", "2") as pilot:
        assert isinstance(pilot.app.screen, ServiceScreen)
        before = ahead(pilot)
        await pilot.pause(0.3)
        assert ahead(pilot) == before


async def test_the_family_after_it_takes_the_places(made_ahead: Opened) -> None:
    async with made_ahead("3") as pilot:
        await until(pilot, lambda: len(ahead(pilot)) == 4)
        first = ahead(pilot)
        await press(pilot, "left", "2")
        await until(pilot, lambda: not set(ahead(pilot)) & set(first))
        assert len(ahead(pilot)) == 4
