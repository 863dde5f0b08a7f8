"""The record: a line that was acknowledged is there, is never changed, and shows when somebody changed it all the same."""

import json
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from pathlib import Path
from typing import Any

import msgspec
import pytest

from kiosk.protocol.chain import Genesis
from kiosk.protocol.line import ENCODINGS, RECORD, Line
from kiosk.storage.sqlite_file import UnusableFile
from kiosk.streams.chain.chain_check import problem_words
from kiosk.streams.record.backup import backup, export, restore
from kiosk.streams.record.line_order import ORDER
from kiosk.streams.record.record import Draft, Record
from kiosk.streams.record.statements import statements
from kiosk.streams.record.verify import problems
from kiosk.text.refusal import Refusal
from tests.support import independent_reader as reader
from tests.support.ledgers import changed_behind
from tests.support.sample import DAY

VECTORS: dict[str, Any] = json.loads(Path(__file__).with_name("golden_vectors.json").read_bytes())


@pytest.fixture
def record(tmp_path: Path) -> Iterator[Record]:
    with Record(tmp_path / "record.db") as opened:
        yield opened


def say(record: Record, what: str, value: object, takes_back: str | None = None) -> Line:
    line = record.write(lambda: Draft(DAY, "approver", what, value, takes_back))
    assert line is not None
    return line


@pytest.mark.parametrize("vector", VECTORS["genesis"])
def test_an_epoch_begins_with_this_hash(vector: dict[str, Any]) -> None:
    assert RECORD.genesis_hash(msgspec.convert(vector["genesis"], Genesis), 1) == vector["hash"]
    assert reader.canonical(["kiosk/v1/record", *vector["genesis"]]).decode() == vector["canonical"]


@pytest.mark.parametrize("vector", VECTORS["lines"])
def test_a_line_has_these_bytes_and_this_hash(vector: dict[str, Any]) -> None:
    line = msgspec.convert(vector["line"], Line)
    assert RECORD.entry_bytes(line, 1) == reader.canonical(vector["line"]) == vector["canonical"].encode()
    assert RECORD.link(vector["previous"], line, 1) == vector["hash"]
    assert reader.link(vector["previous"], vector["line"]) == vector["hash"]


def test_the_newest_encoding_covers_every_field_of_a_line() -> None:
    assert ENCODINGS[RECORD.newest] == Line.__struct_fields__


def test_it_survives_a_power_cut_as_the_ledger_does_and_bears_no_moment(record: Record) -> None:
    say(record, "fact/office.phone", {"value": "none"})
    assert record._file.rows("PRAGMA journal_mode") == [("delete",)]
    assert record._file.rows("PRAGMA synchronous") == [(3,)]
    columns = [row[1] for row in record._file.rows("PRAGMA table_info(line)")]
    assert columns == ["epoch", *Line.__struct_fields__, "hash"]
    assert record._file.rows("SELECT substr(id, 15, 1) FROM line") == [("4",)]  # random, without a time inside


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE line SET value = '2000'",
        "DELETE FROM line",
        "DELETE FROM record",
        "UPDATE epoch SET parent_seq = 1",
        "INSERT OR REPLACE INTO line SELECT * FROM line",
        "INSERT INTO line SELECT epoch, 7, '{id}', day, role, what, value, NULL, hash FROM line WHERE seq = 1",
        "INSERT INTO line SELECT epoch, 3, '{id}', '1 March', role, what, value, NULL, hash FROM line WHERE seq = 1",
        "INSERT INTO line SELECT epoch, 3, '{id}', day, role, what, 'null', NULL, hash FROM line WHERE seq = 1",
        "INSERT INTO line SELECT epoch, 3, '{id}', day, role, 'fact/x.y', '1', id, hash FROM line WHERE seq = 2",
        "INSERT INTO line SELECT epoch, 3, '{id}', day, role, what, '1', takes_back, hash FROM line WHERE seq = 2",
    ],
)
def test_no_line_is_changed_removed_or_skipped_or_takes_back_what_is_no_line_of_its_kind(
    record: Record, change: str
) -> None:
    first = say(record, "fact/office.phone", {"value": 1900})
    say(record, "fact/office.phone", None, first.id)
    before = record.lines()
    with closing(sqlite3.connect(record.path)) as other, pytest.raises(sqlite3.IntegrityError):
        other.execute(change.format(id="0" * 36))
    assert record.lines() == before
    assert list(problems(record)) == []


def test_the_newest_line_says_it_until_it_is_taken_back(record: Record) -> None:
    say(record, "fact/re-entry.fee", {"value": 1000})
    second = say(record, "fact/re-entry.fee", {"value": 3800})
    assert statements(record.path.parent, ["fact"])["fact"]["re-entry.fee"].value == {"value": 3800}
    say(record, "fact/re-entry.fee", None, second.id)
    assert record.newest("fact/re-entry.fee") is None
    assert statements(record.path.parent, ["fact"]) == {"fact": {}}
    assert record.standing("fact/*") == []


def test_heads_that_somebody_changed_are_named_and_made_anew_from_the_lines(record: Record) -> None:
    say(record, "figure/IIT", 1)
    second = say(record, "figure/IIT", 2)
    changed_behind(record.path, f"DELETE FROM head WHERE id = '{second.id}'")
    assert [line.value for line in record.standing("figure/*")] == ["1"]
    assert any("heads" in problem for problem in problems(record))
    assert record.heads.mend()
    assert [line.value for line in record.standing("figure/*")] == ["1", "2"]
    assert list(problems(record)) == []
    assert not record.heads.mend()


