"""The two streams of a kiosk, each with what its sync needs besides."""

import datetime
from collections.abc import Callable
from dataclasses import replace

from kiosk.protocol.line import LineElsewhere
from kiosk.protocol.payloads import Health, Receipt
from kiosk.streams.ledger.ledger import Ledger
from kiosk.streams.record.record import Record
from kiosk.sync.client import HqClient
from kiosk.sync.push import Sync
from kiosk.sync.record_witness import RecordWitness
from kiosk.sync.witness import Witness


def ledger_sync(hq: HqClient, ledger: Ledger, health: Callable[[int], Health], day: datetime.date) -> Sync:
    """A run of the ledger, which is a witness of headquarters' daily roots besides."""
    return Sync(hq, ledger, ledger.state, health, day, Witness(hq, ledger, day))


def record_sync(
    hq: HqClient, record: Record, ledger: Ledger, health: Callable[[int], Health], witness: RecordWitness
) -> Sync:
    """A run of the office's record, which hears what its other kiosks wrote; the ledger numbers the reports.

    The name of this kiosk is remembered in the record: by it lines of one day are put in order at every kiosk alike.
    """
    if record.state.get("kiosk") != hq.member.kiosk:
        record.state.set("kiosk", hq.member.kiosk)
    hq, day = replace(hq, stream="record"), witness.ledgers.day
    known, kind = record.elsewhere.known, Receipt[LineElsewhere]
    return Sync(hq, record, ledger.state, health, day, witness, known=known, receipt=kind)
