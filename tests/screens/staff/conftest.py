"""Kiosks that staff have locked: an empty one, and one in the middle of its year."""

from collections.abc import Callable
from datetime import date, timedelta

import pytest

from kiosk.machine.kiosk import Kiosk
from kiosk.security.pin import Pin
from kiosk.streams.ledger.ledger import Ledger
from screens.staff import fact as fact_screen
from tests.support.keys import PIN


@pytest.fixture
def locked(kiosk: Kiosk, cheap_hashes: None) -> Kiosk:
    Pin(kiosk.path("pin.toml")).set(PIN)
    return kiosk


@pytest.fixture
def ten_weeks(make_kiosk: Callable[..., Kiosk], cheap_hashes: None) -> Kiosk:
    """20 March 2567, with a ledger of ten weeks."""
    kiosk = make_kiosk(date(2024, 3, 20))
    Pin(kiosk.path("pin.toml")).set(PIN)
    with Ledger(kiosk.path("ledger.db"), practice=True) as ledger:
        day = kiosk.assessment.eit.start
        while day <= kiosk.today:
            if day in kiosk.assessment.open_days:
                for group in ("inspection", "foreigner-services")[: 1 + (day.weekday() == 1)]:
                    ledger.count(group, day)
            day += timedelta(1)
        ledger.count("inspection", date(2024, 3, 16))  # a Saturday
        for group, figure in ((None, 30), ("inspection", 5), ("foreigner-services", 3)):
            ledger.note_itap(group, figure, date(2024, 3, 18))
    return kiosk


@pytest.fixture
def deliberate(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> None:
    """Presses in a test are deliberate, however fast, unless it is about that."""
    if "double" not in request.node.name:
        monkeypatch.setattr(fact_screen, "DOUBLE_PRESS", 0.0)
