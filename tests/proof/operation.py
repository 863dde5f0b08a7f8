"""An operation as README's chapter sets it up: PostgreSQL, two receivers behind nginx and Caddy, a mail server, the counters of a
fleet, all on one clock that jumps. Everything is real but the clock, and that rounds of alerts come more often."""

import json
import mailbox
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from email.header import decode_header, make_header
from pathlib import Path
from unittest.mock import patch

import httpx
import psycopg
import time_machine
from aiosmtpd.controller import Controller
from aiosmtpd.handlers import Mailbox

from kiosk.text.dates import THAI_TIME
from tests.support.commands import clean_environment, run
from tests.support.deadline import SECONDS, until
from tests.support.https_servers import nobodys_port
from tests.support.postgresql import client_environment, postgresql_server
from tests.support.proxies import caddy, nginx

RECEIVER = str(Path(__file__).with_name("receiver.py"))
BEGIN = datetime(2027, 3, 1, 10, 0, tzinfo=THAI_TIME)
"""A Monday within the window of the fiscal year 2570."""

DAY, HOUR = timedelta(days=1), timedelta(hours=1)


class Clock:
    """One clock for the commands of this process and for every receiver."""

    def __init__(self, file: Path) -> None:
        self.file = file
        self._travel = time_machine.travel(BEGIN, tick=True)
        self._shown = self._travel.start()
        self._write()

    def _write(self) -> None:
        new = self.file.with_name("clock.new")
        new.write_text(str(datetime.now(THAI_TIME).timestamp() - time_machine.escape_hatch.time.time()))
        new.replace(self.file)

    def jump(self, by: timedelta) -> None:
        """Let it be later, here and at every receiver."""
        self._shown.shift(by)
        self._write()

    def stop(self) -> None:
        self._travel.stop()


