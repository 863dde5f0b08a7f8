"""A headquarters in this process behind a real port, whose clock stands where a test puts it, and kiosks that sync."""

import datetime
import shutil
import socket
import threading
import time
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import uvicorn
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kiosk.hq.receiver.app import Receiver
from kiosk.hq.register.register import Register
from kiosk.hq.roots.daily_roots import DailyRoots
from kiosk.hq.store.engine import connect, sqlite_url
from kiosk.machine.kiosk import Kiosk, open_record
from kiosk.streams.ledger.ledger import Ledger
from kiosk.sync.enrol import enrol
from kiosk.sync.exchange import http_client
from kiosk.sync.root_standing import RootStanding, root_standing
from kiosk.sync.run import Outcome, sync_now
from kiosk.text.dates import THAI_TIME
from tests.support.sample import KNOWN
from tests.support.scripted import Site
from tests.support.syncs import redirect


def opened_site(path: Path, key: Ed25519PrivateKey) -> Site:
    """A headquarters on 1 March, on the register in that file."""
    site = Site(Register(connect(sqlite_url(path), practice=True), practice=True, known=KNOWN), key)
    site.now = datetime.datetime(2024, 3, 1, 3, 0, tzinfo=datetime.UTC)
    site.receiver = Receiver(site.register, site.key, lambda: site.now)
    return site


@contextmanager
def served(site: Site) -> Iterator[str]:
    """The address at which a headquarters answers."""
    with socket.create_server(("127.0.0.1", 0)) as listening:
        config = uvicorn.Config(site.app, log_level="warning", access_log=False, lifespan="off")
        server = uvicorn.Server(config)
        thread = threading.Thread(target=server.run, kwargs={"sockets": [listening]})
        thread.start()
        while not server.started:
            time.sleep(0.01)
        try:
            yield f"http://127.0.0.1:{listening.getsockname()[1]}"
        finally:
            server.should_exit = True
            thread.join()


@dataclass(frozen=True)
class Counter:
    """A kiosk with its ledger, enrolled at a headquarters."""

    kiosk: Kiosk
    ledger: Ledger

    def sync(self) -> tuple[Outcome, str]:
        with open_record(self.kiosk) as record:
            return sync_now(self.kiosk, self.ledger, record)

    @property
    def standing(self) -> RootStanding:
        standing = root_standing(self.ledger)
        assert standing is not None
        return standing

    @property
    def notes(self) -> list[str]:
        return [str(note.value) for note in self.ledger.notes() if str(note.value).startswith("root-")]


@dataclass
class Nights:
    """A headquarters and its kiosks, day by day."""

    site: Site
    url: str
    make_kiosk: Callable[..., Kiosk]

    def counter(self, name: str) -> Counter:
        """A new kiosk of the office, with one respondent."""
        counter = self._counter(name)
        self.enrol(counter.kiosk, counter.ledger, self.site.code(name, counter.kiosk.office.id))
        counter.ledger.count("inspection", counter.kiosk.today)
        return counter

    def _counter(self, name: str) -> Counter:
        kiosk = self.make_kiosk(name=name, clock=lambda: self.site.now.astimezone(THAI_TIME))
        return Counter(kiosk, Ledger(kiosk.path("ledger.db"), practice=True))

    def go_on_from(self, folder: Path, register: Path, names: Sequence[str]) -> list[Counter]:
        """Be what lies in a folder, where other nights ended: the register, and the kiosks of those names."""
        self.site.register.engine.dispose()
        shutil.copy(folder / register.name, register)
        self.change()
        for name in names:
            shutil.copytree(folder / name, register.with_name(name))
            redirect(register.with_name(name), self.url)
        return [self._counter(name) for name in names]

    def enrol(self, kiosk: Kiosk, ledger: Ledger, code: str) -> None:
        """Give a kiosk a new key, known at headquarters."""
        with http_client(self.url) as client:
            enrol(kiosk, ledger.chain.chain_id, client, self.url, code)

    def pass_night(self) -> None:
        """It is a day later."""
        self.site.now += datetime.timedelta(days=1)

    def change(self, *statements: str) -> None:
        """Change the register as a dishonest headquarters would; its receiver begins anew."""
        with self.site.register.engine.begin() as db:
            for statement in statements:
                db.exec_driver_sql(statement)
        receiver = self.site.receiver
        receiver.roots = receiver.receipts.roots = DailyRoots(self.site.register.engine, self.site.key)


def synced(counters: list[Counter]) -> list[str]:
    """A sync of each, which headquarters confirms whatever is wrong with its root; gives what is said of it."""
    sentences = []
    for counter in counters:
        outcome, sentence = counter.sync()
        assert outcome.confirmed, sentence
        sentences.append(sentence.removeprefix("Headquarters holds every entry.").strip())
    return sentences
