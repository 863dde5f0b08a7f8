"""The first frame waits for nothing that the first page does without."""

import subprocess
import sys

import pytest

from tests.support.pilot import Opened, settle

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


def test_the_counter_asks_whether_a_job_is_due_without_what_only_the_job_needs() -> None:
    """Ten minutes after its start it had grown by 8 MiB for good: by what seals a backup, in a child process."""
    asked = "kiosk.backup.backup_folder, kiosk.progress.disclosure, kiosk.machine.membership, kiosk.sync.schedule"
    script = f"import sys, {asked}; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert {"cryptography", "httpx", "sqlite_utils", "sqlalchemy", "zipfile"} & set(done.stdout.split()) == set()


async def test_a_frame_that_is_asked_for_within_a_batch_is_drawn_after_it(counter: Opened) -> None:
    """On a busy machine a page that was put together for longer than a frame stayed undrawn: its key seemed lost."""
    async with counter() as pilot:
        with pilot.app.batch_update():
            pilot.app.screen.refresh()
            await pilot.pause()
        await settle(pilot)
        assert not pilot.app.screen._repaint_required
