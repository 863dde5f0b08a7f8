"""The counter under Pilot: every page in every size and language."""

import re
from collections.abc import AsyncIterator, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress

import pytest
from textual.pilot import Pilot
from textual.worker import WorkerCancelled

from kiosk.machine import Kiosk
from screens.apps.counter import CounterApp

SIZES = {"landscape": (137, 28), "portrait": (63, 43), "terminal": (80, 24)}

Opened = Callable[..., AbstractAsyncContextManager[Pilot[None]]]


@pytest.fixture
def counter(kiosk: Kiosk) -> Opened:
    """Open the counter at a size, and press keys."""

    @asynccontextmanager
    async def opened(
        *keys: str, size: str | tuple[int, int] = "landscape", on: Kiosk | None = None
    ) -> AsyncIterator[Pilot[None]]:
        app = CounterApp(on or kiosk)
        async with app.run_test(size=SIZES[size] if isinstance(size, str) else size) as pilot:
            while app.ledger is None:
                await pilot.pause(0.02)
            await pilot.pause()
            await press(pilot, *keys)
            yield pilot

    return opened


async def press(pilot: Pilot[None], *keys: str) -> None:
    """Press keys one after the other, each when the screen has settled."""
    for key in keys:
        await pilot.press(key)
        await settle(pilot)


async def settle(pilot: Pilot[None]) -> None:
    """Wait for what runs in threads; one reading that was overtaken by the next is no fault."""
    with suppress(WorkerCancelled):
        await pilot.app.workers.wait_for_complete()
    await pilot.pause()


def text(pilot: Pilot[None]) -> str:
    """What is on the screen, SARA AM put together again."""
    strips = pilot.app.screen._compositor.render_strips()
    return re.sub("\u0e4d([\u0e48-\u0e4b]*)\u0e32", "\\1ำ", "\n".join(strip.text for strip in strips))
