"""A fresh terminal is put into the modes that the program has set in the one before."""

import pytest

from kiosk.session.terminal_modes import TerminalModes

STARTED = b"\x1b[?1049h\x1b[?1000;1006h\x1b[?25l\x1b[>25u\x1b[?2026$p\x1b[?2004h"


@pytest.mark.parametrize("at_once", [1, 2, 3, 7, 100])
def test_the_modes_are_those_last_set_however_the_bytes_come_in(at_once: int) -> None:
    modes, written = TerminalModes(), STARTED + b"\x1b[?2026hpage \x1b[1;1H\xe0\xb8\x81\x1b[?2026l\x1b[?1000l"
    for place in range(0, len(written), at_once):
        modes.read(written[place : place + at_once])
    assert modes.sequence == b"\x1b[?1049h\x1b[?1000l\x1b[?1006h\x1b[?25l\x1b[?2004h\x1b[>25u"


def test_keyboard_flags_that_are_taken_back_are_not_set_again() -> None:
    modes = TerminalModes()
    modes.read(b"\x1b[>1u\x1b[>8u\x1b[<u")
    assert modes.sequence == b"\x1b[>1u"


def test_the_ground_that_the_program_has_chosen_is_chosen_again() -> None:
    modes = TerminalModes()
    modes.read(b"\x1b]11;#E8EDF3\x07page\x1b]11;#0000")
    modes.read(b"00\x1b\\")
    assert modes.sequence == b"\x1b]11;#000000\x07"
