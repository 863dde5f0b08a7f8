"""The ledger keeps what it is told, once, in order, and shows what was done to it."""

import sqlite3
import subprocess
import sys
import threading
from datetime import timedelta
from pathlib import Path

import msgspec
import pytest

from kiosk.catalogue.catalogue import Catalogue
from kiosk.protocol.chain import link
from kiosk.protocol.payloads import SetAside
from kiosk.storage.sqlite_file import SqliteFile, UnusableFile
from kiosk.streams.chain.chain_file import TakeOver
from kiosk.streams.ledger import schema
from kiosk.streams.ledger.ledger import TAKEN_OVER, Ledger, NotCounted
from kiosk.streams.ledger.verify import problems
from kiosk.text.refusal import Refusal
from tests.support.ledgers import receipt, tallied
from tests.support.sample import DAY, GROUPS


def test_a_count_is_in_the_file_when_it_is_acknowledged(ledger: Ledger) -> None:
    ledger.count("inspection", DAY)
    with sqlite3.connect(ledger.path) as other:
        assert other.execute("SELECT work_group, value FROM entry").fetchall() == [("inspection", 1)]


def test_the_file_survives_power_cuts_as_far_as_sqlite_can(ledger: Ledger) -> None:
    assert ledger._file.rows("PRAGMA journal_mode") == [("delete",)]
    assert ledger._file.rows("PRAGMA synchronous") == [(3,)]


def test_a_correction_takes_back_the_newest_of_today_and_keeps_both_records(ledger: Ledger) -> None:
    ledger.count("inspection", DAY)
    newest = ledger.count("investigation", DAY)
    correction = ledger.take_back(DAY)
    assert correction is not None
    assert (correction.corrects, correction.day, correction.work_group) == (newest.id, DAY, "investigation")
    assert tallied(ledger) == {"inspection": 1}
    assert ledger.chain.head()[1] == 3


def test_only_todays_staff_entries_are_taken_back_and_each_of_them_once(ledger: Ledger) -> None:
    ledger.count("inspection", DAY - timedelta(1))
    ledger.count("inspection", DAY, "visitor")
    ledger.count("inspection", DAY)
    assert ledger.take_back(DAY) is not None
    assert ledger.take_back(DAY) is None


def test_taking_back_within_a_group_leaves_newer_entries_of_other_groups(ledger: Ledger) -> None:
    first = ledger.count("inspection", DAY)
    ledger.count("investigation", DAY)
    correction = ledger.take_back(DAY, "inspection")
    assert correction is not None
    assert correction.corrects == first.id


def test_nothing_finer_than_the_day_and_nothing_of_a_person_is_stored(ledger: Ledger) -> None:
    ledger.count("inspection", DAY)
    columns = [row[1] for row in ledger._file.rows("PRAGMA table_info(entry)")]
    assert columns == ["epoch", "seq", "id", "day", "kind", "work_group", "value", "corrects", "channel", "hash"]
    assert ledger._file.rows("SELECT substr(id, 15, 1) FROM entry") == [("4",)]  # random, without a time inside


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE entry SET day = '2024-03-02'",
        "DELETE FROM entry",
        "UPDATE epoch SET parent_seq = 1",
        "DELETE FROM ledger",
        "INSERT OR REPLACE INTO entry SELECT epoch, seq, id, day, kind, 'x', value, corrects, channel, hash FROM entry",
        "INSERT INTO entry SELECT epoch, 7, 'x' || substr(id, 2), day, kind, work_group, 1, NULL, channel, hash FROM entry",
    ],
)
def test_the_database_itself_refuses_to_change_delete_or_skip(ledger: Ledger, change: str) -> None:
    ledger.count("inspection", DAY)
    with pytest.raises(sqlite3.IntegrityError):
        ledger._file.execute(change)


def test_a_row_that_breaks_a_rule_raises_and_is_never_silently_dropped(ledger: Ledger) -> None:
    with pytest.raises(NotCounted):
        ledger.count("inspection", DAY, "carrier pigeon")  # type: ignore[arg-type]
    assert ledger.chain.head()[1] == 0


