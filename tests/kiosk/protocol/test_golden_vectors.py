"""The golden vectors: what each version of the protocol is, to the byte, for this program and for any other."""

import json
from pathlib import Path
from typing import Any

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kiosk.protocol import chain, signing
from kiosk.protocol.chain import Entry, Genesis
from kiosk.protocol.payloads import Aside, Batch, Head, Health, HeldEntries, HeldEpochs, Receipt, Stream
from kiosk.protocol.signing import Answer
from tests.support import independent_reader as reader

VECTORS: dict[str, Any] = json.loads(Path(__file__).with_name("golden_vectors.json").read_bytes())
"""Of version 1, whose hash chain holds still."""

NEWER: dict[str, Any] = json.loads(Path(__file__).with_name("golden_vectors_2.json").read_bytes())
"""Of version 2: what is signed."""

ANSWERS: dict[str, type[Answer]] = {"head": Head, "epochs": HeldEpochs, "entries": HeldEntries}


def key(of: str) -> Ed25519PrivateKey:
    return Ed25519PrivateKey.from_private_bytes(bytes.fromhex(VECTORS["keys"][of]["private"]))


def public(of: str) -> str:
    return str(VECTORS["keys"][of]["public"])


def signed_bytes(vector: dict[str, Any], batch: Batch[Any], stream: Stream = "ledger") -> bytes:
    """What is signed of a batch: of a kiosk that says less of itself than one of today, what it said as it came."""
    said = msgspec.json.decode(msgspec.json.encode(vector["batch"]), type=Aside)
    is_whole = len(vector["batch"]["health"]) == len(Health.__struct_fields__)
    return signing.batch_bytes(vector["kiosk"], vector["epoch"], batch, stream, None if is_whole else said)


def test_a_vector_says_all_that_a_kiosk_of_today_says_of_itself() -> None:
    assert len(NEWER["batches"][-1]["batch"]["health"]) == len(Health.__struct_fields__)


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
def test_a_batch_of_version_1_is_a_checkpoint_still(vector: dict[str, Any]) -> None:
    batch, message = vector["batch"], vector["canonical"].encode()
    assert reader.batch_message_of_version_1(vector["kiosk"], vector["epoch"], batch) == message
    seq = batch["first_seq"] + len(batch["entries"]) - 1
    assert signing.checkpoint_of(vector["canonical"]) == (vector["kiosk"], vector["epoch"], seq, batch["head"])
    assert signing.verifies(public("kiosk"), batch["signature"], message)


@pytest.mark.parametrize("vector", VECTORS["receipts"])
def test_a_receipt_of_version_1_verifies_from_what_a_ledger_keeps_of_it(vector: dict[str, Any]) -> None:
    receipt, message = vector["receipt"], vector["canonical"].encode()
    kept = [receipt[name] for name in ("kiosk", "epoch", "acked", "head", "server_time")]
    assert signing.stored_receipt_bytes(1, *kept, reader.digest(receipt["elsewhere"])) == message
    assert reader.receipt_message_of_version_1(receipt) == message
    assert signing.verifies(public("headquarters"), receipt["signature"], message)


@pytest.mark.parametrize("vector", VECTORS["gets"])
def test_a_question_of_version_1_was_signed_so(vector: dict[str, Any]) -> None:
    message = vector["canonical"].encode()
    assert reader.get_message_of_version_1(vector["path"], vector["date"]) == message
    assert reader.signed(public("kiosk"), vector["signature"], message)


@pytest.mark.parametrize("vector", NEWER["batches"])
def test_a_kiosk_signs_a_batch_so(vector: dict[str, Any]) -> None:
    batch = msgspec.convert(vector["batch"], Batch)
    message = vector["canonical"].encode()
    assert signed_bytes(vector, batch) == message
    assert reader.batch_message(vector["kiosk"], vector["epoch"], vector["batch"]) == message
    assert signing.sign(key("kiosk"), message) == batch.signature
    assert not reader.signed(public("headquarters"), batch.signature, message)
    assert signing.checkpoint_of(vector["canonical"]) == (vector["kiosk"], vector["epoch"], batch.last_seq, batch.head)


@pytest.mark.parametrize("vector", NEWER["receipts"])
def test_headquarters_signs_a_receipt_so(vector: dict[str, Any]) -> None:
    receipt = msgspec.convert(vector["receipt"], Receipt)
    message = vector["canonical"].encode()
    assert signing.receipt_bytes(receipt) == reader.receipt_message(vector["receipt"]) == message
    assert signing.sign(key("headquarters"), message) == receipt.signature
    assert not signing.verifies(public("headquarters"), receipt.signature, message.replace(b"kiosk/v2", b"kiosk/v1"))


@pytest.mark.parametrize("name", ["stored", "replayed", "set_aside", "elsewhere", "root", "report", "nonce"])
def test_no_part_of_a_receipt_stands_outside_of_its_signature(name: str) -> None:
    receipt = msgspec.convert(NEWER["receipts"][1]["receipt"], Receipt)
    other = {"set_aside": [], "elsewhere": [], "nonce": "0" * 32, "root": None}.get(name, 99)
    changed = signing.receipt_bytes(msgspec.structs.replace(receipt, **{name: other}))
    assert not signing.verifies(public("headquarters"), receipt.signature, changed)


@pytest.mark.parametrize("vector", NEWER["gets"])
def test_a_kiosk_signs_a_question_so(vector: dict[str, Any]) -> None:
    message = vector["canonical"].encode()
    assert signing.get_bytes(vector["path"], vector["date"], vector["nonce"]) == message
    assert reader.get_message(vector["path"], vector["date"], vector["nonce"]) == message
    assert signing.sign(key("kiosk"), message) == vector["signature"]


@pytest.mark.parametrize("vector", NEWER["answers"])
def test_headquarters_signs_an_answer_so(vector: dict[str, Any]) -> None:
    answer = msgspec.convert(vector["answer"], ANSWERS[vector["purpose"]])
    message = vector["canonical"].encode()
    assert signing.answer_bytes(vector["kiosk"], vector["epoch"], answer) == message
    assert reader.answer_message(vector["purpose"], vector["kiosk"], vector["epoch"], vector["answer"]) == message
    assert signing.sign(key("headquarters"), message) == answer.signature


@pytest.mark.parametrize("text", ["", "[]", "{}", "null", "[" * 100_000, '["kiosk/v2/batch"]', '["kiosk/v1/receipt"]'])
def test_what_is_no_checkpoint_is_taken_for_none(text: str) -> None:
    assert signing.checkpoint_of(text) is None
