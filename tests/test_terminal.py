"""The counter in a real pseudo-terminal: keys arrive, nobody gets out, the terminal is given back."""

import os
import shutil
import signal
import sys
import time
from pathlib import Path

import pytest

from tests.helpers import Terminal, counter, run

LEAVE_ALTERNATE_SCREEN = b"\x1b[?1049l"
SHOW_CURSOR = b"\x1b[?25h"
HOME = "กรุณาเลือกบริการ"


@pytest.fixture
def locked(tmp_path: Path) -> Path:
    """The folder of a kiosk on which a PIN is set."""
    assert run(tmp_path, "pin", "set", stdin="246810\n").returncode == 0
    return tmp_path


def go_in(terminal: Terminal, keys: str) -> None:
    """From home to the counts, the PIN typed as `keys`."""
    terminal.wait_for(HOME)
    terminal.press("f12")
    terminal.wait_for("Staff mode")
    terminal.press(*keys, "enter")
    terminal.wait_for("0 / 500")


def test_two_keys_lead_to_documents_fee_and_time(tmp_path: Path) -> None:
    with counter(tmp_path) as terminal:
        terminal.wait_for(HOME)
        terminal.press("3", "3")
        terminal.wait_for("ขออยู่ต่อเพื่อใช้ชีวิตในบั้นปลาย")
        for words in ("10 รายการ", "1,900 บาท (อัตราที่เผยแพร่)", "ยังไม่มีข้อมูลของหน่วยงานนี้"):
            terminal.wait_for(words, seconds=2)
        terminal.press("9")
        terminal.wait_for("THB 1,900 (published rate)")


def test_with_a_pin_set_no_key_of_the_shell_leaves_or_stops_the_counter(locked: Path) -> None:
    with counter(locked) as terminal:
        terminal.wait_for(HOME)
        terminal.press("ctrl+c", "ctrl+q", "ctrl+z", "ctrl+backslash", pause=0.3)
        terminal.process.write(b"\xff\xfe\xc3")  # what no keyboard sends and an old mouse does
        terminal.read(0.5)
        assert terminal.process.isalive()
        terminal.press("3")
        terminal.wait_for("Extension of stay in the Kingdom")


def test_a_folder_that_is_deleted_leaves_the_counter_locked(locked: Path) -> None:
    with counter(locked) as terminal:
        terminal.wait_for(HOME)
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
        terminal.wait_for("Extension of stay in the Kingdom")


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
        deadline = time.monotonic() + 5
        while terminal.process.isalive():
            assert time.monotonic() < deadline, "it is still there"
            time.sleep(0.05)


def test_the_focus_is_seen_even_when_the_terminal_says_that_another_window_has_the_keyboard(locked: Path) -> None:
    focused = "█▀▀▀▀"
    with counter(locked) as terminal:
        terminal.wait_for(HOME)
        assert focused in terminal.text
        terminal.press("\x1b[O", pause=0.5)
        assert focused in terminal.text


FAMILY = "Extension of stay in the Kingdom"


def family_opens(terminal: Terminal, *, after: bytes = b"", touched: bool = False) -> None:
    """Home goes on after these bytes: the very next key or touch opens the family of extensions, another leaves it."""
    os.write(terminal.process.fd, after)
    if touched:
        terminal.touch("การขออยู่ต่อ")
    else:
        terminal.press("3", pause=0)
    terminal.wait_for(FAMILY, seconds=5)
    terminal.press("left", pause=0)
    terminal.wait_for(HOME, seconds=5)


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
    log = (locked / "practice" / "kiosk.log").read_text("utf-8")
    assert log.count("neither a key nor a touch") == 1
    assert "The screen failed" not in log


def test_a_paste_that_nobody_closes_is_over_in_a_moment(locked: Path) -> None:
    """Textual waits for its end: digits did nothing any more, and a touch was read as its digits."""
    with counter(locked) as terminal:
        terminal.wait_for(HOME)
        for pasted in (b"", b"3", "๓ภ".encode(), b"3\x1b[20"):
            os.write(terminal.process.fd, b"\x1b[200~" + pasted)
            terminal.read(0.6)
            assert HOME in terminal.text
            family_opens(terminal)
        os.write(terminal.process.fd, b"\x1b[200~3\x1b[201~")
        terminal.read(0.3)
        assert HOME in terminal.text
        os.write(terminal.process.fd, b"\x1b[200~")
        terminal.read(0.6)
        family_opens(terminal, touched=True)
        os.write(terminal.process.fd, b"\x1b[200~")
        end = time.monotonic() + 10
        while HOME in terminal.text:  # a person who does not wait
            assert time.monotonic() < end, "the paste goes on as long as somebody presses"
            terminal.press("3", pause=0.15)


def test_staff_paste_into_a_field(locked: Path) -> None:
    with counter(locked, "staff") as terminal:
        terminal.wait_for("0 / 500")
        terminal.press("5", "1")
        terminal.wait_for("แล้วกด Enter", seconds=5)
        os.write(terminal.process.fd, b"\x1b[200~98")
        terminal.read(0.05)
        os.write(terminal.process.fd, b"765\x1b[201~4")
        terminal.wait_for("987654", seconds=5)


def test_the_page_is_as_large_as_the_terminal_whatever_is_said_of_its_size(locked: Path) -> None:
    """Textual believes a size among the keys: the page was blank, and a touch went somewhere else."""
    with counter(locked) as terminal:
        terminal.wait_for(HOME)
        for said in (
            "?2048;1$y",
            "?2048;2$y",
            "48;0;0;0;0t",
            "48;1;1;1;1t",
            "48;2000;5000;1;1t",
            "48;28;137;2800;13700t",
        ):
            family_opens(terminal, after=f"\x1b[{said}".encode())
        family_opens(terminal, touched=True)
        terminal.raw = b""
        terminal.process.setwinsize(10, 40)
        end = time.monotonic() + 5
        while HOME in terminal.text:
            assert time.monotonic() < end, "the page has not noticed that its terminal is smaller"
            terminal.read(0.05)
        terminal.process.setwinsize(28, 137)
        terminal.wait_for(HOME, seconds=5)
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