@dataclass
class Counter:
    """A kiosk on its machine: its folder, and the file of its office."""

    name: str
    office: str
    folder: Path
    office_file: Path
    counted: int = 0

    def kiosk(self, *command: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
        """A command on this machine."""
        options = ("--office", str(self.office_file))
        return run(self.folder, *command, *options, stdin=stdin, real=True)

    def enrol(self, url: str, code: str) -> None:
        done = self.kiosk("enrol", url, stdin=code + "\n")
        assert done.returncode == 0, (self.name, done.stderr)

    def count(self, group: str) -> None:
        assert self.kiosk("count", group).returncode == 0
        self.counted += 1

    def sync(self) -> str:
        """A sync that has to succeed; gives what it says."""
        done = self.kiosk("sync")
        assert done.returncode == 0, (self.name, done.stderr)
        return done.stdout + done.stderr

    def refused(self) -> str:
        """A sync that has to fail; gives what it says."""
        done = self.kiosk("sync")
        assert done.returncode == 1, (self.name, done.stdout)
        return done.stderr


@dataclass
class Operation:
    """Headquarters on two machines, of which the first is the operator's, and all around it.

    `second_url` leads to the same receivers through Caddy.
    """

    folder: Path
    clock: Clock
    socket: str
    ports: tuple[int, int]
    url: str
    second_url: str
    mails: Path
    mail_port: int
    receivers: list[subprocess.Popen[str]] = field(default_factory=list)

    @property
    def database_file(self) -> Path:
        return self.folder / "database-url"

    def machine(self, number: int) -> Path:
        return self.folder / f"headquarters-{number}"

    def hq(self, *command: str, stdin: str = "", code: int = 0, database: bool = True) -> str:
        """A `kiosk hq` command of the operator; gives what it says."""
        named = ("--database-file", str(self.database_file)) if database else ()
        done = subprocess.run(
            [*self._kiosk(1), "hq", *command, *named],
            input=stdin,
            capture_output=True,
            text=True,
            cwd=self.folder,
            env=clean_environment(),
        )
        assert done.returncode == code, (command, done.stdout, done.stderr)
        return done.stdout + done.stderr

    def _kiosk(self, number: int) -> list[str]:
        """`kiosk` on a machine of headquarters."""
        return [sys.executable, RECEIVER, str(self.clock.file), "--data", str(self.machine(number))]

    def counter(self, office: str, name: str, machine: str = "") -> Counter:
        """A new machine that is to be that kiosk, with the file of its office."""
        named = "\n".join(f'{name} = {{ th = "{office}", en = "{office}" }}' for name in ("name", "short_name"))
        file = self.folder / f"{office}.toml"
        file.write_text(f'id = "{office}"\nkiosk = "{name}"\n{named}\n')
        return Counter(name, office, self.folder / (machine or name), file)

    def shell(self, line: str) -> None:
        """A line of README's, at the prompt of the database's machine."""
        done = subprocess.run(
            ["bash", "-c", line],
            cwd=self.folder,
            env=client_environment(self.socket),
            capture_output=True,
            text=True,
            timeout=120,
        )
        assert done.returncode == 0, (line, done.stderr)

    def start(self, *numbers: int) -> None:
        """Start receivers, all where none is named, and wait until each answers."""
        for number in numbers or (1, 2):
            self.receivers.append(self._receiver(number, self.ports[number - 1]))
            until(lambda number=number: self._is_well(self.ports[number - 1]), f"receiver {number} is not well")

    def _receiver(self, number: int, port: int) -> subprocess.Popen[str]:
        where = ["--port", str(port), "--database-file", str(self.database_file)]
        outside = ["--public-url", self.url, "--trusted-proxy", "127.0.0.1"]
        metrics = ["--metrics-key-file", str(self.folder / "metrics-key")]
        with (self.folder / f"receiver-{number}.log").open("a") as log:
            return subprocess.Popen(
                [*self._kiosk(number), "hq", "serve", *where, *outside, *metrics],
                stdout=log,
                stderr=log,
                text=True,
                env=clean_environment(),
            )

    def _is_well(self, port: int) -> bool:
        try:
            return httpx.get(f"http://127.0.0.1:{port}/healthz", timeout=SECONDS).status_code == 200
        except httpx.TransportError:
            return False

    def stop(self) -> None:
        """Stop every receiver, as a service manager does."""
        while self.receivers:
            receiver = self.receivers.pop()
            receiver.terminate()
            receiver.wait()

    def later(self, by: timedelta) -> None:
        """Let time pass, and the round of alerts come that is due."""
        before = self.rounds()
        self.clock.jump(by)
        until(lambda: self.rounds() != before, "no round of alerts is made")

    def listen(self) -> None:
        """Let the two hours pass for which headquarters listens after a gap."""
        for _ in range(2):
            self.later(HOUR + HOUR / 20)

    def rounds(self) -> str:
        return self.query("SELECT looked_at FROM alert_rounds")

    def query(self, statement: str) -> str:
        """The one value that the register holds there."""
        with psycopg.connect(host=self.socket, user="postgres", dbname="kiosk") as db:
            row = db.execute(statement).fetchone()  # type: ignore[arg-type]  # any string
        assert row is not None
        return str(row[0])

    def mailbox(self, to: str) -> list[str]:
        """The subjects of the mails that have come for somebody, the oldest first."""
        held = [mail for mail in mailbox.Maildir(self.mails, create=False) if mail["To"] == to]
        held.sort(key=lambda mail: (mail.get_date(), mail["Date"]))
        return [str(make_header(decode_header(mail["Subject"]))).replace("\n", "") for mail in held]

    def until_told(self, to: str, subject: str) -> None:
        """Wait for a mail, in the words of its English half."""
        until(lambda: any(subject in each for each in self.mailbox(to)), (subject, self.mailbox(to)))

    def total(self) -> int:
        """How many respondents headquarters counts."""
        report = json.loads(self.hq("report", "--json"))
        return sum(office["total"]["count"] for office in report["offices"])


@contextmanager
def operation(folder: Path) -> Iterator[Operation]:
    """An operation of which nothing is set up but its machines, the proxy, the mail server and PostgreSQL itself."""
    outside, beside, *inside = (nobodys_port() for _ in range(4))
    mails = folder / "mails"
    with ExitStack() as stack:
        server = stack.enter_context(postgresql_server())
        stack.enter_context(nginx(folder, outside, *inside))
        stack.enter_context(caddy(folder, beside, *inside))
        stack.enter_context(patch.dict(os.environ, SSL_CERT_FILE=str(folder / "hq.pem")))
        mail_port = nobodys_port()
        controller = Controller(Mailbox(str(mails)), "127.0.0.1", mail_port)
        controller.start()
        stack.callback(controller.stop)
        clock = Clock(folder / "clock")
        stack.callback(clock.stop)
        socket = server.get_uri(driver="psycopg").rpartition("host=")[2]
        urls = f"https://localhost:{outside}", f"https://localhost:{beside}"
        made = Operation(folder, clock, socket, (inside[0], inside[1]), *urls, mails, mail_port)
        stack.callback(made.stop)
        yield made
