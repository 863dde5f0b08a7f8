"""Checks of ledger and record, each read from end to end, with every receipt."""

from collections.abc import Collection, Iterator

from kiosk.health.diagnosis import Diagnosis, failing, good
from kiosk.machine.kiosk import Kiosk
from kiosk.machine.membership import signers
from kiosk.storage.toml_file import Faulty
from kiosk.streams.chain.coverage import Signer
from kiosk.streams.ledger.ledger import Ledger
from kiosk.streams.ledger.verify import problems as ledger_problems
from kiosk.streams.record.record import Record
from kiosk.streams.record.verify import problems as record_problems


def verified(kiosk: Kiosk, ledger: Ledger, record: Record | None) -> Iterator[Diagnosis]:
    """Whether they are whole; whose receipts are believed stands in a file, without which nothing can be said."""
    try:
        believed: Collection[Signer] = signers(kiosk)
    except Faulty:
        yield failing("ledger.unchecked")
        return
    broken = sum(1 for _ in ledger_problems(ledger, believed))
    entries = ledger.chain.head()[1]
    yield failing("ledger.broken", count=broken) if broken else good("ledger.whole", count=entries)
    if record is not None:
        broken = sum(1 for _ in record_problems(record, believed))
        yield failing("record.broken", count=broken) if broken else good("record.whole", count=record.length())
