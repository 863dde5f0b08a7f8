"""What fails on a locked counter ends neither the counter nor the silence about it on the public screen."""

import os
import signal
import sys
import termios
from pathlib import Path

import pytest

from tests.support.commands import clean_environment, run
from tests.support.programs import needs
from tests.support.sample import DAY
from tests.support.terminal import HOME, Terminal

SORRY = "หน้าจอนี้จะกลับมาในอีกสักครู่"
ALTERNATE_SCREEN = b"\x1b[?1049h"
LEAVE_ALTERNATE_SCREEN = b"\x1b[?1049l"
SHOW_CURSOR = b"\x1b[?25h"

KEY_0_FAILS = """
from screens.visitor.widgets.help_card import HelpCard
def fail(self, width):
    secret = "passport AA1234567"
    raise RuntimeError("planted in a page")
HelpCard.lines = fail
"""
LEAVES_GARBAGE = """
import gc
import screens.visitor.widgets.help_card as page
fail = page.HelpCard.lines
class Spent:
    def __del__(self):
        raise RuntimeError("planted in garbage")
async def never_awaited():
    pass
def leave():
    gc.disable()  # nobody looks for garbage before the run has ended
    circle = [Spent(), never_awaited()]
    circle.append(circle)
def fail_and_leave(self, width):
    leave()
    fail(self, width)
page.HelpCard.lines = fail_and_leave
"""
SHORT_WAITS = """
import screens.supervisor
screens.supervisor.BACKOFF = screens.supervisor.Backoff(first=1, longest=1)
"""
TWO_LONG_WAITS = """
import screens.supervisor
seconds = iter((3, 600))
screens.supervisor.waits = lambda crashes: next(seconds)
"""
INPUT_FAILS_ONCE = """
from screens.terminal.driver import TerminalDriver
whole = TerminalDriver.run_input_thread
def fail_once(self):
    TerminalDriver.run_input_thread = whole
    raise RuntimeError("planted in a thread")
TerminalDriver.run_input_thread = fail_once
"""
SIGNALS_AT_THE_START = """
import os, signal, sys
def interrupt():
    for number in (signal.SIGINT, signal.SIGQUIT, signal.SIGTSTP):
        os.kill(os.getpid(), number)
class Finder:
    def find_spec(self, name, path=None, target=None):
        if name == "screens.apps.counter":
            interrupt()
            from screens.terminal.driver import TerminalDriver
            start = TerminalDriver.start_application_mode
            def interrupted(self):
                interrupt()
                start(self)
            TerminalDriver.start_application_mode = interrupted
sys.meta_path.insert(0, Finder())
"""


def planted(folder: Path, *faults: str, bound: bool = False) -> Terminal:
    """The counter with faults in it; `bound` by the permissions of files even where the tests are run by root."""
    options = ["--data", str(folder), "--practice", "--today", str(DAY)]
    script = "\n".join([*faults, "import sys", "from kiosk.cli import main", f"sys.argv[1:] = {options!r}", "main()"])
    powers = "-dac_override,-dac_read_search"
    drop = ["setpriv", "--bounding-set", powers, "--inh-caps", powers] if bound and os.geteuid() == 0 else []
    if drop:
        needs("setpriv")
    return Terminal([*drop, sys.executable, "-c", script], env=clean_environment())


def fails_unseen(terminal: Terminal) -> None:
    """Key 0 fails; the visitor reads a sentence and is home again."""
    terminal.press("0", pause=0)
    terminal.wait_for(SORRY)
    terminal.wait_for(HOME)
    assert_silent(terminal)


def assert_silent(terminal: Terminal) -> None:
    for word in (b"Traceback", b"planted", b"AA1234567", b"Error", b".py", b"kiosk.log"):
        assert word not in terminal.raw


def log(folder: Path) -> str:
    return (folder / "practice" / "kiosk.log").read_text("utf-8")


def test_a_crash_shows_nothing_brings_home_back_and_leaves_a_log(tmp_path: Path) -> None:
    with planted(tmp_path, KEY_0_FAILS) as terminal:
        terminal.wait_for(HOME)
        terminal.press("7", "9", "3", "3")
        terminal.wait_for("Extension of stay for retirement")
        terminal.press("0")
        terminal.wait_for(HOME)
        terminal.wait_for("ตัวหนา")  # the look is the usual one, the language Thai
        assert "ภาษาไทย" not in terminal.text
        assert "retirement" not in terminal.text
        assert terminal.process.isalive()
        assert_silent(terminal)
        terminal.press("3")
        terminal.wait_for("Extension of stay in Thailand")
    assert "planted" in log(tmp_path)


def test_what_python_says_of_the_garbage_of_a_crash_is_logged_and_not_shown(locked: Path) -> None:
    with planted(locked, SHORT_WAITS, KEY_0_FAILS, LEAVES_GARBAGE) as terminal:
        terminal.wait_for(HOME)
        fails_unseen(terminal)
    assert "RuntimeError: planted in garbage" in log(locked)
    assert "'never_awaited' was never awaited" in log(locked)


