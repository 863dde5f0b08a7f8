"""The command line: bad input gets one clear sentence and loses nothing."""

import json
import os
import sqlite3
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.commands import clean_environment, one_sentence, run


def test_an_unknown_group_is_wrong_usage_and_names_the_right_ones(tmp_path: Path) -> None:
    sentence = one_sentence(run(tmp_path, "count", "cafeteria"), 2)
    assert "cafeteria" in sentence
    assert "general-staff, investigation, inspection, foreigner-services" in sentence


def test_nothing_to_take_back_is_a_no(tmp_path: Path) -> None:
    one_sentence(run(tmp_path, "count", "inspection", "--undo"), 1)


@pytest.mark.parametrize(
    "command", [["frobnicate"], ["count"], ["counts", "--jsno"], ["counts", "--today", "yesterday"]]
)
def test_wrong_usage_is_exit_2(tmp_path: Path, command: list[str]) -> None:
    assert "kiosk --help" in one_sentence(run(tmp_path, *command), 2)


@pytest.mark.parametrize(
    "command", [["count", "inspection"], ["itap", "total", "3"], ["sync"], ["run"], ["staff"], ["pin", "set"]]
)
def test_a_made_up_day_is_never_written_into_the_real_ledger(tmp_path: Path, command: list[str]) -> None:
    done = run(tmp_path, "--today", "2024-03-01", *command, real=True, stdin="123456\n")
    assert "--practice" in one_sentence(done, 2)
    assert not list(tmp_path.iterdir())


def test_a_made_up_day_reads_the_real_ledger(tmp_path: Path) -> None:
    done = run(tmp_path, "--today", "2024-03-01", "counts", "--json", real=True)
    assert json.loads(done.stdout)["as_of"] == "2024-03-01"


def test_practice_never_mixes_with_the_real_ledger(tmp_path: Path) -> None:
    run(tmp_path, "count", "inspection")
    real = json.loads(run(tmp_path, "--today", "2024-03-01", "counts", "--json", real=True).stdout)
    assert real["total"]["count"] == 0
    assert real["practice"] is False


def test_options_after_the_command_win_over_those_before_it(tmp_path: Path) -> None:
    run(tmp_path, "count", "inspection", "--data", str(tmp_path / "other"))
    assert (tmp_path / "other" / "practice" / "ledger.db").exists()
    assert not (tmp_path / "practice").exists()


def test_the_environment_sets_folder_and_practice(tmp_path: Path) -> None:
    env = {**clean_environment(), "KIOSK_DATA": str(tmp_path), "KIOSK_PRACTICE": "1"}
    done = subprocess.run(
        [sys.executable, "-m", "kiosk", "--today", "2024-03-01", "count", "inspection"], env=env, capture_output=True
    )
    assert done.returncode == 0
    assert (tmp_path / "practice" / "ledger.db").exists()


def test_a_broken_toml_file_is_named_with_its_line(tmp_path: Path) -> None:
    office = tmp_path / "office.toml"
    office.write_text('name = "ไม่จบ\n', encoding="utf-8")
    sentence = one_sentence(run(tmp_path, "--office", str(office), "counts"), 1)
    assert str(office) in sentence
    assert "line 1" in sentence


def test_a_misspelt_key_is_named_and_the_right_one_offered(tmp_path: Path) -> None:
    office = tmp_path / "office.toml"
    office.write_text('counts_form = "staff"\n', encoding="utf-8")
    sentence = one_sentence(run(tmp_path, "--office", str(office), "counts"), 1)
    assert "counts_form" in sentence
    assert "`counts_from`" in sentence


def test_every_fault_of_a_file_is_told_at_once(tmp_path: Path) -> None:
    office = tmp_path / "office.toml"
    office.write_text('counts_from = "nobody"\ndigits = 7\nshort_name = { th = "ตม." }\n', encoding="utf-8")
    done = run(tmp_path, "--office", str(office), "counts")
    assert done.returncode == 1
    assert [key for key in ("counts_from", "digits", "short_name.en") if key not in done.stderr] == []


def test_a_file_that_is_no_ledger_is_refused_and_left_alone(tmp_path: Path) -> None:
    (tmp_path / "practice").mkdir()
    ledger = tmp_path / "practice" / "ledger.db"
    ledger.write_text("not a database at all, just words\n" * 40)
    sentence = one_sentence(run(tmp_path, "count", "inspection"), 1)
    assert "is not a ledger" in sentence
    assert ledger.read_text().startswith("not a database")


@pytest.mark.parametrize(
    "command",
    [
        ["counts"],
        ["counts", "--json"],
        ["count", "inspection"],
        ["itap", "inspection", "1"],
        ["export", "--month", "2024-03", "FILE.csv"],
        ["ledger", "backup", "FILE.db"],
        ["ledger", "export", "FILE.jsonl"],
    ],
)
def test_every_command_says_that_the_ledger_is_gone_and_goes_on(tmp_path: Path, command: list[str]) -> None:
    run(tmp_path, "count", "inspection")
    (tmp_path / "practice" / "ledger.db").write_bytes(b"")
    done = run(tmp_path, *[word.replace("FILE", str(tmp_path / "file")) for word in command])
    assert done.returncode == 0
    assert "it is gone; put back a backup" in done.stderr
    assert "it is gone" not in done.stdout


