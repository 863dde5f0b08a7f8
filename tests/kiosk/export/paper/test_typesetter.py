"""Typesetting: what a sheet takes is given back before the next."""

import subprocess
import sys
from pathlib import Path

from tests.support.commands import clean_environment

PRINTED = """
import sys
from kiosk.cli import main
try:
    main()
finally:
    print(next(line.split()[1] for line in open("/proc/self/status") if line.startswith("VmHWM")))
"""


def test_all_sheets_one_after_another_take_little_more_memory_than_the_largest_alone(tmp_path: Path) -> None:
    def most(what: str) -> int:
        command = ["--practice", "--data", str(tmp_path), "print", what, "--pdf", str(tmp_path / what)]
        child = [sys.executable, "-c", PRINTED, *command]
        told = subprocess.run(child, capture_output=True, text=True, timeout=90, env=clean_environment())
        return int(told.stdout.split()[-1])

    assert most("all") < 1.4 * most("extension-education")
