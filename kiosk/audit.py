"""A ledger read from end to end: what was changed, removed, reordered or inserted, by name."""

from collections.abc import Iterator

from kiosk.ledger import Ledger
from kiosk.protocol import Genesis, genesis_hash, link


def problems(ledger: Ledger) -> Iterator[str]:
    """One sentence for every break in the ledger; nothing if it is whole.

    A missing tail shows only against the last receipt of headquarters.
    """
    for genesis in ledger.epochs():
        yield from _epoch_problems(ledger, genesis)
    yield from _tally_problems(ledger)


def _epoch_problems(ledger: Ledger, genesis: Genesis) -> Iterator[str]:
    previous, seq = genesis_hash(genesis), 0
    acked = ledger.acked(genesis.epoch)
    while page := ledger.chained(genesis.epoch, seq):
        for entry, digest in page:
            if entry.seq != seq + 1:
                yield f"Entry {seq + 1} of epoch {genesis.epoch} is missing."
            elif link(previous, entry) != digest:
                yield f"Entry {entry.seq} of epoch {genesis.epoch} does not fit its hash: it was changed."
            if acked and entry.seq == acked[0] and digest != acked[1]:
                yield f"Entry {entry.seq} of epoch {genesis.epoch} is not the one that headquarters confirmed."
            previous, seq = digest, entry.seq
    if acked and acked[0] > seq:
        yield (
            f"Epoch {genesis.epoch} ends at entry {seq}, but headquarters confirmed {acked[0]}: the tail is missing."
        )


def _tally_problems(ledger: Ledger) -> Iterator[str]:
    for place, cached, summed in ledger.tally_differences():
        yield f"The tally of {place} says {cached}, its entries say {summed}."
