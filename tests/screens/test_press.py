"""Presses under Pilot: each counts, however busy the machine is."""

import time

import pytest
from textual.message import Message

from screens.messages import FirstPageWanted
from screens.visitor.family import FamilyScreen
from screens.visitor.home import HomeScreen
from tests.support.pilot import PACE, Opened, press


async def test_a_press_after_one_that_was_taken_late_counts(counter: Opened, monkeypatch: pytest.MonkeyPatch) -> None:
    """It was dropped where the one before had left the page in front: the time from press to press began when the key
    was sent, that in which a page leads on once when it takes the key.
    """
    go = HomeScreen.go

    def go_late(page: HomeScreen, news: Message) -> None:
        monkeypatch.setattr(HomeScreen, "go", go)
        time.sleep(PACE)
        go(page, FirstPageWanted())  # which is there already

    async with counter() as pilot:
        monkeypatch.setattr(HomeScreen, "go", go_late)
        await press(pilot, "3", "2")
        assert isinstance(pilot.app.screen, FamilyScreen)
        assert pilot.app.screen.family is pilot.app.kiosk.catalogue.families[1]  # type: ignore[attr-defined]
