"""Private files: whatever the umask and whatever stands in the way, nobody else reads them and nothing is written through."""

import errno
import os
import stat
from collections.abc import Iterator
from pathlib import Path

import pytest

from kiosk.storage.private_file import make_private, make_private_folder, open_private, write_private
from kiosk.text.refusal import Refusal
from tests.support.commands import one_sentence, run
from tests.support.headquarters import Headquarters


def mode(path: Path) -> int:
    return stat.S_IMODE(path.lstat().st_mode)


def modes(folder: Path) -> dict[str, int]:
    """The mode of the folder and of all that is in it."""
    return {str(path.relative_to(folder)): mode(path) for path in (folder, *folder.rglob("*"))}


@pytest.fixture(params=[0o000, 0o022, 0o777], ids=oct)
def umask(request: pytest.FixtureRequest) -> Iterator[int]:
    before = os.umask(request.param)
    yield request.param
    os.umask(before)


@pytest.mark.usefixtures("umask")
def test_a_file_and_its_folders_are_private_whatever_the_umask(tmp_path: Path) -> None:
    folder = tmp_path / "a" / "b"
    make_private_folder(folder)
    write_private(folder / "pin.toml", b"x")
    make_private(folder / "ledger.db")
    open_private(folder / "kiosk.log").close()
    assert set(modes(folder.parent).values()) == {0o700, 0o600}
    assert sorted(path.name for path in folder.iterdir()) == ["kiosk.log", "ledger.db", "pin.toml"]


def test_what_is_looser_is_tightened_and_what_is_tighter_stays(tmp_path: Path) -> None:
    folder, database, log, given = tmp_path / "data", *(tmp_path / "data" / name for name in ("db", "log", "given"))
    folder.mkdir()
    for path in (database, log, given):
        path.write_text("x")
        path.chmod(0o644)
    given.chmod(0o400)
    folder.chmod(0o555)
    make_private_folder(folder)
    assert mode(folder) == 0o500
    folder.chmod(0o755)
    make_private_folder(folder)
    make_private(database)
    make_private(given)
    open_private(log).close()
    assert modes(folder) == {".": 0o700, "db": 0o600, "log": 0o600, "given": 0o400}
    assert database.read_text() == "x"


def test_a_folder_that_many_write_to_stays_as_it_is(tmp_path: Path) -> None:
    tmp_path.chmod(0o1777)
    make_private_folder(tmp_path)
    assert mode(tmp_path) == 0o1777


@pytest.mark.parametrize("kind", ["link", "dangling link", "pipe", "folder"])
def test_nothing_is_written_through_what_is_no_plain_file(tmp_path: Path, kind: str) -> None:
    victim, path = tmp_path / "victim", tmp_path / "pin.toml"
    match kind:
        case "link":
            victim.write_text("untouched")
            path.symlink_to(victim)
        case "dangling link":
            path.symlink_to(victim)
        case "pipe":
            os.mkfifo(path)
        case "folder":
            path.mkdir()
    before = sorted(tmp_path.iterdir())
    for write in (lambda: write_private(path, b"secret"), lambda: make_private(path)):
        with pytest.raises(Refusal, match="is no plain file"):
            write()
    with pytest.raises(OSError):  # noqa: PT011 - which one depends on what it is
        open_private(path)
    assert sorted(tmp_path.iterdir()) == before
    assert not victim.exists() or victim.read_text() == "untouched"


def test_a_link_planted_beside_a_file_is_never_followed(tmp_path: Path) -> None:
    victim = tmp_path / "victim"
    victim.write_text("untouched")
    for name in ("pin.toml.new", "march.xlsx.new"):
        (tmp_path / name).symlink_to(victim)
    write_private(tmp_path / "pin.toml", b"secret")
    done = run(tmp_path, "export", "--month", "2567-03", str(tmp_path / "march.xlsx"))
    assert done.returncode == 0
    assert victim.read_text() == "untouched"


def test_an_export_is_never_written_through_a_link(tmp_path: Path) -> None:
    victim, target = tmp_path / "victim", tmp_path / "march.csv"
    victim.write_text("untouched")
    target.symlink_to(victim)
    sentence = one_sentence(run(tmp_path, "export", "--month", "2567-03", "--overwrite", str(target)), 1)
    assert f"{target} is no plain file" in sentence
    assert victim.read_text() == "untouched"


def test_what_could_not_be_written_leaves_nothing_behind(tmp_path: Path) -> None:
    (tmp_path / "there").mkdir()
    with pytest.raises(Refusal, match="could not be written"):
        write_private(tmp_path / "not" / "there", b"x")
    assert [path.name for path in tmp_path.iterdir()] == ["there"]


def test_every_file_of_a_kiosk_is_private_though_the_umask_forbids_nothing(
    tmp_path: Path, headquarters: Headquarters
) -> None:
    """The ledger, its journal's pattern, keys, locks, exports, backups: made with a umask of 000."""
    folder = tmp_path / "kiosk"
    folder.mkdir(0o755)

    def kiosk(*command: str, stdin: str = "") -> None:
        before = os.umask(0)
        try:
            done = run(folder, *command, stdin=stdin)
        finally:
            os.umask(before)
        assert done.returncode == 0, done.stderr

    kiosk("pin", "set", stdin="246810\n")
    kiosk("count", "inspection")
    kiosk("confirm", "extension-tourism.fee", "--role", "approver")
    headquarters.enrol(folder, "phatthalung-1")
    kiosk("sync")
    kiosk("export", "--month", "2567-03", str(folder / "march.xlsx"))
    kiosk("ledger", "backup", str(folder / "copy.db"))
    kiosk("ledger", "export", str(folder / "ledger.jsonl"))
    assert run(headquarters.folder, "hq", "backup", str(headquarters.folder / "copy.db")).returncode == 0
    made = {**modes(folder), **modes(headquarters.folder)}
    loose = {name: oct(mode) for name, mode in made.items() if mode & 0o077}
    assert loose == {}


def test_a_full_disk_is_said_as_one_and_nobody_is_sent_to_look_for_rights(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Found as: whoever printed onto a full stick was told to check that they may write to its folder."""
    monkeypatch.setattr("os.fsync", lambda _: (_ for _ in ()).throw(OSError(errno.ENOSPC, "No space left on device")))
    with pytest.raises(Refusal) as full:
        write_private(tmp_path / "memo.docx", b"x")
    assert "เนื้อที่ดิสก์เต็ม" in full.value.words.th
    assert "its disk is full; make room" in full.value.words.en
    assert "may write" not in full.value.words.en
    assert not [*tmp_path.iterdir()]
