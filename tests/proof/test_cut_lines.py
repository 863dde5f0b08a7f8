"""The line cut at any byte of what a kiosk sends or is sent: nothing is lost, nothing counts twice."""

import socket
import threading
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import httpx
import pytest

from kiosk.machine.membership import Membership
from kiosk.security.signing_key import load_key
from kiosk.storage.private_file import read_struct
from kiosk.streams.ledger.ledger import Ledger
from kiosk.sync.client import HqClient, Unreachable
from kiosk.sync.streams import ledger_sync
from tests.proof.oracle import distinct, plainly, read_ledger, read_register
from tests.proof.world import health
from tests.support.headquarters import Headquarters
from tests.support.sample import DAY
from tests.support.syncs import at_once


class Wire:
    """A line that carries so many bytes of a connection up and down, and is then cut for good.

    `carried` is how many the last connection would have carried at least.
    """

    def __init__(self, port: int) -> None:
        self._there = ("127.0.0.1", port)
        self._listening = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._listening.getsockname()[1]}"
        self.limits: dict[str, float] = {}
        self.carried: dict[str, int] = {}
        threading.Thread(target=self._carry).start()

    def _carry(self) -> None:
        """One connection after the other."""
        with suppress(OSError):
            while True:
                here, _ = self._listening.accept()
                carried = self.carried  # of this client: what its line still carries late is not the next one's
                there = socket.create_connection(self._there)
                ways = [
                    threading.Thread(target=self._one_way, args=("up", here, there, carried)),
                    threading.Thread(target=self._one_way, args=("down", there, here, carried)),
                ]
                for way in ways:
                    way.start()
                for way in ways:
                    way.join()
                here.close()
                there.close()

    def _one_way(self, way: str, source: socket.socket, sink: socket.socket, carried: dict[str, int]) -> None:
        left = self.limits[way]
        with suppress(OSError):
            while left > 0 and (data := source.recv(int(min(left, 65536)))):
                sink.sendall(data)
                left -= len(data)
                carried[way] += len(data)
        for end in (source, sink):
            with suppress(OSError):
                end.shutdown(socket.SHUT_RDWR)

    @contextmanager
    def client(self, way: str = "up", cut: float = float("inf")) -> Iterator[httpx.Client]:
        """A client whose line is cut at that byte of one way."""
        self.limits = {"up": float("inf"), "down": float("inf")} | {way: cut}
        self.carried = {"up": 0, "down": 0}
        with httpx.Client(timeout=5, verify=False, limits=httpx.Limits(max_connections=1)) as client:
            yield client

    def close(self) -> None:
        """Carry nothing any more."""
        with suppress(OSError):
            self._listening.shutdown(socket.SHUT_RDWR)
        self._listening.close()


@pytest.mark.parametrize("step", [16, pytest.param(1, marks=pytest.mark.long)], ids=["short", "long"])
def test_a_line_cut_at_any_byte_loses_and_doubles_nothing(
    headquarters: Headquarters, tmp_path: Path, capfd: pytest.CaptureFixture[str], step: int
) -> None:
    folder, register = tmp_path / "kiosk" / "practice", headquarters.folder / "practice" / "hq.db"
    headquarters.enrol(tmp_path / "kiosk", "phatthalung-1")
    key, wire = load_key(folder / "key.pem"), Wire(headquarters.port)
    member = Membership(
        wire.url, "phatthalung-1", "phatthalung", read_struct(folder / "hq.toml", Membership).public_key
    )
    with Ledger(folder / "ledger.db", practice=True) as ledger, at_once(attempts=1):

        def sync(client: httpx.Client) -> None:
            ledger.count("inspection", DAY)
            ledger_sync(HqClient(client, member, key, lambda: "2024-03-01T02:00:00Z"), ledger, health, DAY).run()

        for _ in range(100):
            ledger.count("inspection", DAY)  # so that numbers have three digits from the beginning on
        for _ in range(2):
            with wire.client() as client:
                sync(client)
                whole = dict(wire.carried)
        cut_short = 0
        for way in ("up", "down"):
            for cut in range(0, whole[way] + 1, step):
                with wire.client(way, cut) as client, suppress(Unreachable):
                    cut_short += 1
                    sync(client)
                    cut_short -= 1
                    assert _held(register) == ledger.chain.head()[1], f"cut at {cut} {way}: confirmed and not there"
                with wire.client() as client:
                    sync(client)
                assert _held(register) == ledger.chain.head()[1], f"cut at {cut} {way}"
        wire.close()
    headquarters.kill()
    assert "Traceback" not in capfd.readouterr().err
    assert cut_short >= sum(whole.values()) // step * 0.9
    assert distinct(read_register(register)["phatthalung-1"]) == distinct(read_ledger(ledger.path)[0])


def _held(register: Path) -> int:
    with plainly(register) as plain:
        ((entries, counted),) = plain.execute(
            "SELECT count(*), (SELECT sum(count) FROM tallies) + sum(kind = 'note') FROM entries"
        ).fetchall()
    assert entries == counted
    return int(entries)
