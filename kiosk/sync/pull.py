"""The pull from headquarters: what it holds of this kiosk and this ledger lacks, as after a broken machine or disk.

Idempotent: it is taken over under its own entry ids, so that the kiosk knows again all that it had counted, and
nothing twice. Only what lies under a checkpoint that this kiosk has signed is taken over.
"""

import datetime
from dataclasses import dataclass

from kiosk.ledger.ledger import Ledger, TakeOver
from kiosk.protocol.chain import Entry, chain, genesis_hash
from kiosk.protocol.messages import HeldEntries, HeldEpoch, HeldEpochs
from kiosk.protocol.signing import Checkpoint, checkpoint_of, verifies
from kiosk.sync.client import Halted, HqClient


@dataclass
class Pulled:
    """How many entries were taken over, and how many were not because no key of this kiosk has signed for them."""

    taken: int = 0
    unsigned: int = 0


@dataclass(frozen=True)
class Pull:
    """One kiosk's pull of what its headquarters holds, into its ledger, on a day."""

    hq: HqClient
    ledger: Ledger
    day: datetime.date

    def run(self, listed: HeldEpochs) -> Pulled:
        """Take over what is lacking of the epochs that are listed. Halted if what HQ holds does not hang together.

        The present epoch is left to the push: where HQ holds more of it, that begins a new one.
        """
        pulled, present = Pulled(), self.ledger.chain.head()[0]
        for held in listed.epochs:
            if held.genesis.epoch == present or self._is_known(held):
                continue
            if not self._is_signed(held, listed.keys):
                pulled.unsigned += held.acked
            elif (entries := self._fetched(held)) is not None:
                pulled.taken += self.ledger.adopt(TakeOver(entries, self.day))
                self.ledger.state.set(_taken(held), f"{held.acked} {held.head}")
            elif held in self.listed().epochs:  # it is not that a backup was restored there just now
                raise _torn(held)
        return pulled

    def listed(self) -> HeldEpochs:
        """Every epoch that HQ holds of this kiosk."""
        return self.hq.get(HeldEpochs)

    def beyond(self, epoch: str, after: int) -> TakeOver:
        """What HQ holds of an epoch of this ledger after an entry that both have; nothing if HQ is not as it was.

        Halted if it does not hang together, or is not this kiosk's.
        """
        listed, head = self.listed(), self.ledger.chain.hash_at(epoch, after)
        held = next((held for held in listed.epochs if held.genesis.epoch == epoch), None)
        if held is None or head is None:
            return TakeOver([], self.day)
        entries = self._entries(held, after)
        if _leads(head, entries, held) and self._is_signed(held, listed.keys):
            return TakeOver(entries, self.day)
        if held in self.listed().epochs:
            raise _torn(held)
        return TakeOver([], self.day)

    def _is_signed(self, held: HeldEpoch, keys: list[str]) -> bool:
        """Whether a key of this kiosk has signed for the end of what HQ holds of an epoch."""
        if held.checkpoint is None or held.signature is None or held.signed_by not in keys:
            return False
        end = Checkpoint(self.hq.member.kiosk, held.genesis.epoch, held.acked, held.head)
        return checkpoint_of(held.checkpoint) == end and verifies(
            held.signed_by, held.signature, held.checkpoint.encode()
        )

    def _is_known(self, held: HeldEpoch) -> bool:
        """Whether all of an epoch is here, as this ledger's own entries or because it took them over."""
        here = self.ledger.chain.hash_at(held.genesis.epoch, held.acked)
        return held.acked == 0 or held.head in (here, self._taken_up_to(held)[1])

    def _taken_up_to(self, held: HeldEpoch) -> tuple[int, str]:
        acked, _, head = (self.ledger.state.get(_taken(held)) or "0 ").partition(" ")
        return int(acked), head

    def _fetched(self, held: HeldEpoch) -> list[Entry] | None:
        """The entries of an epoch that are not here, proven to be its chain; None if what HQ sends is not.

        Where they do not go on from what is here, as after a restored backup at HQ, they are all of the epoch's.
        """
        end = self.ledger.chain.end(held.genesis.epoch)
        for after, head in (
            self._taken_up_to(held),
            (end, self.ledger.chain.hash_at(held.genesis.epoch, end)),
            (0, genesis_hash(held.genesis, held.encoding)),
        ):
            if head and after < held.acked:
                entries = self._entries(held, after)
                if _leads(head, entries, held):
                    return entries
        return None

    def _entries(self, held: HeldEpoch, after: int) -> list[Entry]:
        entries: list[Entry] = []
        while after + len(entries) < held.acked:
            page = self.hq.get(HeldEntries, held.genesis.epoch, f"/entries?after={after + len(entries)}").entries
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


def _torn(held: HeldEpoch) -> Halted:
    return Halted("bad-chain", "sync.torn", epoch=held.genesis.epoch)
