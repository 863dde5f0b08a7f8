"""Two versions at a time, as on the days of an upgrade: headquarters first, then the kiosks; and the other way round.

The older one is taken from the project's own history, and run as it was.
"""

import io
import json
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from zipfile import ZipFile

import httpx
import pytest

from tests.support.commands import clean_environment
from tests.support.deadline import SECONDS, until
from tests.support.https_servers import nobodys_port

HERE = Path(__file__).parents[2]

OLDER = "b424326"
"""A commit of a day before this test: 250 commits back, with the same protocol and an older register."""

MAIN = "import sys; sys.argv[0] = 'kiosk'; from kiosk.cli import main; main()"

NOTICE = """
kind = "notice"
name = "training"
audience = "visitors"
words = { th = "ปิดวันที่ 19 มิถุนายน", en = "Closed on 19 June" }
from = 2024-03-01
until = 2024-06-19
"""


@dataclass(frozen=True)
class Version:
    """The program as it stands in a folder, run over data that another version may have written."""

    source: Path

    def run(self, data: Path, *command: str, stdin: str = "", code: int = 0) -> str:
        """A command; gives what it says."""
        done = subprocess.run(
            self._command(data, *command),
            input=stdin,
            capture_output=True,
            text=True,
            timeout=SECONDS,
            env=self._environment(),
            cwd=self.source,
        )
        assert done.returncode == code, (self.source, command, done.stdout, done.stderr)
        return done.stdout + done.stderr

    @contextmanager
    def serving(self, data: Path, port: int) -> Iterator[None]:
        """Headquarters on that port."""
        command = self._command(data, "hq", "serve", "--port", str(port))
        with (data.parent / "receiver.log").open("a") as log:
            receiver = subprocess.Popen(command, stdout=log, stderr=log, env=self._environment(), cwd=self.source)
        try:
            until(lambda: _is_well(port), "headquarters is not well")
            yield
        finally:
            receiver.terminate()
            receiver.wait()

    def _command(self, data: Path, *command: str) -> list[str]:
        office = data.with_suffix(".toml")
        own = ["--office", str(office)] if office.exists() else []
        day = ["--practice", "--today", "2024-03-01"]
        return [sys.executable, "-c", MAIN, "--data", str(data), *day, *own, *command]

    def _environment(self) -> dict[str, str]:
        return {**clean_environment(), "PYTHONPATH": str(self.source)}


def _is_well(port: int) -> bool:
    try:
        return httpx.get(f"http://127.0.0.1:{port}/healthz", timeout=SECONDS).status_code == 200
    except httpx.TransportError:
        return False


@dataclass
class Machine:
    """A kiosk on its machine, of whichever version it is."""

    data: Path
    version: Version
    counted: int = 0

    def enrol(self, headquarters: Path, of: Version, port: int) -> None:
        named = "\n".join(f'{name} = {{ th = "ตรัง", en = "Trang" }}' for name in ("name", "short_name"))
        self.data.with_suffix(".toml").write_text(f'id = "trang"\nkiosk = "{self.data.name}"\n{named}\n')
        code = of.run(headquarters, "hq", "enrol", "trang", self.data.name).split()[-1]
        self.version.run(self.data, "enrol", f"http://127.0.0.1:{port}", stdin=code + "\n")

    def report(self) -> str:
        """One more is counted, and headquarters holds it."""
        self.version.run(self.data, "count", "inspection")
        self.counted += 1
        return self.version.run(self.data, "sync")


@pytest.fixture
def older(tmp_path: Path) -> Version:
    archive = "git", "-C", HERE, "archive", "--format=zip", OLDER, "kiosk", "screens", "content"
    taken = subprocess.run(archive, capture_output=True)
    if taken.returncode:
        pytest.skip("the history of the project is not here")
    folder = tmp_path / "older"
    with ZipFile(io.BytesIO(taken.stdout)) as files:
        files.extractall(folder)
    return Version(folder)


@pytest.mark.long
def test_headquarters_then_kiosks_are_upgraded_and_neither_order_halts_anything(older: Version, tmp_path: Path) -> None:
    newer, headquarters, port = Version(HERE), tmp_path / "headquarters", nobodys_port()
    first, second = Machine(tmp_path / "trang-1", older), Machine(tmp_path / "trang-2", older)
    older.run(headquarters, "hq", "office", "add", "trang", "--class", "superintendent")
    with older.serving(headquarters, port):
        for machine in (first, second):
            machine.enrol(headquarters, older, port)
            machine.report()
        second.version = newer
        assert "holds every entry" in second.report(), "a newer kiosk at the older headquarters"
    newer.run(headquarters, "hq", "backup", str(tmp_path / "backup.db"))
    notice = tmp_path / "notice.toml"
    notice.write_text(NOTICE)
    with newer.serving(headquarters, port):
        assert "holds every entry" in first.report(), "an older kiosk at the newer headquarters"
        newer.run(headquarters, "hq", "publish", str(notice), "--from", "2024-03-01", "--yes")
        assert [("1 bulletin" in each.report()) for each in (first, second)] == [True, True]
        first.version = newer
        first.report()
        told = json.loads(newer.run(headquarters, "hq", "report", "--json"))
        assert [office["total"]["count"] for office in told["offices"]] == [first.counted + second.counted]
    assert "is whole" in newer.run(headquarters, "hq", "verify")
    for machine in (first, second):
        assert "The ledger is whole" in newer.run(machine.data, "ledger", "verify")
