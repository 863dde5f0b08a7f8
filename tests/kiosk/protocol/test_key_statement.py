"""What is signed of a key is exactly these bytes: another program must be able to write them again."""

import msgspec
import pytest

from kiosk.protocol.key_statement import attestation_bytes, enrolled_bytes, enrolment_bytes, office_of
from kiosk.protocol.one_time_code import code_hash, fingerprint, is_whole, new_code, vouches_for
from kiosk.protocol.payloads import Enrolled, Enrolment

KEY, OTHER, NONCE = "1a" * 32, "2b" * 32, "3c" * 16
LEDGER = "8d7a4c1e-3b52-4f0e-9a61-0c5b7d2e9f13"
CODE = "0123-4567-89ab-cdef-0123-4567-89ab"


def test_a_kiosk_signs_the_hash_of_the_code_its_office_its_key_its_mode_its_nonce_and_its_ledger() -> None:
    signed = enrolment_bytes(Enrolment(f" {CODE.upper()}\n", "trang", KEY, True, NONCE, LEDGER, ""))
    assert signed == (f'["kiosk/v2/enrol","{code_hash(CODE)}","trang","{KEY}",true,"{NONCE}","{LEDGER}"]').encode()
    assert CODE.encode() not in signed
    assert office_of(signed.decode()) == "trang"
    assert office_of("[]") is None
    assert office_of("{") is None


def test_headquarters_signs_who_the_kiosk_is_over_its_nonce_and_its_key() -> None:
    signed = enrolled_bytes(Enrolled("trang-1", "trang", KEY, NONCE, ""), OTHER)
    assert signed == f'["kiosk/v2/enrolled","trang-1","trang","{KEY}","{NONCE}","{OTHER}"]'.encode()


def test_headquarters_attests_a_key_together_with_the_attestation_before_it() -> None:
    signed = attestation_bytes(2, "ab" * 64, "trang-1", KEY, "2024-03-01T03:00:00Z", "stated", "[]")
    parts = ["kiosk/v2/key", 2, "ab" * 64, "trang-1", KEY, "2024-03-01T03:00:00Z", "stated", "[]"]
    assert signed == msgspec.json.encode(parts)


@pytest.mark.parametrize(
    ("typed", "whole"),
    [(CODE, True), (f" {CODE.upper()}\n", True), (CODE[:-5], False), (CODE.replace("-", ""), False), ("", False)],
)
def test_a_code_is_whole_with_all_its_groups_however_it_was_typed(typed: str, whole: bool) -> None:
    assert is_whole(typed) == whole


def test_a_code_vouches_for_the_key_of_its_own_headquarters_alone() -> None:
    code = new_code(KEY)
    assert code.endswith(fingerprint(KEY))
    assert vouches_for(code.upper(), KEY)
    assert not vouches_for(code, OTHER)
    assert code != new_code(KEY)
