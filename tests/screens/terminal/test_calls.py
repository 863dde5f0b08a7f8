"""A call between two programs: the counter in front, the staff's terminal behind, and the end of either."""

import os
import signal
from pathlib import Path

from tests.support.terminal import HOME, Terminal, counter

CALLED, ALONE = "An officer is being called", "Speak to an officer"


def call_until_heard(front: Terminal) -> None:
    """Press the key, and again: the desk looks for a counter now and then, and until it has found it nobody is called."""

    def heard() -> bool:
        front.press("0")
        front.until(lambda: CALLED in front.text or ALONE in front.text, "neither called nor told where to go")
        if CALLED not in front.text:
            front.press("left")
            front.wait_for(HOME)
        return CALLED in front.text

    front.until(heard, "nobody is called")


def test_a_call_rings_behind_and_its_answer_shows_in_front_whatever_ends(tmp_path: Path) -> None:
    with counter(tmp_path) as front, counter(tmp_path, "staff") as desk:
        front.wait_for(HOME)
        desk.wait_for("0 / 500")
        call_until_heard(front)
        desk.wait_for("A visitor calls at kiosk 1")
        assert b"\x07" in desk.raw
        desk.press("enter")
        front.wait_for("An officer has answered")
        desk.until(lambda: "A visitor calls" not in desk.text, "it rings on")
        front.press("left")
        front.wait_for(HOME)
        front.press("0")
        desk.wait_for("A visitor calls at kiosk 1")
        os.kill(desk.process.pid, signal.SIGKILL)
        front.wait_for("No officer has answered")
        with counter(tmp_path, "staff") as second:
            second.wait_for("A visitor calls at kiosk 1")
            os.kill(front.process.pid, signal.SIGKILL)
            second.until(lambda: "A visitor calls" not in second.text, "it rings on")
            assert second.process.isalive()
