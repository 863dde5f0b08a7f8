"""A kiosk that staff have locked."""

import pytest

from kiosk.machine import Kiosk
from kiosk.security.pin import Pin


@pytest.fixture
def locked(kiosk: Kiosk) -> Kiosk:
    Pin(kiosk.path("pin.toml")).set("246810")
    return kiosk