def test_a_crash_gives_no_free_tries_and_opens_no_lock(locked: Path) -> None:
    """While the file of the PIN cannot be written, or is gone, only the program knows what it has to hold to."""
    kept = locked / "practice" / "pin.toml"
    kept.symlink_to(kept.rename(kept.with_name("elsewhere")))
    with planted(locked, KEY_0_FAILS) as terminal:
        terminal.wait_for(HOME)
        terminal.press("f12")
        terminal.wait_for("Staff mode")
        terminal.press(*["000000", "enter"] * 5)
        terminal.wait_for("Please wait")
        kept.rename(kept.with_name("away"))
        terminal.press("left", "9")
        terminal.wait_for("ภาษาไทย")
        terminal.press("0")
        terminal.wait_for("เปลี่ยนภาษา")  # home again, in Thai
        terminal.press("ctrl+q", "f12", pause=0.3)
        terminal.wait_for("The staff PIN cannot be read")
        kept.with_name("away").rename(kept)
        terminal.press("enter", "f12", pause=0.3)
        terminal.wait_for("Please wait")


def test_a_locked_counter_outlives_more_crashes_than_anybody_counts(locked: Path) -> None:
    with planted(locked, SHORT_WAITS, KEY_0_FAILS, INPUT_FAILS_ONCE) as terminal:
        terminal.wait_for(SORRY)
        terminal.wait_for(HOME)
        for _ in range(6):
            fails_unseen(terminal)
        terminal.press("3")
        terminal.wait_for("Extension of stay in Thailand")
    assert log(locked).count("RuntimeError: planted in a page") == 6
    assert "planted in a thread" in log(locked)


def test_while_it_says_sorry_keys_do_nothing_and_sigterm_gives_the_terminal_back(locked: Path) -> None:
    with planted(locked, TWO_LONG_WAITS, KEY_0_FAILS) as terminal:
        before = termios.tcgetattr(terminal.process.fd)
        terminal.wait_for(HOME)
        terminal.press("0", pause=0)
        terminal.wait_for(SORRY)
        terminal.wait_for("Sorry, this screen will be back in a moment.")
        terminal.press("ctrl+c", "ctrl+backslash", "ctrl+z", "3", "e", "\r", pause=0.05)
        assert "^C" not in terminal.text
        terminal.wait_for(HOME)
        terminal.read(0.7)
        assert HOME in terminal.text  # and not what key 3 opens
        terminal.press("0", pause=0)
        terminal.wait_for(SORRY)
        terminal.raw.clear()
        os.kill(terminal.process.pid, signal.SIGTERM)
        assert terminal.wait_end() == 0
        assert LEAVE_ALTERNATE_SCREEN in terminal.raw
        assert SHOW_CURSOR in terminal.raw
        assert termios.tcgetattr(terminal.process.fd) == before


def test_each_wait_is_longer_up_to_half_a_minute() -> None:
    from screens.supervisor import BACKOFF

    assert [BACKOFF.wait(crashes) for crashes in range(1, 9)] == [1, 2, 4, 8, 16, 30, 30, 30]
    assert BACKOFF.wait(10**6) == 30


def test_no_signal_of_the_keyboard_ends_a_locked_counter_before_its_first_frame(locked: Path) -> None:
    with planted(locked, SIGNALS_AT_THE_START) as terminal:
        terminal.wait_for(HOME)
        terminal.press("3")
        terminal.wait_for("Extension of stay in Thailand")


@pytest.mark.parametrize("kind", ["full", "folder"])
def test_a_log_that_takes_nothing_is_not_seen_on_the_screen(locked: Path, kind: str) -> None:
    path = locked / "practice" / "kiosk.log"
    if kind == "full":
        path.symlink_to("/dev/full")
    else:
        path.mkdir()
    with planted(locked, KEY_0_FAILS) as terminal:
        terminal.wait_for(HOME)
        fails_unseen(terminal)
        os.kill(terminal.process.pid, signal.SIGTERM)
        assert terminal.wait_end() == 0
        assert_silent(terminal)


def test_a_folder_that_is_closed_while_it_runs_leaves_the_counter_with_what_it_knows(locked: Path) -> None:
    practice = locked / "practice"
    with planted(locked, KEY_0_FAILS, bound=True) as terminal:
        terminal.wait_for(HOME)
        terminal.read(1)  # for the ledger to be opened
        try:
            practice.chmod(0)
            terminal.read(2.5)  # it looks every second
            terminal.press("3")
            terminal.wait_for("Extension of stay in Thailand")
            fails_unseen(terminal)
            terminal.read(1)  # it looks for its ledger soon after the first frame
            terminal.press("ctrl+q", "3")
            terminal.wait_for("Extension of stay in Thailand")
            assert_silent(terminal)
        finally:
            practice.chmod(0o700)


def test_a_folder_without_room_for_a_log_opens_all_the_same(locked: Path) -> None:
    assert run(locked, "counts").returncode == 0
    practice = locked / "practice"
    try:
        practice.chmod(0o500)
        with planted(locked, KEY_0_FAILS, bound=True) as terminal:
            terminal.wait_for(HOME)
            fails_unseen(terminal)
    finally:
        practice.chmod(0o700)
    assert not (practice / "kiosk.log").exists()


@pytest.mark.parametrize("name", ["practice", "practice/ita"])
def test_a_closed_folder_is_a_sentence_and_no_screen(locked: Path, name: str) -> None:
    folder = locked / name
    folder.mkdir(exist_ok=True)
    try:
        folder.chmod(0)
        with planted(locked, bound=True) as terminal:
            assert terminal.wait_end() == 1
    finally:
        folder.chmod(0o700)
    words = terminal.raw.decode().strip()
    assert words.startswith(f"{folder}: cannot be looked into (Permission denied); give this user the right"), words
    assert words.count("\n") == 0
    assert ALTERNATE_SCREEN not in terminal.raw
