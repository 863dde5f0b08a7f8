"""The first frame waits for nothing that the first page does without."""

import subprocess
import sys

import pytest

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
