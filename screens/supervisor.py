"""The supervisor: runs one of the apps until somebody leaves, and restarts it after a crash."""

import logging
import sys
from contextlib import redirect_stderr
from time import monotonic
from typing import TYPE_CHECKING

from kiosk.machine.kiosk import Kiosk
from kiosk.runtime.backoff import Backoff
from kiosk.security.pin import Pin
from kiosk.storage.log_file import LOG, LogFile, LogStream
from kiosk.text.refusal import Refusal
from screens.terminal.tty_hold import TtyHold

if TYPE_CHECKING:
    from screens.apps.base import KioskApp

_RESTARTS = 5
"""Crashes in a row that end a program which anybody may leave; a locked counter is restarted for ever."""

BACKOFF = Backoff(first=1, longest=30)
"""Seconds that a locked counter waits after so many crashes in a row."""

_STEADY = 60
"""Seconds without a crash after which a new one is counted as the first."""


def run_counter(kiosk: Kiosk) -> int:
    """Open the counter, and again after a crash; gives the exit code. Refusal if its files cannot be used."""
    pin = _pin(kiosk)
    with TtyHold() as hold:
        if pin.is_set and not kiosk.demo:
            hold.take()  # before Textual is read, which takes most of the start
        from screens.apps.counter import CounterApp

        return _run(CounterApp, kiosk, pin, hold)


def run_staff(kiosk: Kiosk) -> int:
    """Open the staff screens; gives the exit code. Refusal if its files cannot be used."""
    from screens.apps.staff_terminal import StaffApp

    with TtyHold() as hold:
        return _run(StaffApp, kiosk, _pin(kiosk), hold)


def _pin(kiosk: Kiosk) -> Pin:
    """The PIN for all runs: a crash opens no lock and gives no free tries."""
    return Pin(kiosk.folder / "pin.toml")


def _run(kind: type["KioskApp"], kiosk: Kiosk, pin: Pin, hold: TtyHold) -> int:
    """Run it with a log, in which stands, too, what Python itself says; gives the exit code."""
    logging.basicConfig(handlers=[LogFile(kiosk.path(LOG))])
    with redirect_stderr(LogStream()):
        return _restarted(kind, kiosk, pin, hold)


def _restarted(kind: type["KioskApp"], kiosk: Kiosk, pin: Pin, hold: TtyHold) -> int:
    """Restart the app after each crash, as long as that makes sense; gives the exit code."""
    crashes = 0
    while True:
        began, again = monotonic(), hold.taken and crashes > 0
        try:
            app = kind(kiosk)
            app.pin = pin
            if app.locked:
                hold.take()
            app.retries_ledger = hold.taken  # a locked counter has nobody before it who could mend it
            app.run()
            if app.refusal is not None:
                raise app.refusal
            if not app.crashed:
                return app.return_code or 0
            kiosk = app.kiosk
            if app.locked:
                hold.take()
        except Exception as error:
            if isinstance(error, Refusal) and not again:
                raise
            logging.getLogger("kiosk").exception("The screen failed")
        crashes = crashes + 1 if monotonic() - began < _STEADY else 1
        if hold.taken and sys.stdin.isatty():
            hold.wait(kiosk.catalogue.phrases("mode.back_soon"), int(BACKOFF.wait(crashes)))
        elif crashes == _RESTARTS:
            raise Refusal("kiosk.screen_failed", times=_RESTARTS, log=kiosk.path(LOG))
