"""A chain written out for others to check: every entry with its hash, as JSON lines."""

from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import Any

import msgspec

from kiosk.storage.private_file import unwritten, write_private
from kiosk.streams.chain.hash_chain import HashChain
from kiosk.text.refusal import Refusal


def chain_lines(chain: HashChain[Any]) -> Iterator[dict[str, Any]]:
    """A line for the beginning of each epoch and for each of its entries."""
    for genesis in chain.epochs():
        encoding = chain.encoding(genesis.epoch)
        stated = {} if encoding == 1 else {"encoding": encoding}
        yield {"genesis": genesis, **stated, "hash": chain.hash_at(genesis.epoch, 0)}
        after = 0
        while page := chain.entries(genesis.epoch, after):
            for entry, digest in page:
                hashed = msgspec.Raw(chain.stream.encodings.entry_bytes(entry, encoding))
                yield {"epoch": genesis.epoch, chain.stream.entries: hashed, "hash": digest}
            after = page[-1][0].seq


def write_lines(lines: Iterable[dict[str, Any]], target: Path) -> None:
    """Write JSON lines to the new file `target`. Refusal if it is there already."""
    check_is_new(target)
    write_private(target, b"".join(msgspec.json.encode(line) + b"\n" for line in lines))


def check_is_new(target: Path) -> None:
    """Refusal if there is such a file already, or nobody can see whether there is."""
    try:
        is_there = target.exists()
    except OSError as error:
        raise unwritten(target, error) from None
    if is_there:
        raise Refusal("file.exists", path=target)
