"""Whatever is typed, clicked and pasted on a locked counter: it goes on, shows visitors' pages alone, counts no respondent as staff."""

import random
import sqlite3
from pathlib import Path

import pytest

from tests.support.commands import run
from tests.support.deadline import Deadline
from tests.support.terminal import HOME, Terminal, counter

STAFF = ("จำนวนที่นับที่เคาน์เตอร์", "Counted here")
"""What the first page behind the PIN says."""
PASTES = ["[@click=app.quit]quit[/]", "[bold red", "1234567890" * 40, "passport AA1234567", "ำ่า์\x00", "\n" * 30]
LETTERS = "abcdefghijklmnopqrstuvwxyz0123456789 -=[]\\;',./ๅ/-ภถุึคตจขชฟหกดเ้่าสวงผปแอิืทมใฝ๑๒๓๔ABCXYZ!@#$%^&*()"
SPECIAL = [
    *("\x1b[A", "\x1b[B", "\x1b[C", "\x1b[D", "\x1b[H", "\x1b[F", "\x1b[5~", "\x1b[6~", "\x1b[2~", "\x1b[3~", "\x1b[Z"),
    *("\x1bOP", "\x1bOQ", "\x1bOR", "\x1bOS", *(f"\x1b[{number}~" for number in (15, 17, 18, 19, 20, 21, 23, 24))),
    *(
        "\x1b",
        "\x1b\x1b",
        "\x1b[",
        "\x1b[<",
        "\x1b]0;title\x07",
        "\x1b[200~",
        "\x1b[200~3",
        "\x1b[201~",
        "\x1b[I",
        "\x1b[O",
        "\x1b[1;5R",
    ),
    *("\r", "\n", "\t", "\x7f", "\b", "\x00", "\x1f", "\x1d", "\x1c"),
]
NO_UTF8 = [b"\xff", b"\xe0\xb8", b"\xc3", b"\xed\xa0\x80", b"\x1b\xfe", b"\x1b[M \xa00", b"\x1b[M\xff\xff\xff"]
NO_KEYS = """
    1114112u 55296u 99999999999999999999u 97:65;2u 97;2:3u ;;u :;:;:u 97;1;57344:u :A
    <;;M <0;;1M <0;-5;-5M <0;99999999999999;1M <255;1;1M
    ?2048;1$y ?2048;2$y ?2026;2$y 48;0;0;0;0t 48;2000;5000;1;1t 48;1:;1:;1:;1:t
"""
BROKEN = [*NO_UTF8, *(f"\x1b[{rest}".encode() for rest in NO_KEYS.split())]
"""No terminal of today sends these; a bad cable, an old terminal or malice may."""
TERMINALS = [(28, 137), (24, 80), (43, 63), (10, 40), (1, 1), (23, 79), (200, 500)]


def event(dice: random.Random, columns: int, rows: int) -> bytes:
    """One thing that hands, a cat, a wedged keyboard or a bad cable may do."""
    return dice.choice(BROKEN) if dice.random() < 0.1 else pressed(dice, columns, rows).encode()


def pressed(dice: random.Random, columns: int, rows: int) -> str:
    """What comes of a key, a touch or a paste."""

    def mouse(button: int, end: str) -> str:
        return f"\x1b[<{button};{dice.randint(1, columns)};{dice.randint(1, rows)}{end}"

    return dice.choice(
        [
            lambda: dice.choice(LETTERS),
            lambda: dice.choice("1234567890"),
            lambda: dice.choice(SPECIAL),
            lambda: chr(dice.randint(1, 26)),  # Ctrl and a letter
            lambda: "\x1b" + dice.choice(LETTERS),  # Alt and a letter
            lambda: f"\x1b[1;{dice.randint(2, 8)}{dice.choice('ABCDFHPQRS')}",  # Shift, Alt, Ctrl and a key
            lambda: f"\x1b[{dice.randint(1, 50000)};{dice.randint(1, 16)}u",  # the kitty protocol
            lambda: mouse(0, "M") + mouse(0, "m"),
            lambda: mouse(dice.choice([1, 2, 32, 35, 64, 65]), "M"),
            lambda: f"\x1b[200~{dice.choice(PASTES)}\x1b[201~",
        ]
    )()


def storm(terminal: Terminal, count: int, seed: int) -> None:
    """So many events, a few at a time; after each portion the counter must be there, and no staff page."""
    dice = random.Random(seed)
    for number in range(0, count, 10):
        if dice.random() < 0.02:
            terminal.process.setwinsize(*dice.choice(TERMINALS))
        terminal.process.write(b"".join(event(dice, 137, 28) for _ in range(10)))
        terminal.read(0.05)
        assert terminal.process.isalive(), f"ended within {number} and {number + 10} of seed {seed}:\n{terminal.text}"
        assert b"Traceback" not in terminal.raw
        shown = terminal.text
        assert not any(words in shown for words in STAFF), f"staff page at {number} of seed {seed}:\n{shown}"
        terminal.raw.clear()


def presses_until(terminal: Terminal, key: str, words: str) -> None:
    """Press again, as a person does who sees nothing happen."""
    deadline = Deadline()
    while words not in terminal.text:
        assert deadline.holds, f"never saw {words!r}:\n{terminal.text}"
        terminal.press(key)


def weather(folder: Path, count: int, seed: int) -> None:
    assert run(folder, "pin", "set", stdin="24681012\n").returncode == 0
    with counter(folder) as terminal:
        terminal.wait_for(HOME)
        storm(terminal, count, seed)
        terminal.process.setwinsize(28, 137)
        presses_until(terminal, "left", HOME)
        presses_until(terminal, "3", "การขออยู่ต่อ")
    log = folder / "practice" / "kiosk.log"
    assert not log.exists() or "The screen failed" not in log.read_text("utf-8"), log.read_text("utf-8")
    with sqlite3.connect(folder / "practice" / "ledger.db") as ledger:
        assert ledger.execute("SELECT count(*) FROM entry WHERE channel = 'staff'").fetchone() == (0,)


def test_a_thousand_random_events_do_nothing_that_a_visitor_may_not(tmp_path: Path) -> None:
    weather(tmp_path, 1000, seed=2567)


@pytest.mark.long
@pytest.mark.parametrize("seed", range(10))
def test_twenty_thousand_random_events_do_nothing_that_a_visitor_may_not(tmp_path: Path, seed: int) -> None:
    weather(tmp_path, 2000, seed)
