"""What many tests stand on: a kiosk on 1 March 2567, a ledger, a real headquarters."""

import gc
import os
import shutil
import sys
from collections.abc import Callable, Iterator
from datetime import date, datetime, time
from importlib.util import cache_from_source
from pathlib import Path
from time import sleep
from typing import Any

import pytest
from hypothesis import settings

from kiosk.catalogue.catalogue import Catalogue
from kiosk.catalogue.load import load
from kiosk.health import check
from kiosk.machine.kiosk import Kiosk
from kiosk.storage import toml_file
from kiosk.streams.ledger.ledger import Ledger
from kiosk.text.dates import THAI_TIME
from tests.support.commands import run
from tests.support.deadline import Deadline
from tests.support.hashes import cheap
from tests.support.headquarters import Headquarters
from tests.support.sample import DAY
from tests.support.shipped_toml import misspelt_once, parsed_once

settings.register_profile("busy-machine", settings(), deadline=None)  # no rule is broken by taking longer
settings.load_profile("busy-machine")

MEMORY, ROOM = Path("/dev/shm"), 4 * 2**30
"""A file system in memory, and how many bytes must be free there."""

COLLECTED = pytest.StashKey[Path]()
"""What is there once the first worker has read all tests."""

NOBODY = Path(__file__).parent
"""A folder in which no authority's certificate lies."""

LONGEST = (
    "test_day.py",
    "test_survival.py",
    "test_navigation.py",
    "test_outage.py",
    "test_cut_lines.py",
    "test_doors.py",
    "test_browser.py",
    "test_two_terminals.py",
)


def pytest_configure() -> None:
    """While tests are collected nothing becomes garbage, and what is there is looked through again and again.

    Folders of tests lie in memory where there is room: each commit waits for the disk twice or more.

    That what is committed survives is proven by tests that take the power away, and those bring a file system of their own.

    No certificate of a stranger is believed: to read all that the world believes takes longer than a call to this machine.
    """
    gc.disable()
    os.environ.setdefault("SSL_CERT_DIR", str(NOBODY))
    if MEMORY.is_dir() and os.access(MEMORY, os.W_OK) and shutil.disk_usage(MEMORY).free >= ROOM:
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(MEMORY))


def pytest_xdist_setupnodes(config: pytest.Config) -> None:
    compiled = Path(cache_from_source(str(Path(__file__).with_name("test_day.py")))).parent.glob("test_day.*")
    whole = config.args_source == config.ArgsSource.TESTPATHS
    if whole and not sys.dont_write_bytecode and not any(compiled):
        config.stash[COLLECTED] = config.cache.mkdir("tests") / "collected"
        config.stash[COLLECTED].unlink(missing_ok=True)


def pytest_configure_node(node: Any) -> None:
    """Of a fresh clone the first worker compiles what each would compile for itself at the same time: they wait for it."""
    collected = node.config.stash.get(COLLECTED, None)
    if collected is not None:
        node.workerinput["collected"] = str(collected)
        deadline = Deadline()
        while node.gateway.id != "gw0" and not collected.exists() and deadline.holds:
            sleep(0.1)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """What takes longest goes first, beside the others: last, everything would wait for it."""
    items.sort(key=lambda item: item.path.name not in LONGEST)


def pytest_collection_finish(session: pytest.Session) -> None:
    _freeze()
    if collected := getattr(session.config, "workerinput", {}).get("collected"):
        Path(collected).touch()


def pytest_runtest_teardown(item: pytest.Item, nextitem: pytest.Item | None) -> None:
    """Between two files."""
    if nextitem is not None and nextitem.path != item.path:
        _freeze()


def _freeze() -> None:
    """What is in memory by now stays there: pages under test look for garbage every second."""
    gc.collect()
    gc.freeze()
    gc.set_threshold(500_000)
    gc.enable()


def pytest_xdist_auto_num_workers() -> int:
    """More workers than cores: many tests wait, for a page to settle, for a lock, for another process."""
    return (os.cpu_count() or 1) * 3


@pytest.fixture(scope="session", autouse=True)
def shipped_toml_is_parsed_once() -> Iterator[None]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(toml_file, "parsed_toml", parsed_once)
        patch.setattr(check, "misspelt", misspelt_once)
        yield


@pytest.fixture(scope="session")
def catalogue() -> Catalogue:
    return load()


@pytest.fixture
def make_kiosk(catalogue: Catalogue, tmp_path: Path) -> Callable[..., Kiosk]:
    """Kiosks of their own folder, at 09:41 on a day of one's choice: no minute passes while two pictures are compared."""

    def make(day: date = DAY, name: str = "kiosk", **more: object) -> Kiosk:
        return Kiosk(
            **{
                "catalogue": catalogue,
                "folder": tmp_path / name / "practice",
                "practice": True,
                "clock": lambda: datetime.combine(day, time(9, 41), THAI_TIME),
                **more,
            }
        )

    return make


@pytest.fixture
def kiosk(make_kiosk: Callable[..., Kiosk]) -> Kiosk:
    return make_kiosk()


@pytest.fixture
def ledger(kiosk: Kiosk) -> Iterator[Ledger]:
    with Ledger(kiosk.path("ledger.db"), practice=True) as opened:
        yield opened


@pytest.fixture
def cheap_hashes() -> Iterator[None]:
    """For tests of everything but the cost of hashes."""
    with cheap():
        yield


@pytest.fixture
def locked(tmp_path: Path) -> Path:
    """The folder of a kiosk on which a PIN is set."""
    assert run(tmp_path, "pin", "set", stdin="246810\n").returncode == 0
    return tmp_path


@pytest.fixture
def headquarters(tmp_path: Path) -> Iterator[Headquarters]:
    """A real receiver process on a free port, on 1 March 2567."""
    with Headquarters(tmp_path / "hq") as running:
        yield running
