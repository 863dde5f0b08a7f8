"""Everything of a kiosk is kept in a second place every night, and comes back when its folder is lost."""

import errno
import os
import shutil
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from datetime import date, timedelta
from pathlib import Path
from unittest.mock import patch

import msgspec
import pytest

from kiosk.backup import archive
from kiosk.backup.archive import Contents, read_archive, write_archive
from kiosk.backup.backup import back_up
from kiosk.backup.backup_folder import backup_folder, backup_word, backups, choose_folder, is_due, newest_backup
from kiosk.catalogue.load import load
from kiosk.machine.kiosk import Kiosk, open_ledger, open_record
from kiosk.streams.ledger.ledger import Ledger
from kiosk.streams.record.bulletins.shelf import Shelf
from kiosk.streams.record.record import Draft
from kiosk.text.refusal import Refusal
from tests.support.bulletins import handed_down
from tests.support.commands import one_sentence, run
from tests.support.sample import DAY

pytestmark = pytest.mark.usefixtures("cheap_hashes")

WORD = "น้ำตกสามชั้น in April\n"
SECRETS = {"key.pem": "the key", "pin.toml": '[pin]\nhash = "…"\n'}
DUTY = Draft(DAY, "approver", "roster/2024-03-01", {"th": "สิบเวร", "en": "Duty NCO"}, None)


@pytest.fixture
def stick(tmp_path: Path) -> Path:
    folder = tmp_path / "stick"
    folder.mkdir()
    return folder


@pytest.fixture
def full(kiosk: Kiosk, tmp_path: Path) -> Path:
    """The folder of a kiosk with a PIN, a key, a confirmed fact, three counts and an export."""
    with open_ledger(kiosk) as ledger, open_record(kiosk) as record:
        for _ in range(3):
            ledger.count("inspection", DAY)
        record.write(lambda: DUTY)
    for name, content in SECRETS.items():
        kiosk.path(name).write_text(content)
    handed_down(kiosk, "version", {"wanted": "1.0.0"})
    kiosk.path("exports").mkdir()
    kiosk.path("exports").joinpath("march.csv").write_text("day,count\n")
    return tmp_path / "kiosk"


def test_a_lost_folder_is_restored_from_the_backup_with_equal_counts(full: Path, stick: Path) -> None:
    done = run(full, "backup", str(stick), stdin=WORD)
    assert done.returncode == 0, done.stderr
    assert "3 entries, 1 line" in done.stdout
    assert "backup.toml" not in run(full, "check").stdout, "it lies where it belongs"
    counts = run(full, "counts", "--json").stdout
    shutil.rmtree(full)
    wrong = run(full, "restore", str(stick), stdin="another passphrase\n")
    assert "not the passphrase" in one_sentence(wrong, 1)
    assert not (full / "practice" / "ledger.db").exists()
    assert run(full, "restore", str(stick), stdin=WORD).returncode == 0
    assert run(full, "counts", "--json").stdout == counts
    with Ledger(full / "practice" / "ledger.db", practice=True) as ledger:
        assert [note.value for note in ledger.notes()] == ["restored"]
    assert run(full, "ledger", "verify").returncode == 0
    assert load(folder=full / "practice").roster.on(DAY) is not None
    assert [kept.bulletin.number for kept in Shelf(full / "practice").held()] == [1]
    for name, content in {**SECRETS, "exports/march.csv": "day,count\n"}.items():
        assert (full / "practice" / name).read_text() == content


def test_a_machine_whose_ledger_is_gone_neither_replaces_nor_drops_a_backup_that_holds_it(
    full: Path, stick: Path
) -> None:
    assert run(full, "backup", str(stick), stdin=WORD).returncode == 0
    counts = run(full, "counts", "--json").stdout
    (full / "practice" / "ledger.db").write_bytes(b"")
    assert "is left as it is" in one_sentence(run(full, "backup"), 1)
    for after in range(1, 17):
        day = (DAY + timedelta(days=after)).isoformat()
        assert run(full, "backup", day=day).returncode == 0
    assert run(full, "restore", str(min(stick.iterdir())), stdin=WORD).returncode == 0
    assert run(full, "counts", "--json").stdout == counts


def test_a_file_of_the_office_that_the_counter_does_not_read_is_told(full: Path, stick: Path, tmp_path: Path) -> None:
    office = tmp_path / "office.toml"
    office.write_text('kiosk = "phatthalung-1"\n')
    assert run(full, "--office", str(office), "backup", str(stick), stdin=WORD).returncode == 0
    beside = full / "practice" / "office.toml"
    here, elsewhere = (
        (run(full, *given, "restore", str(stick), stdin=WORD).stdout, beside.exists())
        for given in (["--office", str(office)], [])
    )
    assert ("compare" in here[0], here[1]) == (False, False)
    assert ("KIOSK_OFFICE: compare" in elsewhere[0], elsewhere[1]) == (True, True)


