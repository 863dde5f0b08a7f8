"""The log: one JSON object a line, rotated by size, without what a person typed."""

import logging
from pathlib import Path

import pytest

from kiosk.storage import log_file
from kiosk.storage.log_file import LOG, LogFile, log_failure, log_files, newest_failure, read_log
from kiosk.text.characters import hidden


def written(path: Path, message: str) -> None:
    LogFile(path).emit(logging.LogRecord("kiosk", logging.ERROR, "", 0, message, None, None))


def test_a_failure_is_one_line_with_its_traceback_and_can_be_read_back(tmp_path: Path) -> None:
    path = tmp_path / LOG
    try:
        raise ValueError("first\nsecond")
    except ValueError as error:
        log_failure(path, "kiosk export failed", error)
    assert len(path.read_bytes().splitlines()) == 1
    (line,) = read_log(path)
    assert (line.level, line.said) == ("ERROR", "kiosk export failed")
    assert line.at.endswith("+07:00")
    assert "ValueError: first\nsecond" in line.traceback
    assert (newest_failure(tmp_path, "2020"), newest_failure(tmp_path, line.at)) == (line, None)


@pytest.mark.parametrize("typed", ["'AA1234567'", '"AA1234567"', "b'AA1234567'"])
def test_what_an_error_repeats_of_a_passport_is_not_in_the_log(tmp_path: Path, typed: str) -> None:
    log_failure(tmp_path / LOG, f"not a figure: {typed}", ValueError(f"invalid literal: {typed}"))
    assert "1234567" not in (tmp_path / LOG).read_text("utf-8")
    assert "invalid literal" in (tmp_path / LOG).read_text("utf-8")


def test_no_word_of_the_log_is_obeyed_by_the_terminal_that_it_is_read_on(tmp_path: Path) -> None:
    log_failure(tmp_path / LOG, "failed at \x1b[2J\u009b\u202e", ValueError("\x1b]52;c;\x07"))
    [line] = read_log(tmp_path / LOG)
    assert hidden((line.said + line.traceback).replace("\n", "")) == []


def test_where_something_failed_stays_in_the_log(tmp_path: Path) -> None:
    remark = "File \"/opt/kiosk/1.0.0/kiosk/sync/run.py\", line 3, not 'waiting'"
    log_failure(tmp_path / LOG, remark, ValueError())
    assert read_log(tmp_path / LOG)[0].said == remark


def test_it_never_grows_beyond_five_files_whoever_writes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(log_file, "_LARGEST", 1000)
    path = tmp_path / LOG
    programs = [LogFile(path), LogFile(path)]
    for number in range(200):
        record = logging.LogRecord("kiosk", logging.ERROR, "", 0, f"line {number}", None, None)
        programs[number % 2].emit(record)
    files = log_files(tmp_path)
    assert len(files) == len([*tmp_path.iterdir()]) == 5
    assert all(file.stat().st_size <= 1000 for file in files)
    lines = [line.said for file in reversed(files) for line in read_log(file)]
    assert lines == [f"line {number}" for number in range(200 - len(lines), 200)], "the newest, none lost between them"


def test_a_line_that_is_none_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / LOG).write_bytes(b"2024-03-01 ERROR the first edition's\n\xff\n")
    written(tmp_path / LOG, "another")
    assert [line.said for line in read_log(tmp_path / LOG)] == ["another"]
