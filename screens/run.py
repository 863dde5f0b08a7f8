"""Run one of the apps until somebody leaves; a crash brings the first page back."""

import logging
from time import monotonic
from typing import TYPE_CHECKING

from kiosk.errors import Refusal
from kiosk.office import Kiosk
from kiosk.pin import Pin

if TYPE_CHECKING:
    from screens.app import KioskApp

_RESTARTS = 5
_STEADY = 60
"""After so many seconds without a crash a new one is not held against the program."""


def run_counter(kiosk: Kiosk) -> int:
    """Open the counter, and again after a crash; gives the exit code. Refusal if its files cannot be used."""
    from screens.counter import CounterApp

    return _run(CounterApp, kiosk)


def run_staff(kiosk: Kiosk) -> int:
    """Open the staff screens; gives the exit code. Refusal if its files cannot be used."""
    from screens.desk import StaffApp

    return _run(StaffApp, kiosk)


def _run(kind: type["KioskApp"], kiosk: Kiosk) -> int:
    """Run until somebody leaves; a crash brings the first page back, unless it crashes again and again."""
    logging.basicConfig(
        filename=kiosk.path("kiosk.log"), format="%(asctime)s %(levelname)s %(message)s", encoding="utf-8"
    )
    pin = Pin(kiosk.folder / "pin.toml")
    crashes = 0
    while crashes < _RESTARTS:
        app, began = kind(kiosk), monotonic()
        app.pin = pin  # a crash opens no lock and gives no free tries
        app.run()
        if app.refusal is not None:
            raise app.refusal
        if not app.crashed:
            return app.return_code or 0
        crashes = crashes + 1 if monotonic() - began < _STEADY else 1
    raise Refusal(f"The screen failed {_RESTARTS} times in a row; {kiosk.path('kiosk.log')} says why.")
