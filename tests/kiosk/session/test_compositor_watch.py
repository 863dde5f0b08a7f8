"""A compositor that no longer answers is ended; one that answers, or comes again, is left alone."""

import asyncio
import contextlib
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from kiosk.session import compositor_watch
from tests.support.deadline import SECONDS

SERVER = """
import socket, struct, sys
from pathlib import Path
Path(sys.argv[1]).unlink(missing_ok=True)
with socket.socket(socket.AF_UNIX) as meets:
    meets.bind(sys.argv[1])
    meets.listen()
    print("ready", flush=True)
    line, _ = meets.accept()
    for answers in range(int(sys.argv[2])):
        assert line.recv(12) == struct.pack("=III", 1, 12 << 16, 2)
        line.send(struct.pack("=III", 2, 12 << 16, answers) + struct.pack("=III", 1, 12 << 16 | 1, 2))
        print("asked", flush=True)
    sys.stdin.read()
"""


def compositor(display: Path, answers: int) -> subprocess.Popen[str]:
    """A process that serves a display, answers so often, and hangs."""
    argv = [sys.executable, "-S", "-c", SERVER, str(display), str(answers)]
    process = subprocess.Popen(argv, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    assert process.stdout.readline() == "ready\n"
    return process


async def test_one_that_hangs_is_ended_and_its_successor_watched(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(compositor_watch, "_PERIOD", 0.01)
    monkeypatch.setattr(compositor_watch, "PATIENCE", 0.3)
    display = tmp_path / "wayland-1"
    with contextlib.ExitStack() as ended:
        first = ended.enter_context(compositor(display, 3))
        watching = asyncio.create_task(compositor_watch.watch(display))
        assert await asyncio.to_thread(first.wait, SECONDS) == -signal.SIGKILL
        assert first.stdout is not None
        assert first.stdout.read() == "asked\n" * 3
        second = ended.enter_context(compositor(display, 1))
        assert await asyncio.to_thread(second.wait, SECONDS) == -signal.SIGKILL
        watching.cancel()
        with contextlib.suppress(asyncio.CancelledError):
            await watching
