"""A counter that nobody touches asks, and goes home."""

from collections.abc import Awaitable, Callable

import pytest
from textual.pilot import Pilot

from screens import counter as counter_app
from screens.visitor.family import FamilyScreen
from screens.visitor.home import HomeScreen
from screens.visitor.idle import IdleScreen
from tests.screens.conftest import Opened, press


class TestIdle:
    """Somebody who has gone leaves nothing for the next."""

    @pytest.fixture
    def gone(self, monkeypatch: pytest.MonkeyPatch) -> Callable[[Pilot[None]], Awaitable[None]]:
        """A minute goes by without a key."""

        async def wait(pilot: Pilot[None]) -> None:
            pilot.app.touched -= counter_app.IDLE  # type: ignore[attr-defined]
            await pilot.app.tick()  # type: ignore[attr-defined]
            await pilot.pause()

        return wait

    async def test_a_question_then_home_in_thai(self, counter: Opened, gone: Callable[..., Awaitable[None]]) -> None:
        async with counter("9", "3", "2") as pilot:
            await gone(pilot)
            assert isinstance(pilot.app.screen, IdleScreen)
            pilot.app.screen.ends = 0
            await pilot.pause(0.7)
            assert isinstance(pilot.app.screen, HomeScreen)
            assert len(pilot.app.screen_stack) == 1
            assert pilot.app.lang == "th"  # type: ignore[attr-defined]

    @pytest.mark.parametrize("key", ["1", "x", "enter", "space"])
    async def test_any_key_goes_on_where_one_was_and_does_nothing_else(
        self, counter: Opened, gone: Callable[..., Awaitable[None]], key: str
    ) -> None:
        async with counter("9", "3") as pilot:
            await gone(pilot)
            await press(pilot, key)
            assert isinstance(pilot.app.screen, FamilyScreen)
            assert pilot.app.lang == "en"  # type: ignore[attr-defined]

    async def test_home_in_thai_asks_nobody(self, counter: Opened, gone: Callable[..., Awaitable[None]]) -> None:
        async with counter() as pilot:
            await gone(pilot)
            assert isinstance(pilot.app.screen, HomeScreen)
