"""What a terminal sends that is no key and no touch: the counter goes on as if it had not come."""

import os
from pathlib import Path
from time import monotonic

import pytest
from textual.events import Paste

from screens.terminal.input_parser import InputParser
from tests.support.deadline import Deadline
from tests.support.terminal import HOME, Terminal, counter

FAMILY = "Extension of stay in Thailand"


def test_the_focus_is_seen_even_when_the_terminal_says_that_another_window_has_the_keyboard(locked: Path) -> None:
    focused = "▛▀▀▀▀"
    with counter(locked) as terminal:
        terminal.wait_for(HOME)
        assert focused not in terminal.text, "home begins without a focus"
        terminal.press("\x1b[B", pause=0)
        terminal.wait_for(focused)
        terminal.press("\x1b[O", pause=0.5)
        assert focused in terminal.text


def family_opens(terminal: Terminal, *, after: bytes = b"", touched: bool = False) -> None:
    """Home goes on after these bytes: the very next key or touch opens the family of extensions, another leaves it."""
    os.write(terminal.process.fd, after)
    if touched:
        terminal.touch("การขออยู่ต่อ")
    else:
        terminal.press("3", pause=0)
    terminal.wait_for(FAMILY)
    terminal.press("left", pause=0)
    terminal.wait_for(HOME)


def test_what_is_no_character_and_no_key_is_dropped_and_the_next_key_works(locked: Path) -> None:
    """Textual's input thread panics at each of these: the program ended, with a traceback on the public screen."""
    no_utf8 = [b"\xff", b"\xe0\xb8", b"\xed\xa0\x80", b"\x1b[M \xa00"]  # the last: a touch beyond column 95
    no_key = ["1114112", "55296", "99999999999999999999", "97:65;2", "97;2:3", ";;", ":;:;:", "97;1;1114112"]
    with counter(locked) as terminal:
        terminal.wait_for(HOME)
        for noise in [
            *no_utf8,
            *(f"\x1b[{numbers}u".encode() for numbers in no_key),
            b"\x1b[:A",
            bytes(range(128, 256)),
        ]:
            family_opens(terminal, after=noise)
        assert b"Traceback" not in terminal.raw
        terminal.until((locked / "practice" / "kiosk.log").exists, "nothing is said of it in the log")
    log = (locked / "practice" / "kiosk.log").read_text("utf-8")
    assert log.count("neither a key nor a touch") == 1
    assert "The screen failed" not in log


def test_a_paste_that_nobody_closes_is_over_in_a_moment(locked: Path) -> None:
    """Textual waits for its end: digits did nothing any more, and a touch was read as its digits."""
    with counter(locked) as terminal:
        terminal.wait_for(HOME)
        for pasted in (b"", b"3", "๓ภ".encode(), b"3\x1b[20"):
            os.write(terminal.process.fd, b"\x1b[200~" + pasted)
            terminal.read(1.5)
            assert HOME in terminal.text
            family_opens(terminal)
        os.write(terminal.process.fd, b"\x1b[200~3\x1b[201~")
        terminal.read(0.3)
        assert HOME in terminal.text
        os.write(terminal.process.fd, b"\x1b[200~")
        terminal.read(1.5)
        family_opens(terminal, touched=True)
        os.write(terminal.process.fd, b"\x1b[200~")
        deadline = Deadline()
        while HOME in terminal.text:  # a person who does not wait
            assert deadline.holds, "the paste goes on as long as somebody presses"
            terminal.press("3", pause=0.15)


def test_staff_paste_into_a_field(locked: Path) -> None:
    with counter(locked, "staff") as terminal:
        terminal.wait_for("0 / 500")
        terminal.press("5", "1")
        terminal.wait_for("แล้วกด Enter")
        os.write(terminal.process.fd, b"\x1b[200~98")
        terminal.read(0.05)
        os.write(terminal.process.fd, b"765\x1b[201~4")
        terminal.wait_for("987654")
        terminal.press(*["\x7f"] * 6)
        os.write(terminal.process.fd, "\x1b[200~\n\t๑๒\x1b\x9b\u202e3\r\n\x1b[201~".encode())
        terminal.wait_for("๑๒3")


def test_the_page_is_as_large_as_the_terminal_whatever_is_said_of_its_size(locked: Path) -> None:
    """Textual believes a size among the keys: the page was blank, and a touch went somewhere else."""
    with counter(locked) as terminal:
        terminal.wait_for(HOME)
        for sentence in (
            "?2048;1$y",
            "?2048;2$y",
            "48;0;0;0;0t",
            "48;1;1;1;1t",
            "48;2000;5000;1;1t",
            "48;28;137;2800;13700t",
        ):
            family_opens(terminal, after=f"\x1b[{sentence}".encode())
        family_opens(terminal, touched=True)
        terminal.raw.clear()
        terminal.process.setwinsize(10, 40)
        terminal.until(lambda: HOME not in terminal.text, "the page has not noticed that its terminal is smaller")
        terminal.process.setwinsize(28, 137)
        terminal.wait_for(HOME)
        family_opens(terminal)


@pytest.mark.parametrize(
    "env",
    [
        {"PYTHONIOENCODING": "ascii"},
        {"PYTHONIOENCODING": "latin-1:strict"},
        {"LC_ALL": "POSIX", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0"},
    ],
    ids=["ascii", "latin-1", "posix"],
)
def test_thai_is_written_whatever_encoding_the_environment_names(locked: Path, env: dict[str, str]) -> None:
    with counter(locked, env=env) as terminal:
        terminal.wait_for(HOME)
        family_opens(terminal)


@pytest.mark.parametrize(
    ("keys", "bursts"), [(b"7", 250), *(pytest.param(keys, 1_000, marks=pytest.mark.long) for keys in (b"7", b"57"))]
)
def test_a_device_that_types_without_end_leaves_the_counter_deaf_for_seconds_at_most(
    locked: Path, keys: bytes, bursts: int
) -> None:
    """Found as: 500 keys a second for 20 s left it deaf for more than 150 s."""
    with counter(locked) as terminal:
        terminal.wait_for(HOME)
        for _ in range(bursts):
            os.write(terminal.process.fd, keys * (10 // len(keys)))
            terminal.read(0.02)
        ended = monotonic()
        while HOME not in terminal.text or FAMILY in terminal.text:
            assert monotonic() - ended < 30, terminal.text  # a quiet machine needs one or two seconds
            terminal.press("*", "left", pause=0.3)
        terminal.press("3", pause=0)
        terminal.wait_for(FAMILY)


def test_of_a_paste_without_an_end_no_more_is_kept_than_a_remark_has() -> None:
    """Found as: 600 kB of it took 1.5 GB."""
    parser = InputParser()
    assert [*parser.feed(b"\x1b[200~" + b"a" * 1_000_000)] == []
    assert [*parser.feed(b"b" * 1_000_000)] == []
    [paste] = parser.feed(b"the end\x1b[201~")
    assert isinstance(paste, Paste)
    assert len(paste.text) < 11_000
    assert paste.text.endswith("bthe end")
