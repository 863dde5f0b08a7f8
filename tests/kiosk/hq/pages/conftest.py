"""A headquarters of twelve offices with counts, figures and alarms, behind a real server process."""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from kiosk.hq.pages.users import Users
from kiosk.hq.server import Headquarters as Opened
from kiosk.settings import Settings
from tests.support.fleet import fill
from tests.support.headquarters import Headquarters
from tests.support.sample import DAY

NAME, PASSWORD = "malee", "rubber trees in rain"


@contextmanager
def opened(folder: Path) -> Iterator[Opened]:
    """Headquarters of `folder` in this process; its register is closed again."""
    machine = Settings(data=folder, practice=True, today=DAY).kiosk(writes=True)
    headquarters = Opened.opened(machine, None)
    try:
        yield headquarters
    finally:
        headquarters.register.engine.dispose()


def seed(folder: Path) -> None:
    """Fill the register of `folder`: the offices of twelve provinces, two kiosks each."""
    with opened(folder) as headquarters:
        fill(
            headquarters.register.engine,
            headquarters.machine.assessment,
            headquarters.now(),
            offices=12,
            each=2,
            years=1,
        )


@pytest.fixture(scope="module")
def unguarded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Headquarters]:
    """Without users, on loopback."""
    folder = tmp_path_factory.mktemp("hq")
    seed(folder)
    with Headquarters(folder) as running:
        yield running


@pytest.fixture
def guarded(tmp_path: Path) -> Iterator[Headquarters]:
    """With one user."""
    seed(tmp_path)
    Users(tmp_path / "practice" / "users.toml").add(NAME, PASSWORD)
    with Headquarters(tmp_path) as running:
        yield running
