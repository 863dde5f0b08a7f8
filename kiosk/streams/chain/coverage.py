"""What the entries of a chain rest on: headquarters' receipts, or this machine's word alone."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Protocol

from msgspec import Struct

from kiosk.protocol.chain import Hash, Name
from kiosk.protocol.payloads import Stream
from kiosk.protocol.signing import stored_receipt_bytes, verifies
from kiosk.streams.chain.hash_chain import HashChain
from kiosk.streams.chain.receipts import Receipts
from kiosk.text.bilingual import Bilingual, joined
from kiosk.text.dates import THAI_TIME
from kiosk.text.sentences import COMMANDS, sentence

KeptReceipt = dict[str, object]
"""A receipt by the parts that are kept of it."""


class Signer(Struct, frozen=True, order=True, forbid_unknown_fields=True):
    """A headquarters whose receipts are believed: its public key, and the name under which it knows this kiosk."""

    kiosk: Name
    public_key: Hash


class Chained(Protocol):
    """What holds a chain and the receipts for it: a ledger, or a record."""

    @property
    def chain(self) -> HashChain[Any]:
        """The entries."""

    @property
    def receipts(self) -> Receipts:
        """What headquarters has signed for of them."""


@dataclass(frozen=True)
class Coverage:
    """The present epoch and its head; how many entries there are, once each; how many of them lie under a receipt, and
    the time in Thailand, by HQ's clock, of the newest receipt that covers any."""

    epoch: str
    head: str
    entries: int
    confirmed: int
    at: datetime | None
    noun: str = "entry"

    @property
    def words(self) -> Bilingual:
        """As `160 entries: 158 under headquarters' receipt of 2024-03-04 02:14, 2 on this machine's word`."""
        total = _said(self.noun, count=self.entries)
        under = self.at and _said("under_receipt", count=f"{self.confirmed:,}", at=f"{self.at:%Y-%m-%d %H:%M}")
        rest = self.entries - self.confirmed
        on_word = _said("on_word", count=f"{rest:,}") if rest or not under else None
        return total + ": " + joined([part for part in (under, on_word) if part], ", ")


def _said(key: str, **values: object) -> Bilingual:
    return sentence(COMMANDS, f"chain.{key}", **values)


def coverage(chained: Chained, signers: Collection[Signer]) -> Coverage:
    """What rests on what, over all epochs together.

    A receipt for an epoch covers those that it goes on from, up to where it does: its first hash binds them.
    """
    receipts = _furthest(chained, signers)
    covered = {str(receipt["epoch"]): int(str(receipt["acked"])) for receipt in receipts}
    for genesis in reversed(chained.chain.epochs()):
        if genesis.epoch in covered and genesis.parent_epoch is not None:
            parent = genesis.parent_epoch
            covered[parent] = max(covered.get(parent, 0), genesis.parent_seq or 0)
    times = [datetime.fromisoformat(str(receipt["server_time"])).astimezone(THAI_TIME) for receipt in receipts]
    noun = chained.chain.stream.entries
    (epoch, _, head), confirmed = chained.chain.head(), chained.chain.ids(covered)
    return Coverage(epoch, head, len(chained.chain.ids()), len(confirmed), max(times, default=None), noun)


def is_signed(receipt: KeptReceipt, signers: Collection[Signer], stream: Stream) -> bool:
    """Whether a receipt bears the signature of a headquarters that knows this kiosk under the receipt's name for it."""
    parts = {name: value for name, value in receipt.items() if name != "signature"}
    signed = stored_receipt_bytes(**parts, stream=stream)  # type: ignore[arg-type]
    keys = [signer.public_key for signer in signers if signer.kiosk == receipt["kiosk"]]
    return any(verifies(key, str(receipt["signature"]), signed) for key in keys)


def confirmed_heads(receipts: Receipts) -> dict[str, dict[int, str]]:
    """The hashes that headquarters has signed for, by epoch and seq."""
    confirmed: dict[str, dict[int, str]] = {}
    for each in receipts.all():
        confirmed.setdefault(str(each["epoch"]), {})[int(str(each["acked"]))] = str(each["head"])
    return confirmed


def receipt_problems(chained: Chained, signers: Collection[Signer] | None) -> Iterator[str]:
    """One sentence for every receipt that is for nothing here, or by nobody whose receipts are believed."""
    stream = chained.chain.stream
    epochs = {genesis.epoch for genesis in chained.chain.epochs()}
    for receipt in chained.receipts.all():
        where = f"The receipt for {stream.entries} {receipt['acked']} of epoch {receipt['epoch']}"
        if receipt["epoch"] not in epochs:
            yield f"{where} is for no epoch of this {stream.name}."
        elif signers is not None and not is_signed(receipt, signers, stream.name):
            yield f"{where} is not signed by a headquarters that knows this kiosk."


def _furthest(chained: Chained, signers: Collection[Signer]) -> list[KeptReceipt]:
    """Of each epoch the furthest receipt that is signed, and is for this very chain."""
    furthest: dict[str, KeptReceipt] = {}
    for receipt in reversed(chained.receipts.all()):
        epoch = str(receipt["epoch"])
        if (
            epoch not in furthest
            and _is_for(chained, receipt)
            and is_signed(receipt, signers, chained.chain.stream.name)
        ):
            furthest[epoch] = receipt
    return list(furthest.values())


def _is_for(chained: Chained, receipt: KeptReceipt) -> bool:
    return chained.chain.hash_at(str(receipt["epoch"]), int(str(receipt["acked"]))) == receipt["head"]
