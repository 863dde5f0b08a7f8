"""What tests of several pages for visitors stand on."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import date

import pytest
from msgspec import structs
from textual.pilot import Pilot

from kiosk.machine.kiosk import Kiosk
from kiosk.security.pin import Pin
from tests.support.date_helper import TODAY, wanted
from tests.support.pilot import Opened


@pytest.fixture
def real(kiosk: Kiosk) -> Kiosk:
    """A locked kiosk whose counts are real: no mark stands in the band."""
    own = structs.replace(kiosk, practice=False)
    Pin(own.path("pin.toml")).set("246810")
    return own


@pytest.fixture
def helper(counter: Opened, make_kiosk: Callable[..., Kiosk]) -> Callable[..., object]:
    @asynccontextmanager
    async def opened(service: str, *, size: str = "landscape", today: date = TODAY) -> AsyncIterator[Pilot[None]]:
        kiosk = make_kiosk(today)
        async with counter(size=size, on=kiosk) as pilot:
            await wanted(pilot, kiosk, service)
            yield pilot

    return opened
