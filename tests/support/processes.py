"""`kiosk` commands as processes of their own, as people and timers start them."""

import os
import subprocess
import sys
from datetime import datetime
from pathlib import Path

from kiosk.text.dates import THAI_TIME

DAY = "2024-03-01"


def run(
    folder: Path, *command: str, day: str = DAY, stdin: str | None = None, real: bool = False
) -> subprocess.CompletedProcess[str]:
    """A `kiosk` command on the practice ledger of `folder` (or the real one), run to its end."""
    mode = [] if real else ["--practice", "--today", day]
    return subprocess.run(
        [sys.executable, "-m", "kiosk", "--data", str(folder), *mode, *command],
        input=stdin,
        capture_output=True,
        text=True,
        timeout=90,
        env=clean_environment(),
    )


def thai_day(moment: str) -> str:
    """The day in Thailand of a moment in UTC: by night it is the next one."""
    return datetime.fromisoformat(moment).astimezone(THAI_TIME).date().isoformat()


def clean_environment() -> dict[str, str]:
    """This environment without what a developer may have set for their own kiosk.

    Python keeps compiled modules, as it does on a counter: without them every process compiles the kiosk anew.
    """
    mine = ("KIOSK_", "PYTHONDONTWRITEBYTECODE")
    return {name: value for name, value in os.environ.items() if not name.startswith(mine)}
