"""Headquarters' own keys: a chain of signed statements, each of which brings the next key, and the rules to follow it.

A statement is made by the key before it, as when a key is changed in time, or by the recovery key, which lies on paper
away from the machine, as when a key was lost or stolen. So no kiosk need be visited for a new key.
"""

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Annotated

from msgspec import Meta, Struct
from msgspec.structs import replace

from kiosk.protocol.chain import Hash
from kiosk.protocol.encodings import canonical
from kiosk.protocol.payloads import Moment
from kiosk.protocol.signing import digest, public_hex, sign, verifies

if TYPE_CHECKING:
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey


class HqKey(Struct, frozen=True, omit_defaults=True):
    """That a public key (hex) is headquarters' from a moment on.

    `recovery_key` is the public half of the key that may make the next statement when this key is lost; `recovered` is
    when it last has. `previous` is the digest of the statement before. `signature` is by who makes the statement,
    `possession` by the key that it brings.
    """

    number: Annotated[int, Meta(ge=1, le=2**31)]
    public_key: Hash
    recovery_key: Hash
    since: Moment
    previous: Hash | None = None
    recovered: Moment | None = None
    signature: str = ""
    possession: str = ""

    @property
    def signed(self) -> list[object]:
        """What is signed, after its purpose."""
        return [self.number, self.previous, self.public_key, self.recovery_key, self.since, self.recovered]

    @property
    def bytes(self) -> bytes:
        """What both signatures are of."""
        return canonical(["kiosk/v2/hq-key", *self.signed])

    @property
    def digest(self) -> str:
        """What the next statement names as the one before."""
        return digest(self.signed)

    @property
    def is_possessed(self) -> bool:
        """Whether the key that it brings has signed it: whoever trusts that key trusts what the statement says."""
        return verifies(self.public_key, self.possession, self.bytes)

    def follows(self, known: "HqKey") -> bool:
        """Whether it takes the place of the statement that is known.

        The recovery key has the last word: what it has made comes after all that a stolen key can make, and it alone
        brings another recovery key.
        """
        if not self.is_possessed:
            return False
        if (self.recovered or "") > (known.recovered or ""):
            return verifies(known.recovery_key, self.signature, self.bytes)
        is_next = (self.recovered, self.number, self.previous) == (known.recovered, known.number + 1, known.digest)
        is_same = self.recovery_key == known.recovery_key
        return is_next and is_same and verifies(known.public_key, self.signature, self.bytes)


class HqKeys(Struct, frozen=True):
    """HQ's answer: every statement, oldest first."""

    keys: list[HqKey]


def trusted(statements: Sequence[HqKey], public_key: str) -> list[HqKey]:
    """Of a chain, what the owner of a key that is trusted vouches for: its own statement and those that led to it.

    Nothing if there is no such statement, or it has not signed it.
    """
    own = next((at for at in statements if at.public_key == public_key and at.is_possessed), None)
    if own is None:
        return []
    vouched = [own]
    for earlier in reversed(statements[: statements.index(own)]):
        if earlier.digest == vouched[0].previous:
            vouched.insert(0, earlier)
    return vouched


def followed(known: Sequence[HqKey], statements: Iterable[HqKey]) -> list[HqKey]:
    """What is known, and every statement that takes the place of the last in turn; replayed and forged ones change
    nothing."""
    keys = list(known)
    for statement in statements:
        if keys and statement.follows(keys[-1]):
            keys.append(statement)
    return keys


def first_key(key: "Ed25519PrivateKey", recovery_key: str, since: str) -> HqKey:
    """The statement with which a headquarters begins; `recovery_key` is public (hex), `since` a protocol moment."""
    return _signed(HqKey(1, public_hex(key), recovery_key, since), key, key)


def next_key(
    before: HqKey,
    key: "Ed25519PrivateKey",
    signer: "Ed25519PrivateKey",
    since: str,
    *,
    is_recovery: bool = False,
    recovery_key: str | None = None,
) -> HqKey:
    """The statement after another that brings `key`: made by the key before, or by the recovery key, which may bring
    the public half (hex) of the next `recovery_key` too."""
    recovered, kept = since if is_recovery else before.recovered, recovery_key or before.recovery_key
    statement = HqKey(before.number + 1, public_hex(key), kept, since, before.digest, recovered)
    return _signed(statement, signer, key)


def _signed(statement: HqKey, signer: "Ed25519PrivateKey", key: "Ed25519PrivateKey") -> HqKey:
    return replace(statement, signature=sign(signer, statement.bytes), possession=sign(key, statement.bytes))
