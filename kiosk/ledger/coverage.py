"""What the entries of a ledger rest on: headquarters' receipts, or this machine's word alone."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from msgspec import Struct

from kiosk.ledger.ledger import Ledger
from kiosk.protocol.chain import Hash, Name
from kiosk.protocol.signing import stored_receipt_bytes, verifies
from kiosk.text.dates import THAI_TIME

KeptReceipt = dict[str, object]
"""A receipt by the parts that a ledger keeps of it."""


class Signer(Struct, frozen=True, order=True, forbid_unknown_fields=True):
    """A headquarters whose receipts are believed: its public key, and the name under which it knows this kiosk."""

    kiosk: Name
    public_key: Hash


@dataclass(frozen=True)
class Coverage:
    """The present epoch and its head; how many entries there are, once each; how many of them lie under a receipt, and
    the time in Thailand, by HQ's clock, of the newest receipt that covers any."""

    epoch: str
    head: str
    entries: int
    confirmed: int
    at: datetime | None

    def __str__(self) -> str:
        """As `160 entries: 158 under headquarters' receipt of 2024-03-04 02:14, 2 on this machine's word`."""
        total = "1 entry" if self.entries == 1 else f"{self.entries:,} entries"
        under = self.at and f"{self.confirmed:,} under headquarters' receipt of {self.at:%Y-%m-%d %H:%M}"
        rest = self.entries - self.confirmed
        parts = [part for part in (under, f"{rest:,} on this machine's word" if rest or not under else None) if part]
        return f"{total}: {', '.join(parts)}"


def coverage(ledger: Ledger, signers: Collection[Signer]) -> Coverage:
    """What rests on what, over all epochs together.

    A receipt for an epoch covers those that it goes on from, up to where it does: its first hash binds them.
    """
    receipts = _furthest(ledger, signers)
    covered = {str(receipt["epoch"]): int(str(receipt["acked"])) for receipt in receipts}
    for genesis in reversed(ledger.chain.epochs()):
        if genesis.epoch in covered and genesis.parent_epoch is not None:
            parent = genesis.parent_epoch
            covered[parent] = max(covered.get(parent, 0), genesis.parent_seq or 0)
    times = [datetime.fromisoformat(str(receipt["server_time"])).astimezone(THAI_TIME) for receipt in receipts]
    (epoch, _, head), confirmed = ledger.chain.head(), ledger.chain.ids(covered)
    return Coverage(epoch, head, len(ledger.chain.ids()), len(confirmed), max(times, default=None))


def is_signed(receipt: KeptReceipt, signers: Collection[Signer]) -> bool:
    """Whether a receipt bears the signature of a headquarters that knows this kiosk under the receipt's name for it."""
    parts = {name: value for name, value in receipt.items() if name != "signature"}
    signed = stored_receipt_bytes(**parts)  # type: ignore[arg-type]
    keys = [signer.public_key for signer in signers if signer.kiosk == receipt["kiosk"]]
    return any(verifies(key, str(receipt["signature"]), signed) for key in keys)


def _furthest(ledger: Ledger, signers: Collection[Signer]) -> list[KeptReceipt]:
    """Of each epoch the furthest receipt that is signed, and is for this very chain."""
    furthest: dict[str, KeptReceipt] = {}
    for receipt in reversed(ledger.receipts.all()):
        epoch = str(receipt["epoch"])
        if epoch not in furthest and _is_for(ledger, receipt) and is_signed(receipt, signers):
            furthest[epoch] = receipt
    return list(furthest.values())


def _is_for(ledger: Ledger, receipt: KeptReceipt) -> bool:
    return ledger.chain.hash_at(str(receipt["epoch"]), int(str(receipt["acked"]))) == receipt["head"]
