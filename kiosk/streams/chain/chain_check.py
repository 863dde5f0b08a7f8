"""A chain read from end to end: which entry was changed, removed, reordered or inserted."""

import sqlite3
from collections.abc import Iterator, Mapping
from typing import Any, TypeVar

from msgspec import Struct

from kiosk.protocol.chain import Genesis
from kiosk.streams.chain.hash_chain import PAGE, HashChain
from kiosk.streams.chain.high_water_mark import HighWaterMark
from kiosk.text.bilingual import Bilingual
from kiosk.text.refusal import Refusal
from kiosk.text.sentences import FAULTS
from kiosk.text.templates import by_template

T = TypeVar("T", bound=Struct)


def chain_problems(chain: HashChain[Any], confirmed: Mapping[str, Mapping[int, str]] | None = None) -> Iterator[str]:
    """One sentence for every break; nothing if the chain is whole.

    `confirmed` are the hashes that headquarters has signed for, by epoch and seq.
    """
    for genesis in chain.epochs():
        yield from _epoch_problems(chain, genesis, (confirmed or {}).get(genesis.epoch, {}))


def problem_words(problem: str) -> Bilingual:
    """A sentence about a break in both languages, found by its English words; itself where that has none."""
    return by_template(FAULTS, problem)


def mark_problems(mark: HighWaterMark) -> Iterator[str]:
    """That the end of a chain, or all of it, is missing on this machine; in a sentence."""
    try:
        problem = mark.problem()
    except Refusal as refusal:
        problem = str(refusal)
    if problem:
        yield problem


def _epoch_problems(chain: HashChain[Any], genesis: Genesis, heads: Mapping[int, str]) -> Iterator[str]:
    noun, epoch = chain.stream.entries, genesis.epoch
    a_noun = noun.capitalize()
    previous, seq = str(chain.hash_at(epoch, 0)), 0
    encoding = chain.encoding(epoch)
    for chained in _entries(chain, epoch):
        if chained is None:
            yield f"{a_noun} {seq + 1} of epoch {epoch} cannot be read: it was changed."
            return
        entry, digest = chained
        if entry.seq != seq + 1:
            yield f"{a_noun} {seq + 1} of epoch {epoch} is missing."
        elif not chain.stream.encodings.follows(previous, entry, encoding, digest):
            yield f"{a_noun} {entry.seq} of epoch {epoch} does not fit its hash: it was changed."
        if heads.get(entry.seq, digest) != digest:
            yield f"{a_noun} {entry.seq} of epoch {epoch} is not the one that headquarters confirmed."
        previous, seq = digest, entry.seq
    if (acked := max(heads, default=0)) > seq:
        yield f"Epoch {epoch} ends at {noun} {seq}, but headquarters confirmed {acked}: the tail is missing."


def _entries(chain: HashChain[T], epoch: str) -> Iterator[tuple[Any, str] | None]:
    """The entries of an epoch with their hashes; None at the first that is none, such as one of 31 February."""
    seq, size = 0, PAGE
    while True:
        try:
            page: list[tuple[Any, str]] = list(chain.entries(epoch, seq, size))
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
