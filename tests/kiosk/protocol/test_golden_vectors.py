"""The golden vectors: what version 1 of the protocol is, to the byte, for this program and for any other."""

import json
from pathlib import Path
from typing import Any

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kiosk.protocol import chain, signing
from kiosk.protocol.chain import Entry, Genesis
from kiosk.protocol.messages import Batch, Receipt
from tests.support import independent_reader as reader

VECTORS: dict[str, Any] = json.loads(Path(__file__).with_name("golden_vectors.json").read_bytes())


def key(of: str) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(bytes.fromhex(VECTORS["keys"][of]["private"]))


def public(of: str) -> str:
    return str(VECTORS["keys"][of]["public"])


def test_the_keys_are_each_others_halves() -> None:
    for of in ("kiosk", "headquarters"):
        assert signing.public_hex(key(of)) == public(of)


def test_the_newest_encoding_covers_every_field_of_an_entry() -> None:
    """Else a counter could not write an entry that says something in the field that was forgotten."""
    assert chain.ENCODINGS[chain.ENCODING] == Entry.__struct_fields__


@pytest.mark.parametrize("vector", VECTORS["genesis"])
def test_an_epoch_begins_with_this_hash(vector: dict[str, Any]) -> None:
    genesis = msgspec.convert(vector["genesis"], Genesis)
    assert chain.genesis_hash(genesis, 1) == vector["hash"] == reader.genesis_hash(vector["genesis"])
    assert reader.canonical(["kiosk/v1/genesis", *vector["genesis"]]).decode() == vector["canonical"]


@pytest.mark.parametrize("vector", VECTORS["entries"])
def test_an_entry_has_these_bytes_and_this_hash(vector: dict[str, Any]) -> None:
    entry = msgspec.convert(vector["entry"], Entry)
    assert chain.is_sound(entry)
    assert chain.entry_bytes(entry, 1) == reader.canonical(vector["entry"]) == vector["canonical"].encode()
    assert chain.link(vector["previous"], entry, 1) == vector["hash"]
    assert reader.link(vector["previous"], vector["entry"]) == vector["hash"]


@pytest.mark.parametrize("vector", VECTORS["batches"])
def test_a_kiosk_signs_a_batch_so(vector: dict[str, Any]) -> None:
    batch = msgspec.convert(vector["batch"], Batch)
    message = vector["canonical"].encode()
    assert signing.batch_bytes(vector["kiosk"], vector["epoch"], batch) == message
    assert reader.batch_message(vector["kiosk"], vector["epoch"], vector["batch"]) == message
    assert signing.sign(key("kiosk"), message) == batch.signature
    assert reader.signed(public("kiosk"), batch.signature, message)
    assert not reader.signed(public("headquarters"), batch.signature, message)


@pytest.mark.parametrize("vector", VECTORS["receipts"])
def test_headquarters_signs_a_receipt_so(vector: dict[str, Any]) -> None:
    receipt = msgspec.convert(vector["receipt"], Receipt)
    message = vector["canonical"].encode()
    assert signing.receipt_bytes(receipt) == reader.receipt_message(vector["receipt"]) == message
    assert signing.sign(key("headquarters"), message) == receipt.signature
    assert reader.signed(public("headquarters"), receipt.signature, message)
    assert not signing.verifies(public("headquarters"), receipt.signature, message.replace(b"kiosk/v1", b"kiosk/v2"))


@pytest.mark.parametrize("vector", VECTORS["gets"])
def test_a_kiosk_signs_a_question_so(vector: dict[str, Any]) -> None:
    message = vector["canonical"].encode()
    assert signing.get_bytes(vector["path"], vector["date"]) == message
    assert reader.get_message(vector["path"], vector["date"]) == message
    assert signing.sign(key("kiosk"), message) == vector["signature"]
    assert reader.signed(public("kiosk"), vector["signature"], message)