def run_read_only(folder: Path, *command: str) -> subprocess.CompletedProcess[str]:
    """A command for which `folder` is read-only: by permissions, or for root, whom they do not bind, by a mount."""
    options = ["--data", str(folder), "--practice", "--today", "2024-03-01"]
    argv = [sys.executable, "-m", "kiosk", *options, *command]
    if os.geteuid() == 0:
        mounted = 'mount --bind "$0" "$0" && mount -o remount,ro,bind "$0" && exec "$@"'
        argv = ["unshare", "-m", "sh", "-c", mounted, str(folder), *argv]
    else:
        for path in (folder, *folder.rglob("*")):
            path.chmod(path.stat().st_mode & ~0o222)
    try:
        return subprocess.run(argv, capture_output=True, text=True, env=clean_environment())
    finally:
        for path in (folder, *folder.rglob("*")):
            path.chmod(path.stat().st_mode | 0o200)


def test_a_read_only_data_folder_is_said_and_nothing_is_called_counted(tmp_path: Path) -> None:
    run(tmp_path, "count", "inspection")
    done = run_read_only(tmp_path, "count", "inspection")
    assert "Not counted" in one_sentence(done, 1)
    assert done.stdout == ""
    assert json.loads(run(tmp_path, "counts", "--json").stdout)["total"]["count"] == 1


def test_a_data_folder_that_cannot_be_made_is_said(tmp_path: Path) -> None:
    assert "--data" in one_sentence(run_read_only(tmp_path, "count", "inspection"), 1)


def test_the_pin_is_asked_for_on_stdin_and_its_file_is_private(tmp_path: Path) -> None:
    assert run(tmp_path, "pin", "set", stdin="246810\n").returncode == 0
    kept = tmp_path / "practice" / "pin.toml"
    assert stat.S_IMODE(kept.stat().st_mode) == 0o600
    assert "246810" not in kept.read_text()


@pytest.mark.parametrize("pin", ["12345", "12345a", "", "๑๒๓๔๕๖"])
def test_a_pin_that_is_too_short_or_not_digits_is_refused(tmp_path: Path, pin: str) -> None:
    one_sentence(run(tmp_path, "pin", "set", stdin=pin + "\n"), 1)
    assert not (tmp_path / "practice" / "pin.toml").exists()


def test_verify_says_that_the_ledger_is_whole(tmp_path: Path) -> None:
    run(tmp_path, "count", "inspection")
    done = run(tmp_path, "ledger", "verify")
    assert done.returncode == 0
    assert "1 entry" in done.stdout


def test_counting_outside_the_window_is_kept_and_says_that_it_does_not_count(tmp_path: Path) -> None:
    done = run(tmp_path, "count", "inspection", day="2024-12-01")
    assert done.returncode == 0
    assert "= 0 / 200" in done.stdout
    assert "outside the collection" in done.stdout


def test_a_forgotten_pin_is_reset_from_the_shell_and_the_ledger_notes_it(tmp_path: Path) -> None:
    assert run(tmp_path, "pin", "set", stdin="246810\n").returncode == 0
    kept = (tmp_path / "practice" / "pin.toml").read_text()
    assert "kiosk pin reset" in one_sentence(run(tmp_path, "pin", "set", stdin="135790\n"), 1)
    assert (tmp_path / "practice" / "pin.toml").read_text() == kept
    one_sentence(run(tmp_path, "pin", "reset", stdin="12\n"), 1)
    assert run(tmp_path, "pin", "reset", stdin="135790\n").returncode == 0
    assert (tmp_path / "practice" / "pin.toml").read_text() != kept
    with sqlite3.connect(tmp_path / "practice" / "ledger.db") as ledger:
        assert ledger.execute("SELECT kind, value, channel FROM entry").fetchall() == [
            ("note", "pin-set", "system"),
            ("note", "pin-reset", "system"),
        ]


@pytest.mark.parametrize("day", ["2567-03-01", "๒๕๖๗-๐๓-๐๑", "2024-3-1"])
def test_today_may_be_written_in_either_era(tmp_path: Path, day: str) -> None:
    assert json.loads(run(tmp_path, "counts", "--json", day=day).stdout)["as_of"] == "2024-03-01"


@pytest.mark.parametrize("day", ["0001-01-05", "3110-03-01", "2568-02-29", "1481-03-01"])
def test_a_today_that_cannot_be_meant_is_wrong_usage(tmp_path: Path, day: str) -> None:
    assert "is not a day" in one_sentence(run(tmp_path, "counts", day=day), 2)


@pytest.mark.parametrize(("figure", "code"), [("๑๒", 0), ("1,200", 0), ("9" * 5000, 2), ("twelve", 2), ("1.5", 2)])
def test_a_figure_of_itap_is_a_whole_number_in_digits_of_either_kind(tmp_path: Path, figure: str, code: int) -> None:
    done = run(tmp_path, "itap", "total", figure, stdin=figure)
    assert done.returncode == code, done.stderr
    if code:
        assert len(one_sentence(done, code)) < 200


def test_a_figure_of_itap_far_off_is_noted_once_it_was_typed_twice(tmp_path: Path) -> None:
    for figure, again, code in (("60", "60", 0), ("40", "", 1), ("40", "๔๐", 0), ("100000", "10000", 1)):
        assert run(tmp_path, "itap", "total", figure, stdin=again).returncode == code
    assert json.loads(run(tmp_path, "counts", "--json").stdout)["total"]["itap"] == 40


def test_what_is_printed_tells_the_terminal_nothing(tmp_path: Path) -> None:
    answer = run(tmp_path, "count", "a\x1b]52;c;cGF5\x07\x9b31m\u202eb").stderr
    assert answer.startswith("There is no work group a\ufffd]52;c;cGF5\ufffd\ufffd31m\ufffdb;")
