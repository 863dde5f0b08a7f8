"""How this machine is, for the people who stand before it."""

import shutil
from dataclasses import dataclass

from kiosk import __version__
from kiosk.editing.unconfirmed import unconfirmed
from kiosk.ledger.ledger import Ledger
from kiosk.ledger.verify import problems
from kiosk.machine import Kiosk
from kiosk.sync.membership import signers
from kiosk.sync.status import SyncStatus, sync_status


@dataclass(frozen=True)
class Condition:
    """Version, entries and how many of them HQ holds, how many it does not count, by reason; the last sync, free disk
    in MiB, starts, facts that wait."""

    version: str
    entries: int
    acked: int | None
    set_aside: dict[str, int]
    standing: SyncStatus
    disk_free: int
    starts: int
    awaiting: int


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
    )


def breaks(kiosk: Kiosk, ledger: Ledger) -> int:
    """In how many places the ledger is not whole; it reads every entry and checks every receipt."""
    return sum(1 for _ in problems(ledger, signers(kiosk)))
