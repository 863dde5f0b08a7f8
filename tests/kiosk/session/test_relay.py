"""The relay hands over its terminal, its size, and what was typed meanwhile."""

import os
import socket
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from ptyprocess import PtyProcess

from kiosk.session import relay
from kiosk.session.letter_size import Screen
from kiosk.session.relay import RESIZED
from kiosk.session.terminal import StartingTerminal, Terminal, met
from tests.support.deadline import SECONDS


@contextmanager
def connected(folder: Path, number: int, says: bytes, rows: int = 24) -> Iterator[Terminal | None]:
    """Whoever meets a relay of that number, in a terminal that says so when it is asked for its size.

    The terminal takes so many `rows` after it was asked.
    """
    with socket.socket(socket.AF_UNIX, socket.SOCK_SEQPACKET) as meets:
        meets.bind(str(folder / "terminals"))
        meets.listen()
        terminal = PtyProcess.spawn(
            [sys.executable, "-I", "-S", relay.__file__, str(folder / "terminals"), str(number)]
        )
        terminal.read()
        terminal.setwinsize(rows, 80)
        terminal.write(says)
        line, _ = meets.accept()
        there = met(StartingTerminal(1, (24, 38), None), line)  # type: ignore[arg-type]
        try:
            yield there
        finally:
            line.close()
            if there is not None:
                os.close(there.tty)
            terminal.close(force=True)


def test_it_tells_the_size_of_the_screen_and_keeps_the_keys(tmp_path: Path) -> None:
    with connected(tmp_path, 1, b"9\x1b[4;1080;1920t\x1b[C") as there:
        assert there is not None
        assert (there.screen, there.keys) == (Screen(1920, 1080), b"9\x1b[C")


def test_another_size_that_comes_while_it_is_asked_is_told_too(tmp_path: Path) -> None:
    with connected(tmp_path, 1, b"\x1b[4;500;700t", rows=28) as there:
        assert there is not None
        there.line.settimeout(SECONDS)
        assert there.line.recv(len(RESIZED)) == RESIZED


def test_one_that_comes_late_is_let_in_no_more(tmp_path: Path) -> None:
    with connected(tmp_path, 2, b"\x1b[4;1080;1920t") as there:
        assert there is None
