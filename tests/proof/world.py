"""A small world in one process: machines with real ledgers, a real headquarters, and a line between them that fails.

What is proved is the kiosk's own code (Ledger, Sync, Register, Receiver); only the wire and the clock are made here.
"""

import asyncio
import datetime
import io
import json
import shutil
import tempfile
from collections.abc import Callable
from contextlib import redirect_stderr, suppress
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any

import httpx
import sqlalchemy as sa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kiosk import __version__
from kiosk.hq.receiver import app as receiver
from kiosk.hq.register.register import Register
from kiosk.hq.store import engine as opening
from kiosk.machine.membership import Membership
from kiosk.protocol.payloads import Health, moment
from kiosk.protocol.signing import public_hex
from kiosk.streams.ledger.ledger import Ledger
from kiosk.sync.client import HqClient
from kiosk.sync.push import Postponed, Sync
from kiosk.sync.streams import ledger_sync
from tests.support.sample import KNOWN
from tests.support.scripted import Desk
from tests.support.syncs import at_once

URL = "http://127.0.0.1"
BEGIN = datetime.datetime(2024, 3, 1, 2, 0, tzinfo=datetime.UTC)
DAY = datetime.timedelta(days=1)

FAULTS = [
    *("lost", "answer lost", "twice", "late", "busy", "portal", "forged", "crash", "later crash", "cut"),
    *("somebody counts", "headquarters restored"),
]
"""What befalls one request. `crash` is HQ dying at its first COMMIT of that request, `later crash` at the second;
after `cut` the line is dead for the rest of the run; the last two happen just before the request arrives."""


def scratch() -> tempfile.TemporaryDirectory[str]:
    """A folder in memory where there is one: these proofs are not about the disk."""
    return tempfile.TemporaryDirectory(dir="/dev/shm" if Path("/dev/shm").is_dir() else None)


async def _at_once(function: Callable[..., Any], *values: Any) -> Any:
    """Instead of the receiver's thread pool: whatever fails here fails again in the same order."""
    return function(*values)


receiver.run_in_threadpool = _at_once


class _Unread(io.TextIOBase):
    """Where the receiver's log goes."""

    def write(self, text: str) -> int:
        return len(text)


class Bridge(httpx.BaseTransport):
    """httpx's ASGI transport for callers without an event loop."""

    def __init__(self, app: Any) -> None:
        self._transport = httpx.ASGITransport(app)
        self._loop = asyncio.new_event_loop()

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        with redirect_stderr(_Unread()):
            return self._loop.run_until_complete(self._answer(request))

    async def _answer(self, request: httpx.Request) -> httpx.Response:
        answer = await self._transport.handle_async_request(request)
        return httpx.Response(answer.status_code, headers=answer.headers, content=await answer.aread())

    def close(self) -> None:
        self._loop.close()


class Died(Exception):
    """Headquarters lost its power at a COMMIT."""


class Headquarters:
    """The receiver on a register file of its own; it can die at a COMMIT, and be put back to an earlier copy."""

    def __init__(self, path: Path, key: Ed25519PrivateKey, now: Callable[[], datetime.datetime]) -> None:
        self.path = path
        self.engine = opening.connect(opening.sqlite_url(path), practice=True)
        self.register = Register(self.engine, practice=True, known=KNOWN)
        self.bridge = Bridge(receiver.Receiver(self.register, key, now).app())
        self.dies_after: int | None = None
        sa.event.listen(self.engine, "commit", self._commit)

    def _commit(self, connection: sa.Connection) -> None:
        if self.dies_after is None or connection.get_execution_options().get("reading", False):
            return
        if self.dies_after == 0:
            raise Died
        self.dies_after -= 1

    def answer(self, request: httpx.Request, dies_after: int | None = None) -> httpx.Response:
        """What HQ answers; no answer if it dies on the way."""
        self.dies_after = dies_after
        try:
            return self.bridge.handle_request(request)
        except Died:
            raise httpx.ReadError("connection reset") from None
        finally:
            self.dies_after = None

    def back_up(self, copy: Path) -> None:
        """A copy of the register as it is."""
        self.engine.dispose()
        shutil.copy(self.path, copy)

    def put_back(self, copy: Path) -> None:
        """The register becomes an earlier copy of itself."""
        self.engine.dispose()
        shutil.copy(copy, self.path)

    def close(self) -> None:
        self.engine.dispose()
        self.bridge.close()


