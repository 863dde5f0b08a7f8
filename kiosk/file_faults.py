"""How this machine is, for the people who stand before it."""

import shutil
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

from kiosk import __version__
from kiosk.catalogue.own_quotas import OwnQuota, own_quotas
from kiosk.editing.unconfirmed import unconfirmed
from kiosk.ledger.ledger import Ledger
from kiosk.ledger.verify import problems
from kiosk.machine import Kiosk
from kiosk.progress.disclosure import FINDINGS, Findings
from kiosk.record.files import PLAN
from kiosk.record.first_edition import check_plan
from kiosk.security.pin import Pin
from kiosk.storage.private_file import is_there, read_struct
from kiosk.storage.toml_file import Fault, Faulty
from kiosk.sync.membership import Membership, signers
from kiosk.sync.status import SyncStatus, sync_status


@dataclass(frozen=True)
class Condition:
    """Version, entries and how many of them HQ holds, how many it does not count, by reason; the last sync, free disk
    in MiB, starts, facts that wait.

    Also what is wrong with the office's files, and where its own minima are not those that are shipped.
    """

    version: str
    entries: int
    acked: int | None
    set_aside: dict[str, int]
    standing: SyncStatus
    disk_free: int
    starts: int
    awaiting: int
    faults: list[Fault]
    own_quotas: list[OwnQuota]


def condition(kiosk: Kiosk, ledger: Ledger) -> Condition:
    """What can be told at once."""
    epoch, entries, _ = ledger.chain.head()
    acked = ledger.receipts.acked(epoch)
    return Condition(
        version=__version__,
        entries=entries,
        acked=acked[0] if acked else None,
        set_aside=ledger.receipts.set_aside(),
        standing=sync_status(kiosk, ledger),
        disk_free=shutil.disk_usage(kiosk.folder).free >> 20,
        starts=int(ledger.state.get("starts") or 0),
        awaiting=len(unconfirmed(kiosk.catalogue, kiosk.today)),
        faults=[*kiosk.faults, *file_faults(kiosk.folder)],
        own_quotas=own_quotas(kiosk.office_file, kiosk.folder),
    )


def file_faults(folder: Path) -> Iterator[Fault]:
    """What is wrong with the files of a data folder that are no content: the counter opens without each of them."""
    looks: dict[str, Callable[[Path], object]] = {
        "hq.toml": lambda path: read_struct(path, Membership),
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


def breaks(kiosk: Kiosk, ledger: Ledger) -> int:
    """In how many places the ledger is not whole; it reads every entry and checks every receipt."""
    return sum(1 for _ in problems(ledger, signers(kiosk)))
