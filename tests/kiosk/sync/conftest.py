"""A headquarters in this process that passes nights, and kiosks of an office that sync with it."""

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kiosk.catalogue.catalogue import Catalogue
from kiosk.machine.kiosk import Kiosk
from tests.support.served import Counter, Nights, opened_site, served, synced

KEY = Ed25519PrivateKey.from_private_bytes(b"n" * 32)
"""That of every headquarters here, so that one goes on from another's register."""

THREE = ("trang-1", "trang-2", "trang-3")


@contextmanager
def passing(folder: Path, make_kiosk: Callable[..., Kiosk]) -> Iterator[Nights]:
    site = opened_site(folder / "hq.db", KEY)
    site.register.admission.sign_with(site.key)
    with served(site) as url:
        yield Nights(site, url, make_kiosk)
    site.register.engine.dispose()


@pytest.fixture
def nights(tmp_path: Path, make_kiosk: Callable[..., Kiosk]) -> Iterator[Nights]:
    with passing(tmp_path, make_kiosk) as nights:
        yield nights


@pytest.fixture(scope="session")
def first_of_march(tmp_path_factory: pytest.TempPathFactory, catalogue: Catalogue) -> Path:
    """The folder of a headquarters and of three kiosks, to be copied: all that they tell each other takes far longer."""
    folder = tmp_path_factory.mktemp("march")

    def make(name: str, **more: object) -> Kiosk:
        return Kiosk(**{"catalogue": catalogue, "folder": folder / name / "practice", "practice": True, **more})

    with passing(folder, make) as nights:
        counters = [nights.counter(name) for name in THREE]
        synced(counters)
        nights.pass_night()
        synced(counters)
        synced(counters)
        for counter in counters:
            counter.ledger.close()
    return folder


@pytest.fixture
def three(nights: Nights, first_of_march: Path, tmp_path: Path) -> Iterator[list[Counter]]:
    """Three kiosks of an office that have kept and cosigned the root of 1 March, and heard of each other's."""
    nights.pass_night()
    counters = nights.go_on_from(first_of_march, tmp_path / "hq.db", THREE)
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
