"""An SQLite file is recognised, made and brought forward by whoever opens it first, and by nobody twice."""

import sqlite3
import subprocess
import sys
import threading
from dataclasses import replace
from pathlib import Path

import pytest

from kiosk.storage.sqlite_file import Schema, SqliteFile, UnusableFile

FIRST = Schema("a list", 0x4C495354, 1, "CREATE TABLE item (name TEXT NOT NULL) STRICT;")
SECOND = replace(
    FIRST, version=2, steps={2: "ALTER TABLE item ADD COLUMN day TEXT;\nCREATE INDEX item_day ON item (day);"}
)


def test_a_new_file_has_its_identity_its_version_and_its_first_rows(tmp_path: Path) -> None:
    file = SqliteFile(tmp_path / "list.db", FIRST, lambda new: new.insert("item", {"name": "first"}))
    assert file.rows("SELECT name FROM item") == [("first",)]
    assert (file.value("PRAGMA application_id"), file.value("PRAGMA user_version")) == (0x4C495354, 1)
    file.close()


def test_who_only_reads_does_without_the_library_that_writes(tmp_path: Path) -> None:
    """It is as large in memory as what a counter shows all day, and takes longer to import than `kiosk counts` to answer."""
    SqliteFile(tmp_path / "list.db", FIRST).close()
    script = (
        "import pathlib, sys; from kiosk.storage.sqlite_file import Schema, SqliteFile;"
        f"SqliteFile(pathlib.Path(sys.argv[1]), {FIRST!r}).value('SELECT count(*) FROM item'); print(*sys.modules)"
    )
    done = subprocess.run(
        [sys.executable, "-c", script, tmp_path / "list.db"], capture_output=True, text=True, check=True
    )
    assert "sqlite_utils" not in done.stdout.split()


def test_several_that_open_an_older_file_at_once_take_each_step_once(tmp_path: Path) -> None:
    SqliteFile(tmp_path / "list.db", FIRST).close()
    failed: list[Exception] = []

    def open_and_write() -> None:
        try:
            file = SqliteFile(tmp_path / "list.db", SECOND)
            with file.transaction():
                file.insert("item", {"name": "one", "day": "2024-03-01"})
            file.close()
        except Exception as error:  # whatever it is, it is one too many
            failed.append(error)

    threads = [threading.Thread(target=open_and_write) for _ in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert failed == []
    file = SqliteFile(tmp_path / "list.db", SECOND)
    assert file.value("SELECT count(*) FROM item WHERE day = '2024-03-01'") == 4
    file.close()


def test_a_step_that_fails_leaves_the_file_as_it_was(tmp_path: Path) -> None:
    SqliteFile(tmp_path / "list.db", FIRST).close()
    broken = replace(
        SECOND, steps={2: "ALTER TABLE item ADD COLUMN day TEXT;\nCREATE INDEX item_day ON nowhere (day);"}
    )
    with pytest.raises(UnusableFile, match="no such table"):
        SqliteFile(tmp_path / "list.db", broken)
    file = SqliteFile(tmp_path / "list.db", FIRST)
    assert [column[1] for column in file.rows("PRAGMA table_info(item)")] == ["name"]
    file.close()


def test_a_transaction_that_fails_leaves_nothing_and_locks_nobody_out(tmp_path: Path) -> None:
    file, other = (SqliteFile(tmp_path / "list.db", FIRST) for _ in range(2))
    with pytest.raises(sqlite3.IntegrityError), file.transaction():
        file.insert("item", {"name": "kept by nobody"})
        file.insert("item", {"name": None})
    with other.transaction():
        other.insert("item", {"name": "kept"})
    assert file.rows("SELECT name FROM item") == [("kept",)]
    file.close()
    other.close()


def test_a_file_of_another_kind_or_a_newer_one_is_refused_in_a_sentence(tmp_path: Path) -> None:
    SqliteFile(tmp_path / "list.db", SECOND).close()
    with pytest.raises(UnusableFile, match=r"newer kiosk \(version 2, this one knows 1\)"):
        SqliteFile(tmp_path / "list.db", FIRST)
    with pytest.raises(UnusableFile, match="another program's database"):
        SqliteFile(tmp_path / "list.db", replace(SECOND, application_id=1))
    (tmp_path / "text.db").write_text("these are not the counts you are looking for\n" * 30)
    with pytest.raises(UnusableFile, match="is not a list"):
        SqliteFile(tmp_path / "text.db", FIRST)
