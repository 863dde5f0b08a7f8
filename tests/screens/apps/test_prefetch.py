"""Pages that are made while a visitor reads the one before: as they would be if they were made when they are asked for."""

import pytest
from textual.pilot import Pilot

from screens.apps.counter import CounterApp
from screens.apps.prefetch import Prefetch
from screens.visitor.service import ServiceScreen
from tests.support.pilot import PREFETCH, SIZES, Opened, press, resize, strips, until


def ahead(pilot: Pilot[None]) -> list[str]:
    """The services whose pages wait."""
    assert isinstance(pilot.app, CounterApp)
    return [page.service.id for page in pilot.app.page_cache if isinstance(page, ServiceScreen)]


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
