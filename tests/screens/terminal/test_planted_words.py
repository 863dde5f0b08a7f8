"""Words with sequences in them, planted wherever the kiosk finds words: its terminal gets none of them to obey."""

import sys
from datetime import date
from pathlib import Path

import pytest

from kiosk.streams.record.record import Draft, Record
from kiosk.text.refusal import Refusal
from tests.support.commands import one_sentence, run
from tests.support.terminal import HOME, Terminal, counter

PLANTED = "\x1b]52;c;cGF5\x07\x9b31m\x1b[8m\u202e\u200b"
OBEYED = [b"\x1b]52", b"\x9b31m", b"\x1b[8m", "\u202e".encode(), "\u200b".encode()]
IN_TOML = '"ก\\u001b]52;c;cGF5\\u0007\\u009b31m\\u001b[8m\\u202e\\u200b"'


def hold(terminal: Terminal, sees: str) -> None:
    """The page shows what stands around the sequences, and sends none of them."""
    terminal.wait_for(sees)
    for sequence in OBEYED:
        assert sequence not in terminal.raw, f"{sequence!r} went out"


def test_a_path_with_sequences_in_it_is_drawn_without(tmp_path: Path) -> None:
    folder = tmp_path / f"before{PLANTED}after"
    with counter(folder, "staff") as terminal:
        terminal.wait_for("0 / 500")
        terminal.press("0", "6")
        hold(terminal, "before]52;c;cGF5")


def test_a_remark_with_sequences_in_it_becomes_no_line_of_the_record(tmp_path: Path) -> None:
    fields = {"kind": "followed-up", "remark": f"remark{PLANTED}ends"}
    with Record(tmp_path / "record.db", practice=True) as record:
        with pytest.raises(Refusal):
            record.write(lambda: Draft(date(2024, 3, 1), "staff", "follow-up/M1.1", fields))
        assert record.lines() == []


@pytest.mark.parametrize("file", ["office", "roster", "facts"])
def test_sequences_in_a_file_are_named_with_their_key_and_never_sent(tmp_path: Path, file: str) -> None:
    folder = tmp_path / "kiosk" / "practice"
    folder.mkdir(parents=True)
    path, content, key = {
        "office": (tmp_path / "office.toml", f'duty = {{ th = {IN_TOML}, en = "x" }}', "duty.th"),
        "roster": (folder / "roster.toml", f'[weekday.friday]\nth = {IN_TOML}\nen = "x"', "weekday.friday.th"),
        "facts": (folder / "facts.toml", f'[office.phone.value]\nth = {IN_TOML}\nen = "x"', "office.phone.value.th"),
    }[file]
    path.write_text(content, "utf-8")
    office = ["--office", str(path)] if file == "office" else []
    checked = run(tmp_path / "kiosk", "check", *office)
    assert checked.returncode == 1
    assert f"{key}: holds U+001B, U+0007, U+009B, which nobody sees; take that away." in checked.stdout
    assert f"{path}: " in checked.stdout
    with counter(tmp_path / "kiosk", *office) as terminal:
        terminal.until(lambda: HOME in terminal.text or not terminal.process.isalive(), "neither opens nor says why")
        terminal.read(0.2)
        assert not any(sequence in terminal.raw for sequence in OBEYED)


def test_what_a_command_is_given_is_not_repeated_to_the_terminal(tmp_path: Path) -> None:
    with Terminal(
        [sys.executable, "-m", "kiosk", "--data", str(tmp_path), "--practice", "count", f"group{PLANTED}"]
    ) as terminal:
        hold(terminal, "There is no work group group")
    assert "U+001B" in one_sentence(
        run(tmp_path, "confirm", "office.phone", "--th", PLANTED, "--en", "x", "--role", "approver"), 1
    )
