"""`kiosk hq backup` and `kiosk hq restore`: a headquarters that was lost is there again, and nothing is overwritten."""

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path
from urllib.parse import quote

import pytest

from tests.kiosk.hq.pages.conftest import opened
from tests.support.commands import one_sentence, run

pytestmark = pytest.mark.usefixtures("cheap_hashes")


@pytest.fixture
def lost(tmp_path: Path) -> Path:
    """The folder of a headquarters that knows two kiosks, with the passphrase of its backups."""
    folder = tmp_path / "lost"
    with opened(folder) as headquarters:
        headquarters.register.offices.add(["trat"])
        for number in (1, 2):
            headquarters.expect("trat", f"trat-{number}")
        (headquarters.machine.folder / "alerts.toml").write_text("digest_hour = 9\n")
    (tmp_path / "passphrase").write_text("rubber trees in rain\n")
    return folder


def backed_up(lost: Path, *options: str) -> Path:
    file = lost.parent / "backup.db"
    answer = run(lost, "hq", "backup", str(file), *options)
    assert answer.returncode == 0, answer.stderr
    assert file.stat().st_mode & 0o077 == 0
    return file


def test_a_register_comes_back_with_its_key_and_its_settings_and_says_what_is_next(lost: Path) -> None:
    secret = ["--passphrase-file", str(lost.parent / "passphrase")]
    file, restored = backed_up(lost, *secret), lost.parent / "found"
    key = (lost / "practice/hq-key.pem").read_bytes()
    assert key not in file.read_bytes()
    shutil.rmtree(lost)
    answer = run(restored, "hq", "restore", str(file), *secret)
    assert answer.returncode == 0, answer.stderr
    assert answer.stdout.startswith("The register is in its place, and whole: 2 kiosks, as of before any report.\n")
    assert "raises the alarm" in answer.stdout
    assert "hq-key.pem" not in answer.stdout
    practice = restored / "practice"
    assert (practice / "hq-key.pem").read_bytes() == key
    assert (practice / "alerts.toml").read_text() == "digest_hour = 9\n"
    assert sorted(path.name for path in practice.glob("*.db*")) == ["hq.db"]
    assert all(path.stat().st_mode & 0o077 == 0 for path in practice.iterdir())
    assert run(restored, "hq", "verify").returncode == 0
    with closing(sqlite3.connect(practice / "hq.db")) as db:
        assert not db.execute("SELECT 1 FROM sqlite_schema WHERE name = 'backup_files'").fetchone()


def test_without_a_passphrase_the_key_is_not_in_it_and_a_restore_says_so(lost: Path) -> None:
    file, restored = backed_up(lost), lost.parent / "found"
    answer = run(restored, "hq", "restore", str(file))
    assert "Copy hq-key.pem here first" in answer.stdout
    assert not (restored / "practice/hq-key.pem").exists()


def test_nothing_is_overwritten_and_nothing_half_restored(lost: Path) -> None:
    secret = ["--passphrase-file", str(lost.parent / "passphrase")]
    file, restored = backed_up(lost, *secret), lost.parent / "found"
    assert "hq.db is there already" in one_sentence(run(lost, "hq", "restore", str(file)), 1)
    (lost.parent / "passphrase").write_text("another passphrase\n")
    assert "passphrase" in one_sentence(run(restored, "hq", "restore", str(file), *secret), 1)
    with closing(sqlite3.connect(file)) as db, db:
        db.execute("DROP TRIGGER audit_kept")
    assert "is not whole" in one_sentence(run(restored, "hq", "restore", str(file)), 1)
    other = lost.parent / "other.db"
    with closing(sqlite3.connect(other)) as db, db:
        db.execute("CREATE TABLE notes (line TEXT)")
    assert "is no backup of a register" in one_sentence(run(restored, "hq", "restore", str(other)), 1)
    (lost.parent / "text").write_text("no database at all, whatever it is called")
    one_sentence(run(restored, "hq", "restore", str(lost.parent / "text")), 1)
    assert list((restored / "practice").glob("*")) == []
    refused = run(restored, "hq", "restore", str(file), "--database", "postgresql+psycopg://hq@nowhere/hq")
    assert "pg_restore" in one_sentence(refused, 1)


@pytest.mark.parametrize("name", ["../escaped", "/{tmp}/escaped", "users.toml", "ita/../../escaped", "hq.db.x"])
def test_a_backup_puts_nothing_where_no_backup_has_anything(lost: Path, name: str) -> None:
    """Found as: a name in the file led out of the data folder, to any place where nothing stood yet."""
    file, restored = backed_up(lost), lost.parent / "found"
    with closing(sqlite3.connect(file)) as db, db:
        db.execute("INSERT INTO backup_files VALUES (?, CAST('theirs' AS BLOB))", [name.format(tmp=lost.parent)])
    assert "no backup of a register" in one_sentence(run(restored, "hq", "restore", str(file)), 1)
    assert not [path for path in lost.parent.rglob("*") if path.is_file() and path.read_bytes() == b"theirs"]


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE backup_files SET content = CAST('digest_hour = 3' AS BLOB) WHERE name = 'alerts.toml'",
        "INSERT INTO users (name, hash, salt, totp_step, role) VALUES ('eve', '', '', 0, 'administrator')",
        "CREATE TRIGGER theirs AFTER INSERT ON entries BEGIN SELECT 1; END",
    ],
)
def test_a_register_that_was_changed_since_it_was_sealed_is_not_put_back_with_its_key(
    lost: Path, statement: str
) -> None:
    """Users and alerts are signed by nobody: who had the stick for a night could put an administrator in."""
    secret = ["--passphrase-file", str(lost.parent / "passphrase")]
    file, restored = backed_up(lost, *secret), lost.parent / "found"
    with closing(sqlite3.connect(file)) as db, db:
        db.execute(statement)
    assert "changed after it was sealed" in one_sentence(run(restored, "hq", "restore", str(file), *secret), 1)
    assert list((restored / "practice").glob("*")) == []


def test_a_practice_backup_is_no_real_register(lost: Path) -> None:
    file = backed_up(lost)
    assert "the two never mix" in one_sentence(run(lost.parent / "found", "hq", "restore", str(file), real=True), 1)


def test_a_folder_and_a_backup_may_be_called_as_an_address_is_written(tmp_path: Path) -> None:
    """Put into an SQLite URL as they are, `?` and `#` begin something else: another file was opened."""
    folder, copy = tmp_path / "hq?mode=ro#1", tmp_path / "copy?x=%20#2.db"
    assert run(folder, "hq", "office", "add", "phatthalung").returncode == 0
    assert run(folder, "hq", "backup", str(copy)).returncode == 0
    with closing(sqlite3.connect(f"file:{quote(str(copy))}", uri=True)) as database:
        assert database.execute("SELECT office FROM offices").fetchall() == [("phatthalung",)]
    assert {path.name for path in tmp_path.iterdir()} == {folder.name, copy.name}
    assert (folder / "practice" / "hq.db").exists()
