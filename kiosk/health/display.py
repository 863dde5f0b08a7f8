"""The display of the counter: the compositor that owns the screen, and the terminals that it shows."""

import contextlib
import os
import socket
from pathlib import Path

from kiosk.session.wayland import served_by

_PROC = Path("/proc")


def compositor(display: Path) -> list[str] | None:
    """The command line of who serves a display; None where nobody does."""
    with contextlib.suppress(OSError), socket.socket(socket.AF_UNIX) as line:
        line.settimeout(1)
        line.connect(str(display))
        return _argv(_PROC / str(served_by(line)))
    return None


def terminals(display: Path) -> list[list[str]]:
    """The command lines of every foot on a display."""
    wanted = {f"XDG_RUNTIME_DIR={display.parent}".encode(), f"WAYLAND_DISPLAY={display.name}".encode()}
    running = []
    for process in _PROC.glob("[0-9]*"):
        with contextlib.suppress(OSError):
            argv = _argv(process)
            if argv and Path(argv[0]).name == "foot" and wanted <= {*(process / "environ").read_bytes().split(b"\0")}:
                running.append(argv)
    return running


def _argv(process: Path) -> list[str]:
    """The command line of a process. OSError for one that is gone."""
    return [os.fsdecode(word) for word in (process / "cmdline").read_bytes().split(b"\0")[:-1]]
