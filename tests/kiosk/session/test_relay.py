"""The relay hands over its terminal, its size, and what was typed meanwhile."""

import os
import socket
import sys
from pathlib import Path

from ptyprocess import PtyProcess

from kiosk.session import relay
from kiosk.session.letters import Screen
from kiosk.session.terminal import Coming, Terminal, met


def connected(folder: Path, number: int, says: bytes) -> Terminal | None:
    """Whoever meets a relay of that number, in a terminal that says so when it is asked for its size."""
    with socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET) as meets:
        meets.bind(str(folder / "terminals"))
        meets.listen()
        terminal = PtyProcess.spawn(
            [sys.executable, "-I", "-S", relay.__file__, str(folder / "terminals"), str(number)]
        )
        terminal.read()
        terminal.write(says)
        line, _ = meets.accept()
        there = met(Coming(1, (24, 38), None), line)  # type: ignore[arg-type]
        if there is None:
            line.close()
        terminal.close(force=True)
        return there


def test_it_tells_the_size_of_the_screen_and_keeps_the_keys(tmp_path: Path) -> None:
    there = connected(tmp_path, 1, b"9\x1b[4;1080;1920t\x1b[C")
    assert there is not None
    with there.line:
        assert (there.screen, there.keys) == (Screen(1920, 1080), b"9\x1b[C")
        os.close(there.tty)


def test_one_that_comes_late_is_let_in_no_more(tmp_path: Path) -> None:
    assert connected(tmp_path, 2, b"\x1b[4;1080;1920t") is None
