"""What headquarters holds of this kiosk and this ledger lacks: the past of a machine that broke, a backup's lost tail.

It is taken over under its own entry ids, so that the kiosk knows again all that it had counted, and nothing twice.
"""

from kiosk.calls import Halted, Line
from kiosk.ledger import Ledger
from kiosk.protocol import Entry, Held, HeldEpoch, HeldEpochs, chain, genesis_hash


def recover(line: Line, ledger: Ledger) -> int:
    """Take over what is lacking; gives how many entries. Halted if what HQ holds does not hang together.

    The present epoch is left to the sync: where HQ holds more of it, that begins a new one first.
    """
    taken = 0
    present = ledger.head()[0]
    for held in line.get("/epochs", HeldEpochs).epochs:
        if held.genesis.epoch == present:
            continue
        after, head = _known(ledger, held)
        if held.acked > after:
            taken += ledger.adopt(_fetched(line, held, after, head))
            ledger.set_state(_taken(held), f"{held.acked} {held.head}")
    return taken


def _known(ledger: Ledger, held: HeldEpoch) -> tuple[int, str]:
    """How far this ledger knows an epoch, from its own entries or because it took them over, and the hash there."""
    own = {genesis.epoch: genesis for genesis in ledger.epochs()}.get(held.genesis.epoch)
    end = ledger.end(own.epoch) if own else 0
    head = ledger.hash_at(own or held.genesis, end)
    assert head is not None
    acked, _, hash_there = (ledger.state(_taken(held)) or "0 ").partition(" ")
    return (int(acked), hash_there) if int(acked) > end else (end, head)


def _fetched(line: Line, held: HeldEpoch, after: int, head: str) -> list[Entry]:
    """The entries of an epoch from `after` to where HQ holds it, proven to be its chain."""
    entries: list[Entry] = []
    while after + len(entries) < held.acked:
        page = line.get(f"/epochs/{held.genesis.epoch}/entries?after={after + len(entries)}", Held).entries
        if not page:
            break
        entries += page
    entries = entries[: held.acked - after]
    begun = after or genesis_hash(held.genesis) == head
    if not begun or chain(head, entries) != held.head:
        raise Halted(
            "bad-chain",
            f"What headquarters holds of epoch {held.genesis.epoch} does not hang together; tell them. Nothing of it "
            "was taken over, and counting goes on.",
        )
    return entries


def _taken(held: HeldEpoch) -> str:
    return f"taken {held.genesis.epoch}"
