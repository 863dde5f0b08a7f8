"""A program on the session's pseudo-terminal."""

import struct
import sys

import pytest

from kiosk.session.counter import Counter
from tests.support.deadline import until

SIZE = struct.pack("HHHH", 20, 96, 0, 0)


def run(program: str) -> tuple[Counter, bytes]:
    """A program that has ended, and what it has written."""
    counter = Counter([sys.executable, "-c", program], SIZE)
    written = bytearray()
    with counter.line:
        until(lambda: written.extend(counter.drawn()) or counter.process.poll() is not None, "it does not end")
        while drawn := counter.drawn():
            written += drawn
    return counter, bytes(written)


def test_it_has_the_size_of_the_terminal_and_is_in_charge_of_it() -> None:
    counter, written = run("import os; print(os.get_terminal_size(), os.open('/dev/tty', os.O_RDWR) > 0)")
    assert b"columns=96, lines=20) True" in written
    assert counter.exit_code == 0


def test_why_it_has_ended_is_what_it_says_when_its_pages_are_gone() -> None:
    counter, _ = run(r"print('\x1b[?1049hpage\x1b[?1049l\x1b[?25h\x1b[0mThe disk is full.'); raise SystemExit(1)")
    assert (counter.exit_code, counter.last_words) == (1, "The disk is full.")


def test_of_a_page_on_which_it_was_killed_nothing_is_told() -> None:
    """Found as: the page of whoever stood there, in the machine's journal."""
    killed = "import os, signal; print('\\x1b[?1049hpassport', flush=True); os.kill(os.getpid(), signal.SIGKILL)"
    assert run(killed)[0].last_words == ""


@pytest.mark.parametrize(("signal", "code"), [("SIGKILL", 137), ("SIGTERM", 143)])
def test_a_signal_that_ended_it_is_told_as_a_shell_tells_it(signal: str, code: int) -> None:
    counter, _ = run(f"import os, signal; os.kill(os.getpid(), signal.{signal})")
    assert counter.exit_code == code


def test_a_resize_is_told_even_where_the_size_is_the_same() -> None:
    counter = Counter(
        [
            sys.executable,
            "-c",
            "import signal; signal.sigwait([signal.SIGWINCH]) if signal.pthread_sigmask("
            "signal.SIG_BLOCK, [signal.SIGWINCH]) is not None and not print('ready', flush=True) else 0; print('told')",
        ],
        SIZE,
    )
    written = bytearray()
    with counter.line:
        until(lambda: written.extend(counter.drawn()) or b"ready" in written, written)
        counter.resize(SIZE)
        until(lambda: written.extend(counter.drawn()) or b"told" in written, written)
        assert counter.process.wait() == 0
