"""`kiosk session` in sway: key 7 opens the page again in larger letters, with everything that is on it."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest
from PIL import Image, ImageChops

from kiosk.session.letter_size import Screen, fitted
from tests.support import foot
from tests.support.commands import clean_environment
from tests.support.deadline import SECONDS, until
from tests.support.foot import LANDSCAPE, PORTRAIT, Sway, is_drawn
from tests.support.programs import needs

BAND = 180
"""Rows of pixels at the top of a picture in which a clock runs."""

INK = 96
"""How much a pixel of ink differs from its ground."""


@pytest.fixture(autouse=True)
def _() -> None:
    needs(*foot.NEEDED)


def session(folder: Path, screen: tuple[int, int, int, int]) -> Sway:
    options = ["--data", str(folder), "--practice", "--today", "2024-03-01"]
    return Sway([sys.executable, "-m", "kiosk", *options, "session"], *screen[:2])


def page(picture: Image.Image) -> Image.Image:
    """The picture without the band."""
    return picture.crop((0, BAND, picture.width, picture.height))


def children(parent: int, name: str) -> list[int]:
    """The processes of that name that a process has started."""
    listed = subprocess.run(["pgrep", "-P", str(parent), "-x", name], capture_output=True, text=True)
    return [int(line) for line in listed.stdout.split()]


def changed(sway: Sway, before: Image.Image) -> Image.Image:
    return sway.seen(lambda now: page(now).tobytes() != page(before).tobytes())


def same(sway: Sway, before: Image.Image) -> Image.Image:
    return sway.seen(lambda now: page(now).tobytes() == page(before).tobytes())


def is_dark(picture: Image.Image) -> bool:
    """Whether the page is in the palette of more contrast."""
    return sum(page(picture).resize((1, 1)).convert("L").tobytes()) < 96


def letters(picture: Image.Image, line_height: int) -> int:
    """How many rows of ink the letters of the office's name have together, on the first line of the band."""
    ground = Image.new("RGB", picture.size, picture.getpixel((0, 0)))
    ink = ImageChops.difference(picture, ground).convert("L").point(lambda level: 255 * (level > INK))
    line = ink.crop((0, 0, picture.width // 2, line_height))
    inked = [line.crop((x, 0, x + 1, line_height)).getbbox() is not None for x in range(line.width)]
    edges = [x for x in range(1, line.width) if inked[x] != inked[x - 1]]
    columns = list(zip(edges[::2], edges[1::2], strict=False))[: len("Phatthalung")]
    boxes = [line.crop((left, 0, right, line_height)).getbbox() for left, right in columns]
    return sum(box[3] - box[1] for box in boxes if box is not None)


@pytest.mark.parametrize(
    ("screen", "times"),
    [(LANDSCAPE, 1.35), pytest.param(PORTRAIT, 1.3, marks=pytest.mark.long)],  # ink has whole rows of pixels
    ids=["landscape", "portrait"],
)
def test_key_7_opens_the_page_in_larger_letters_and_keeps_language_and_ticks(
    tmp_path: Path, screen: tuple[int, int, int, int], times: float
) -> None:
    with session(tmp_path, screen) as sway:
        home = usual = sway.seen(is_drawn)
        for key in ("9", "3", "2", "Right", "1"):
            sway.press(key)
            usual = changed(sway, usual)
        height = fitted(Screen(*screen[:2]), larger=True).line
        are_larger = lambda now: letters(now, height) >= times * letters(usual, screen[3])  # noqa: E731
        sway.press("7")
        sway.seen(are_larger)
        sway.press("7")
        sway.seen(lambda now: is_dark(now) and are_larger(now))
        sway.press("7")
        sway.seen(lambda now: is_dark(now) and not are_larger(now))
        sway.press("7")
        same(sway, usual)
        sway.press("7")
        sway.seen(are_larger)
        sway.press("asterisk", "asterisk")  # the next visitor has the usual letters
        sway.seen(lambda now: letters(now, screen[3]) == letters(home, screen[3]))


def test_a_terminal_that_dies_comes_again_with_the_page_and_the_session_ends_with_its_counter(tmp_path: Path) -> None:
    with session(tmp_path, LANDSCAPE) as sway:
        home = sway.seen(is_drawn)
        sway.press("3")
        family = changed(sway, home)
        (foot_,) = children(sway.terminal.pid, "foot")
        os.kill(foot_, signal.SIGKILL)
        until(lambda: children(sway.terminal.pid, "foot") not in ([], [foot_]), "foot does not come again")
        same(sway, family)
        sway.press("asterisk")
        changed(sway, family)
        sway.terminal.terminate()
        assert sway.terminal.wait(SECONDS) == 0
        assert children(sway.terminal.pid, "foot") == []


def test_a_screen_of_another_size_gets_the_letters_that_fit_it(tmp_path: Path) -> None:
    """Found as: tiny letters, where the terminal had come before it was told how large its screen is."""
    with session(tmp_path, LANDSCAPE) as sway:
        sway.seen(is_drawn)
        (ipc,) = sway.runtime.glob("sway-ipc.*")
        subprocess.run(["swaymsg", "-s", ipc, "output HEADLESS-1 mode --custom 1366x768@60Hz"], check=True)
        sway.seen(lambda now: now.size == (1366, 768) and is_drawn(now))
        size = fitted(Screen(1366, 768), larger=False).size
        until(lambda: f"foot-{size}.ini" in commands(sway.terminal.pid), "the letters do not fit")


def commands(parent: int) -> str:
    """The command lines of the processes that a process has started."""
    return subprocess.run(["ps", "--ppid", str(parent), "-o", "args="], capture_output=True, text=True).stdout


def without_compositor(folder: Path, **service: str) -> subprocess.Popen[str]:
    """A session whose compositor has not come yet; each foot that it starts says so on stderr."""
    env = {**clean_environment(), "XDG_RUNTIME_DIR": str(folder), "WAYLAND_DISPLAY": "wayland-1", "LANG": "C.UTF-8"}
    argv = [sys.executable, "-m", "kiosk", "--data", str(folder / "data"), "--practice", "session"]
    return subprocess.Popen(argv, env={**env, **service}, stderr=subprocess.PIPE, text=True)


def test_a_service_that_is_there_before_its_compositor_waits_for_it(tmp_path: Path) -> None:
    """Found as: an installation that failed, where the screen took a second longer than the counter beside it."""
    with without_compositor(tmp_path, NOTIFY_SOCKET="@nobody") as started:
        assert started.stderr is not None
        for _ in range(4):
            assert "no compositor running" in started.stderr.readline()
        started.terminate()
        assert started.wait(SECONDS) == 0


def test_without_a_compositor_it_ends_by_hand_with_a_sentence(tmp_path: Path) -> None:
    with without_compositor(tmp_path) as started:
        assert started.stderr is not None
        assert "foot ends before it is there" in started.stderr.read()
        assert started.wait(SECONDS) == 1
