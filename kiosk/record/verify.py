"""A record read from end to end: what was changed, removed, reordered or inserted, by name."""

from collections.abc import Iterator

from kiosk.chain.chain_check import chain_problems, mark_problems
from kiosk.record.record import Record


def problems(record: Record) -> Iterator[str]:
    """One sentence for every break in the record; nothing if it is whole."""
    yield from chain_problems(record.chain)
    yield from record.schema_differences()
    yield from mark_problems(record.mark)