def test_the_chain_links_every_entry_to_the_one_before(ledger: Ledger) -> None:
    for group in GROUPS:
        ledger.count(group, DAY)
    genesis = ledger.chain.epochs()[0]
    previous = ledger.chain.hash_at(genesis.epoch, 0)
    for entry, digest in ledger.chain.entries(genesis.epoch):
        assert previous is not None
        assert link(previous, entry, 1) == digest
        previous = digest
    assert ledger.chain.head()[2] == previous


def test_two_processes_and_two_threads_write_at_once_and_nothing_is_lost_or_doubled(
    kiosk: object, ledger: Ledger
) -> None:
    script = (
        "import sys; from pathlib import Path; from datetime import date; from kiosk.streams.ledger.ledger import Ledger\n"
        "ledger = Ledger(Path(sys.argv[1]), practice=True)\n"
        "for _ in range(40): ledger.count('inspection', date(2024, 3, 1))\n"
    )
    others = [subprocess.Popen([sys.executable, "-c", script, str(ledger.path)]) for _ in range(2)]
    threads = [
        threading.Thread(target=lambda: [ledger.count("investigation", DAY) for _ in range(40)]) for _ in range(2)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [other.wait() for other in others] == [0, 0]
    assert tallied(ledger) == {"inspection": 80, "investigation": 80}
    assert list(problems(ledger)) == []


def test_a_reader_makes_a_writer_wait_and_not_fail(ledger: Ledger) -> None:
    ledger.count("inspection", DAY)
    reader = sqlite3.connect(ledger.path, check_same_thread=False, isolation_level=None)
    reader.execute("BEGIN")
    reader.execute("SELECT * FROM entry").fetchone()
    threading.Timer(0.7, lambda: reader.execute("COMMIT")).start()
    ledger.count("inspection", DAY)
    assert tallied(ledger) == {"inspection": 2}
    reader.close()


def test_a_writer_makes_one_who_opens_and_reads_wait_and_not_fail(ledger: Ledger) -> None:
    ledger.count("inspection", DAY)
    writer = sqlite3.connect(ledger.path, check_same_thread=False, isolation_level=None)
    for read in (lambda: Ledger(ledger.path, practice=True).close(), lambda: tallied(ledger)):
        writer.execute("BEGIN EXCLUSIVE")
        threading.Timer(0.7, lambda: writer.execute("COMMIT")).start()
        read()
    writer.close()


def test_a_full_disk_is_not_counted_and_the_next_count_is(ledger: Ledger) -> None:
    """`max_page_count` is SQLite's own full disk: the write fails with SQLITE_FULL."""
    ledger.count("inspection", DAY)
    pages = ledger._file.rows("PRAGMA page_count")[0][0]
    ledger._file.rows(f"PRAGMA max_page_count = {pages}")
    counted = 1
    with pytest.raises(NotCounted, match="full"):
        for _ in range(1000):
            ledger.count("inspection", DAY)
            counted += 1
    assert tallied(ledger) == {"inspection": counted}
    ledger.count("inspection", DAY)
    assert tallied(ledger) == {"inspection": counted + 1}
    assert list(problems(ledger)) == []


def test_an_entry_that_was_kept_although_the_answer_was_an_error_is_not_called_uncounted(
    ledger: Ledger, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The commit reaches the disk and only its answer fails: a second press would count the person twice."""
    execute = SqliteFile.execute

    def commit_and_fail(self: SqliteFile, sql: str, *values: object) -> sqlite3.Cursor:
        done = execute(self, sql, *values)
        if sql == "COMMIT":
            monkeypatch.undo()
            raise sqlite3.OperationalError("disk I/O error")
        return done

    monkeypatch.setattr(SqliteFile, "execute", commit_and_fail)
    entry = ledger.count("inspection", DAY)
    assert tallied(ledger) == {"inspection": 1}
    assert entry.work_group == "inspection"


class TestFiles:
    """What is no ledger is refused in one sentence and left as it was."""

    def refused(self, path: Path) -> str:
        before = path.read_bytes()
        with pytest.raises(UnusableFile) as refusal:
            Ledger(path)
        assert path.read_bytes() == before
        return str(refusal.value)

    def test_a_file_that_is_no_database(self, tmp_path: Path) -> None:
        path = tmp_path / "ledger.db"
        path.write_text("these are not the counts you are looking for\n" * 30)
        assert "is not a ledger" in self.refused(path)

    def test_another_programs_database(self, tmp_path: Path) -> None:
        path = tmp_path / "ledger.db"
        with sqlite3.connect(path) as other:
            other.execute("CREATE TABLE bookmark (url TEXT)")
        other.close()
        assert "another program" in self.refused(path)

    def test_a_ledger_of_a_newer_version(self, tmp_path: Path) -> None:
        path = tmp_path / "ledger.db"
        Ledger(path).close()
        with sqlite3.connect(path) as other:
            other.execute(f"PRAGMA user_version = {schema.VERSION + 1}")
        other.close()
        assert "newer kiosk" in self.refused(path)

    def test_a_practice_ledger_in_the_place_of_a_real_one(self, tmp_path: Path) -> None:
        path = tmp_path / "ledger.db"
        Ledger(path, practice=True).close()
        assert "practice" in self.refused(path)

    def test_a_folder_that_is_not_there(self, tmp_path: Path) -> None:
        with pytest.raises(Refusal, match="cannot be opened"):
            Ledger(tmp_path / "nowhere" / "ledger.db")


def test_a_new_epoch_takes_over_the_tail_under_the_same_ids_and_counts_nothing_twice(ledger: Ledger) -> None:
    entries = [ledger.count("inspection", DAY) for _ in range(5)]
    old = ledger.chain.epochs()[0]
    ledger.rotate(old.epoch, 2)
    new = ledger.chain.head()[0]
    assert [entry.id for entry, _ in ledger.chain.entries(new)] == [entry.id for entry in entries[2:]]
    assert tallied(ledger) == {"inspection": 5}
    ledger.count("inspection", DAY)
    assert ledger.chain.head()[:2] == (new, 4)
    assert ledger.chain.epochs()[1].parent_seq == 2
    assert list(problems(ledger)) == []


def test_no_epoch_begins_empty(ledger: Ledger) -> None:
    entry = ledger.count("inspection", DAY)
    epoch = ledger.chain.epochs()[0].epoch
    ledger.rotate(epoch, 1)
    ledger.rotate(epoch, 1, TakeOver([entry], DAY))
    assert [genesis.epoch for genesis in ledger.chain.epochs()] == [epoch]


def test_what_headquarters_gives_back_goes_into_the_new_epoch_and_is_noted_once(ledger: Ledger, tmp_path: Path) -> None:
    with Ledger(tmp_path / "other.db", practice=True) as other:
        lost = [other.count("investigation", DAY) for _ in range(3)]
    ledger.count("inspection", DAY)
    assert ledger.rotate(ledger.chain.epochs()[0].epoch, 1, TakeOver(lost, DAY)) == 3
    assert ledger.adopt(TakeOver(lost, DAY)) == 0
    assert [(note.day, note.value) for note in ledger.notes()] == [(DAY, TAKEN_OVER)]
    with Ledger(tmp_path / "clone.db", practice=True) as clone:
        assert clone.adopt(TakeOver(ledger.notes(), DAY)) == 1
        assert len(clone.notes()) == 1, "else two clones would tell each other of their notes for ever"


def test_an_entry_of_an_old_epoch_can_still_be_taken_back_once(ledger: Ledger) -> None:
    ledger.count("inspection", DAY)
    ledger.rotate(ledger.chain.epochs()[0].epoch, 0)
    assert ledger.take_back(DAY) is not None
    assert ledger.take_back(DAY) is None
    assert tallied(ledger) == {}


def test_a_reason_of_a_newer_headquarters_has_words_too(ledger: Ledger, catalogue: Catalogue) -> None:
    ledger.count("inspection", DAY)
    epoch, seq, head = ledger.chain.head()
    aside = [SetAside(1, "of-next-year")]
    ledger.receipts.keep(msgspec.structs.replace(receipt(epoch, seq, head), set_aside=aside))
    assert ledger.receipts.set_aside() == {"other": 1}
    assert catalogue.phrases("set_aside.other").en
