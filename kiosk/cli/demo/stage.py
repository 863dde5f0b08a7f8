"""The stage of the demo: a kiosk in a folder that is thrown away, its neighbour, and a real local headquarters.

Everything is marked DEMO on the screen.
"""

import contextlib
import datetime
import os
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from tempfile import TemporaryDirectory
from threading import Lock, Thread

from kiosk.catalogue.load import load
from kiosk.cli.demo.made_up import count, furnish, made_up_day
from kiosk.machine import child_process
from kiosk.machine.kiosk import Kiosk, clock_on


@contextmanager
def staged() -> Iterator[Kiosk]:
    """A kiosk full of life. When it is left, its headquarters is stopped and its folder is gone."""
    with TemporaryDirectory(prefix="kiosk-demo-") as name:
        root = Path(name)
        folder = root / "counter" / "practice"
        folder.mkdir(parents=True)
        day = made_up_day(load().assessments)
        furnish(folder, day)
        catalogue, clock = load(None, folder), clock_on(day)
        kiosks = [
            Kiosk(catalogue=catalogue, folder=root / name / "practice", practice=True, demo=True, clock=clock)
            for name in ("counter", "second")
        ]
        count(kiosks[0], day, share=0.88, seed=1)
        count(kiosks[1], day, share=0.12, seed=2)
        helpers = _Helpers(day)
        headquarters = helpers.start(root / "hq", "hq", "serve", "--port", "0", "--open")
        stage = Thread(target=_enrol_and_sync, args=(helpers, headquarters, root, kiosks))
        stage.start()
        try:
            yield kiosks[0]
        finally:
            helpers.end()
            stage.join()
            headquarters.wait()


class _Helpers:
    """Commands that run beside the screens; whoever leaves does not wait for them."""

    def __init__(self, day: datetime.date) -> None:
        self._day = day
        self._lock = Lock()
        self._started: list[subprocess.Popen[str]] = []
        self._over = False

    def start(self, folder: Path, *command: str) -> subprocess.Popen[str]:
        """A `kiosk` command on the made-up day. RuntimeError when the demo is over."""
        with self._lock:
            if self._over:
                raise RuntimeError("the demo is over")
            options = ["--data", str(folder), "--practice", "--today", self._day.isoformat()]
            process = child_process.start(
                [*options, *command],
                stdout=subprocess.PIPE,
                stderr=subprocess.DEVNULL,
                env={**os.environ, "KIOSK_HQ_DATABASE": ""},  # the demo's headquarters has a register of its own
            )
            self._started.append(process)
            return process

    def end(self) -> None:
        """Stop them all, and start no other."""
        with self._lock:
            self._over = True
            for process in self._started:
                process.terminate()


def _enrol_and_sync(helpers: _Helpers, headquarters: subprocess.Popen[str], root: Path, kiosks: list[Kiosk]) -> None:
    """Beside the screens, so that they need not wait. It gives up quietly when the demo is over."""
    assert headquarters.stdout is not None
    url = headquarters.stdout.readline().strip().rpartition(" ")[2]
    with contextlib.suppress(RuntimeError):
        for office in {kiosk.office.id for kiosk in kiosks}:
            helpers.start(root / "hq", "hq", "office", "add", office).communicate()
        for number, kiosk in reversed(list(enumerate(kiosks, 1))):
            folder = kiosk.folder.parent
            code = helpers.start(root / "hq", "hq", "enrol", kiosk.office.id, f"{kiosk.office.id}-{number}")
            printed = code.communicate()[0].split()
            if not printed:
                return
            helpers.start(folder, "enrol", url, printed[-1]).communicate()
            helpers.start(folder, "sync").communicate()
