"""The first frame waits for nothing that the first page does without."""

import subprocess
import sys
from pathlib import Path

import pytest

from tests.support.pilot import Opened, settle

OPENED = """
import asyncio, pathlib, sys
from kiosk.catalogue.load import load
from kiosk.machine.kiosk import Kiosk
from kiosk.security.pin import Pin
from screens.apps.counter import CounterApp
from tests.support.pilot import until

async def main():
    kiosk = Kiosk(catalogue=load(), folder=pathlib.Path(sys.argv[1]), practice=True)
    Pin(kiosk.path("pin.toml")).set("246810")
    app = CounterApp(kiosk)
    async with app.run_test() as pilot:
        await until(pilot, lambda: app.ledger is not None and not app.workers)
        print(*sys.modules)
        await pilot.press("f12")
        await until(pilot, lambda: "screens.staff.counts" in sys.modules)

asyncio.run(main())
"""
"""A counter is opened, what it has imported is printed, and the PIN is asked for."""

LATER = {
    "sqlite_utils",
    "cryptography",
    "httpx",
    "plotext",
    "filelock",
    "holidays",
    "xlsxwriter",
    "sqlalchemy",
    "babel",
    "qrcode",
    "budoux",
    "sqlite3",
    "_hashlib",
    "tomli",
    "importlib.resources",
    "kiosk.catalogue.rules",
    "screens.staff.staff_page",
    "kiosk.protocol.chain",
    "kiosk.streams.record.bulletins.bodies",
}


@pytest.mark.parametrize("app", ["counter", "staff_terminal"])
def test_an_app_is_imported_without_what_only_later_pages_need(app: str) -> None:
    script = f"import sys, screens.apps.{app}; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert LATER & set(done.stdout.split()) == set()


def test_the_screens_commands_are_defined_without_reading_the_words_of_any() -> None:
    """What its parser calls a file was looked up in both languages at every start, which took 30 ms of the first frame."""
    script = "import sys; from kiosk.cli.help import localize_parser as say; say(); import kiosk.cli.screens; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert "tomli" not in done.stdout.split()


def test_the_counter_asks_whether_a_job_is_due_without_what_only_the_job_needs() -> None:
    """Ten minutes after its start it had grown by 8 MiB for good: by what seals a backup, in a child process."""
    asked = "kiosk.backup.backup_folder, kiosk.progress.disclosure, kiosk.machine.membership, kiosk.sync.schedule"
    script = f"import sys, {asked}; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert {"cryptography", "httpx", "sqlite_utils", "sqlalchemy", "zipfile"} & set(done.stdout.split()) == set()


def test_a_counter_imports_what_staff_need_when_the_pin_is_asked_for(tmp_path: Path) -> None:
    """Staff's first page took 1.4 MiB of every counter; while a PIN is typed there is time to import it."""
    done = subprocess.run([sys.executable, "-c", OPENED, tmp_path], capture_output=True, text=True, check=True)
    assert {"screens.staff.staff_page", "kiosk.editing.year", "babel.dates"} & set(done.stdout.split()) == set()


async def test_a_frame_that_is_asked_for_within_a_batch_is_drawn_after_it(counter: Opened) -> None:
    """On a busy machine a page that was put together for longer than a frame stayed undrawn: its key seemed lost."""
    async with counter() as pilot:
        with pilot.app.batch_update():
            pilot.app.screen.refresh()
            await pilot.pause()
        await settle(pilot)
        assert not pilot.app.screen._repaint_required
