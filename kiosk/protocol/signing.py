"""Ed25519 signatures: the bytes that a kiosk and headquarters sign, and their verification.

What is signed begins with the protocol's version and a purpose; what was signed under version 1 verifies still.
"""

import hashlib
import json
from functools import lru_cache
from typing import TYPE_CHECKING, Any, NamedTuple

import msgspec

if TYPE_CHECKING:  # 8 MiB that the counter does without: it hashes, only sync and HQ sign
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey, Ed25519PublicKey
from kiosk.protocol.encodings import canonical
from kiosk.protocol.payloads import Aside, Batch, Bulletins, Head, HeldEntries, HeldEpochs, Receipt, Stream

VERSION = 2
"""Of what is signed now."""

Answer = Head | HeldEpochs | HeldEntries[Any]
"""What headquarters answers to a GET."""

_PURPOSES: dict[type[Any], str] = {Head: "head", HeldEpochs: "epochs", HeldEntries: "entries"}


class Checkpoint(NamedTuple):
    """What a kiosk has signed of an epoch: its name, the epoch, the last seq, and the hash there."""

    kiosk: object
    epoch: object
    seq: object
    head: object


_P = 2**255 - 19
_ORDER_8 = 0x7A03AC9277FDC74EC6CC392CFA53202A0F67100D760B3CBA4FD84D3D706A17C7
_SMALL_ORDER = frozenset((0, 1, _P - 1, _ORDER_8, _P - _ORDER_8))
"""The y coordinates of the points of order 1, 2, 4 and 8 on edwards25519."""


def batch_bytes(
    kiosk: str, epoch: str, batch: Batch[Any], stream: Stream = "ledger", aside: Aside | None = None
) -> bytes:
    """What the kiosk signs of a batch; where it ends is a checkpoint. `aside` is what it says beside its entries, if
    that is not all known here."""
    told: list[object] = [batch.health, batch.keeps, *batch.knows]
    if aside:
        told = [aside.health, aside.keeps if bytes(aside.keeps) else batch.keeps, *aside.knows]
    return canonical(
        [
            *("kiosk/v2/batch", kiosk, stream, epoch, batch.report, batch.nonce),
            *(batch.first_seq, batch.last_seq, batch.previous, batch.head, batch.encoding, batch.genesis),
            *(batch.sent_at, digest(told)),
        ]
    )


def checkpoint_of(signed: str) -> Checkpoint | None:
    """The checkpoint in what a kiosk has signed of a batch, under this version or the first; None if it is none."""
    try:
        parts = json.loads(signed)
    except (ValueError, RecursionError):
        return None
    match parts:
        case ["kiosk/v1/batch", kiosk, epoch, _, seq, head, _, _]:
            return Checkpoint(kiosk, epoch, seq, head)
        case ["kiosk/v2/batch", kiosk, "ledger" | "record", epoch, _, _, _, seq, _, head, _, _, _, _]:
            return Checkpoint(kiosk, epoch, seq, head)
    return None


def receipt_bytes(receipt: Receipt[Any]) -> bytes:
    """What HQ signs of a receipt."""
    parts = receipt.kiosk, receipt.epoch, receipt.acked, receipt.head, receipt.server_time
    return stored_receipt_bytes(VERSION, *parts, receipt_digest(receipt), receipt.stream)


def stored_receipt_bytes(
    version: int,
    kiosk: str,
    epoch: str,
    acked: int,
    head: str,
    server_time: str,
    digest: str,
    stream: Stream = "ledger",
) -> bytes:
    """What HQ signed of a receipt under a version, from the parts that a kiosk keeps.

    `digest` is that of all that it does not keep: `receipt_digest`; in version 1 that of `elsewhere` alone.
    """
    named = [] if version == 1 else [stream]
    return canonical([f"kiosk/v{version}/receipt", kiosk, *named, epoch, acked, head, server_time, digest])


def receipt_digest(receipt: Receipt[Any]) -> str:
    """SHA-256 of what a receipt says beside how far HQ holds the epoch, hex."""
    told = receipt.nonce, receipt.report, receipt.stored, receipt.replayed
    return digest([*told, receipt.set_aside, receipt.elsewhere, receipt.root])


def get_bytes(path_and_query: str, date: str, nonce: str) -> bytes:
    """What the kiosk signs of a GET."""
    return canonical(["kiosk/v2/get", path_and_query, date, nonce])


def answer_bytes(kiosk: str, epoch: str | None, answer: Answer, stream: Stream = "ledger") -> bytes:
    """What HQ signs of its answer to a GET of that kiosk, and of that epoch if it is about one."""
    *fields, _signature = msgspec.structs.astuple(answer)
    return canonical([f"kiosk/v2/{_PURPOSES[type(answer)]}", kiosk, stream, epoch, *fields])


def bulletins_bytes(kiosk: str, after: int, answer: Bulletins) -> bytes:
    """What HQ signs of the bulletins that a kiosk has asked for, after a number."""
    *fields, _signature = msgspec.structs.astuple(answer)
    return canonical(["kiosk/v2/bulletins", kiosk, after, *fields])


def cosigned_bytes(kiosk: str, day: str, line: str, nonce: str) -> bytes:
    """What HQ signs once it holds that kiosk's cosignature `line` of the root of a day."""
    return canonical(["kiosk/v2/cosigned", kiosk, day, line, nonce])


def sign(key: "Ed25519PrivateKey", message: bytes) -> str:
    """The signature of `message`, hex."""
    return key.sign(message).hex()


def verifies(public_key: str, signature: str, message: bytes) -> bool:
    """Whether `signature` (hex) of `message` is by the owner of `public_key` (hex).

    Nobody owns a weak key: what one signature of it verifies, others do too.
    """
    from cryptography.exceptions import InvalidSignature

    try:
        _public_key(public_key).verify(bytes.fromhex(signature), message)
    except (InvalidSignature, ValueError):
        return False
    return True


@lru_cache(maxsize=16_384)
def _public_key(public_key: str) -> "Ed25519PublicKey":
    """The key of that hex, kept: a receiver asks for those of its kiosks every night. ValueError for a weak one."""
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    point = bytes.fromhex(public_key)
    if _is_weak(point):
        raise ValueError("a weak key")
    return Ed25519PublicKey.from_public_bytes(point)


def _is_weak(point: bytes) -> bool:
    """Small-order points, of which there are eight, and encodings that are not canonical (RFC 8032, 5.1.3)."""
    y = int.from_bytes(point, "little") & ~(1 << 255)
    return y >= _P or y in _SMALL_ORDER


def public_hex(key: "Ed25519PrivateKey") -> str:
    """The public half of `key`, hex."""
    return key.public_key().public_bytes_raw().hex()


def digest(value: object) -> str:
    """SHA-256 of the canonical bytes, hex."""
    return hashlib.sha256(canonical(value)).hexdigest()
