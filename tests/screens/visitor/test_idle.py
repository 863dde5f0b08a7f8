"""A counter that nobody touches asks, and goes home."""

from collections.abc import Awaitable, Callable

import pytest
from textual import events
from textual.pilot import Pilot

from screens.apps import counter as counter_app
from screens.apps import hardened
from screens.visitor import idle
from screens.visitor.family import FamilyScreen
from screens.visitor.home import HomeScreen
from screens.visitor.idle import IdleScreen
from screens.visitor.service import ServiceScreen
from tests.support.pilot import SIZES, Opened, press, resize, settle, text, until, wait_for


class Clock:
    """A clock that is moved by hand, in seconds."""

    now = 1000.0

    def __call__(self) -> float:
        return self.now


class TestIdle:
    """Somebody who has gone leaves nothing for the next."""

    @pytest.fixture
    def clock(self, monkeypatch: pytest.MonkeyPatch) -> Clock:
        clock = Clock()
        for module in (hardened, counter_app, idle):
            monkeypatch.setattr(module, "monotonic", clock)
        return clock

    @pytest.fixture
    def gone(self, clock: Clock) -> Callable[[Pilot[None]], Awaitable[None]]:
        """A minute goes by without a key."""

        async def wait(pilot: Pilot[None]) -> None:
            clock.now += 59
            await pilot.app.tick()  # type: ignore[attr-defined]
            await settle(pilot)
            assert not isinstance(pilot.app.screen, IdleScreen)
            clock.now += 1
            await pilot.app.tick()  # type: ignore[attr-defined]
            await settle(pilot)

        return wait

    @pytest.fixture
    def rung(self, monkeypatch: pytest.MonkeyPatch) -> list[bool]:
        """A mark for each time that the bell rings."""
        marks: list[bool] = []
        monkeypatch.setattr(counter_app.CounterApp, "bell", lambda _app: marks.append(True))
        return marks

    async def test_a_question_with_a_bell_for_twenty_seconds_then_home_in_thai(
        self, counter: Opened, gone: Callable[..., Awaitable[None]], clock: Clock, rung: list[bool]
    ) -> None:
        async with counter("9", "3", "2") as pilot:
            await gone(pilot)
            assert isinstance(pilot.app.screen, IdleScreen)
            assert rung == [True]
            assert "Back to the home page in 20 seconds" in text(pilot)
            clock.now += 19
            await wait_for(pilot, "Back to the home page in 1 second")
            clock.now += 1
            await until(pilot, lambda: isinstance(pilot.app.screen, HomeScreen))
            await settle(pilot)
            assert len(pilot.app.screen_stack) == 1
            assert pilot.app.lang == "th"  # type: ignore[attr-defined]

    @pytest.mark.parametrize("size", SIZES)
    async def test_what_each_key_does_is_said(
        self, counter: Opened, gone: Callable[..., Awaitable[None]], size: str
    ) -> None:
        """← leads home there, where it goes back a page everywhere else; only that a touch goes on was said."""
        async with counter("9", "3", size=size) as pilot:
            await gone(pilot)
            shown = "".join(text(pilot).split())
            assert "pressanykeytocontinue.*or←goeshome." in shown
            assert "ปุ่ม*หรือ←กลับหน้าแรก" in shown

    @pytest.mark.parametrize("key", ["1", "x", "enter", "space"])
    async def test_any_key_goes_on_where_one_was_and_does_nothing_else(
        self, counter: Opened, gone: Callable[..., Awaitable[None]], key: str
    ) -> None:
        async with counter("9", "3") as pilot:
            await gone(pilot)
            await press(pilot, key)
            assert isinstance(pilot.app.screen, FamilyScreen)
            assert pilot.app.lang == "en"  # type: ignore[attr-defined]

    async def test_whoever_answers_is_asked_again_after_every_further_minute(
        self, counter: Opened, gone: Callable[..., Awaitable[None]]
    ) -> None:
        async with counter("3", "2") as pilot:
            for _ in range(5):
                await gone(pilot)
                assert isinstance(pilot.app.screen, IdleScreen)
                await press(pilot, "x")
                assert isinstance(pilot.app.screen, ServiceScreen)

    @pytest.mark.parametrize("touch", [[events.MouseDown, events.MouseUp], [events.MouseScrollDown]])
    async def test_a_touch_that_slips_and_a_wheel_go_on_too(
        self, counter: Opened, gone: Callable[..., Awaitable[None]], touch: list[type[events.MouseEvent]]
    ) -> None:
        async with counter("3") as pilot:
            await gone(pilot)
            await until(pilot, lambda: any(key.region for key in pilot.app.screen.query("#first-page")))
            for event in touch:
                pilot.app.post_message(event(None, 2, 2, 0, 0, 1, False, False, False, 2, 2))
            await until(pilot, lambda: isinstance(pilot.app.screen, FamilyScreen))

    async def test_a_touch_of_the_way_home_goes_home(
        self, counter: Opened, gone: Callable[..., Awaitable[None]]
    ) -> None:
        async with counter("3") as pilot:
            await gone(pilot)
            await pilot.click("#first-page")
            await settle(pilot)
            assert isinstance(pilot.app.screen, HomeScreen)

    async def test_any_key_goes_on_where_the_terminal_has_become_too_small_to_ask(
        self, counter: Opened, gone: Callable[..., Awaitable[None]]
    ) -> None:
        async with counter("3") as pilot:
            await gone(pilot)
            await resize(pilot, 40, 10)
            await press(pilot, "x")
            assert isinstance(pilot.app.screen, FamilyScreen)

    async def test_a_focus_that_was_moved_is_not_left_to_the_next(
        self, counter: Opened, gone: Callable[..., Awaitable[None]]
    ) -> None:
        async with counter("down", "down") as pilot:
            await gone(pilot)
            assert isinstance(pilot.app.screen, IdleScreen)
            await press(pilot, "left")
            assert pilot.app.focused is None

    async def test_home_in_thai_asks_nobody(self, counter: Opened, gone: Callable[..., Awaitable[None]]) -> None:
        async with counter() as pilot:
            await gone(pilot)
            assert isinstance(pilot.app.screen, HomeScreen)
