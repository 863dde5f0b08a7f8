"""A headquarters in this process that passes nights, and kiosks of an office that sync with it."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kiosk.machine.kiosk import Kiosk
from tests.support.served import Counter, Nights, opened_site, served, synced


@pytest.fixture
def nights(tmp_path: Path, make_kiosk: Callable[..., Kiosk]) -> Iterator[Nights]:
    site = opened_site(tmp_path / "hq.db", Ed25519PrivateKey.generate())
    site.register.admission.sign_with(site.key)
    with served(site) as url:
        yield Nights(site, url, make_kiosk)
    site.register.engine.dispose()


@pytest.fixture
def three(nights: Nights) -> Iterator[list[Counter]]:
    """Three kiosks of an office that have kept and cosigned the root of 1 March, and heard of each other's."""
    counters = [nights.counter(f"trang-{number}") for number in (1, 2, 3)]
    synced(counters)
    nights.pass_night()
    synced(counters)
    synced(counters)
    yield counters
    for counter in counters:
        counter.ledger.close()


@pytest.fixture
def one(nights: Nights) -> Iterator[Counter]:
    """A kiosk that has no other beside it, and has kept and cosigned the root of 1 March."""
    counter = nights.counter("trang-1")
    synced([counter])
    nights.pass_night()
    synced([counter])
    yield counter
    counter.ledger.close()
