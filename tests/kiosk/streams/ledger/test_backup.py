"""A ledger kept elsewhere, put back, and written out: what is counted is never the price."""

import json
import os
import sqlite3
import threading
from contextlib import closing
from pathlib import Path

import pytest

from kiosk.streams.ledger.backup import backup, export, restore
from kiosk.streams.ledger.ledger import Ledger
from kiosk.streams.ledger.verify import problems
from kiosk.text.refusal import Refusal
from tests.support import independent_reader as reader
from tests.support.sample import DAY


def total(ledger: Ledger) -> int:
    return sum(count.count for count in ledger.tally.counts(DAY, DAY))


def test_a_backup_is_the_ledger_and_is_never_written_over_another_file(ledger: Ledger, tmp_path: Path) -> None:
    for _ in range(3):
        ledger.count("inspection", DAY)
    copy = tmp_path / "copy.db"
    assert backup(ledger, copy) == 3
    with Ledger(copy, practice=True) as backed_up:
        assert (backed_up.chain.head(), total(backed_up), list(problems(backed_up))) == (ledger.chain.head(), 3, [])
    before = copy.read_bytes()
    with pytest.raises(Refusal, match="not overwritten"):
        backup(ledger, copy)
    assert copy.read_bytes() == before
    with pytest.raises(Refusal, match="could not be written"):
        backup(ledger, tmp_path / "nowhere" / "copy.db")
    assert list(tmp_path.glob("copy.db?*")) == []


def test_a_restored_ledger_takes_the_place_and_the_one_before_is_kept(ledger: Ledger, tmp_path: Path) -> None:
    """Another process has the ledger open, as the counter does: it goes on with what was restored."""
    ledger.count("inspection", DAY)
    backup(ledger, tmp_path / "copy.db")
    ledger.count("inspection", DAY)
    kept = restore(tmp_path / "copy.db", ledger.path, practice=True)
    assert total(ledger) == 1
    ledger.count("investigation", DAY)
    assert (total(ledger), list(problems(ledger))) == (2, [])
    assert kept is not None
    with Ledger(kept, practice=True) as before:
        assert (total(before), list(problems(before))) == (2, [])
    again = restore(tmp_path / "copy.db", ledger.path, practice=True)
    assert again not in (None, kept)
    assert sorted(path.name for path in ledger.path.parent.iterdir()) == [
        "ledger.db",
        "ledger.db.before-restore-1",
        "ledger.db.before-restore-2",
        "ledger.toml",
    ]


def test_a_count_during_a_restore_is_in_one_of_the_two_files(ledger: Ledger, tmp_path: Path) -> None:
    backup(ledger, tmp_path / "copy.db")
    counted: list[str] = []
    stop = threading.Event()

    def count() -> None:
        with Ledger(ledger.path, practice=True) as counter:
            while not stop.wait(0.005):
                counted.append(counter.count("inspection", DAY).id)

    counting = threading.Thread(target=count)
    counting.start()
    try:
        kept = [restore(tmp_path / "copy.db", ledger.path, practice=True) for _ in range(3)]
    finally:
        stop.set()
        counting.join()
    ids: set[str] = set()
    for path in [ledger.path, *filter(None, kept)]:
        with closing(sqlite3.connect(path)) as file:
            ids |= {id_ for (id_,) in file.execute("SELECT id FROM entry")}
    assert set(counted) <= ids
    assert len(counted) > 0


def test_a_broken_file_is_put_aside_and_the_backup_takes_its_place(ledger: Ledger, tmp_path: Path) -> None:
    ledger.count("inspection", DAY)
    backup(ledger, tmp_path / "copy.db")
    ledger.close()
    ledger.path.write_bytes(b"rubbish" * 4096)
    kept = restore(tmp_path / "copy.db", ledger.path, practice=True)
    assert kept is not None
    assert kept.read_bytes().startswith(b"rubbish")
    with Ledger(ledger.path, practice=True) as restored:
        assert total(restored) == 1


def test_what_is_no_whole_ledger_of_this_mode_is_refused_and_nothing_changes(ledger: Ledger, tmp_path: Path) -> None:
    ledger.count("inspection", DAY)
    backup(ledger, tmp_path / "changed.db")
    with closing(sqlite3.connect(tmp_path / "changed.db")) as changed:
        changed.executescript("DROP TRIGGER entry_kept; UPDATE entry SET work_group = 'investigation'")
    Ledger(tmp_path / "real.db").close()
    (tmp_path / "empty.db").touch()
    (tmp_path / "text.db").write_text("these are not the counts you are looking for\n" * 200)
    head = ledger.chain.head()
    for name, sentence in {
        "changed.db": "Entry 1 ",
        "real.db": "real ledger",
        "empty.db": "is not a ledger",
        "text.db": "is not a ledger",
        "none.db": "is not a ledger",
    }.items():
        with pytest.raises(Refusal, match=sentence):
            restore(tmp_path / name, ledger.path, practice=True)
    assert ledger.chain.head() == head
    assert sorted(os.listdir(ledger.path.parent)) == ["ledger.db", "ledger.toml"]
    assert (tmp_path / "empty.db").stat().st_size == 0


def test_an_export_is_checked_by_a_reader_that_knows_nothing_of_this_program(ledger: Ledger, tmp_path: Path) -> None:
    for _ in range(4):
        ledger.count("inspection", DAY)
    ledger.note_itap(None, 12, DAY)
    ledger.take_back(DAY)
    ledger.rotate(ledger.chain.epochs()[0].epoch, 2)
    ledger.count("investigation", DAY)
    file = tmp_path / "entries.jsonl"
    assert export(ledger, file) == 6 + 5
    lines = file.read_text().splitlines()
    assert reader.faults(lines) == []
    assert sum('"inspection",1' in line for line in lines) == 4 + 2
    changed = [
        line.replace('"inspection"', '"investigation"', 1) if number == 2 else line for number, line in enumerate(lines)
    ]
    assert reader.faults(changed)
    assert reader.faults(lines[:1] + lines[2:])
    with pytest.raises(Refusal, match="not overwritten"):
        export(ledger, file)
    assert json.loads(lines[0])["genesis"][1] == ledger.chain.epochs()[0].epoch
