"""Background jobs of the counter: the sync, and the weekly check of disclosed addresses, each in a child process."""

import subprocess
import sys

from screens.apps.base import KioskApp


class BackgroundJobs:
    """A part of the counter. A child process, because HTTP takes 20 MiB that the counter does without."""

    def __init__(self, app: KioskApp) -> None:
        self._app = app
        self._running: dict[str, subprocess.Popen[bytes]] = {}

    def start(self) -> None:
        """Look every so often whether a job is due; the ledger must be open."""
        self._app.set_interval(60, self.sync_if_due)
        self._app.set_interval(600, self.check_if_due)
        self.sync_if_due()

    def stop(self) -> None:
        """End what is running."""
        for process in self._running.values():
            if process.poll() is None:
                process.terminate()
                process.wait()

    def sync_if_due(self) -> None:
        """Sync when it is time."""
        self._app.run_worker(self._sync_if_due, thread=True, exclusive=True, group="sync", exit_on_error=False)

    def check_if_due(self) -> None:
        """Ask the addresses of O1–O24 whether they answer, once a week."""
        self._app.run_worker(self._check_if_due, thread=True, exclusive=True, group="disclosure", exit_on_error=False)

    def _sync_if_due(self) -> None:
        from kiosk.sync.membership import membership
        from kiosk.sync.schedule import is_due

        kiosk, ledger = self._app.kiosk, self._app.ledger
        if ledger is not None and membership(kiosk) is not None and is_due(kiosk, ledger):
            self._run("sync")

    def _check_if_due(self) -> None:
        from kiosk.progress.disclosure import is_due

        if is_due(self._app.kiosk):
            self._run("disclosure", "check")

    def _run(self, *command: str) -> None:
        """Start a command of the kiosk, unless it is running still."""
        earlier = self._running.get(command[0])
        if earlier is None or earlier.poll() is not None:
            self._running[command[0]] = subprocess.Popen(
                [sys.executable, "-m", "kiosk", *self._app.kiosk.as_arguments(), *command],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                stderr=subprocess.DEVNULL,
            )
