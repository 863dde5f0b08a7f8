"""The Unix domain socket in the data folder, by which the counter and the staff's terminals speak."""

import os
import socket
import stat
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from kiosk.text.refusal import Refusal

SOCKET = "calls.sock"

_MODE = 0o600
_LONGEST_PATH = 100
"""Bytes of a path that every system takes: Linux has room for 108, others for 104."""


@contextmanager
def short_address(path: Path) -> Iterator[str]:
    """Context with a name of the socket that `sun_path` has room for: a long one goes by way of its open folder."""
    if len(os.fsencode(path)) <= _LONGEST_PATH:
        yield str(path)
        return
    folder = os.open(path.parent, os.O_RDONLY | os.O_DIRECTORY)
    try:
        yield f"/proc/self/fd/{folder}/{path.name}"
    finally:
        os.close(folder)


def listening_socket(path: Path) -> socket.socket:
    """A socket that listens at `path` for this user alone, in place of one that nobody listens at any more.

    Refusal where another program listens there, or where something else stands in the place; OSError from the system.
    """
    with short_address(path) as address:
        if path.exists() or path.is_symlink():
            _remove_stale(path, address)
        listening = socket.socket(socket.AF_UNIX)
        try:
            listening.bind(address)
            path.chmod(_MODE)
            listening.listen()
        except OSError:
            listening.close()
            raise
    return listening


def _remove_stale(path: Path, address: str) -> None:
    if not stat.S_ISSOCK(path.lstat().st_mode):
        raise Refusal("call.no_socket", path=path)
    with socket.socket(socket.AF_UNIX) as probe:
        probe.settimeout(1)
        try:
            probe.connect(address)
        except ConnectionRefusedError:
            with suppress(FileNotFoundError):
                path.unlink()
            return
    raise Refusal("call.another", path=path)
