"""A sync of the counter that cannot even begin is an attempt that failed: said to staff, logged, and not tried each minute."""

import os
import signal
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path
from time import monotonic

import pytest

from kiosk.backup.backup_folder import backup_word, choose_folder
from kiosk.machine.kiosk import Kiosk
from kiosk.machine.membership import Membership, keep_membership
from kiosk.security.pin import Pin
from kiosk.security.signing_key import make_key
from kiosk.sync.schedule import Attempt, keep_attempt, last_attempt
from screens.apps.background_jobs import LONGEST, Job
from screens.apps.counter import CounterApp
from tests.kiosk.runtime.test_http_client import BROKEN
from tests.support.keys import ENTER_PIN
from tests.support.pilot import Opened, text, until, wait_for

SPOILT: dict[str, Callable[[Kiosk], object]] = {
    "a lock that is another's": lambda kiosk: kiosk.path("sync.lock").mkdir(),
    "no key": lambda kiosk: kiosk.path("key.pem").unlink(),
    "a key full of zeros": lambda kiosk: kiosk.path("key.pem").write_bytes(bytes(64)),
}


@pytest.fixture
def enrolled(kiosk: Kiosk) -> Kiosk:
    """A kiosk with a headquarters that nobody reaches."""
    Pin(kiosk.path("pin.toml")).set("246810")
    keep_membership(kiosk, Membership("https://hq.invalid", "phatthalung-1", "phatthalung", "0" * 64))
    make_key(kiosk.path("key.pem"))
    return kiosk


@pytest.mark.parametrize("environment", BROKEN.values(), ids=BROKEN)
async def test_a_sync_that_its_environment_keeps_from_beginning_has_failed(
    counter: Opened,
    enrolled: Kiosk,
    monkeypatch: pytest.MonkeyPatch,
    environment: dict[str, str],
    caplog: pytest.LogCaptureFixture,
) -> None:
    for name, value in environment.items():
        monkeypatch.setenv(name, value)
    await fails(counter, enrolled, caplog, "network settings")


@pytest.mark.parametrize("spoil", SPOILT.values(), ids=SPOILT)
async def test_a_sync_that_its_files_keep_from_beginning_has_failed(
    counter: Opened, enrolled: Kiosk, spoil: Callable[[Kiosk], object], caplog: pytest.LogCaptureFixture
) -> None:
    spoil(enrolled)
    await fails(counter, enrolled, caplog, "")


async def fails(counter: Opened, kiosk: Kiosk, caplog: pytest.LogCaptureFixture, why: str) -> None:
    async with counter(*ENTER_PIN, "9", on=kiosk) as pilot:
        app = pilot.app
        assert isinstance(app, CounterApp)
        assert app.ledger is not None
        ledger = app.ledger
        await until(pilot, lambda: "kiosk sync failed" in caplog.text)
        await until(pilot, lambda: last_attempt(ledger) is not None)
        attempt = last_attempt(ledger)
        assert attempt is not None
        assert not attempt.confirmed
        assert why in caplog.text
        assert "✔" not in header(text(pilot))
        assert not app.jobs._sync.is_due()


def header(drawn: str) -> str:
    return "\n".join(drawn.splitlines()[:3])


async def test_a_sync_that_is_killed_has_failed(
    counter: Opened, enrolled: Kiosk, caplog: pytest.LogCaptureFixture
) -> None:
    async with counter(*ENTER_PIN, "9", on=enrolled) as pilot:
        app = pilot.app
        assert isinstance(app, CounterApp)
        assert app.ledger is not None
        ledger = app.ledger
        await until(pilot, lambda: app.jobs._sync.process is not None)
        process = app.jobs._sync.process
        assert process is not None
        os.kill(process.pid, signal.SIGKILL)
        await until(pilot, lambda: "ended with -9" in caplog.text)
        await until(pilot, lambda: last_attempt(ledger) is not None)


async def test_a_sync_that_does_not_end_is_ended_and_counts_as_one_that_failed(
    counter: Opened, enrolled: Kiosk, caplog: pytest.LogCaptureFixture
) -> None:
    async with counter(*ENTER_PIN, "9", on=enrolled) as pilot:
        app = pilot.app
        assert isinstance(app, CounterApp)
        ledger, job = app.ledger, app.jobs._sync
        assert ledger is not None
        await until(pilot, lambda: job.failures > 0)
        keep_attempt(ledger, Attempt("2024-03-01T00:00:00Z", confirmed=True))
        sleep = [sys.executable, "-c", "import time; time.sleep(3600)"]
        job.began, job.process = monotonic() - LONGEST - 1, subprocess.Popen(sleep, stderr=subprocess.PIPE, text=True)
        await until(pilot, lambda: "did not end by itself within 11 minutes" in caplog.text)
        await until(pilot, lambda: not last_attempt(ledger).confirmed)  # type: ignore[union-attr]


async def test_a_place_at_headquarters_that_cannot_be_read_is_said_in_the_band(
    counter: Opened, enrolled: Kiosk, caplog: pytest.LogCaptureFixture
) -> None:
    enrolled.path("hq.toml").write_bytes(bytes(64))
    async with counter(*ENTER_PIN, "9", on=enrolled) as pilot:
        await wait_for(pilot, "hq.toml cannot be read")
        await until(pilot, lambda: "hq.toml" in caplog.text)


def test_what_fails_again_and_again_is_tried_ever_later() -> None:
    job = Job(("sync",), lambda: True)
    waits = []
    for _ in range(8):
        job.failed("no line")
        waits.append(round(job.not_before - monotonic()))
    assert waits == sorted(waits)
    assert waits[0] < 61
    assert waits[-1] > 3000


async def test_a_night_is_backed_up_by_itself_and_staff_are_told_of_an_old_one(
    counter: Opened, kiosk: Kiosk, make_kiosk: Callable[..., Kiosk], tmp_path: Path
) -> None:
    Pin(kiosk.path("pin.toml")).set("246810")
    (tmp_path / "stick").mkdir()
    choose_folder(kiosk, tmp_path / "stick", None)
    (tmp_path / "stick" / "phatthalung-1-practice-2024-02-27.zip").touch()
    async with counter(*ENTER_PIN, "9") as pilot:
        await wait_for(pilot, "Backup of 27 Feb")
        assert isinstance(pilot.app, CounterApp)
        pilot.app.jobs.back_up_if_due()
        await until(pilot, lambda: backup_word(kiosk) == "fresh")
