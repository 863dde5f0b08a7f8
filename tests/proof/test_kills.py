"""kill -9 of the kiosk and of headquarters, at random moments: nothing acknowledged is lost, nothing counts twice."""

import random
import threading
import time
from contextlib import suppress
from pathlib import Path

import httpx
import pytest

from kiosk.machine.membership import Membership
from kiosk.security.signing_key import load_key
from kiosk.storage.private_file import read_struct
from kiosk.streams.ledger.ledger import Ledger
from kiosk.streams.ledger.verify import problems
from kiosk.sync.client import HqClient, Unreachable
from kiosk.sync.streams import ledger_sync
from tests.proof.counting import count
from tests.proof.oracle import distinct, read_ledger, read_register
from tests.proof.world import health, scratch
from tests.support.fork_server import fork
from tests.support.headquarters import Headquarters
from tests.support.sample import DAY
from tests.support.syncs import at_once


@pytest.mark.parametrize("kills", [40, pytest.param(150, marks=pytest.mark.long)], ids=["short", "long"])
def test_a_killed_kiosk_keeps_what_it_has_acknowledged(kills: int) -> None:
    chance, acknowledged, unsaid = random.Random(kills), set(), 0
    with scratch() as folder:
        path = Path(folder) / "ledger.db"
        for _ in range(kills):
            new = _count_and_die(path, chance.uniform(0, 0.1))
            with Ledger(path, practice=True) as ledger:
                assert list(problems(ledger)) == []
            acknowledged |= new
            ids = set(distinct(read_ledger(path)[0]))
            assert acknowledged <= ids
            unsaid = len(ids - acknowledged)
    assert len(acknowledged) > kills
    assert unsaid <= kills, "each kill leaves at most one entry that was kept and not said"


def _count_and_die(path: Path, seconds: float) -> set[str]:
    """A kiosk that counts, killed so long after its first count; gives the ids that it has acknowledged."""
    kiosk, said = fork(count, path)
    with said:
        output = said.readline()
        time.sleep(seconds)
        kiosk.kill()
        output += said.read()
    kiosk.join()
    return {line for line in output.split("\n")[:-1] if line}


@pytest.mark.parametrize("kills", [10, pytest.param(150, marks=pytest.mark.long)], ids=["short", "long"])
def test_a_killed_headquarters_holds_what_it_has_signed_for(kills: int, tmp_path: Path) -> None:
    chance, confirmed = random.Random(kills), set()
    folder = tmp_path / "kiosk"
    with Headquarters(tmp_path / "hq") as headquarters:
        headquarters.enrol(folder, "phatthalung-1")
        register = tmp_path / "hq" / "practice" / "hq.db"
        member = read_struct(folder / "practice" / "hq.toml", Membership)
        key = load_key(folder / "practice" / "key.pem")
        with Ledger(folder / "practice" / "ledger.db", practice=True) as ledger, at_once(attempts=1):
            for _ in range(kills):
                with httpx.Client(timeout=5) as client, suppress(Unreachable):
                    sync = ledger_sync(
                        HqClient(client, member, key, lambda: "2024-03-01T02:00:00Z"), ledger, health, DAY
                    )
                    began = time.monotonic()
                    sync.run()
                    took = time.monotonic() - began
                    death = threading.Timer(chance.uniform(0, 4 * took), headquarters.process.kill)
                    death.start()
                    while True:
                        new = [ledger.count("inspection", DAY).id for _ in range(chance.randint(1, 20))]
                        sync.run()
                        confirmed.update(new)
                death.join()
                headquarters.kill()
                headquarters.start()
                assert confirmed <= set(distinct(read_register(register)["phatthalung-1"]))
            with httpx.Client() as client:
                ledger_sync(HqClient(client, member, key, lambda: "2024-03-01T02:00:00Z"), ledger, health, DAY).run()
        assert len(confirmed) > kills
        held = read_register(register)["phatthalung-1"]
        assert set(distinct(held)) == set(distinct(read_ledger(ledger.path)[0]))
