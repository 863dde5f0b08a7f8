"""What a command cannot do is one sentence; what it has done stands, also where nobody can be told."""

import os
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

from kiosk.streams.ledger.ledger import Ledger
from tests.support.commands import clean_environment, one_sentence, run
from tests.support.sample import DAY


def process(folder: Path, *command: str, **more: int) -> subprocess.CompletedProcess[str]:
    argv = [sys.executable, "-m", "kiosk", "--data", str(folder), "--practice", "--today", str(DAY), *command]
    streams = {"stdin": subprocess.DEVNULL, "stdout": subprocess.PIPE, **more}
    return subprocess.run(
        argv, stderr=subprocess.PIPE, text=True, env=clean_environment(), timeout=90, check=False, **streams
    )


def counted(folder: Path) -> int:
    with Ledger(folder / "practice" / "ledger.db", practice=True) as ledger:
        return ledger.chain.head()[1]


def test_a_count_that_cannot_be_printed_is_counted_and_no_no(tmp_path: Path) -> None:
    full = os.open("/dev/full", os.O_WRONLY)
    done = process(tmp_path, "count", "inspection", stdout=full)
    os.close(full)
    assert done.returncode == 0
    assert "it could not be printed (No space left on device)" in done.stderr
    assert "Traceback" not in done.stderr
    assert counted(tmp_path) == 1


def test_a_list_of_which_only_the_beginning_is_read_ends_without_a_word(tmp_path: Path) -> None:
    """Found as: `kiosk hq audit | head -4` said that it could not be done (Broken pipe)."""
    nobody, end = os.pipe()
    os.close(nobody)
    done = process(tmp_path, "counts", stdout=end)
    os.close(end)
    assert (done.returncode, done.stderr) == (1, "")


def test_an_answer_that_cannot_be_printed_is_a_sentence(tmp_path: Path) -> None:
    full = os.open("/dev/full", os.O_WRONLY)
    done = process(tmp_path, "counts", stdout=full)
    os.close(full)
    assert done.returncode == 1
    assert len(done.stderr.splitlines()) == 1
    assert "No space left on device" in done.stderr


@pytest.mark.parametrize("command", [[], ["run"], ["staff"], ["demo"]])
def test_screens_without_a_terminal_are_refused_in_a_sentence_without_escape_codes(
    tmp_path: Path, command: list[str]
) -> None:
    done = process(tmp_path, *command)
    assert "need a terminal" in one_sentence(done, 2)
    assert "\x1b" not in done.stderr


@pytest.mark.parametrize("name", ["record.db"])
def test_a_record_that_cannot_be_used_is_a_sentence(tmp_path: Path, name: str) -> None:
    (tmp_path / "practice" / name).mkdir(parents=True)
    assert name in one_sentence(run(tmp_path, "confirm", "extension-tourism.fee", "--role", "approver"), 1)


def test_what_no_command_foresees_is_a_sentence_and_a_traceback_in_the_log(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A column of the evidence that nobody has given a head."""
    from kiosk.export import evidence_sheets as sheets

    def without_a_head(*_: object) -> None:
        raise KeyError("export.nowhere")

    for function in ("sheets", "days"):
        monkeypatch.setattr(sheets, function, without_a_head, raising=False)
    monkeypatch.setattr("kiosk.export.evidence.gather", without_a_head)
    sentence = one_sentence(run(tmp_path, "export", "--month", "2024-02", str(tmp_path / "february.xlsx")), 1)
    assert "export.nowhere" in sentence
    assert "kiosk.log" in sentence
    assert "Traceback" in (tmp_path / "practice" / "kiosk.log").read_text("utf-8")


@pytest.mark.parametrize("command", [["counts"], ["count", "inspection"], ["ledger", "verify"]])
def test_a_ledger_that_another_program_has_put_into_wal_is_used_and_put_back(
    tmp_path: Path, command: list[str]
) -> None:
    run(tmp_path, "count", "inspection")
    path = tmp_path / "practice" / "ledger.db"
    with closing(sqlite3.connect(path)) as other:
        assert other.execute("PRAGMA journal_mode = WAL").fetchone() == ("wal",)
        other.execute("SELECT count(*) FROM entry").fetchone()
        done = run(tmp_path, *command)
        assert done.returncode == 0, done.stderr
        assert run(tmp_path, "ledger", "backup", str(tmp_path / "copy.db")).returncode == 0
    assert run(tmp_path, "counts").returncode == 0
    with closing(sqlite3.connect(path)) as other:
        assert other.execute("PRAGMA journal_mode").fetchone() == ("delete",)


def test_a_count_on_a_locked_ledger_is_not_counted_and_says_so(tmp_path: Path) -> None:
    run(tmp_path, "count", "inspection")
    with closing(sqlite3.connect(tmp_path / "practice" / "ledger.db", isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        sentence = one_sentence(run(tmp_path, "count", "inspection"), 1)
    assert "locked" in sentence
    assert counted(tmp_path) == 1
