"""The pull from headquarters: what it holds of this kiosk and this ledger lacks, as after a broken machine or disk.

Idempotent: it is taken over under its own entry ids, so that the kiosk knows again all that it had counted, and
nothing twice.
"""

from kiosk.ledger.ledger import Ledger
from kiosk.protocol.chain import Entry, chain, genesis_hash
from kiosk.protocol.messages import HeldEntries, HeldEpoch, HeldEpochs
from kiosk.sync.client import Halted, HqClient


def pull(client: HqClient, ledger: Ledger) -> int:
    """Take over what is lacking; gives how many entries. Halted if what HQ holds does not hang together.

    The present epoch is left to the sync: where HQ holds more of it, that begins a new one first.
    """
    taken, present = 0, ledger.chain.head()[0]
    for held in _epochs(client):
        if held.genesis.epoch == present or _is_known(ledger, held):
            continue
        entries = _fetched(client, ledger, held)
        if entries is not None:
            taken += ledger.adopt(entries)
            ledger.state.set(_taken(held), f"{held.acked} {held.head}")
        elif held in _epochs(client):  # it is not that a backup was restored there just now
            raise Halted(
                "bad-chain",
                f"What headquarters holds of epoch {held.genesis.epoch} does not hang together; tell them. Nothing of "
                "it was taken over, and counting goes on.",
            )
    return taken


def _epochs(client: HqClient) -> list[HeldEpoch]:
    return client.get("/epochs", HeldEpochs).epochs


def _is_known(ledger: Ledger, held: HeldEpoch) -> bool:
    """Whether all of an epoch is here, as this ledger's own entries or because it took them over."""
    here = ledger.chain.hash_at(held.genesis.epoch, held.acked)
    return held.acked == 0 or held.head in (here, _taken_up_to(ledger, held)[1])


def _taken_up_to(ledger: Ledger, held: HeldEpoch) -> tuple[int, str]:
    acked, _, head = (ledger.state.get(_taken(held)) or "0 ").partition(" ")
    return int(acked), head


def _fetched(client: HqClient, ledger: Ledger, held: HeldEpoch) -> list[Entry] | None:
    """The entries of an epoch that are not here, proven to be its chain; None if what HQ sends is not.

    Where they do not go on from what is here, as after a restored backup at HQ, they are all of the epoch's.
    """
    end = ledger.chain.end(held.genesis.epoch)
    for after, head in (
        _taken_up_to(ledger, held),
        (end, ledger.chain.hash_at(held.genesis.epoch, end)),
        (0, genesis_hash(held.genesis, held.encoding)),
    ):
        if head and after < held.acked:
            entries = _entries(client, held, after)
            if _leads(head, entries, held):
                return entries
    return None


def _entries(client: HqClient, held: HeldEpoch, after: int) -> list[Entry]:
    entries: list[Entry] = []
    while after + len(entries) < held.acked:
        page = client.get(f"/epochs/{held.genesis.epoch}/entries?after={after + len(entries)}", HeldEntries).entries
        if not page:
            break
        entries += page
    return entries[: held.acked - after]


def _leads(head: str, entries: list[Entry], held: HeldEpoch) -> bool:
    """Whether the entries after the hash `head` are chained to the end of what HQ holds."""
    try:
        return chain(head, entries, held.encoding) == held.head
    except ValueError:
        return False


def _taken(held: HeldEpoch) -> str:
    return f"taken {held.genesis.epoch}"
