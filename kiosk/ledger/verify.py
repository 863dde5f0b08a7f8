"""A ledger read from end to end: what was changed, removed, reordered or inserted, by name."""

import sqlite3
from collections.abc import Iterator

from kiosk.ledger.hash_chain import PAGE
from kiosk.ledger.ledger import Ledger
from kiosk.protocol.chain import Entry, Genesis, follows


def problems(ledger: Ledger) -> Iterator[str]:
    """One sentence for every break in the ledger; nothing if it is whole.

    A missing tail shows only against the last receipt of headquarters.
    """
    for genesis in ledger.chain.epochs():
        yield from _epoch_problems(ledger, genesis)
    yield from _tally_problems(ledger)


def _epoch_problems(ledger: Ledger, genesis: Genesis) -> Iterator[str]:
    previous, seq = str(ledger.chain.hash_at(genesis.epoch, 0)), 0
    encoding = ledger.chain.encoding(genesis.epoch)
    acked = ledger.receipts.acked(genesis.epoch)
    for chained in _entries(ledger, genesis.epoch):
        if chained is None:
            yield f"Entry {seq + 1} of epoch {genesis.epoch} cannot be read: it was changed."
            return
        entry, digest = chained
        if entry.seq != seq + 1:
            yield f"Entry {seq + 1} of epoch {genesis.epoch} is missing."
        elif not follows(previous, entry, encoding, digest):
            yield f"Entry {entry.seq} of epoch {genesis.epoch} does not fit its hash: it was changed."
        if acked and entry.seq == acked[0] and digest != acked[1]:
            yield f"Entry {entry.seq} of epoch {genesis.epoch} is not the one that headquarters confirmed."
        previous, seq = digest, entry.seq
    if acked and acked[0] > seq:
        yield (
            f"Epoch {genesis.epoch} ends at entry {seq}, but headquarters confirmed {acked[0]}: the tail is missing."
        )


def _entries(ledger: Ledger, epoch: str) -> Iterator[tuple[Entry, str] | None]:
    """The entries of an epoch with their hashes; None at the first that is none, such as one of 31 February."""
    seq, size = 0, PAGE
    while True:
        try:
            page = ledger.chain.entries(epoch, seq, size)
        except (ValueError, sqlite3.Error):
            if size == 1:
                yield None
                return
            size = 1
            continue
        if not page:
            return
        yield from page
        seq = page[-1][0].seq


def _tally_problems(ledger: Ledger) -> Iterator[str]:
    try:
        yield from map(str, ledger.tally.differences())
    except sqlite3.Error as error:
        yield f"The tally cannot be compared with its entries ({error})."