def test_without_a_pin_ctrl_q_leaves(tmp_path: Path) -> None:
    with counter(tmp_path) as terminal:
        terminal.wait_for("Ctrl+Q")
        terminal.press("ctrl+q")
        assert terminal.wait_end() == 0


@pytest.mark.parametrize(
    ("key", "seen"),
    [
        ("ๅ", "Visa and change of visa"),
        ("/", "Notifications"),
        ("ุ", "Transparency and complaints"),
        ("ค", "External Integrity and Transparency Assessment"),
        ("จ", "Call an officer"),
    ],
)
def test_the_thai_layout_chooses_as_digits_do(tmp_path: Path, key: str, seen: str) -> None:
    with counter(tmp_path) as terminal:
        terminal.wait_for(HOME)
        terminal.press("3")
        terminal.wait_for("Extension of stay in the Kingdom")
        terminal.press("left")
        terminal.wait_for(HOME)
        terminal.press(key)
        terminal.wait_for(seen)


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
        terminal.wait_for("Extension of stay in the Kingdom")


def with_a_fault(folder: Path) -> Terminal:
    """A counter with a page that fails when it is drawn: that stands for any fault that was not foreseen."""
    script = (
        "import sys\n"
        "from kiosk.cli import main\n"
        "from screens.visitor.officer import HelpCard\n"
        "def fail(self, width):\n"
        "    secret = 'passport AA1234567'\n"
        "    raise RuntimeError('planted')\n"
        "HelpCard.lines = fail\n"
        f"sys.argv = ['kiosk', '--data', {str(folder)!r}, '--practice', '--today', '2024-03-01']\n"
        "main()\n"
    )
    return Terminal([sys.executable, "-c", script])


def test_a_crash_shows_nothing_brings_home_back_and_leaves_a_log(tmp_path: Path) -> None:
    with with_a_fault(tmp_path) as terminal:
        terminal.wait_for(HOME)
        terminal.press("7", "9", "3", "3")
        terminal.wait_for("Extension of stay for retirement")
        terminal.press("0")
        terminal.wait_for(HOME)
        terminal.wait_for("ตัวใหญ่ · สีคมชัด", seconds=2)  # the look is the usual one, the language Thai
        assert "ภาษาไทย" not in terminal.text
        assert "retirement" not in terminal.text
        assert terminal.process.isalive()
        assert b"Traceback" not in terminal.raw
        assert b"AA1234567" not in terminal.raw
        terminal.press("3")
        terminal.wait_for("Extension of stay in the Kingdom")
    assert "planted" in (tmp_path / "practice" / "kiosk.log").read_text()


def test_a_crash_gives_no_free_tries_and_opens_no_lock(locked: Path) -> None:
    """While the file of the PIN cannot be written, or is gone, only the program knows what it has to hold to."""
    kept = locked / "practice" / "pin.toml"
    kept.with_name("pin.toml.new").mkdir()
    with with_a_fault(locked) as terminal:
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


def test_two_terminals_on_one_ledger_see_each_others_entries(tmp_path: Path) -> None:
    with counter(tmp_path, "staff") as desk, counter(tmp_path, "staff", columns=80, rows=24) as ssh:
        desk.wait_for("0 / 500")
        ssh.wait_for("0 / 500")
        desk.press("2")
        ssh.wait_for("1 / 500", seconds=3)
        ssh.press("2")
        desk.wait_for("2 / 500", seconds=3)


def test_counter_and_desk_see_each_others_entries_within_a_second(locked: Path) -> None:
    """The quickest of three: the machine may be busy, the screens may not be slow."""
    with counter(locked) as front, counter(locked, "staff") as desk:
        go_in(front, "246810")
        desk.wait_for("0 / 500")
        waits: dict[str, list[float]] = {"desk": [], "front": []}
        for number in range(6):
            here, there = (front, desk) if number % 2 == 0 else (desk, front)
            time.sleep(0.4)  # a second press is a deliberate one
            here.press("3", pause=0)
            here.wait_for(f"+1 = {number + 1} ")
            began = time.monotonic()
            there.wait_for(f"{number + 1} / 500", seconds=5)
            waits["desk" if there is desk else "front"].append(time.monotonic() - began)
        assert max(min(each) for each in waits.values()) < 1.0, waits


def test_the_demo_is_full_of_life_and_leaves_nothing_behind(tmp_path: Path) -> None:
    env = {"TMPDIR": str(tmp_path)}
    with Terminal([sys.executable, "-m", "kiosk", "demo"], env=env) as terminal:
        terminal.wait_for(HOME)
        terminal.wait_for("ตัวอย่าง / DEMO", seconds=2)
        terminal.press("f12")
        terminal.wait_for("ส่งถึงส่วนกลาง", seconds=30)
        terminal.wait_for("MET", seconds=2)
        terminal.wait_for("BEHIND", seconds=2)
        terminal.press("0", "4")
        terminal.wait_for("ย้ายแล้ว", seconds=5)
        terminal.press("left", "5")
        terminal.wait_for("ตัวอย่าง สารวัตรเวร", seconds=5)
        terminal.press("ctrl+q")
        assert terminal.wait_end() == 0
    deadline = time.monotonic() + 5
    while list(tmp_path.iterdir()) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert not list(tmp_path.iterdir())
