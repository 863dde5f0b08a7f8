"""What is wrong with the files of a data folder that are no content: the counter opens without each of them."""

from collections.abc import Callable, Iterator
from datetime import datetime
from pathlib import Path

from kiosk.backup.backup_folder import BackupFolder
from kiosk.machine.membership import Membership
from kiosk.progress.disclosure import FINDINGS, Findings
from kiosk.security.pin import Pin
from kiosk.storage.private_file import is_there, read_struct
from kiosk.storage.toml_file import Fault, Faulty
from kiosk.streams.record.files import PLAN
from kiosk.streams.record.first_edition import check_plan


def file_faults(folder: Path) -> Iterator[Fault]:
    """Every fault of them; one that is not there has none."""
    looks: dict[str, Callable[[Path], object]] = {
        "hq.toml": lambda path: read_struct(path, Membership),
        "backup.toml": lambda path: read_struct(path, BackupFolder),
        "pin.toml": lambda path: Pin(path).wait(datetime.now().astimezone()),
        FINDINGS: lambda path: read_struct(path, Findings),
        PLAN: lambda path: check_plan(path.parent),
    }
    for name, look in looks.items():
        path = folder / name
        try:
            if is_there(path):
                look(path)
        except Faulty as faulty:
            yield from faulty.faults
