"""The database is full, locked or gone: health, log, pages and commands each say so, once, and nothing floods."""

import html
import json
import shutil
import sqlite3
import subprocess
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import httpx
import pytest

from tests.kiosk.hq.pages.conftest import seed
from tests.support.commands import one_sentence, run
from tests.support.deadline import SECONDS, until
from tests.support.headquarters import Headquarters


def health(hq: Headquarters) -> tuple[int, str]:
    answer = httpx.get(f"{hq.url}/healthz", timeout=SECONDS)
    return answer.status_code, answer.json()["status"]


def becomes(hq: Headquarters, *expected: tuple[int, str]) -> None:
    until(lambda: health(hq) in expected, expected)


def said(log: Path) -> list[str]:
    """What the log says of the register."""
    lines = [json.loads(line) for line in log.read_text().splitlines() if line.startswith("{")]
    return [line["message"] for line in lines if line.get("message", "").startswith("the register")]


@contextmanager
def logged(folder: Path, log: Path) -> Iterator[Headquarters]:
    with log.open("w") as file, Headquarters(folder, "--open", log=file.fileno()) as running:
        yield running


def page_says(hq: Headquarters) -> None:
    for language, words in (("en", "Headquarters' register cannot be used now"), ("th", "ใช้ฐานข้อมูลของส่วนกลางไม่ได้")):
        answer = httpx.get(f"{hq.url}/shortfall?lang={language}", timeout=SECONDS)
        assert answer.status_code == 503
        assert words in html.unescape(answer.text)


def test_a_register_whose_file_has_gone_is_said_to_be_lost_until_it_is_back(tmp_path: Path) -> None:
    """It would else be written on where nobody reads, and a command would make an empty one in its place."""
    seed(tmp_path)
    register, aside, log = tmp_path / "practice" / "hq.db", tmp_path / "aside.db", tmp_path / "log"
    with logged(tmp_path, log) as hq:
        assert health(hq) == (200, "ok")
        register.rename(aside)
        becomes(hq, (503, "lost"))
        page_says(hq)
        assert httpx.post(f"{hq.url}/v2/enrol", json={"code": "x", "public_key": "0" * 64}).status_code in (400, 503)
        assert not register.exists()
        shutil.copy(aside, register)
        becomes(hq, (200, "ok"))
        assert httpx.get(f"{hq.url}/shortfall").status_code == 200
    first, last = said(log)
    assert first.startswith("the register cannot be used (lost): ")
    assert last == "the register can be used again"


def test_a_locked_register_is_said_to_be_locked(tmp_path: Path) -> None:
    seed(tmp_path)
    log = tmp_path / "log"
    with logged(tmp_path, log) as hq:
        assert health(hq) == (200, "ok")
        with closing(sqlite3.connect(tmp_path / "practice" / "hq.db", isolation_level=None)) as other:
            other.execute("BEGIN EXCLUSIVE")
            becomes(hq, (503, "locked"))
            page_says(hq)
            said_by_command = one_sentence(run(tmp_path, "hq", "report"), 1)
            assert "locked" in said_by_command
        becomes(hq, (200, "ok"))
    assert said(log) == ["the register cannot be used (locked): database is locked", "the register can be used again"]


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A folder on a disk of 2 MiB."""
    disk = tmp_path / "disk"
    disk.mkdir()
    mounted = subprocess.run(["mount", "-t", "tmpfs", "-o", "size=2m", "tmpfs", disk], capture_output=True)
    if mounted.returncode:
        pytest.skip("only root mounts a small disk")
    yield disk
    subprocess.run(["umount", "-l", disk], check=True)


def test_a_full_disk_is_said_to_be_full(small_disk: Path, tmp_path: Path) -> None:
    log = tmp_path / "log"
    with logged(small_disk, log) as hq:
        assert health(hq) == (200, "ok")
        filler = small_disk / "filler"
        with filler.open("wb", buffering=0) as file, pytest.raises(OSError, match="No space left"):
            while True:
                file.write(b"x" * 4096)
        becomes(hq, (503, "disk-full"))
        assert httpx.get(f"{hq.url}/shortfall").status_code in (200, 503)
        one_sentence(run(small_disk, "hq", "office", "add", "trang"), 1)
        filler.unlink()
        becomes(hq, (200, "ok"))
    first, last = said(log)
    assert first.startswith("the register cannot be used (disk-full)")
    assert last == "the register can be used again"


def test_a_command_on_a_register_that_fails_says_one_sentence(tmp_path: Path) -> None:
    seed(tmp_path)
    with closing(sqlite3.connect(tmp_path / "practice" / "hq.db")) as db:
        db.execute("DROP TABLE tallies")
    for command in (["report"], ["verify"]):
        assert "no such table" in one_sentence(run(tmp_path, "hq", *command), 1)


@pytest.mark.parametrize("name", ["what?x", "what#x", "100%25", "a b", "ตม"])
def test_a_folder_or_backup_of_any_name_is_the_very_one(tmp_path: Path, name: str) -> None:
    """Found as: `hq.db` was made as another file outside of the folder, and another backup was verified."""
    folder = tmp_path / name
    assert run(folder, "hq", "office", "add", "trang").returncode == 0
    assert run(folder, "hq", "enrol", "trang", "trang-1").returncode == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == [name]
    register = folder / "practice" / "hq.db"
    assert register.stat().st_mode & 0o777 == 0o600
    assert register.parent.stat().st_mode & 0o777 == 0o700
    copy = tmp_path / f"{name}.db"
    assert run(folder, "hq", "backup", str(copy)).returncode == 0
    with closing(sqlite3.connect(copy)) as db:
        assert db.execute("SELECT kiosk FROM kiosks").fetchall() == [("trang-1",)]
    assert sorted(path.name for path in tmp_path.iterdir()) == sorted([name, copy.name])


def test_an_existing_register_is_made_private(tmp_path: Path) -> None:
    run(tmp_path, "hq", "office", "add", "trang")
    register = tmp_path / "practice" / "hq.db"
    register.chmod(0o644)
    run(tmp_path, "hq", "report")
    assert register.stat().st_mode & 0o777 == 0o600
