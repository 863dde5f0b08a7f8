"""What is checked of a batch before the register is asked: its signature, its own chain, its entries."""

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

import msgspec

from kiosk.hq.register.problems import HTTPProblem, not_signed
from kiosk.hq.store.stream_tables import StreamTables
from kiosk.protocol.chain import Entry, is_sound
from kiosk.protocol.payloads import Aside, Batch, Health
from kiosk.protocol.signing import batch_bytes, verifies
from kiosk.text.characters import sanitized

OLDEST = (1, 0)
"""The oldest kiosk, by the first two numbers of its version, whose reports are understood as they are meant."""


_ASIDE = msgspec.json.Decoder(Aside)


@dataclass(frozen=True)
class VerifiedBatch:
    """What was found of a batch: the hash after each entry, what was signed, when and by which key, and what the kiosk
    says of itself in characters that may be shown."""

    hashes: list[str]
    signed: bytes
    public_key: str
    sent: datetime.datetime
    health: Health


class Verifier:
    """Checks batches. It remembers the keys that it has seen; the register has the last word on them."""

    def __init__(self, key_of: Callable[[str], str], oldest: tuple[int, int] = OLDEST) -> None:
        self._key_of = key_of
        self._oldest = oldest
        self._keys: dict[str, str] = {}

    def verify(self, kiosk: str, of: StreamTables, epoch: str, batch: Batch[Any], body: bytes) -> VerifiedBatch:
        """What is to be known of a batch that is right; `body` is what it was read from.

        HTTPProblem for a wrong signature, a chain that does not hang together, or a kiosk that is too old.
        """
        sent = moment_of(batch.sent_at)
        public_key, signed = self._signed(kiosk, of, epoch, batch, body)
        return VerifiedBatch(self._checked(of, epoch, batch), signed, public_key, sent, _legible(batch.health))

    def verify_from_memory(self, kiosk: str, of: StreamTables, epoch: str, batch: Batch[Any]) -> VerifiedBatch | None:
        """The same without asking the register; None where the key that is remembered has not signed it."""
        sent, remembered = moment_of(batch.sent_at), self._keys.get(kiosk)
        signed = batch_bytes(kiosk, epoch, batch, of.stream)
        if remembered is None or not verifies(remembered, batch.signature, signed):
            return None
        return VerifiedBatch(self._checked(of, epoch, batch), signed, remembered, sent, _legible(batch.health))

    def _checked(self, of: StreamTables, epoch: str, batch: Batch[Any]) -> list[str]:
        if _version(batch.health.version) < self._oldest:
            least = ".".join(map(str, self._oldest))
            raise HTTPProblem("too-old", 426, f"this kiosk is too old; install version {least} or newer")
        return _checked_chain(of, epoch, batch)

    def _signed(self, kiosk: str, of: StreamTables, epoch: str, batch: Batch[Any], body: bytes) -> tuple[str, bytes]:
        """Whose signature it is, and of what: of what is known here, or else, of a newer kiosk, of all that it says."""
        signed = batch_bytes(kiosk, epoch, batch, of.stream)
        try:
            return self._signer(kiosk, batch.signature, signed), signed
        except HTTPProblem:
            aside = _ASIDE.decode(body)
            signed = batch_bytes(kiosk, epoch, batch, of.stream, aside)
            return self._signer(kiosk, batch.signature, signed), signed

    def _signer(self, kiosk: str, signature: str, signed: bytes) -> str:
        remembered = self._keys.get(kiosk)
        if remembered is not None and verifies(remembered, signature, signed):
            return remembered
        public_key = self._keys[kiosk] = self._key_of(kiosk)
        if not verifies(public_key, signature, signed):
            raise not_signed()
        return public_key


def moment_of(text: str) -> datetime.datetime:
    """The moment that a kiosk has written. HTTPProblem if there is none of that name."""
    try:
        return datetime.datetime.fromisoformat(text)
    except ValueError:
        raise HTTPProblem("malformed", 400, f"the request is not understood: there is no {text}") from None


def _legible(told: Health) -> Health:
    """Sanitized words: what a kiosk says of itself stands on pages and in mails."""
    words = {name: sanitized(text) for name, text in msgspec.structs.asdict(told).items() if isinstance(text, str)}
    return msgspec.structs.replace(told, **words)


def _version(text: str) -> tuple[int, ...]:
    """The first two numbers of a version; (0,) for what is none."""
    parts = text.split(".")[:2]
    return tuple(int(part) for part in parts) if all(part.isascii() and part.isdigit() for part in parts) else (0,)


def _checked_chain(of: StreamTables, epoch: str, batch: Batch[Any]) -> list[str]:
    """The hash after each entry. HTTPProblem unless seqs are in line, genesis is where it begins, head is reached."""
    first = batch.first_seq
    in_line = [entry.seq for entry in batch.entries] == list(range(first, first + len(batch.entries)))
    starts = batch.genesis is None or (
        first == 1
        and batch.genesis.epoch == epoch
        and of.encodings.genesis_hash(batch.genesis, batch.encoding) == batch.previous
    )
    try:
        hashes = of.encodings.links(batch.previous, batch.entries, batch.encoding)
    except ValueError as error:
        raise HTTPProblem("bad-chain", 422, str(error)) from None
    if not in_line or not starts or [batch.previous, *hashes][-1] != batch.head:
        raise HTTPProblem("bad-chain", 422, "the entries do not hang together")
    for entry in batch.entries:
        if isinstance(entry, Entry) and not is_sound(entry):
            raise HTTPProblem("malformed", 400, f"the request is not understood: entry {entry.seq} is none")
    return hashes
