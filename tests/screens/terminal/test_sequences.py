"""Every key and sequence that a keyboard, a terminal or a thrown device may send: a locked counter answers none of them."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.screens.terminal.test_lockdown import STAFF
from tests.support.terminal import HOME, Terminal, counter

FAMILY = "การขออยู่ต่อ"
"""Stands on the first page in every look and language: some of the sequences are keys of the keypad, which change them."""

MARK = "cGF5"
"""Stands in every sequence that carries text: a terminal that is told it would have been told by the counter."""

ANSWERS = re.compile(rb"\x1b\](?!22;)|\x1b[P^_X]|\x1b\[[?>=0-9;]*[Rcnxty]|" + MARK.encode())
"""What goes out only as an answer: strings to the terminal, but for the shape of its pointer;
reports of its state; what was sent itself."""


def control_keys() -> Iterator[str]:
    """C0, DEL and C1, alone and after Escape."""
    controls = [*map(chr, range(0x20)), "\x7f", *map(chr, range(0x80, 0xA0))]
    yield from controls
    yield from (f"\x1b{control}" for control in controls)


def alt_keys() -> Iterator[str]:
    """Escape and whatever is printed; also the Thai layout's own."""
    yield from (f"\x1b{chr(number)}" for number in range(0x20, 0x7F))
    yield from (f"\x1b{letter}" for letter in "ๅภถุึคตจขชๆไำพะ")


def function_keys() -> Iterator[str]:
    """CSI and SS3: arrows, editing and function keys, with every modifier."""
    yield from (f"\x1bO{letter}" for letter in "ABCDEFHMPQRSTUVWXYZjklmnopqrstuvwxy")
    yield from (f"\x1b[{letter}" for letter in "ABCDEFGHPQRSZ")
    yield from (f"\x1b[1;{modifier}{letter}" for modifier in range(2, 17) for letter in "ABCDFHPQRS")
    yield from (f"\x1b[{number}~" for number in range(1, 35))
    yield from (f"\x1b[{number};{modifier}~" for number in range(1, 25) for modifier in range(2, 10))
    yield from (f"\x1b[27;{modifier};{number}~" for modifier in range(2, 9) for number in (9, 13, 27, 99, 113))


def kitty_keys() -> Iterator[str]:
    """The kitty protocol: letters, keypad and media keys, with modifiers, repeats and releases."""
    codes = [*range(97, 123), 9, 13, 27, 127, *range(57344, 57454, 3)]
    yield from (f"\x1b[{code};{modifier}u" for code in codes for modifier in (5, 6, 9))
    yield from (f"\x1b[113;5:{event}u" for event in (1, 2, 3))


def strings() -> Iterator[str]:
    """OSC, DCS, APC, PM and SOS, closed in each of their ways, and reports that nobody asked for."""
    for end in ("\x07", "\x1b\\", "\x9c"):
        yield from (f"\x1b]{number};{MARK}{end}" for number in (0, 1, 2, 4, 7, 8, 9, 10, 11, 52, 104, 777, 1337))
        yield from (f"\x1b]{number};?{end}" for number in (4, 10, 11, 12, 52))
        yield from (f"\x1b{start}{MARK}{end}" for start in ("P", "P+q", "P$q", "_", "_G", "^", "X"))
    for ask in (
        "c",
        "0c",
        ">c",
        ">q",
        "=c",
        "5n",
        "6n",
        "?6n",
        "x",
        "18t",
        "21t",
        "?1$p",
        "?2026$p",
        "?u",
        "!p",
        "?15n",
    ):
        yield f"\x1b[{ask}"
    yield from (
        "\x1b[1;1R",
        "\x1b[0n",
        "\x1b[?62;4c",
        "\x1b[8;1;1t",
        "\x1bP1+r\x1b\\",
        "\x1bc",
        "\x1b[?1049l",
        "\x1b[2J",
    )


def touches() -> Iterator[str]:
    """The mouse in its protocols, the focus, and pastes that are closed, nested and never closed."""
    yield from (f"\x1b[<{button};1;1{end}" for button in (0, 1, 2, 3, 32, 35, 64, 65, 128) for end in "Mm")
    yield from (f"\x1b[M{chr(32 + button)}!!" for button in (0, 1, 2, 3, 32, 64))
    yield from (f"\x1b[{button};1;1M" for button in (32, 33, 34, 35))
    yield from ("\x1b[I", "\x1b[O", f"\x1b[200~{MARK}\x1b[201~", f"\x1b[200~\x1b[200~{MARK}\x1b[201~", "\x1b[201~")
    yield from (f"\x1b[200~\x1b]52;c;{MARK}\x07\x1b[201~", f"\x1b[200~{MARK}")


SEQUENCES = list(dict.fromkeys([*control_keys(), *alt_keys(), *function_keys(), *kitty_keys(), *strings(), *touches()]))


def hold(terminal: Terminal, thrown: str) -> None:
    """The counter is there, on visitors' pages alone, and has answered nothing."""
    assert terminal.process.isalive(), f"ended at {thrown!r}:\n{terminal.text}"
    answered = ANSWERS.search(bytes(terminal.raw))
    assert answered is None, f"{thrown!r} was answered with {answered}"
    assert not any(words in terminal.text for words in STAFF), f"a staff page at {thrown!r}:\n{terminal.text}"
    terminal.raw.clear()


def leads_back(terminal: Terminal) -> bool:
    """Whether the key for back has led to the first page."""
    terminal.press("left", pause=0.3)
    return FAMILY in terminal.text


def throw(folder: Path, at_once: int, pause: float) -> None:
    """All of them, so many at once; home is there afterwards, and the log has not filled."""
    with counter(folder) as terminal:
        terminal.wait_for(HOME)
        terminal.raw.clear()
        for number in range(0, len(SEQUENCES), at_once):
            thrown = "".join(SEQUENCES[number : number + at_once])
            terminal.process.write(thrown.encode())
            terminal.read(pause)
            hold(terminal, thrown)
        terminal.until(lambda: leads_back(terminal), "no way back to the first page")
    log = folder / "practice" / "kiosk.log"
    assert not log.exists() or len(log.read_text("utf-8").splitlines()) <= 1


def test_there_are_as_many_as_were_thrown_by_hand() -> None:
    assert len(SEQUENCES) >= 1027


def test_a_thousand_sequences_thrown_at_a_locked_counter_do_nothing_and_are_answered_by_nothing(locked: Path) -> None:
    throw(locked, at_once=20, pause=0.05)


@pytest.mark.long
def test_each_sequence_alone_does_nothing_that_a_visitor_may_not(locked: Path) -> None:
    throw(locked, at_once=1, pause=0.15)
