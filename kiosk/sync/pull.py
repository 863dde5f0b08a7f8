"""The pull from headquarters: what it holds of this kiosk and this ledger lacks, as after a broken machine or disk.

Idempotent: it is taken over under its own entry ids, so that the kiosk knows again all that it had counted, and
nothing twice. Only what lies under a checkpoint that this kiosk has signed is taken over.
"""

import datetime
from dataclasses import dataclass
from typing import Any

from kiosk.protocol.encodings import Encodings
from kiosk.protocol.payloads import HeldEntries, HeldEpoch, HeldEpochs
from kiosk.protocol.signing import Checkpoint, checkpoint_of, verifies
from kiosk.streams.chain.chain_file import TakeOver
from kiosk.sync.client import Halted, HqClient
from kiosk.sync.synced_chain import SyncedChain


@dataclass
class PullResult:
    """How many entries were taken over, and how many were not because no key of this kiosk has signed for them."""

    taken: int = 0
    unsigned: int = 0


@dataclass(frozen=True)
class Pull:
    """One kiosk's pull of what its headquarters holds of a stream, into its own file of it, on a day."""

    hq: HqClient
    here: SyncedChain
    day: datetime.date

    def run(self, listed: HeldEpochs) -> PullResult:
        """Take over what is lacking of the epochs that are listed. Halted if what HQ holds does not hang together.

        The present epoch is left to the push: where HQ holds more of it, that begins a new one.
        """
        pulled, present = PullResult(), self.here.chain.head()[0]
        for held in listed.epochs:
            if held.genesis.epoch == present or self._is_known(held):
                continue
            if not self._is_signed(held, listed.keys):
                pulled.unsigned += held.acked
            elif (entries := self._fetched(held)) is not None:
                pulled.taken += self.here.adopt(TakeOver(entries, self.day))
                self.here.state.set(_taken(held), f"{held.acked} {held.head}")
            elif held in self.listed().epochs:  # it is not that a backup was restored there just now
                raise _torn(held)
        return pulled

    def listed(self) -> HeldEpochs:
        """Every epoch that HQ holds of this kiosk."""
        return self.hq.get(HeldEpochs)

    def beyond(self, epoch: str, after: int) -> TakeOver[Any]:
        """What HQ holds of an epoch of this ledger after an entry that both have; nothing if HQ is not as it was.

        Halted if it does not hang together, or is not this kiosk's.
        """
        listed, head = self.listed(), self.here.chain.hash_at(epoch, after)
        held = next((held for held in listed.epochs if held.genesis.epoch == epoch), None)
        if held is None or head is None:
            return TakeOver([], self.day)
        entries = self._entries(held, after)
        if self._leads(head, entries, held) and self._is_signed(held, listed.keys):
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
        here = self.here.chain.hash_at(held.genesis.epoch, held.acked)
        return held.acked == 0 or held.head in (here, self._taken_up_to(held)[1])

    def _taken_up_to(self, held: HeldEpoch) -> tuple[int, str]:
        acked, _, head = (self.here.state.get(_taken(held)) or "0 ").partition(" ")
        return int(acked), head

    def _fetched(self, held: HeldEpoch) -> list[Any] | None:
        """The entries of an epoch that are not here, proven to be its chain; None if what HQ sends is not.

        Where they do not go on from what is here, as after a restored backup at HQ, they are all of the epoch's.
        """
        end = self.here.chain.end(held.genesis.epoch)
        for after, head in (
            self._taken_up_to(held),
            (end, self.here.chain.hash_at(held.genesis.epoch, end)),
            (0, self._encodings.genesis_hash(held.genesis, held.encoding)),
        ):
            if head and after < held.acked:
                entries = self._entries(held, after)
                if self._leads(head, entries, held):
                    return entries
        return None

    @property
    def _encodings(self) -> Encodings[Any]:
        return self.here.chain.stream.encodings

    def _leads(self, head: str, entries: list[Any], held: HeldEpoch) -> bool:
        """Whether the entries after the hash `head` are chained to the end of what HQ holds."""
        try:
            for entry in entries:
                head = self._encodings.link(head, entry, held.encoding)
        except ValueError:
            return False
        return head == held.head

    def _entries(self, held: HeldEpoch, after: int) -> list[Any]:
        kind: type[HeldEntries[Any]] = HeldEntries[self._encodings.kind]  # type: ignore[name-defined]
        entries: list[Any] = []
        while after + len(entries) < held.acked:
            page = self.hq.get(kind, held.genesis.epoch, f"/entries?after={after + len(entries)}").entries
            if not page:
                break
            entries += page
        return entries[: held.acked - after]


def _taken(held: HeldEpoch) -> str:
    return f"taken {held.genesis.epoch}"


def _torn(held: HeldEpoch) -> Halted:
    return Halted("bad-chain", "sync.torn", epoch=held.genesis.epoch)
