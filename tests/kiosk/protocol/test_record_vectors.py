"""The golden vectors of the record's stream: what is signed of its batches, receipts and answers, to the byte."""

import json
from pathlib import Path
from typing import Any

import msgspec
import pytest

from kiosk.protocol import signing
from kiosk.protocol.line import RECORD, Line, LineElsewhere
from kiosk.protocol.payloads import Batch, HeldEntries, Receipt
from tests.kiosk.protocol.test_golden_vectors import ANSWERS, key, public, signed_bytes
from tests.support import independent_reader as reader

VECTORS: dict[str, Any] = json.loads(Path(__file__).with_name("golden_vectors_record.json").read_bytes())


@pytest.mark.parametrize("vector", VECTORS["batches"])
def test_a_kiosk_signs_a_batch_of_lines_so(vector: dict[str, Any]) -> None:
    batch, message = msgspec.convert(vector["batch"], Batch[Line]), vector["canonical"].encode()
    assert signed_bytes(vector, batch, "record") == message
    assert reader.batch_message(vector["kiosk"], vector["epoch"], vector["batch"], "record") == message
    assert [batch.previous, *RECORD.links(batch.previous, batch.entries, batch.encoding)][-1] == batch.head
    assert signing.sign(key("kiosk"), message) == batch.signature
    assert signing.checkpoint_of(vector["canonical"]) == (vector["kiosk"], vector["epoch"], batch.last_seq, batch.head)
    assert not signing.verifies(public("kiosk"), batch.signature, message.replace(b'"record"', b'"ledger"'))


@pytest.mark.parametrize("vector", VECTORS["receipts"])
def test_headquarters_signs_a_receipt_for_lines_so(vector: dict[str, Any]) -> None:
    receipt, message = msgspec.convert(vector["receipt"], Receipt[LineElsewhere]), vector["canonical"].encode()
    assert signing.receipt_bytes(receipt) == reader.receipt_message(vector["receipt"]) == message
    assert signing.sign(key("headquarters"), message) == receipt.signature
    other = msgspec.structs.replace(receipt, elsewhere=[])
    assert receipt.elsewhere == [] or signing.receipt_bytes(other) != message


@pytest.mark.parametrize("vector", VECTORS["answers"])
def test_headquarters_signs_an_answer_about_a_record_so(vector: dict[str, Any]) -> None:
    kinds = ANSWERS | {"entries": HeldEntries[Line]}
    answer, message = msgspec.convert(vector["answer"], kinds[vector["purpose"]]), vector["canonical"].encode()
    told = vector["purpose"], vector["kiosk"], vector["epoch"], vector["answer"]
    assert signing.answer_bytes(vector["kiosk"], vector["epoch"], answer, "record") == message
    assert reader.answer_message(*told, "record") == message
    assert signing.sign(key("headquarters"), message) == answer.signature
