"""The counter in a real pseudo-terminal: keys arrive, nobody gets out, the terminal is given back."""

import os
import shutil
import signal
import sys
from pathlib import Path

import pytest

from kiosk.storage.log_file import LOG, read_log
from kiosk.streams.ledger.ledger import Ledger
from tests.support.commands import run
from tests.support.deadline import until
from tests.support.terminal import HOME, Terminal, counter

LEAVE_ALTERNATE_SCREEN = b"\x1b[?1049l"
SHOW_CURSOR = b"\x1b[?25h"


def go_in(terminal: Terminal, keys: str) -> None:
    """From home to the counts, the PIN typed as `keys`."""
    terminal.wait_for(HOME)
    terminal.press("f12")
    terminal.wait_for("Staff mode")
    terminal.press(*keys, "enter")
    terminal.wait_for("0 / 500")


def test_two_keys_lead_to_who_when_fee_and_time(tmp_path: Path) -> None:
    with counter(tmp_path) as terminal:
        terminal.wait_for(HOME)
        terminal.press("3")
        terminal.wait_for("Extension of stay in Thailand")
        terminal.press("3")
        terminal.wait_for("ขออยู่ต่อเพื่อใช้ชีวิตในบั้นปลาย")
        for words in ("อายุ 50 ปีขึ้นไป", "ก่อนวันสิ้นสุดการอนุญาต", "ชำระตามใบเสร็จเท่านั้น", "ระยะเวลา กรุณาสอบถาม"):
            terminal.wait_for(words)
        terminal.press("9")
        terminal.wait_for("Pay only with a receipt")


def test_with_a_pin_set_no_key_of_the_shell_leaves_or_stops_the_counter(locked: Path) -> None:
    with counter(locked) as terminal:
        terminal.wait_for(HOME)
        terminal.press("ctrl+c", "ctrl+q", "ctrl+z", "ctrl+backslash", pause=0.3)
        terminal.process.write(b"\xff\xfe\xc3")  # what no keyboard sends and an old mouse does
        terminal.read(0.5)
        assert terminal.process.isalive()
        terminal.press("3")
        terminal.wait_for("Extension of stay in Thailand")


def is_open(path: Path) -> bool:
    """Whether a counter has opened the ledger in that file: it notes so."""
    if not path.exists():
        return False
    with Ledger(path, practice=True) as ledger:
        return ledger.state.get("starts") is not None


def test_a_folder_that_is_deleted_leaves_the_counter_locked(locked: Path) -> None:
    with counter(locked) as terminal:
        terminal.wait_for(HOME)
        terminal.until(lambda: is_open(locked / "practice" / "ledger.db"), "the ledger is not opened")
        shutil.rmtree(locked / "practice")
        terminal.press("ctrl+q", "f12")
        terminal.wait_for("The staff PIN cannot be read")
        terminal.press("enter", "ctrl+q", pause=0.3)
        terminal.wait_for(HOME)
        assert terminal.process.isalive()


def test_with_a_pin_set_signals_of_the_keyboard_do_nothing(locked: Path) -> None:
    with counter(locked) as terminal:
        terminal.wait_for(HOME)
        for number in (signal.SIGINT, signal.SIGQUIT, signal.SIGTSTP):
            os.kill(terminal.process.pid, number)
        terminal.read(0.5)
        terminal.press("3")
        terminal.wait_for("Extension of stay in Thailand")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_sigterm_and_sighup_give_the_terminal_back(locked: Path, number: signal.Signals) -> None:
    with counter(locked) as terminal:
        terminal.wait_for(HOME)
        os.kill(terminal.process.pid, number)
        assert terminal.wait_end() == 0
        assert LEAVE_ALTERNATE_SCREEN in terminal.raw
        assert SHOW_CURSOR in terminal.raw
        assert b"\x1b[?1000l" in terminal.raw  # the mouse is no longer reported


@pytest.mark.parametrize("visits", range(4))
def test_a_terminal_that_goes_away_ends_the_counter(locked: Path, visits: int) -> None:
    """A killed window or a lost ssh must not leave a counter behind that waits for a screen."""
    with counter(locked) as terminal:
        terminal.wait_for(HOME)
        terminal.press(*["3", "left"] * visits, pause=0.05)
        terminal.process.fileobj.close()
        until(lambda: not terminal.process.isalive(), "it is still there")


def test_without_a_pin_ctrl_q_leaves(tmp_path: Path) -> None:
    with counter(tmp_path) as terminal:
        terminal.wait_for("ยังไม่ล็อก")
        terminal.press("ctrl+q")
        assert terminal.wait_end() == 0


THAI_KEYS = {
    "ๅ": "Visa and change of visa",
    "/": "Reports and passport",
    "ุ": "Transparency and complaints",
    "ค": "External Integrity and Transparency Assessment",
    "จ": "Speak to an officer",
}
"""What stands on the keys of 1, 2, 6, 8 and 0, and what they lead to."""


