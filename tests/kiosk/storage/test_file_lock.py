"""A lock file keeps two programs apart; one that cannot be had is a sentence, never a wait without end."""

from pathlib import Path
from time import monotonic

import filelock
import pytest

from kiosk.storage import file_lock as locks
from kiosk.storage import sqlite_file
from kiosk.storage.file_lock import Held, file_lock
from kiosk.text.refusal import Refusal


def test_a_lock_that_another_program_keeps_is_said(tmp_path: Path) -> None:
    other, told = filelock.FileLock(tmp_path / "a.lock"), pytest.raises(Held, match=r"a\.lock; try again")
    begun = monotonic()
    with other, told, file_lock(tmp_path / "a.lock", patience=0.1):
        pass
    assert monotonic() - begun < 30, "as long as there is patience, on a busy machine too"


def test_a_lock_file_that_cannot_be_used_is_said(tmp_path: Path) -> None:
    (tmp_path / "a.lock").mkdir()
    with pytest.raises(Refusal, match=r"a\.lock cannot be used"), file_lock(tmp_path / "a.lock"):
        pass


def test_a_lock_is_let_go_of_when_what_it_is_for_fails(tmp_path: Path) -> None:
    with pytest.raises(ZeroDivisionError), file_lock(tmp_path / "a.lock"):
        raise ZeroDivisionError
    with file_lock(tmp_path / "a.lock", patience=0.1):
        pass


def test_who_waits_for_a_lock_is_told_so_within_five_seconds() -> None:
    assert locks.PATIENCE < 5
    assert sqlite_file.PATIENCE + sqlite_file.BUSY_TIMEOUT / 1000 < 5
