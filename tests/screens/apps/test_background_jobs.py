"""What the counter starts beside itself ends, by itself or not, and it is said when it had to be ended."""

import subprocess
import sys
from time import monotonic
from types import SimpleNamespace
from typing import Any

import pytest

from kiosk.machine import Kiosk
from kiosk.sync.schedule import RUN, Attempt, keep_attempt, last_attempt
from kiosk.sync.status import sync_status
from screens.apps.background_jobs import BackgroundJobs, Child
from tests.support.syncs import enrolled

SLEEP = [sys.executable, "-c", "import time; time.sleep(3600)"]


def test_a_sync_that_does_not_end_is_ended_and_counts_as_one_that_failed(
    kiosk: Kiosk, caplog: pytest.LogCaptureFixture
) -> None:
    with enrolled(kiosk) as ledger:
        keep_attempt(ledger, Attempt("2024-03-01T02:00:00Z", confirmed=True))
        app: Any = SimpleNamespace(kiosk=kiosk, ledger=ledger)
        jobs = BackgroundJobs(app)
        with subprocess.Popen(SLEEP) as young:
            jobs._running["sync"] = Child(young)
            jobs._sync_if_due()
            assert young.poll() is None, "it has its ten minutes"
            jobs.stop()
        with subprocess.Popen(SLEEP) as old:
            jobs._running["sync"] = Child(old, monotonic() - RUN - 61)
            jobs._sync_if_due()
            assert old.poll() is not None
        attempt = last_attempt(ledger)
        assert attempt is not None
        assert not attempt.confirmed
        assert sync_status(kiosk, ledger).word == "never"
        assert "was ended" in caplog.text
