"""The watchdog bites when no heartbeat comes, and passes each one on to the service manager."""

import asyncio
import socket
from pathlib import Path

import pytest

from kiosk.session import watchdog
from kiosk.session.watchdog import Watchdog, notify


@pytest.fixture
def manager(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> socket.socket:
    """The service manager's end."""
    bound = socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM)
    bound.bind(str(tmp_path / "notify"))
    bound.settimeout(5)
    monkeypatch.setenv("NOTIFY_SOCKET", str(tmp_path / "notify"))
    return bound


async def test_it_bites_once_no_beat_has_come_for_so_long(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watchdog, "PATIENCE", 0.01)
    bitten = asyncio.Event()
    dog = Watchdog(bitten.set)
    dog.watch()
    await asyncio.wait_for(bitten.wait(), 10)


async def test_it_does_not_bite_what_it_does_not_watch(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(watchdog, "PATIENCE", 0.0)
    bitten = asyncio.Event()
    dog = Watchdog(bitten.set)
    dog.watch()
    dog.rest()
    await asyncio.sleep(0.02)
    assert not bitten.is_set()


async def test_the_service_manager_hears_every_beat(manager: socket.socket) -> None:
    with manager:
        dog = Watchdog(lambda: None)
        dog.watch()
        notify("READY=1")
        dog.rest()
        assert [manager.recv(64) for _ in range(2)] == [b"WATCHDOG=1", b"READY=1"]


def test_where_no_service_manager_is_nobody_is_told(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NOTIFY_SOCKET", raising=False)
    notify("READY=1")
    monkeypatch.setenv("NOTIFY_SOCKET", "/gone")
    notify("READY=1")
