"""A headquarters of twelve offices with counts, figures and alarms, behind a real server process."""

import re
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import httpx
import msgspec
import pytest
import sqlalchemy as sa

from kiosk.cli.settings import Settings
from kiosk.hq.accounts.policy import Grant
from kiosk.hq.bulletins.draft import Draft
from kiosk.hq.pages.login import Principal
from kiosk.hq.pages.site import Site
from kiosk.hq.server import Headquarters as Opened
from kiosk.hq.store.audit_log import Actor
from tests.support.fleet import fill
from tests.support.hashes import cheap
from tests.support.headquarters import Headquarters
from tests.support.sample import DAY

ADMINISTRATOR = Grant("administrator")
NAME, PASSWORD = "malee", "rubber trees in rain"
PAGES = ["shortfall", "kiosks", "itap", "alarms", "messages", "roots", "offices/buriram", "kiosks/buriram-1"]


@dataclass
class Place:
    """The pages in this process, and everybody's way in."""

    site: Site
    client: httpx.Client
    engine: sa.Engine

    def enter(self, name: str) -> None:
        """Be that user from here on."""
        authentication = self.site.authentication
        session = authentication.sessions.begin(Actor(name, "192.0.2.1"), "", authentication.now())
        self.client.cookies = {"kiosk-session": session, "kiosk-visit": "b"}  # type: ignore[assignment]
        self.form = {"token": authentication.csrf_token(Principal(name, "b"))}


@contextmanager
def opened(folder: Path) -> Iterator[Opened]:
    """Headquarters of `folder` in this process; its register is closed again."""
    machine = Settings(data=folder, practice=True, today=DAY).kiosk(writes=True)
    headquarters = Opened.opened(machine, None)
    try:
        yield headquarters
    finally:
        headquarters.register.engine.dispose()


@contextmanager
def three_offices(folder: Path, alone: str) -> Iterator[Opened]:
    """Of one kiosk each, two of them in the South and one `alone`; administrators of all and of the South, an officer."""
    with opened(folder) as headquarters:
        fill(
            headquarters.register.engine,
            headquarters.machine.assessment,
            headquarters.now(),
            offices=3,
            each=1,
            years=1,
        )
        headquarters.register.offices.add([alone])
        south = {"amnat-charoen", "ang-thong", "bangkok"} - {alone}
        headquarters.register.offices.add(sorted(south), region="South")
        grants = {"all": ADMINISTRATOR, "south": Grant("administrator", region="South"), "officer": Grant("officer")}
        for name, grant in grants.items():
            headquarters.users.add(name, PASSWORD, [], Actor("root"), headquarters.now(), grant)
        yield headquarters


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


def add_user(folder: Path, name: str = NAME, password: str = PASSWORD, grant: Grant = ADMINISTRATOR) -> None:
    """Let an officer in at the headquarters of `folder`."""
    with opened(folder) as headquarters:
        headquarters.users.add(name, password, [], Actor("root"), headquarters.now(), grant)


def hand_down(folder: Path) -> None:
    """Publish a day on which three offices are closed."""
    closed = {"closed": [{"on": DAY.replace(month=6), "name": {"th": "วันอบรม", "en": "Training day"}}]}
    draft = Draft("closed-days", DAY, ["buriram", "bangkok", "ang-thong"], msgspec.json.encode(closed).decode())
    with opened(folder) as headquarters:
        headquarters.register.offices.add(draft.offices or [])
        headquarters.publish([draft])


def token(page: httpx.Response) -> str:
    token = re.search(r'name="token" value="([^"]+)"', page.text)
    assert token
    return token[1]


def log_in(client: httpx.Client, password: str = PASSWORD, name: str = NAME, to: str = "/alarms") -> httpx.Response:
    form = {"name": name, "password": password, "token": token(client.get("/login"))}
    return client.post(f"/login?to={to}", data=form)


@pytest.fixture(autouse=True)
def hashes_are_cheap(cheap_hashes: None) -> None:
    """As they are in the processes of headquarters."""


@pytest.fixture(scope="module")
def unguarded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Headquarters]:
    """Without users, opened to this machine."""
    folder = tmp_path_factory.mktemp("hq")
    seed(folder)
    with Headquarters(folder, "--open") as running:
        yield running


@pytest.fixture(scope="session")
def seeded(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a headquarters with one user, to be copied."""
    folder = tmp_path_factory.mktemp("seeded")
    seed(folder)
    with cheap():
        add_user(folder)
    return folder


@pytest.fixture
def guarded(seeded: Path, tmp_path: Path) -> Iterator[Headquarters]:
    """With one user."""
    shutil.copytree(seeded, tmp_path, dirs_exist_ok=True)
    with Headquarters(tmp_path) as running:
        yield running


@pytest.fixture(scope="module")
def reader(unguarded: Headquarters) -> Iterator[httpx.Client]:
    """A browser at the open pages."""
    with httpx.Client(base_url=unguarded.url, timeout=30, follow_redirects=True) as client:
        yield client


@pytest.fixture
def officer(guarded: Headquarters) -> Iterator[httpx.Client]:
    """A browser at the pages of users."""
    with httpx.Client(base_url=guarded.url, timeout=30) as client:
        yield client
