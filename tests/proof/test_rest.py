"""A counter at rest spares its processor and its disk: 0.3 % of one, 5 MB a day of the other, with syncs and backup."""

import os
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import psutil
import pytest

from tests.support.commands import clean_environment
from tests.support.terminal import HOME, Terminal
from tests.test_day import Day

pytestmark = pytest.mark.long

REST = 120
"""Seconds for which the counter is looked at."""

SYNCS = 25
"""A day: hourly, and the night's own."""

DAY = 86_400


@pytest.fixture
def day(tmp_path: Path) -> Iterator[Day]:
    day = Day(tmp_path)
    day.serve()
    day.run("hq", "hq", "office", "add", "phatthalung")
    day.enrol("one", "phatthalung-1")
    (tmp_path / "stick").mkdir()
    yield day
    day.kill_headquarters()


def cost(day: Day, *command: str) -> tuple[float, int]:
    """The seconds of the processor and the bytes on the disk that a command takes."""
    process = subprocess.Popen(day.argv("one", *command), stdout=subprocess.DEVNULL, env=clean_environment())
    _, status, used = os.wait4(process.pid, 0)
    process.returncode = status
    assert status == 0
    return used.ru_utime + used.ru_stime, used.ru_oublock * 512


def test_a_counter_at_rest_spares_its_disk_and_its_processor(day: Day, capsys: pytest.CaptureFixture[str]) -> None:
    day.run("one", "count", "inspection")
    assert day.run("one", "backup", str(day.folder / "stick"), stdin="\n").returncode == 0
    for _ in range(2):
        cost(day, "sync")
    sync, backup = cost(day, "sync"), cost(day, "backup")
    with Terminal([sys.executable, "-m", "kiosk", "--data", str(day.folder / "one")]) as counter:
        counter.wait_for(HOME)
        process = psutil.Process(counter.process.pid)
        counter.read(15)  # its own first sync is over
        before = process.cpu_times(), process.io_counters()
        began = time.monotonic()
        counter.read(REST)
        lasted = time.monotonic() - began
        after = process.cpu_times(), process.io_counters()
    seconds = (after[0].user + after[0].system - before[0].user - before[0].system) / lasted * DAY
    written = (after[1].write_bytes - before[1].write_bytes) / lasted * DAY
    share = (seconds + SYNCS * sync[0] + backup[0]) / DAY
    total = written + SYNCS * sync[1] + backup[1]
    with capsys.disabled():
        print(
            f"\nat rest: {100 * share:.3f} % of a processor, {total / 1e6:.2f} MB a day: of the counter {written / 1e6:.2f},"
        )
        print(f"of a sync {sync[1] / 1e3:.0f} kB and {sync[0]:.2f} s, of the backup {backup[1] / 1e3:.0f} kB")
    assert share < 0.003
    assert total < 5e6