def test_pages_read_a_long_record_by_its_indexes(record: Record) -> None:
    """SQLite looks into each half of all lines, and scans neither."""
    by_heads = "SELECT id, value FROM known WHERE id IN (SELECT id FROM head WHERE what GLOB 'fact/*')"
    in_order = f"SELECT id, {ORDER} FROM known WHERE day = '2024-03-01' ORDER BY {ORDER}"
    for statement in (by_heads, in_order):
        plan = [row[3] for row in record._file.rows(f"EXPLAIN QUERY PLAN {statement}")]
        assert not any(step.startswith(("SCAN line", "SCAN elsewhere", "SCAN known")) for step in plan), plan


WRITER = """
import sys
from datetime import date
from pathlib import Path
from kiosk.streams.record.record import Draft, Record
with Record(Path(sys.argv[1])) as record:
    for number in range(20):
        record.write(lambda: Draft(date(2024, 3, 1), "staff", f"figure/M{sys.argv[2]}", number))
"""


def test_two_processes_write_into_one_record_and_see_each_others_lines(record: Record) -> None:
    writers = [subprocess.Popen([sys.executable, "-c", WRITER, str(record.path), name]) for name in ("1", "2")]
    assert [writer.wait() for writer in writers] == [0, 0]
    assert [line.seq for line in record.lines()] == list(range(1, 41))
    for name in ("1", "2"):
        assert [line.value for line in record.lines(f"figure/M{name}")] == [str(number) for number in range(20)]
    assert list(problems(record)) == []


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("UPDATE line SET value = '5' WHERE seq = 2", "Line 2 of epoch"),
        ("UPDATE line SET role = 'somebody' WHERE seq = 1", "Line 1 of epoch"),
        ("DELETE FROM line WHERE seq = 2", "Line 2 of epoch"),
        ("DELETE FROM line WHERE seq = 3", "that entry is missing"),
    ],
)
def test_whatever_is_changed_behind_its_back_is_named(record: Record, statement: str, said: str) -> None:
    for number in range(3):
        say(record, "figure/IIT", number)
    record.mark.renew()
    for trigger in ("line_kept", "line_there"):
        changed_behind(record.path, f"DROP TRIGGER {trigger}")
    changed_behind(record.path, statement)
    faults = list(problems(record))
    assert any(said in problem for problem in faults)
    assert any("trigger line_kept" in problem for problem in faults)
    assert not any(problem_words(problem).is_same for problem in faults), "each is said in Thai too"


def test_a_copy_is_put_back_and_the_one_before_is_kept(record: Record, tmp_path: Path) -> None:
    say(record, "figure/IIT", 18)
    assert backup(record, tmp_path / "copy.db") == 1
    say(record, "figure/IIT", 19)
    kept = restore(tmp_path / "copy.db", record.path, practice=False)
    assert [line.value for line in record.lines()] == ["18"]
    assert kept is not None
    with Record(kept) as before:
        assert [line.value for line in before.lines()] == ["18", "19"]
    with pytest.raises(Refusal, match="already"):
        backup(record, tmp_path / "copy.db")


def test_a_reader_that_knows_nothing_of_this_program_follows_every_hash_of_an_export(
    record: Record, tmp_path: Path
) -> None:
    first = say(record, "fact/office.phone", {"value": {"th": "โทร", "en": 'call "us"'}})
    say(record, "fact/office.phone", None, first.id)
    assert export(record, tmp_path / "record.jsonl") == 2
    genesis, *lines = map(json.loads, (tmp_path / "record.jsonl").read_text("utf-8").splitlines())
    head = reader.digest(["kiosk/v1/record", *genesis["genesis"]])
    assert head == genesis["hash"]
    for line in lines:
        head = reader.link(head, line["line"])
        assert head == line["hash"]
    assert head == record.chain.head()[2]


@pytest.mark.parametrize("spoil", ["real", "ledger", "text"])
def test_what_is_no_record_of_this_mode_is_refused_in_a_sentence(tmp_path: Path, spoil: str) -> None:
    from kiosk.streams.ledger.ledger import Ledger

    path = tmp_path / "record.db"
    if spoil == "text":
        path.write_text("no database " * 100)
    else:
        (Record if spoil == "real" else Ledger)(path, practice=False).close()
    with pytest.raises(UnusableFile, match=r"record\.db"):
        Record(path, practice=True)


@pytest.mark.parametrize(
    ("what", "value"),
    [
        ("dream/x", 1),
        ("figure/IIT", -1),
        ("figure/IIT", "many"),
        ("fact/office.phone", 1900),
        ("roster/friday", {"th": 1}),
    ],
)
def test_what_no_line_of_its_kind_can_say_is_not_written(record: Record, what: str, value: object) -> None:
    with pytest.raises(Refusal, match=what):
        say(record, what, value)
    assert say(record, "year/2570/deadline", "2027-07-01").what == "year/2570/deadline"


def test_a_role_is_said_and_what_cannot_be_written_is_no_line(record: Record) -> None:
    with pytest.raises(Refusal, match="role"):
        record.write(lambda: Draft(DAY, " ", "figure/IIT", 18))
    pages = record._file.rows("PRAGMA page_count")[0][0]
    record._file.rows(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(Refusal, match="Not kept"):
        say(record, "fact/office.phone", {"value": "9" * 50_000})
    assert record.lines() == []
    assert say(record, "figure/IIT", 18).seq == 1
