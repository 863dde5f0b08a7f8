"""Background jobs of the counter, each in a child process: the sync, the nightly backup, and the weekly check of
disclosed addresses."""

import logging
import subprocess
from collections.abc import Callable
from functools import partial
from threading import Lock
from time import monotonic

from msgspec import Struct, field

from kiosk.machine import child_process
from kiosk.runtime.backoff import Backoff
from screens.apps.base import KioskApp
from screens.messages import SyncRead

REAPED = 2.0
"""Seconds from one look at what has ended to the next."""

LONGEST = 660.0
"""Watchdog: seconds after which a child is ended; a sync ends itself after ten minutes, if it can."""

_BACKOFF = Backoff(first=60, longest=3_600)


class Job(Struct, eq=False):
    """A command and when it is due. After each failure in a row it waits twice as long (exponential backoff)."""

    command: tuple[str, ...]
    is_due: Callable[[], bool]
    process: subprocess.Popen[str] | None = None
    began: float = 0.0
    failures: int = 0
    not_before: float = 0.0
    starting: Lock = field(default_factory=Lock)

    def failed(self, why: str) -> None:
        """Note a failure: in the log, and for the wait until the next try."""
        self.failures += 1
        self.not_before = monotonic() + _BACKOFF.wait(self.failures)
        logging.getLogger("kiosk").warning("kiosk %s failed: %s", " ".join(self.command), why)


class BackgroundJobs:
    """A part of the counter. A child process, because HTTP takes 20 MiB that the counter does without."""

    def __init__(self, app: KioskApp) -> None:
        self._app = app
        self._sync = Job(("sync",), self._sync_is_due)
        self._check = Job(("disclosure", "check"), self._check_is_due)
        self._backup = Job(("backup",), self._backup_is_due)
        self._jobs = (self._sync, self._check, self._backup)
        self._stopped = False

    def start(self) -> None:
        """Look every so often whether a job is due, and what came of it; the ledger must be open."""
        self._app.set_interval(60, self.sync_if_due)
        self._app.set_interval(600, self.check_if_due)
        self._app.set_interval(600, self.back_up_if_due)
        self._app.set_interval(REAPED, self._reap)
        self.sync_if_due()

    def stop(self) -> None:
        """End what is running."""
        self._stopped = True
        for job in self._jobs:
            with job.starting:
                if job.process is not None:
                    job.process.terminate()
                    job.process.communicate()

    def sync_if_due(self) -> None:
        """Sync when it is time."""
        self._in_thread(self._start_if_due, self._sync)

    def check_if_due(self) -> None:
        """Check the disclosed addresses when it is time."""
        self._in_thread(self._start_if_due, self._check)

    def back_up_if_due(self) -> None:
        """Back up when it is time."""
        self._in_thread(self._start_if_due, self._backup)

    def _in_thread(self, work: Callable[..., None], job: Job, *more: object) -> None:
        self._app.run_worker(partial(work, job, *more), thread=True, group=job.command[0], exit_on_error=False)

    def _sync_is_due(self) -> bool:
        from kiosk.machine.membership import membership
        from kiosk.sync.schedule import is_due

        kiosk, ledger = self._app.kiosk, self._app.ledger
        return ledger is not None and membership(kiosk) is not None and is_due(kiosk, ledger)

    def _check_is_due(self) -> bool:
        from kiosk.progress.disclosure import is_due

        return is_due(self._app.kiosk)

    def _backup_is_due(self) -> bool:
        from kiosk.backup.backup_folder import is_due

        return is_due(self._app.kiosk)

    def _start_if_due(self, job: Job) -> None:
        """Start a job, unless it is running still or waits after a failure."""
        with job.starting:
            if self._stopped or job.process is not None or monotonic() < job.not_before:
                return
            try:
                if job.is_due():
                    job.began = monotonic()
                    job.process = child_process.start([*self._app.kiosk.as_arguments(), *job.command])
                    return
            except Exception as error:
                job.failed(str(error))
            else:
                return
        self._tell(job)

    def _reap(self) -> None:
        """Look what has ended; what runs too long is ended."""
        for job in self._jobs:
            if (process := job.process) is None:
                continue
            if process.poll() is not None:
                words = process.communicate()[1].strip()
                job.process = None
                self._in_thread(self._ended, job, process.returncode, words)
            elif monotonic() - job.began > LONGEST:
                process.kill()
                process.communicate()
                job.process = None
                why = f"it did not end by itself within {LONGEST / 60:.0f} minutes, and was ended"
                self._in_thread(self._ended, job, process.returncode, why)

    def _ended(self, job: Job, code: int, words: str) -> None:
        """What came of a job: whatever is no success is a failure, also a child that was killed or never began."""
        if code == 0:
            job.failures = 0
        elif words or code != 1:
            job.failed(words or f"it ended with {code}")
            if job is self._sync:
                self._note_attempt(job)
        self._tell(job)

    def _note_attempt(self, job: Job) -> None:
        """A sync that could not even say that it was tried has been tried all the same, and failed."""
        from kiosk.protocol.payloads import moment
        from kiosk.sync.schedule import Attempt, keep_attempt

        kiosk, ledger = self._app.kiosk, self._app.ledger
        if ledger is not None and job.is_due():
            keep_attempt(ledger, Attempt(moment(kiosk.clock()), confirmed=False))

    def _tell(self, job: Job) -> None:
        """How the last sync stands is said on the staff pages that are open."""
        from kiosk.sync.status import sync_status

        if job is self._sync and self._app.ledger is not None:
            self._app.post_message(SyncRead(sync_status(self._app.kiosk, self._app.ledger)))
