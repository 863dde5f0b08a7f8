"""The self-test of a terminal: how far its cursor moves."""

import os
import sys
from threading import Thread

import pyte
import pytest
from rich.cells import cell_len

from kiosk.health.thai_widths import SAMPLES, width_on_terminal, wrong_widths
from kiosk.text.thai import reorder_sara_am
from tests.support.terminal import ThaiScreen


def test_a_terminal_that_gives_marks_a_cell_of_their_own_is_wrong_about_thai_alone() -> None:
    assert wrong_widths(cell_len) == []
    wrong = wrong_widths(len)
    assert wrong is not None
    assert "กี่ที่ผู้" in wrong
    assert "é–…“”" not in wrong


def test_a_terminal_that_does_not_tell_is_not_judged() -> None:
    assert wrong_widths(lambda _: None) is None


def test_the_terminal_is_asked_where_its_cursor_is(monkeypatch: pytest.MonkeyPatch) -> None:
    master, slave = os.openpty()
    screen = ThaiScreen(80, 24)
    stream = pyte.ByteStream(screen)

    def answer() -> None:
        for _ in SAMPLES:
            drawn = b""
            while b"\x1b[6n" not in drawn:
                drawn += os.read(master, 4096)
            stream.feed(drawn.partition(b"\x1b[6n")[0])
            os.write(master, f"\x1b[1;{screen.cursor.x + 1}R".encode())

    with os.fdopen(slave, "r+b", buffering=0) as tty:
        monkeypatch.setattr(sys, "stdin", tty)
        monkeypatch.setattr(sys, "stdout", tty)
        terminal = Thread(target=answer, daemon=True)
        terminal.start()
        assert [width_on_terminal(reorder_sara_am(sample)) for sample in SAMPLES] == [
            cell_len(reorder_sara_am(sample)) for sample in SAMPLES
        ]
    terminal.join()
    os.close(master)
