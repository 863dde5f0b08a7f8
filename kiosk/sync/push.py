"""The push to headquarters: a sync sends what HQ lacks until HQ has signed for all of it.

Only a receipt that verifies, and whose head is this ledger's own, is success: not a status, not a page of a hotel's
network, not what was remembered from last time.
"""

from collections.abc import Callable
from dataclasses import dataclass

import httpx
import msgspec
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kiosk.ledger.ledger import Ledger
from kiosk.protocol.chain import Entry, Genesis
from kiosk.protocol.messages import MAX_ENTRIES, Batch, Head, Health, Problem, Receipt
from kiosk.protocol.signing import batch_bytes, receipt_bytes, sign, verifies
from kiosk.sync.client import Halted, HqClient, ProblemAnswer, Unreachable
from kiosk.sync.membership import Membership
from kiosk.sync.pull import pull

_ROUNDS = 10
_TURNS = 40
"""How often a run takes an answer as a reason to begin again elsewhere: a headquarters that never agrees ends it."""

_HALTS = {
    "suspended": "Headquarters has suspended this kiosk; ask there why.",
    "unknown-kiosk": "Headquarters does not know this kiosk; ask there for a code and run `kiosk enrol`.",
    "bad-signature": "Headquarters knows another key for this kiosk; ask there for a code and run `kiosk enrol`.",
    "bad-chain": "Headquarters finds that the entries do not hang together; run `kiosk ledger verify`.",
}


