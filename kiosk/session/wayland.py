"""The Wayland display that a session draws on: where it is, who serves it, and whether it answers."""

import asyncio
import os
import socket
import struct
from pathlib import Path
from typing import NamedTuple

_HEADER = struct.Struct("=II")
_SYNC = struct.pack("=III", 1, 12 << 16, 2)
"""wl_display.sync: object 1, request 0, 12 bytes in all, answered by the done event of callback 2."""

_CALLBACK = 2
_CREDENTIALS = struct.Struct("iII")


class Server(NamedTuple):
    """A connection to who serves a display, and its process id."""

    reader: asyncio.StreamReader
    writer: asyncio.StreamWriter
    pid: int

    async def answer(self) -> None:
        """Wait until it has done all that it was asked before. EOFError if it is gone."""
        self.writer.write(_SYNC)
        answered = 0
        while answered != _CALLBACK:
            answered, size = _HEADER.unpack(await self.reader.readexactly(_HEADER.size))
            await self.reader.readexactly((size >> 16) - _HEADER.size)


def address() -> Path | None:
    """The socket of the display that this environment names, if it names one."""
    runtime, name = os.environ.get("XDG_RUNTIME_DIR"), os.environ.get("WAYLAND_DISPLAY")
    return Path(runtime, name) if runtime and name else None


def served_by(line: socket.socket) -> int:
    """The process that is at the other end of a connected socket."""
    pid, *_ = _CREDENTIALS.unpack(line.getsockopt(socket.SOL_SOCKET, socket.SO_PEERCRED, _CREDENTIALS.size))
    return int(pid)


async def connected(display: Path) -> Server:
    """A connection to a display. OSError where nobody serves it."""
    reader, writer = await asyncio.open_unix_connection(display)
    return Server(reader, writer, served_by(writer.get_extra_info("socket")))
