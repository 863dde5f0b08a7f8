"""A headquarters as a process of its own."""

from datetime import date
from pathlib import Path
from types import TracebackType
from typing import Self

from tests.support.commands import run
from tests.support.fork_server import start
from tests.support.sample import DAY


class Headquarters:
    """`kiosk hq serve` as a process; it can be killed and started again on the same port."""

    def __init__(self, folder: Path, *options: str, day: date = DAY, log: int | None = None) -> None:
        """`log` is where its log goes, as a descriptor: by default to the standard error of this process."""
        self.folder = folder
        self.options = options
        self.day = day
        self.log = log
        self.port = 0

    def __enter__(self) -> Self:
        self.start()
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.kill()

    def start(self) -> None:
        """Start, and wait until it listens."""
        options = ["--data", str(self.folder), "--practice", "--today", str(self.day)]
        command = [*options, "hq", "serve", "--port", str(self.port), *self.options]
        self.process, self.stdout = start(command, self.log)
        self.url = self.stdout.readline().strip().rpartition(" ")[2]
        self.port = int(self.url.rpartition(":")[2])

    def kill(self) -> None:
        """SIGKILL: nothing is said or put away."""
        self.process.kill()
        self.process.join()
        self.stdout.close()

    def code(self, kiosk: str, office: str = "phatthalung") -> str:
        """A one-time code for a kiosk; its office is put into the register before, where it is not there."""
        run(self.folder, "hq", "office", "add", office, day=self.day)
        return run(self.folder, "hq", "enrol", office, kiosk, day=self.day).stdout.split()[-1]

    def enrol(self, folder: Path, kiosk: str) -> None:
        """Enrol the kiosk of that folder."""
        answer = run(folder, "enrol", self.url, self.code(kiosk), day=self.day)
        assert answer.returncode == 0, answer.stderr
