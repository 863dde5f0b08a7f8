"""A second reader of ledgers and of the protocol: written from its description alone, it imports nothing of kiosk."""

import hashlib
import json
from collections.abc import Iterable
from typing import Any

from cryptography.exceptions import InvalidSignature
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PublicKey


def canonical(value: Any) -> bytes:
    """One JSON array without spaces, letters as they are."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode()


def digest(value: Any) -> str:
    return hashlib.sha256(canonical(value)).hexdigest()


def genesis_hash(genesis: list[Any], encoding: int = 1) -> str:
    return digest([f"kiosk/v{encoding}/genesis", *genesis])


def link(previous: str, entry: list[Any]) -> str:
    return hashlib.sha256(bytes.fromhex(previous) + canonical(entry)).hexdigest()


def batch_message(kiosk: str, epoch: str, batch: dict[str, Any], stream: str = "ledger") -> bytes:
    last = batch["first_seq"] + len(batch["entries"]) - 1
    return canonical(
        [
            *("kiosk/v2/batch", kiosk, stream, epoch, batch["report"], batch["nonce"], batch["first_seq"], last),
            *(batch["previous"], batch["head"], batch.get("encoding", 1), batch["genesis"], batch["sent_at"]),
            digest([batch["health"], batch.get("keeps", [0, []]), *batch.get("knows", [])]),
        ]
    )


def batch_message_of_version_1(kiosk: str, epoch: str, batch: dict[str, Any]) -> bytes:
    last = batch["first_seq"] + len(batch["entries"]) - 1
    return canonical(
        [
            "kiosk/v1/batch",
            kiosk,
            epoch,
            batch["first_seq"],
            last,
            batch["head"],
            batch["sent_at"],
            digest(batch["health"]),
        ]
    )


def receipt_message(receipt: dict[str, Any]) -> bytes:
    """Of a receipt as it came, or as a ledger keeps it: then there is a digest of what is not kept."""
    told = receipt.get("digest") or digest([receipt[name] for name in _NOT_KEPT])
    parts = [receipt[name] for name in ("epoch", "acked", "head", "server_time")]
    return canonical(["kiosk/v2/receipt", receipt["kiosk"], receipt.get("stream", "ledger"), *parts, told])


_NOT_KEPT = ("nonce", "report", "stored", "replayed", "set_aside", "elsewhere", "root")


def receipt_message_of_version_1(receipt: dict[str, Any]) -> bytes:
    """Of a receipt as it came, or as a ledger keeps it."""
    told = receipt.get("digest") or digest(receipt["elsewhere"])
    parts = [receipt[name] for name in ("kiosk", "epoch", "acked", "head", "server_time")]
    return canonical(["kiosk/v1/receipt", *parts, told])


def get_message(path_and_query: str, date: str, nonce: str) -> bytes:
    return canonical(["kiosk/v2/get", path_and_query, date, nonce])


def get_message_of_version_1(path_and_query: str, date: str) -> bytes:
    return canonical(["kiosk/v1/get", path_and_query, date])


_ANSWERS = {
    "head": ("acked", "head", "hash_at", "server_time", "report", "nonce"),
    "epochs": ("epochs", "keys", "report", "nonce"),
    "entries": ("genesis", "acked", "head", "entries", "nonce"),
}


def answer_message(
    purpose: str, kiosk: str, epoch: str | None, answer: dict[str, Any], stream: str = "ledger"
) -> bytes:
    """Of what headquarters answers to a GET."""
    return canonical([f"kiosk/v2/{purpose}", kiosk, stream, epoch, *(answer[name] for name in _ANSWERS[purpose])])


def signed(public_key: str, signature: str, message: bytes) -> bool:
    try:
        Ed25519PublicKey.from_public_bytes(bytes.fromhex(public_key)).verify(bytes.fromhex(signature), message)
    except InvalidSignature:
        return False
    return True


def faults(lines: Iterable[str], public_key: str | None = None) -> list[str]:
    """What is wrong with an exported ledger: broken links, receipts that HQ has not signed or that do not fit."""
    broken: list[str] = []
    heads: dict[str, tuple[int, str]] = {}
    hashes: dict[tuple[str, int], str] = {}
    for line in map(json.loads, lines):
        if "genesis" in line:
            _, epoch, parent, parent_seq, parent_hash = line["genesis"]
            if genesis_hash(line["genesis"], line.get("encoding", 1)) != line["hash"]:
                broken.append(f"genesis of {epoch}")
            if parent is not None and hashes[parent, parent_seq] != parent_hash:
                broken.append(f"parent of {epoch}")
            heads[epoch] = (0, line["hash"])
            hashes[epoch, 0] = line["hash"]
        elif "entry" in line:
            epoch, entry = line["epoch"], line["entry"]
            seq, previous = heads[epoch]
            if entry[0] != seq + 1 or link(previous, entry) != line["hash"]:
                broken.append(f"entry {entry[0]} of {epoch}")
            heads[epoch] = (entry[0], line["hash"])
            hashes[epoch, entry[0]] = line["hash"]
        else:
            receipt = line["receipt"]
            place = f"receipt {receipt['acked']} of {receipt['epoch']}"
            if hashes.get((receipt["epoch"], receipt["acked"])) != receipt["head"]:
                broken.append(place)
            elif public_key and not signed(public_key, receipt["signature"], _message_of(receipt)):
                broken.append(f"signature of {place}")
    return broken


def _message_of(receipt: dict[str, Any]) -> bytes:
    return (receipt_message_of_version_1 if receipt["version"] == 1 else receipt_message)(receipt)
