"""A record read from end to end: what was changed, removed, reordered or inserted, by name."""

from collections.abc import Collection, Iterator

from kiosk.chain.chain_check import chain_problems, mark_problems
from kiosk.chain.coverage import Signer, confirmed_heads, receipt_problems
from kiosk.record.record import Record


def problems(record: Record, signers: Collection[Signer] | None = None) -> Iterator[str]:
    """One sentence for every break in the record; nothing if it is whole. `signers` are those whose receipts are
    believed; None, as for a copy, leaves signatures alone."""
    yield from chain_problems(record.chain, confirmed_heads(record.receipts))
    yield from receipt_problems(record, signers)
    yield from record.schema_differences()
    yield from mark_problems(record.mark)