class Line(httpx.BaseTransport):
    """The line to headquarters: `faults` befall the next requests one by one, then all goes well."""

    def __init__(self, headquarters: Headquarters, late: list[httpx.Request]) -> None:
        self.headquarters = headquarters
        self.late = late
        self.meanwhile: dict[str, Callable[[], None]] = {}
        self.faults: list[str] = []

    def handle_request(self, request: httpx.Request) -> httpx.Response:
        fault = self.faults.pop(0) if self.faults else ""
        if fault == "cut":
            self.faults.insert(0, fault)
        if fault == "late":
            self.late.append(request)
        if fault in ("lost", "late", "cut"):
            raise httpx.ConnectTimeout("no answer")
        if fault == "busy":
            return httpx.Response(503)
        if fault == "portal":
            return httpx.Response(200, content=b"<html>Welcome to the airport network</html>")
        if fault == "forged" and request.method == "POST":
            return _forged(request)
        if fault in self.meanwhile:
            self.meanwhile[fault]()
        if fault == "twice":
            self.headquarters.answer(request)
        answer = self.headquarters.answer(request, {"crash": 0, "later crash": 1}.get(fault))
        if fault == "answer lost":
            raise httpx.ReadTimeout("no answer")
        return answer


def _forged(request: httpx.Request) -> httpx.Response:
    """All is well, says somebody who is not headquarters."""
    if "/roots/" in request.url.path:
        return httpx.Response(204)
    batch, (_, _, _, kiosk, stream, epoch, _) = json.loads(request.content), request.url.path.split("/")
    acked = batch["first_seq"] + len(batch["entries"]) - 1
    receipt = {
        "kiosk": kiosk,
        "stream": stream,
        "epoch": epoch,
        "acked": acked,
        "head": batch["head"],
        "stored": 0,
        "replayed": 0,
    }
    more = {"server_time": batch["sent_at"], "elsewhere": [], "set_aside": [], "root": None}
    more |= {"nonce": batch["nonce"], "report": batch["report"], "signature": "00" * 64}
    return httpx.Response(200, json=receipt | more)


@dataclass
class Machine:
    """One disk on a counter. Two machines of one name are a disk and its clone."""

    name: str
    ledger: Ledger
    line: Line
    clock_off: datetime.timedelta = field(default_factory=datetime.timedelta)


class World:
    """Headquarters and the machines of one office, all on one clock that each machine may have wrong."""

    def __init__(self, *names: str) -> None:
        self._scratch = scratch()
        self.folder = Path(self._scratch.name)
        self.time = BEGIN
        self.late: list[httpx.Request] = []
        self.machines: list[Machine] = []
        self._files = 0
        shutil.copy(_enrolled(names), self.folder / "hq.db")
        self.headquarters = Headquarters(self.folder / "hq.db", _key("hq"), lambda: self.time)
        for name in names:
            self.boot(name, self.new_file())

    def new_file(self) -> Path:
        """The path of a file that is not there yet."""
        self._files += 1
        return self.folder / f"{self._files}.db"

    def boot(self, name: str, path: Path) -> Machine:
        """A machine of that name on that ledger file."""
        machine = Machine(name, Ledger(path, practice=True), Line(self.headquarters, self.late))
        self.machines.append(machine)
        return machine

    def today(self, machine: Machine) -> datetime.date:
        """The day that the machine takes for today."""
        return (self.time + machine.clock_off).date()

    def sync(self, machine: Machine, faults: list[str]) -> int:
        """One sync of the kiosk's own code over a line with these faults; tries again without waiting."""
        machine.line.faults = faults
        member = Membership(URL, machine.name, _office(machine.name), public_hex(_key("hq")))
        with httpx.Client(transport=machine.line) as client, at_once():
            hq = HqClient(client, member, _key(machine.name), lambda: moment(self.time + machine.clock_off))
            return self._run(ledger_sync(hq, machine.ledger, health, self.today(machine)))

    def _run(self, sync: Sync) -> int:
        """As many syncs as it takes until nothing is postponed to another; gives how many entries were sent."""
        while True:
            with suppress(Postponed):
                sent = sync.run().sent
                sync.here.mark.renew()  # as a run does that headquarters has confirmed
                sync.witness.confirm()
                return sent

    def close(self) -> None:
        """Switch everything off."""
        for machine in self.machines:
            machine.ledger.close()
        self.headquarters.close()
        self._scratch.cleanup()


def health(confirmed: int) -> Health:
    """How a machine is of which nothing is known."""
    return Health(
        version=__version__,
        disk_free=1,
        starts=1,
        awaiting=0,
        office_class="general",
        counts_from="staff",
        confirmed=confirmed,
    )


def _office(kiosk: str) -> str:
    return kiosk.rpartition("-")[0]


@cache
def _key(_name: str) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.generate()


_templates = scratch()


@cache
def _enrolled(names: tuple[str, ...]) -> Path:
    """A register in which these kiosks are enrolled."""
    path = Path(_templates.name) / f"{len(names)}-{names[0]}.db"
    engine = opening.connect(opening.sqlite_url(path), practice=True)
    register = Register(engine, practice=True, known=KNOWN)
    admission = register.admission
    admission.sign_with(_key("hq"))
    for name in names:
        if _office(name) not in register.offices.all():
            register.offices.add([_office(name)], province="phatthalung")
        code = admission.expect(_office(name), name, BEGIN)
        admission.enrol(Desk(name, _key(name)).enrolment(code), _key("hq"), BEGIN)
    engine.dispose()
    return path