@dataclass(frozen=True)
class Sync:
    """One run: this ledger, under this name and key, to that HQ. `now` gives protocol moments."""

    client: httpx.Client
    member: Membership
    key: Ed25519PrivateKey
    ledger: Ledger
    health: Callable[[int], Health]
    now: Callable[[], str]

    def run(self) -> int:
        """Send every epoch up to where it ends, take over what is lacking here, then send what came meanwhile.

        Gives the number of entries sent once HQ has signed for all. Unreachable or Halted when that cannot be.
        """
        sent = 0
        for _ in range(_ROUNDS):
            try:
                sent += self._send_all()
                if not pull(self._hq, self.ledger) and self._is_confirmed():
                    break
            except ProblemAnswer as refused:
                if refused.problem.word != "unknown-epoch":
                    raise _halted(refused.problem) from None
                # headquarters was put back to a backup in the midst of this: start again
        return sent

    @property
    def _hq(self) -> HqClient:
        return HqClient(self.client, self.member, self.key, self.now)

    def _is_confirmed(self) -> bool:
        epoch, seq, head = self.ledger.chain.head()
        return self.ledger.receipts.acked(epoch) == (seq, head)

    def _send_all(self) -> int:
        """Every epoch, oldest first: HQ may have lost old ones. Gives how many entries were sent."""
        sent = done = 0
        for _ in range(_TURNS):
            epochs = self.ledger.chain.epochs()
            if done == len(epochs):
                return sent
            genesis, is_last = epochs[done], done == len(epochs) - 1
            end = self.ledger.chain.end(genesis.epoch)
            try:
                sent += self._send(genesis, end, is_last)
                done += 1
            except _Forked as fork:
                self.ledger.rotate(genesis.epoch, self._common(genesis, min(fork.acked, end)))
        raise _never_agrees(self.member)

    def _send(self, genesis: Genesis, end: int, is_last: bool) -> int:
        """Bring HQ up to `end` of an epoch. The last epoch is reported even when there is nothing new in it."""
        acked = self._held(genesis, end, is_last)
        if acked == end and not is_last:
            return 0
        sent, size, turns = 0, MAX_ENTRIES, 0
        while turns < _TURNS:
            entries = self._page(genesis, acked, min(end, acked + size))
            try:
                receipt = self._post(genesis, acked, entries)
            except ProblemAnswer as refused:
                acked, size = _adjusted(refused.problem, acked, size)
                turns += 1
                continue
            sent += len(entries)
            acked = receipt.acked
            if acked >= end:
                return sent
        raise _never_agrees(self.member)

    def _held(self, genesis: Genesis, end: int, is_last: bool) -> int:
        """The cursor: how much of what this ledger has of an epoch HQ holds already."""
        try:
            head = self._get(genesis, end)
        except ProblemAnswer as refused:
            if refused.problem.word != "unknown-epoch":
                raise
            return 0
        held = min(head.acked, end)
        if (head.hash_at if head.acked >= end else head.head) != self.ledger.chain.hash_at(genesis.epoch, held):
            raise _Forked(held)
        if head.acked > end and is_last:
            raise _Forked(held)  # HQ holds more than this ledger has: it was restored from a backup
        return held

    def _common(self, genesis: Genesis, upper: int) -> int:
        """Binary search for the last entry of an epoch that HQ and this ledger have in common, at most `upper`."""
        low = 0
        while low < upper:
            middle = (low + upper + 1) // 2
            if self._get(genesis, middle).hash_at == self.ledger.chain.hash_at(genesis.epoch, middle):
                low = middle
            else:
                upper = middle - 1
        return low

    def _page(self, genesis: Genesis, after: int, end: int) -> list[Entry]:
        return [entry for entry, _ in self.ledger.chain.entries(genesis.epoch, after) if entry.seq <= end]

    def _post(self, genesis: Genesis, acked: int, entries: list[Entry]) -> Receipt:
        """Send one batch; the receipt is kept. Unreachable unless it is HQ's word for this ledger's own chain."""
        previous, head = (self.ledger.chain.hash_at(genesis.epoch, seq) for seq in (acked, acked + len(entries)))
        assert previous is not None
        assert head is not None
        confirmed = self.ledger.receipts.acked(genesis.epoch)
        unsigned = Batch(
            first_seq=acked + 1,
            previous=previous,
            head=head,
            entries=entries,
            genesis=None if acked else genesis,
            sent_at=self.now(),
            health=self.health(confirmed[0] if confirmed else 0),
            signature="",
            encoding=self.ledger.chain.encoding(genesis.epoch),
        )
        signature = sign(self.key, batch_bytes(self.member.kiosk, genesis.epoch, unsigned))
        body = msgspec.json.encode(msgspec.structs.replace(unsigned, signature=signature))
        receipt = self._hq.post(f"/epochs/{genesis.epoch}/entries", body, Receipt)
        if not (
            receipt.kiosk == self.member.kiosk
            and receipt.epoch == genesis.epoch
            and receipt.acked >= unsigned.last_seq
            and receipt.head == self.ledger.chain.hash_at(genesis.epoch, receipt.acked)
            and verifies(self.member.public_key, receipt.signature, receipt_bytes(receipt))
        ):
            raise Unreachable(f"{self.member.url} gave a receipt that is not right; nothing of it counts as sent.")
        self.ledger.receipts.keep(receipt)
        return receipt

    def _get(self, genesis: Genesis, seq: int) -> Head:
        return self._hq.get(f"/epochs/{genesis.epoch}?seq={seq}", Head)


class _Forked(Exception):
    """A fork: HQ's copy of an epoch goes on differently from ours; they may agree up to `acked`."""

    def __init__(self, acked: int) -> None:
        super().__init__(acked)
        self.acked = acked


def _adjusted(problem: Problem, acked: int, size: int) -> tuple[int, int]:
    """Where to go on, and in what portions, after a problem answer; raises if that is not for the kiosk to say."""
    if problem.word == "unknown-epoch" and acked:
        return 0, size
    if problem.word == "gap" and problem.acked is not None and problem.acked < acked:
        return problem.acked, size
    if problem.word == "too-large" and size > 1:
        return acked, max(1, min(size // 2, problem.max or size))
    if problem.word == "fork":
        raise _Forked(problem.acked or 0)
    raise _halted(problem)


def _halted(problem: Problem) -> Halted:
    reason = _HALTS.get(problem.word, f"Headquarters refused this kiosk's ledger: {problem.title}.")
    return Halted(problem.word, f"{reason} Counting goes on.")


def _never_agrees(member: Membership) -> Unreachable:
    return Unreachable(f"Headquarters at {member.url} contradicts itself; tell them. Nothing is lost here.")
