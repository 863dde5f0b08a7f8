"""Checks of the machine: touch, temperature, disk, program, and what its log tells."""

import datetime
import os
import re
import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path

from kiosk import __version__
from kiosk.backup.backup_folder import backup_word, newest_backup
from kiosk.health.diagnosis import Diagnosis, failing, good, unknown, warning
from kiosk.machine.kiosk import Kiosk
from kiosk.machine.version import newer_version
from kiosk.storage.disk_space import FULL, LOW
from kiosk.storage.log_file import FAILURES, LogLine, log_files, read_log
from kiosk.storage.toml_file import Faulty
from kiosk.streams.ledger.ledger import Ledger
from kiosk.text.dates import medium_date

_INPUT_DEVICES = Path("/proc/bus/input/devices")
_THERMAL = Path("/sys/class/thermal")

_DIRECT = 1 << 1
"""INPUT_PROP_DIRECT of the kernel: what is touched is the screen itself."""

_HOT = 85
"""Degrees Celsius from which processors of counters slow themselves down."""

_WEEK = datetime.timedelta(days=7)


def touch(devices: Path = _INPUT_DEVICES) -> Diagnosis:
    """The touch screens that the kernel knows."""
    try:
        listed = devices.read_text("utf-8", "replace")
    except OSError:
        return unknown("touch.untold")
    names = [
        name[1]
        for device in listed.split("\n\n")
        if (name := re.search(r'(?m)^N: Name="(.*)"', device))
        and (properties := re.search(r"(?m)^B: PROP=([0-9a-f]+)", device))
        and int(properties[1], 16) & _DIRECT
    ]
    return good("touch.there", names=", ".join(names)) if names else unknown("touch.none")


def temperature(folder: Path = _THERMAL) -> Diagnosis:
    """The hottest part that the kernel tells of."""
    told = []
    for zone in folder.glob("thermal_zone*/temp"):
        try:
            told.append(int(zone.read_text()) // 1000)
        except (OSError, ValueError):
            continue
    if not told:
        return unknown("temperature.untold")
    return (failing if max(told) >= _HOT else good)(
        "temperature.hot" if max(told) >= _HOT else "temperature.is", degrees=max(told)
    )


def disk(kiosk: Kiosk) -> Diagnosis:
    """The room where the data is, or would be."""
    there = next(folder for folder in (kiosk.folder, *kiosk.folder.parents) if os.path.exists(folder))
    free = shutil.disk_usage(there).free >> 20
    if free < FULL:
        return failing("disk.full", free=f"{free:,}")
    return (warning if free < LOW else good)("disk.low" if free < LOW else "disk.free", free=f"{free:,}")


def backup(kiosk: Kiosk) -> Iterator[Diagnosis]:
    """How old the newest verified backup is."""
    try:
        word, newest = backup_word(kiosk), newest_backup(kiosk)
    except Faulty:
        return  # its file is named among the office's
    told = {"day": medium_date(newest.day)} if newest else {}
    yield {"fresh": good, "unset": warning}.get(word, failing)(f"backup.{word}", **told)


def running_version(ledger: Ledger) -> Diagnosis:
    """Whether the counter was started since the program was renewed."""
    installed = newer_version() or __version__
    running = ledger.state.get("version") or __version__
    if running != installed:
        return warning("version.older", running=running, installed=installed)
    return good("version.is", installed=installed)


def starts(ledger: Ledger) -> Diagnosis:
    """How often the counter was started."""
    return good("starts.times", count=int(ledger.state.get("starts") or 0))


def failures(kiosk: Kiosk) -> Diagnosis:
    """What the log tells of the last week."""
    since = (kiosk.clock() - _WEEK).isoformat(timespec="seconds")
    return _failures(line for path in reversed(log_files(kiosk.folder)) for line in read_log(path) if line.at > since)


def _failures(lines: Iterable[LogLine]) -> Diagnosis:
    bad = [line for line in lines if line.level in FAILURES]
    if not bad:
        return good("failures.none")
    return warning("failures.some", count=len(bad), at=bad[-1].at[:16].replace("T", " "), said=bad[-1].said)