def test_the_thai_layout_chooses_as_digits_do(tmp_path: Path) -> None:
    with counter(tmp_path) as terminal:
        for key, seen in THAI_KEYS.items():
            terminal.wait_for(HOME)
            terminal.press(key)
            terminal.wait_for(seen)
            terminal.press("left")


def test_the_thai_layout_types_the_pin(locked: Path) -> None:
    with counter(locked) as terminal:
        go_in(terminal, "/ภุคๅจ")


def test_a_clerk_counts_by_one_key_and_the_entry_is_on_disk(locked: Path) -> None:
    with counter(locked) as terminal:
        go_in(terminal, "246810")
        terminal.press("3")
        terminal.wait_for("+1 = 1")
        terminal.process.kill(signal.SIGKILL)
    assert '"count": 1,' in run(locked, "counts", "--json").stdout


def test_textual_variables_of_the_environment_change_nothing(tmp_path: Path) -> None:
    env = {
        "TEXTUAL_PRESS": "ctrl+q",
        "TEXTUAL_SCREENSHOT": "1",
        "TEXTUAL": "devtools,debug",
        "TEXTUAL_COLOR_SYSTEM": "standard",
        "TEXTUAL_FILTERS": "dim",
        "TEXTUAL_THEME": "dracula",
        "NO_COLOR": "1",
        "COLUMNS": "40",
        "LINES": "10",
        "ESCDELAY": "60000",
    }
    with counter(tmp_path, env=env) as terminal:
        terminal.wait_for(HOME)
        terminal.read(1.5)
        assert terminal.process.isalive()
        assert b"48;2;14;42;79" in terminal.raw  # the navy of the band: colours are on
        terminal.press("escape", pause=0.5)
        terminal.press("3")  # no Alt+3, because Escape did not wait for it
        terminal.wait_for("Extension of stay in Thailand")


def test_a_broken_office_file_is_a_sentence_and_no_screen(tmp_path: Path) -> None:
    office = tmp_path / "office.toml"
    office.write_text("name = \n")
    with counter(tmp_path, "--office", str(office)) as terminal:
        assert terminal.wait_end() == 1
        assert "office.toml" in terminal.text
        assert b"\x1b[?1049h" not in terminal.raw


def test_a_file_that_is_no_ledger_is_a_sentence_after_the_terminal_is_given_back(tmp_path: Path) -> None:
    (tmp_path / "practice").mkdir()
    (tmp_path / "practice" / "ledger.db").write_text("no ledger at all " * 60)
    with counter(tmp_path) as terminal:
        assert terminal.wait_end() == 1
        assert "is not a ledger" in terminal.text


def test_a_locked_counter_shows_its_pages_while_its_ledger_cannot_be_opened(locked: Path) -> None:
    """Found as: a ledger that belonged to another user, and a screen that said sorry until somebody came."""
    folder = locked / "practice"
    (folder / "ledger.db").write_text("no ledger at all " * 60)
    with counter(locked) as terminal:
        terminal.wait_for(HOME)
        until(lambda: terminal.read(0.2) or read_log(folder / LOG), "it does not say why in its log")
        terminal.press("3")
        terminal.wait_for("Extension of stay in Thailand")


def test_two_terminals_on_one_ledger_see_each_others_entries(tmp_path: Path) -> None:
    with counter(tmp_path, "staff") as desk, counter(tmp_path, "staff", columns=80, rows=24) as ssh:
        desk.wait_for("0 / 500")
        ssh.wait_for("0 / 500")
        desk.press("2")
        ssh.wait_for("1 / 500")
        ssh.press("2")
        desk.wait_for("2 / 500")


def test_counter_and_desk_see_each_others_entries(locked: Path) -> None:
    with counter(locked) as front, counter(locked, "staff") as desk:
        go_in(front, "246810")
        desk.wait_for("0 / 500")
        for number, (here, there) in enumerate([(front, desk), (desk, front)], 1):
            here.press("3", pause=0)
            here.wait_for(f"+1 = {number} ")
            there.wait_for(f"{number} / 500")


def test_the_demo_is_full_of_life_and_leaves_nothing_behind(tmp_path: Path) -> None:
    env = {"TMPDIR": str(tmp_path)}
    with Terminal([sys.executable, "-m", "kiosk", "demo"], env=env) as terminal:
        terminal.wait_for(HOME)
        terminal.wait_for("ตัวอย่าง / DEMO")
        terminal.press("f12")
        terminal.wait_for("ส่งถึงส่วนกลาง")
        terminal.wait_for("MET")
        terminal.wait_for("BEHIND")
        terminal.press("0", "4")
        terminal.wait_for("ย้ายแล้ว")
        terminal.press("left", "5")
        terminal.wait_for("ตัวอย่าง สารวัตรเวร")
        terminal.press("ctrl+q")
        assert terminal.wait_end() == 0
    until(lambda: not list(tmp_path.iterdir()), "its folder is still there")
