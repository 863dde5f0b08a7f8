"""A ledger read from end to end: what was changed, removed, reordered or inserted, by name."""

import datetime
import sqlite3
from collections.abc import Collection, Iterator

from kiosk.protocol.chain import DayCount
from kiosk.protocol.payloads import Receipt
from kiosk.protocol.signing import digest, receipt_digest
from kiosk.streams.chain.chain_check import chain_problems, mark_problems
from kiosk.streams.chain.coverage import KeptReceipt, Signer, confirmed_heads, receipt_problems
from kiosk.streams.ledger.ledger import Ledger


def problems(ledger: Ledger, signers: Collection[Signer] | None = None) -> Iterator[str]:
    """One sentence for every break in the ledger; nothing if it is whole.

    `signers` are those whose receipts are believed; None, as for a copy, leaves signatures alone. A missing tail shows
    against the last receipt, and against the high-water mark.
    """
    receipts = ledger.receipts.all()
    yield from chain_problems(ledger.chain, confirmed_heads(ledger.receipts))
    yield from receipt_problems(ledger, signers)
    yield from _elsewhere_problems(ledger, receipts)
    yield from _tally_problems(ledger)
    yield from ledger.schema_differences()
    yield from mark_problems(ledger.mark)


def _elsewhere_problems(ledger: Ledger, receipts: list[KeptReceipt]) -> Iterator[str]:
    """Counts of the office's other kiosks must be those of the last receipt, whose digest headquarters has signed."""
    try:
        here, last = (
            ledger.elsewhere.between(datetime.date.min, datetime.date.max),
            ledger.receipts.last(Receipt[DayCount]),
        )
    except ValueError:
        yield "The last receipt of headquarters, or what it told of other kiosks, cannot be read: it was changed."
        return
    if last is None:
        newest = max((str(receipt["server_time"]) for receipt in receipts), default=None)
        due = {receipt["digest"] for receipt in receipts if receipt["server_time"] == newest} or {digest([])}
        is_right = digest(here) in due  # as receipts were before they were kept whole
    else:
        is_there = (last.epoch, last.acked, receipt_digest(last)) in {
            (receipt["epoch"], receipt["acked"], receipt["digest"]) for receipt in receipts
        }
        if not is_there:
            yield f"The last receipt of headquarters, for entry {last.acked} of epoch {last.epoch}, is missing."
        is_right = set(here) == set(last.elsewhere)
    if not is_right:
        yield "The counts of the office's other kiosks are not those of headquarters' last receipt."


def _tally_problems(ledger: Ledger) -> Iterator[str]:
    try:
        yield from map(str, ledger.tally.differences())
    except sqlite3.Error as error:
        yield f"The tally cannot be compared with its entries ({error})."