def test_whoever_finds_a_backup_reads_no_key_and_no_pin(full: Path, stick: Path) -> None:
    for word in ("\n", WORD):
        assert run(full, "backup", str(stick), stdin=word).returncode == 0
        (backup,) = stick.iterdir()
        with zipfile.ZipFile(backup) as opened:
            held = {name: opened.read(name) for name in opened.namelist()}
        assert not {"key.pem", "pin.toml", "backup.toml"} & held.keys()
        assert not any(secret.encode() in content for content in held.values() for secret in SECRETS.values())
        assert ("sealed" in held) == (word == WORD)
        assert backup.stat().st_size < sum(map(len, held.values())) / 3


def test_what_was_there_is_kept_and_a_damaged_backup_changes_nothing(full: Path, stick: Path) -> None:
    assert run(full, "backup", str(stick), stdin="\n").returncode == 0
    (backup,) = stick.iterdir()
    run(full, "count", "inspection")
    kept = run(full, "restore", str(backup)).stdout
    assert "before-restore-1" in kept
    before = run(full, "counts", "--json").stdout
    whole = backup.read_bytes()
    for at in (len(whole) // 3, len(whole) - 30):
        backup.write_bytes(whole[:at] + bytes([whole[at] ^ 1]) + whole[at + 1 :])
        assert "no whole backup" in one_sentence(run(full, "restore", str(backup)), 1)
    backup.write_bytes(whole[: len(whole) // 2])
    assert "no whole backup" in one_sentence(run(full, "restore", str(stick)), 1)
    assert run(full, "counts", "--json").stdout == before


def rewritten(backup: Path, **changed: bytes) -> Path:
    """The backup as somebody has changed it who knows how one is made; by names in which `__` stands for `/`."""
    contents, files = read_archive(backup)
    files |= {name.replace("__", "/"): content for name, content in changed.items()}
    write_archive(path := backup.with_name("rewritten.zip"), contents, files)
    return path


@pytest.mark.parametrize(
    "name",
    ["pin.toml", "key.pem", "backup.toml", "ledger.toml", "catalogue.cache", "last-good__x", "exports__..__pin.toml"],
)
def test_whoever_finds_a_backup_puts_in_no_pin_no_key_and_nothing_elsewhere(full: Path, stick: Path, name: str) -> None:
    """Found as: a PIN beside the sealed one was the counter's after the restore, and the mark of another ledger."""
    assert run(full, "backup", str(stick), stdin="\n").returncode == 0
    (backup,) = stick.iterdir()
    run(full, "count", "inspection")
    before = {path: path.read_bytes() for path in full.rglob("*") if path.is_file() and path.suffix != ".log"}
    assert "no whole backup" in one_sentence(run(full, "restore", str(rewritten(backup, **{name: b"theirs"}))), 1)
    assert {path: path.read_bytes() for path in before} == before, "nothing of it was put back"


def test_what_was_changed_since_it_was_sealed_is_refused_with_the_passphrase(full: Path, stick: Path) -> None:
    """Found as: another headquarters stood in the file after a night on a stick, and the restored kiosk believed it."""
    assert run(full, "backup", str(stick), stdin=WORD).returncode == 0
    (backup,) = stick.iterdir()
    touched = rewritten(backup, **{"hq.toml": b'url = "https://elsewhere.example"'})
    shutil.rmtree(full)
    assert "changed after it was sealed" in one_sentence(run(full, "restore", str(touched), stdin=WORD), 1)
    assert not (full / "practice" / "ledger.db").exists()
    assert run(full, "restore", str(backup), stdin=WORD).returncode == 0


def test_a_seal_of_an_older_version_vouches_for_nothing_and_opens_still(full: Path, kiosk: Kiosk, stick: Path) -> None:
    assert run(full, "backup", str(stick), stdin=WORD).returncode == 0
    (backup,), folder = stick.iterdir(), backup_folder(kiosk)
    assert folder is not None
    assert folder.seal is not None
    older = folder.seal.close(msgspec.json.encode({name: word.encode() for name, word in SECRETS.items()}))
    older_backup = rewritten(backup, sealed=older)
    shutil.rmtree(full)
    assert run(full, "restore", str(older_backup), stdin=WORD).returncode == 0
    assert (full / "practice" / "key.pem").read_text() == SECRETS["key.pem"]


def test_a_backup_that_would_fill_the_memory_is_left_unread(full: Path, stick: Path) -> None:
    assert run(full, "backup", str(stick), stdin="\n").returncode == 0
    (backup,) = stick.iterdir()
    with patch.object(archive, "MOST", 10_000), pytest.raises(Refusal, match="no whole backup"):
        read_archive(backup)


def test_two_weeks_are_kept_whatever_the_clock_said(make_kiosk: Callable[..., Kiosk], stick: Path) -> None:
    today = DAY + timedelta(30)
    for name in [f"phatthalung-1-practice-{DAY + timedelta(n)}.zip" for n in range(30)] + [
        "phatthalung-1-practice-2099-01-01.zip",
        "phatthalung-2-practice-2020-01-01.zip",
        "holiday.zip",
    ]:
        (stick / name).touch()
    kiosk = make_kiosk(today)
    back_up(kiosk, choose_folder(kiosk, stick, None))
    names = {path.name for path in stick.iterdir()}
    assert len(names) == 14 + 3
    newest = newest_backup(kiosk)
    assert newest is not None
    assert newest.day == today
    assert f"phatthalung-1-practice-{today - timedelta(13)}.zip" in names


def test_what_a_power_cut_left_of_a_backup_goes_with_the_next_one(kiosk: Kiosk, stick: Path) -> None:
    """Found as: after a year of power cuts the stick held an unfinished backup for each that came while it was made."""
    left, of_another = (
        stick / ".phatthalung-1-practice-2024-02-09.zip.part",
        stick / ".phatthalung-2-2024-02-09.zip.part",
    )
    left.touch()
    of_another.touch()
    made, _ = back_up(kiosk, choose_folder(kiosk, stick, None))
    assert {*stick.iterdir()} == {made, of_another}


def test_a_night_is_due_until_it_is_there_and_an_old_newest_is_told(
    make_kiosk: Callable[..., Kiosk], stick: Path
) -> None:
    kiosk = make_kiosk()
    assert (backup_word(kiosk), is_due(kiosk)) == ("unset", False)
    folder = choose_folder(kiosk, stick, None)
    assert (backup_word(kiosk), is_due(kiosk)) == ("none", True)
    back_up(kiosk, folder)
    assert (backup_word(kiosk), is_due(kiosk)) == ("fresh", False)
    assert (backup_word(make_kiosk(date(2024, 3, 3))), is_due(make_kiosk(date(2024, 3, 3)))) == ("fresh", True)
    assert backup_word(make_kiosk(date(2024, 3, 4))) == "old"
    with unreadable(stick):
        assert (backup_word(kiosk), is_due(kiosk), newest_backup(kiosk)) == ("gone", False, None)
    shutil.rmtree(stick)
    assert (backup_word(kiosk), is_due(kiosk)) == ("gone", False)
    with pytest.raises(Refusal, match="plug the stick in"):
        back_up(kiosk, folder)


@contextmanager
def unreadable(stick: Path) -> Iterator[None]:
    """A stick that was pulled out while it was mounted: its folder is there, and every reading of it fails."""
    listed = os.listdir

    def fails(path: str) -> list[str]:
        if Path(path) == stick:
            raise OSError(errno.EIO, os.strerror(errno.EIO), path)
        return listed(path)

    with patch.object(os, "listdir", fails):
        yield


def test_a_stick_that_takes_nothing_is_told_in_a_sentence(tmp_path: Path) -> None:
    """Found with one that was pulled out while it was written, and with one that can only be read: neither lets what
    was begun be removed, as here.
    """
    (tmp_path / "file").touch()
    contents = Contents(version="2.0.0", kiosk="trang-1", day=DAY, practice=True, entries=0, lines=0)
    with pytest.raises(Refusal, match="could not be written"):
        write_archive(tmp_path / "file" / "backup.zip", contents, {})


def test_a_folder_under_a_missing_stick_is_not_taken_for_it(kiosk: Kiosk, stick: Path) -> None:
    here = kiosk.path("").stat().st_dev
    other = next((disk for disk in map(Path, ("/dev/shm", "/var/tmp")) if disk.stat().st_dev != here), None)
    if other is None:
        pytest.skip("everything is on one disk here")
    assert choose_folder(kiosk, other, None).is_plugged(kiosk)
    chosen = kiosk.path("backup.toml")
    chosen.write_text(chosen.read_text().replace(str(other), str(stick)))
    assert (backup_word(kiosk), is_due(kiosk)) == ("gone", False)
    assert os.listdir(stick) == []


def test_a_folder_that_goes_with_the_data_is_no_place_for_backups(full: Path, kiosk: Kiosk) -> None:
    assert "run `kiosk backup DIR`" in one_sentence(run(full, "backup"), 1)
    assert "within the data folder" in one_sentence(run(full, "backup", str(full / "practice" / "exports")), 1)
    assert "plug the stick in" in one_sentence(run(full, "backup", str(full / "nowhere"), stdin="\n"), 1)
    assert "12 characters" in one_sentence(run(full, "backup", str(full), stdin="short\n"), 1)
    assert backups(kiosk.folder, kiosk) == []
