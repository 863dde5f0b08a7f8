"""The tally is a cache: whatever became of it behind the trigger, the counts come from the entries again."""

import sqlite3
import threading
import time
from collections.abc import Callable
from contextlib import closing

import pytest

from kiosk.machine.kiosk import Kiosk
from kiosk.progress.anomalies import TALLY_MENDED, hold_tally
from kiosk.streams.ledger.ledger import Ledger
from kiosk.streams.ledger.verify import problems
from kiosk.sync.status import sync_status
from tests.bench.count import filled
from tests.support.ledgers import changed_behind
from tests.support.sample import DAY


def counted(ledger: Ledger) -> dict[str, int]:
    return {count.work_group: count.count for count in ledger.tally.counts(DAY, DAY) if count.count}


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE tally SET count = count + 40 WHERE work_group = 'inspection'",
        "DELETE FROM tally",
        "INSERT INTO tally VALUES ('2024-03-01', 'investigation', 'staff', 7)",
        "UPDATE tally SET day = '2024-02-29'",
    ],
)
def test_a_tally_changed_behind_its_trigger_is_mended_logged_noted_and_said(
    kiosk: Kiosk, ledger: Ledger, change: str, caplog: pytest.LogCaptureFixture
) -> None:
    for _ in range(5):
        ledger.count("inspection", DAY)
    ledger.take_back(DAY)
    changed_behind(ledger.path, change)
    assert counted(ledger) != {"inspection": 4}
    hold_tally(kiosk, ledger)
    assert counted(ledger) == {"inspection": 4}
    assert list(problems(ledger)) == []
    assert "its entries say" in caplog.text
    assert [note.value for note in ledger.notes()] == [TALLY_MENDED]
    assert sync_status(kiosk, ledger).tally == "mended"
    hold_tally(kiosk, ledger)
    assert len(ledger.notes()) == 1, "a tally that is right is left alone"


def test_an_entry_that_has_lost_its_group_is_told_of_like_any_other(ledger: Ledger) -> None:
    for group in ("inspection", "inspection", "investigation"):
        ledger.count(group, DAY)
    with closing(sqlite3.connect(ledger.path)) as other:
        for (trigger,) in other.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
            other.execute(f"DROP TRIGGER {trigger}")
        other.execute("PRAGMA ignore_check_constraints = ON")
        other.execute("UPDATE entry SET work_group = NULL WHERE seq = 2")
        other.commit()
    differences = ledger.tally.differences()
    assert {(difference.key[1], difference.cached, difference.summed) for difference in differences} == {
        ("inspection", 2, 1),
        (None, 0, 1),
    }
    assert any(problem.startswith("Entry 2 of epoch") for problem in problems(ledger)), "and verify names the entry"


def test_a_rotated_ledger_whose_entries_stand_in_two_epochs_counts_each_once(kiosk: Kiosk, ledger: Ledger) -> None:
    for _ in range(6):
        ledger.count("inspection", DAY)
    ledger.rotate(ledger.chain.head()[0], 2)
    ledger.count("inspection", DAY)
    hold_tally(kiosk, ledger)
    assert (counted(ledger), ledger.notes()) == ({"inspection": 7}, [])
    changed_behind(ledger.path, "UPDATE tally SET count = 11")
    hold_tally(kiosk, ledger)
    assert counted(ledger) == {"inspection": 7}


def test_a_tally_that_cannot_be_mended_is_said_to_be_wrong(kiosk: Kiosk, ledger: Ledger) -> None:
    ledger.count("inspection", DAY)
    changed_behind(ledger.path, "UPDATE tally SET count = 9")
    ledger._file.execute("PRAGMA query_only = ON")
    with pytest.raises(sqlite3.OperationalError):
        hold_tally(kiosk, ledger)
    assert sync_status(kiosk, ledger).tally == "wrong"


def test_who_counts_while_it_is_compared_is_neither_lost_nor_held_up(
    make_kiosk: Callable[..., Kiosk],
) -> None:
    kiosk = make_kiosk(name="large")
    filled(kiosk.folder.parent, 30_000)
    with Ledger(kiosk.path("ledger.db"), practice=True) as reading, Ledger(reading.path, practice=True) as writing:
        changed_behind(reading.path, "UPDATE tally SET count = count + 1 WHERE work_group = 'inspection'")
        wrong = len(reading.tally.differences())
        comparing = threading.Thread(target=hold_tally, args=(kiosk, reading))
        comparing.start()
        counts = 0
        while comparing.is_alive():
            writing.count("inspection", DAY)
            counts += 1
            time.sleep(0.02)
        comparing.join()
        assert (wrong > 0, counted(reading)) == (True, {"inspection": counts})
        assert counts > 1, "who compares holds up who counts"
        assert list(problems(reading)) == []
