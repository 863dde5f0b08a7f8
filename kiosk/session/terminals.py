"""The terminals of the session, started one after another: the next one is coming while one is shown."""

import asyncio
import os
import socket
import subprocess
from collections.abc import Callable
from pathlib import Path
from typing import Self

from kiosk.session import terminal
from kiosk.session.foot_ini import foot_version
from kiosk.session.letter_size import Letters
from kiosk.session.terminal import StartingTerminal, Terminal

_PATIENCE = 10.0
"""Seconds until a terminal that does not come is ended."""


class Terminals:
    """Calls `came` with a terminal that can be shown, and `failed` when the one that was coming has ended instead.

    `folder` is this user's own; relays connect to a socket in it.
    """

    def __init__(self, folder: Path, came: Callable[[Terminal], None], failed: Callable[[], None]) -> None:
        self._folder, self._came, self._failed = folder, came, failed
        self._meets = socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self._address = folder / "terminals"
        self._coming: StartingTerminal | None = None
        self._number = 0
        self._version = foot_version()

    def __enter__(self) -> Self:
        self._meets.bind(str(self._address))
        self._meets.listen()
        asyncio.get_running_loop().add_reader(self._meets, self._take)
        return self

    def __exit__(self, *_: object) -> None:
        self.cancel()
        asyncio.get_running_loop().remove_reader(self._meets)
        self._meets.close()

    @property
    def is_coming(self) -> bool:
        """Whether one is coming."""
        return self._coming is not None

    def start(self, letters: Letters) -> None:
        """Start one with letters of that size, in place of one that is still coming."""
        self.cancel()
        self._number += 1
        self._coming = coming = terminal.start(self._number, letters, self._version, self._folder, self._address)
        when_ended(coming.process, lambda: self._ended(coming))
        asyncio.get_running_loop().call_later(_PATIENCE, self._give_up, coming)

    def cancel(self) -> None:
        """End the one that is coming."""
        if self._coming is not None:
            self._coming.process.terminate()
            self._coming = None

    def _take(self) -> None:
        """A relay connects: let it in if it is of the terminal that is coming."""
        line, _ = self._meets.accept()
        there = None if self._coming is None else terminal.met(self._coming, line)
        if there is None:
            line.close()
        else:
            self._coming = None
            self._came(there)

    def _give_up(self, late: StartingTerminal) -> None:
        if self._coming is late:
            late.process.kill()

    def _ended(self, ended: StartingTerminal) -> None:
        if self._coming is ended:
            self._coming = None
            self._failed()


def when_ended(process: subprocess.Popen[bytes], then: Callable[[], None]) -> None:
    """Reap a child process as soon as it has ended, and call back; without a thread or a handler of SIGCHLD."""
    loop, descriptor = asyncio.get_running_loop(), os.pidfd_open(process.pid)

    def ended() -> None:
        loop.remove_reader(descriptor)
        os.close(descriptor)
        process.wait()
        then()

    loop.add_reader(descriptor, ended)
