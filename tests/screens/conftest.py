"""The counter, opened under Pilot at a size."""

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager

import pytest
from textual.pilot import Pilot

from kiosk.machine.kiosk import Kiosk
from screens.apps.counter import CounterApp
from screens.visitor import idle, interstitial
from tests.support.pilot import SIZES, Opened, press, settle, until


@pytest.fixture(autouse=True)
def _(monkeypatch: pytest.MonkeyPatch) -> None:
    """The terminal of a counter, whatever the tests are run in: what it draws finely is drawn so."""
    monkeypatch.setenv("TERM", "foot")


@pytest.fixture
def standing_countdowns(monkeypatch: pytest.MonkeyPatch) -> None:
    """Pages that count seconds down stay as they are: on a busy machine those run while a page is looked at."""
    for page in (idle, interstitial):
        monkeypatch.setattr(page, "monotonic", lambda: 0.0)


@pytest.fixture
def counter(kiosk: Kiosk, cheap_hashes: None) -> Opened:
    """Open the counter at a size, and press keys."""

    @asynccontextmanager
    async def opened(
        *keys: str, size: str | tuple[int, int] = "landscape", on: Kiosk | None = None
    ) -> AsyncIterator[Pilot[None]]:
        app = CounterApp(on or kiosk)
        async with app.run_test(size=SIZES[size] if isinstance(size, str) else size) as pilot:
            await until(pilot, lambda: app.ledger is not None)
            await settle(pilot)
            await press(pilot, *keys)
            yield pilot

    return opened
