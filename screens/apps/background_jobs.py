"""Background jobs of the counter: the sync, and the weekly check of disclosed addresses, each in a child process."""

import logging
import subprocess
import sys
from dataclasses import dataclass, field
from time import monotonic

from screens.apps.base import KioskApp


@dataclass(frozen=True)
class Child:
    """A child process, and when it was started, by the monotonic clock."""

    process: subprocess.Popen[bytes]
    started: float = field(default_factory=monotonic)

    def end_after(self, seconds: float) -> bool:
        """Watchdog: end it if it has run for so long; gives whether it had."""
        overran = self.process.poll() is None and monotonic() - self.started > seconds
        if overran:
            self.process.kill()
            self.process.wait()
        return overran


class BackgroundJobs:
    """A part of the counter. A child process, because HTTP takes 20 MiB that the counter does without."""

    def __init__(self, app: KioskApp) -> None:
        self._app = app
        self._running: dict[str, Child] = {}

    def start(self) -> None:
        """Look every so often whether a job is due; the ledger must be open."""
        self._app.set_interval(60, self.sync_if_due)
        self._app.set_interval(600, self.check_if_due)
        self.sync_if_due()

    def stop(self) -> None:
        """End what is running."""
        for child in self._running.values():
            if child.process.poll() is None:
                child.process.terminate()
                child.process.wait()

    def sync_if_due(self) -> None:
        """Sync when it is time."""
        self._app.run_worker(self._sync_if_due, thread=True, exclusive=True, group="sync", exit_on_error=False)

    def check_if_due(self) -> None:
        """Ask the addresses of O1–O24 whether they answer, once a week."""
        self._app.run_worker(self._check_if_due, thread=True, exclusive=True, group="disclosure", exit_on_error=False)

    def _sync_if_due(self) -> None:
        from kiosk.protocol.messages import moment
        from kiosk.sync.membership import membership
        from kiosk.sync.schedule import RUN, Attempt, is_due, keep_attempt

        kiosk, ledger = self._app.kiosk, self._app.ledger
        if ledger is None or membership(kiosk) is None:
            return
        if "sync" in self._running and self._running["sync"].end_after(RUN + 60):  # it ends by itself, if it can
            logging.getLogger("kiosk").error("A sync that did not end by itself was ended.")
            keep_attempt(ledger, Attempt(moment(kiosk.clock()), confirmed=False))
        if is_due(kiosk, ledger):
            self._run("sync")

    def _check_if_due(self) -> None:
        from kiosk.progress.disclosure import is_due

        if is_due(self._app.kiosk):
            self._run("disclosure", "check")

    def _run(self, *command: str) -> None:
        """Start a command of the kiosk, unless it is running still."""
        earlier = self._running.get(command[0])
        if earlier is None or earlier.process.poll() is not None:
            process = subprocess.Popen(
                [sys.executable, "-m", "kiosk", *self._app.kiosk.as_arguments(), *command],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
            self._running[command[0]] = Child(process)
