"""Garbage of pages that were left: no key waits until it is collected, and it never piles up."""

from collections.abc import Callable
from time import monotonic

import pytest

from screens.apps import garbage
from screens.apps.garbage import PageGarbage
from tests.support.pilot import Opened, press


@pytest.fixture
def collections(monkeypatch: pytest.MonkeyPatch) -> list[None]:
    """One for each time that garbage was collected."""
    taken: list[None] = []
    monkeypatch.setattr(garbage, "take_away", lambda: taken.append(None))
    return taken


async def test_it_waits_until_the_visitor_reads(counter: Opened, collections: list[None]) -> None:
    """It takes longer than a page does to be drawn: a key that came meanwhile was late by as much."""
    async with counter() as pilot:
        app = pilot.app
        app.garbage.leave()  # type: ignore[attr-defined]
        app.touched = monotonic()  # type: ignore[attr-defined]
        await app.tick()  # type: ignore[attr-defined]
        assert not collections
        app.touched -= 2  # type: ignore[attr-defined]
        await app.tick()  # type: ignore[attr-defined]
        assert len(collections) == 1


async def test_pages_that_are_kept_leave_garbage_too(counter: Opened, collections: list[None]) -> None:
    """A counter whose visitors went to the same service again and again grew by 6 MiB before any was collected."""
    async with counter() as pilot:
        for _ in range(2):
            await press(pilot, "3", "2", "left", "left")
        pilot.app.touched -= 2  # type: ignore[attr-defined]
        await pilot.app.tick()  # type: ignore[attr-defined]
        assert collections


def test_nothing_is_collected_where_no_page_was_left(collections: list[None]) -> None:
    pages = PageGarbage(lambda *_: None)
    pages.leave()
    for _ in range(3):
        pages.collect()
    assert len(collections) == 1


def test_visitors_who_never_rest_do_not_fill_the_memory(collections: list[None]) -> None:
    """Nor does a key of theirs wait: it is collected when a page that was left has given way to the one before it."""
    after: list[float] = []

    def passes(seconds: float, collect: Callable[[], None]) -> None:
        after.append(seconds)
        collect()

    pages = PageGarbage(passes)
    for _ in range(80):
        pages.leave()
    assert len(collections) == 20
    assert set(after) == {0.1}


def test_nothing_is_collected_while_pages_are_made_ahead(collections: list[None]) -> None:
    """Those that gave way to them made a pile just when the visitor chose: one key in twenty waited for its collection."""
    pages = PageGarbage(lambda _, collect: collect())
    for _ in range(4):
        pages.drop()
    assert not collections
    pages.leave()
    assert len(collections) == 1
