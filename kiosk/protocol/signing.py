"""Ed25519 signatures: the bytes that a kiosk and headquarters sign, and their verification."""

import hashlib
from typing import TYPE_CHECKING

if TYPE_CHECKING:  # 8 MiB that the counter does without: it hashes, only sync and HQ sign
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey
from kiosk.protocol.chain import DayCount, canonical
from kiosk.protocol.messages import Batch, Receipt


def batch_bytes(kiosk: str, epoch: str, batch: Batch) -> bytes:
    """What the kiosk signs of a batch."""
    digest = hashlib.sha256(canonical(batch.health)).hexdigest()
    return canonical(
        ["kiosk/v1/batch", kiosk, epoch, batch.first_seq, batch.last_seq, batch.head, batch.sent_at, digest]
    )


def receipt_bytes(receipt: Receipt) -> bytes:
    """What HQ signs of a receipt."""
    return stored_receipt_bytes(
        receipt.kiosk,
        receipt.epoch,
        receipt.acked,
        receipt.head,
        receipt.server_time,
        elsewhere_digest(receipt.elsewhere),
    )


def stored_receipt_bytes(kiosk: str, epoch: str, acked: int, head: str, server_time: str, elsewhere: str) -> bytes:
    """What HQ signed, from the parts that a kiosk keeps; `elsewhere` is the digest of the counts."""
    return canonical(["kiosk/v1/receipt", kiosk, epoch, acked, head, server_time, elsewhere])


def elsewhere_digest(elsewhere: list[DayCount]) -> str:
    """SHA-256 of the canonical counts of the other kiosks, hex."""
    return hashlib.sha256(canonical(elsewhere)).hexdigest()


def get_bytes(path_and_query: str, date: str) -> bytes:
    """What the kiosk signs of a GET."""
    return canonical(["kiosk/v1/get", path_and_query, date])


def sign(key: "Ed25519PrivateKey", message: bytes) -> str:
    """The signature of `message`, hex."""
    return key.sign(message).hex()


def verifies(public_key: str, signature: str, message: bytes) -> bool:
    """Whether `signature` (hex) of `message` is by the owner of `public_key` (hex)."""
    from cryptography.exceptions import InvalidSignature
    from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey

    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(public_key)).verify(bytes.fromhex(signature), message)
    except (InvalidSignature, ValueError):
        return False
    return True


def public_hex(key: "Ed25519PrivateKey") -> str:
    """The public half of `key`, hex."""
    return key.public_key().public_bytes_raw().hex()
