"""The watchdog: it bites when the counter's UI loop no longer turns, and lets the service manager watch in turn."""

import asyncio
import contextlib
import os
import socket
from collections.abc import Callable

PATIENCE = 45.0
"""Seconds without a heartbeat after which a counter is frozen: longer than its longest wait after a crash, 30."""


class Watchdog:
    """Calls `frozen` when a heartbeat is overdue, as long as it watches."""

    def __init__(self, frozen: Callable[[], None]) -> None:
        self._frozen = frozen
        self._overdue: asyncio.TimerHandle | None = None

    def watch(self) -> None:
        """Wait for the next heartbeat, and tell the service manager that all is well until then."""
        self.rest()
        notify("WATCHDOG=1")
        self._overdue = asyncio.get_running_loop().call_later(PATIENCE, self._frozen)

    def rest(self) -> None:
        """Wait for nothing."""
        if self._overdue is not None:
            self._overdue.cancel()
            self._overdue = None


_MANAGER = "NOTIFY_SOCKET"


def is_service() -> bool:
    """Whether a service manager has started this process."""
    return _MANAGER in os.environ


def notify(state: str) -> None:
    """Tell the service manager, where one has started this process (sd_notify, see sd_notify(3))."""
    if address := os.environ.get(_MANAGER):
        with contextlib.suppress(OSError), socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as manager:
            manager.sendto(state.encode(), address.replace("@", "\0", 1) if address[0] == "@" else address)
