"""Every sentence of an audit, of a kiosk's own files as of headquarters' register, has its Thai."""

import ast
from collections.abc import Iterator
from pathlib import Path

import pytest

import kiosk
from kiosk.hq.store.office_terms import OfficeTerms
from kiosk.hq.store.verify import Audit
from kiosk.text.sentences import COMMANDS, FAULTS
from kiosk.text.templates import by_template
from tests.support.sample import DAY

AUDITS = ["hq/store/verify.py", "hq/store/claim_audit.py", "hq/store/signatures.py", "hq/store/own_keys.py"]
AUDITS += ["hq/roots/verify.py", "hq/bulletins/verify.py", "streams/ledger/verify.py"]
AUDITS += ["streams/chain/chain_check.py"]


def sentences(file: str) -> Iterator[str]:
    """What the code of an audit says, with a word for each part that differs."""
    for node in ast.walk(ast.parse(Path(kiosk.__path__[0], file).read_text("utf-8"))):
        if isinstance(node, ast.JoinedStr):
            parts = [str(part.value) if isinstance(part, ast.Constant) else "WHERE" for part in node.values]
            sentence = (
                "".join(parts).replace("of WHERE", "of epoch E of K").replace("The WHERE is", "The epoch E of K is")
            )
            if sentence.endswith(".") and not sentence.startswith("WHERE "):
                yield sentence


@pytest.mark.parametrize("file", AUDITS)
def test_every_sentence_of_an_audit_has_its_thai(file: str) -> None:
    unsaid = [sentence for sentence in sentences(file) if by_template(FAULTS, sentence).is_same]
    assert unsaid == []


@pytest.mark.parametrize(
    "doubt",
    [
        "is not set aside (future-day)",
        "is set aside (future-day), but can be true",
        "is not set aside for no-role",
        "is set aside for no-role, but can be meant",
    ],
)
def test_what_is_wrong_with_how_a_line_stands_is_said_in_thai(doubt: str) -> None:
    words = by_template(FAULTS, f"Line 3 of epoch E of trang-1 {doubt}.").th
    assert words.startswith("บรรทัดที่ 3 ของช่วง E ของ trang-1 ")


def test_what_an_audit_rests_on_is_said_in_thai() -> None:
    words = Audit(kiosks=1, entries=1200, lines=3, signed=1000, unsigned=150).words
    assert words.en == (
        "1 kiosk, 1,200 entries: 1,000 under the kiosks' signatures, 150 from before signatures were kept, "
        "50 on this register's word alone; 3 lines of records"
    )
    assert words.th == (
        "1 ตู้ 1,200 รายการ: 1,000 รายการอยู่ใต้ลายเซ็นของตู้ 150 รายการมาจากก่อนเก็บลายเซ็น "
        "50 รายการมาจากคำของทะเบียนนี้เท่านั้น และบันทึก 3 บรรทัด"
    )


@pytest.mark.parametrize("closed", [[], [DAY]])
@pytest.mark.parametrize("opened", [[], [DAY]])
def test_the_terms_of_an_office_are_said_in_thai_in_lists_and_as_the_audit_log_keeps_them(
    closed: list[object], opened: list[object]
) -> None:
    terms = OfficeTerms("superintendent", "visitor", closed, opened)  # type: ignore[arg-type]
    assert terms.words.th.startswith("ระดับ superintendent นับจากผู้มารับบริการ")
    assert by_template(COMMANDS, f"trang: {terms}").th == f"trang: {terms.words.th}"
