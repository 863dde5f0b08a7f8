"""A locked counter as the public finds it: no shortcut of foot or sway opens anything, and no fault leaves it empty."""

import json
import os
import signal
import subprocess
import sys
from pathlib import Path
from time import monotonic, sleep

import psutil
import pytest
from PIL import Image

from kiosk.storage.log_file import LOG, read_log
from tests.support import foot
from tests.support.chords import foot_defaults, random_chords, sway_defaults, throw
from tests.support.commands import run
from tests.support.deadline import until
from tests.support.foot import LANDSCAPE, Sway, is_drawn
from tests.support.programs import needs

BAND = 180
"""Rows of pixels at the top of a picture in which a clock runs."""

IMPATIENT = """
import sys
from kiosk.session import watchdog
watchdog.PATIENCE = 20.0
from kiosk.cli import main
main()
"""
"""A session whose watchdog bites sooner than a test can wait for."""


SERVICE = """
import os
os.environ["NOTIFY_SOCKET"] = "@nobody"
"""
"""What a service manager leaves to what it starts."""


@pytest.fixture(autouse=True)
def _() -> None:
    needs(*foot.NEEDED)


def locked_session(folder: Path, before: str = "") -> Sway:
    assert run(folder, "pin", "set", stdin="24681012\n").returncode == 0
    options = ["--data", str(folder), "--practice", "--today", "2024-03-01"]
    return Sway([sys.executable, "-c", before + IMPATIENT, *options, "session"], *LANDSCAPE[:2])


def below(sway: Sway) -> list[psutil.Process]:
    """Everything that the compositor and the session have started."""
    return [child for process in sway.processes for child in psutil.Process(process.pid).children(recursive=True)]


def app(sway: Sway) -> psutil.Process | None:
    """The counter that the session runs."""
    return next((child for child in psutil.Process(sway.terminal.pid).children() if child.name() != "foot"), None)


def page(picture: Image.Image) -> bytes:
    return picture.crop((0, BAND, picture.width, picture.height)).tobytes()


def first_page(sway: Sway) -> Image.Image:
    """The first page as a visitor finds it who has gone back to it."""
    sway.seen(is_drawn)
    sway.press("asterisk", "asterisk")
    return sway.seen(is_drawn)


def is_home_again(sway: Sway, home: Image.Image, before: list[psutil.Process]) -> None:
    """The first page, drawn by the same processes and no other, as soon as a visitor wants it."""

    def at_home() -> bool:
        sway.press("asterisk", "asterisk")
        return page(sway.picture()) == page(home)

    until(at_home, "the first page does not come back")
    assert {process.pid for process in below(sway)} == {process.pid for process in before}


def test_no_shortcut_of_foot_or_sway_opens_anything_and_a_counter_that_dies_or_hangs_comes_back(tmp_path: Path) -> None:
    with locked_session(tmp_path) as sway:
        home = first_page(sway)
        before = below(sway)
        throw(sway, foot_defaults())
        throw(sway, sway_defaults())
        is_home_again(sway, home, before)
        for fault in (signal.SIGKILL, signal.SIGSTOP):
            failing = app(sway)
            assert failing is not None
            failing.send_signal(fault)
            until(lambda failing=failing: app(sway) not in (None, failing), "it does not come back")
            sway.seen(lambda now: page(now) == page(home))
        sentences = {line.said for line in read_log(tmp_path / "practice" / LOG)}
        assert {"The counter ended with 137.", "The counter no longer answered, and was ended."} <= sentences
        (shown,) = (child for child in psutil.Process(sway.terminal.pid).children() if child.name() == "foot")
        shown.kill()
        until(lambda: page(sway.picture()) == page(home), "a terminal that is killed does not show the page again")
        assert sway.terminal.poll() is None
        os.kill(sway.terminal.pid, signal.SIGTERM)
        assert sway.terminal.wait(60) == 0


@pytest.mark.long
def test_a_compositor_that_hangs_is_ended_and_its_successor_shows_the_page(tmp_path: Path) -> None:
    """The test stands in for the service manager, which starts a second later what has ended."""
    with locked_session(tmp_path, SERVICE) as sway:
        home = first_page(sway)
        frozen, began = sway.processes[0], monotonic()
        frozen.send_signal(signal.SIGSTOP)
        assert frozen.wait(30) == -signal.SIGKILL
        ended = monotonic() - began
        sleep(1)
        sway.processes.remove(frozen)
        for stale in sway.runtime.glob("wayland-?"):
            stale.unlink()  # it is looked for when the compositor starts
        sway.start_compositor()
        sway.seen(lambda now: page(now) == page(home))
        print(f"frozen, and ended after {ended:.1f} s; the page is back after {monotonic() - began:.1f} s")


def doors(sway: Sway, folder: Path) -> str:
    """What `kiosk doctor` finds of the doors of the display that it is asked beside."""
    argv = [sys.executable, "-m", "kiosk", "--data", str(folder), "--practice", "doctor", "--json"]
    told = subprocess.run(argv, env=sway.env, capture_output=True, text=True, timeout=60).stdout
    (doors,) = (check for check in json.loads(told)["checks"] if check["check"] == "doors")
    return f"{doors['state']}: {doors['found']}"


@pytest.mark.long
def test_the_doctor_tells_a_stock_foot_beside_the_counter_from_the_counters_own(tmp_path: Path) -> None:
    with locked_session(tmp_path) as sway:
        first_page(sway)
        assert doors(sway, tmp_path).startswith("good")
        with subprocess.Popen(["foot", "--", "sleep", "60"], env=sway.env) as stock:
            until(lambda: doors(sway, tmp_path).startswith("failing"), "the stock foot is not found")
            stock.kill()


@pytest.mark.long
def test_two_thousand_chords_open_nothing(tmp_path: Path) -> None:
    with locked_session(tmp_path) as sway:
        home = first_page(sway)
        before = below(sway)
        for seed in range(20):
            throw(sway, random_chords(100, seed))
            is_home_again(sway, home, before)
