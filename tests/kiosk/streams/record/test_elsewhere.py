"""What other kiosks of the office wrote rests on receipts of headquarters that are kept, and `verify` reads them."""

import sqlite3
import uuid
from contextlib import closing
from pathlib import Path

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kiosk.protocol.line import Line, LineElsewhere
from kiosk.protocol.payloads import Receipt
from kiosk.protocol.signing import public_hex, receipt_bytes, sign
from kiosk.streams.chain.chain_check import problem_words
from kiosk.streams.chain.coverage import Signer
from kiosk.streams.record.record import Record
from kiosk.streams.record.verify import problems
from tests.support.sample import DAY

KEY = Ed25519PrivateKey.from_private_bytes(bytes(32))
SIGNERS = [Signer("trang-1", public_hex(KEY))]


def line(seq: int) -> LineElsewhere:
    line = Line(seq, str(uuid.uuid4()), DAY, "approver", "fact/office.phone", f'{{"value":"{seq}"}}')
    return LineElsewhere("trang-2", "00000000-0000-4000-8000-000000000000", line)


def keep(record: Record, *told: LineElsewhere, key: Ed25519PrivateKey = KEY) -> None:
    epoch, seq, head = record.chain.head()
    held = {"kiosk": "trang-1", "stream": "record", "epoch": epoch, "acked": seq, "head": head}
    answer = {"stored": 0, "replayed": 0, "set_aside": [], "elsewhere": list(told), "root": None, "report": 1}
    receipt = Receipt(**held, **answer, server_time="2024-03-01T02:14:00Z", nonce="0" * 32, signature="")  # type: ignore[arg-type]
    record.receipts.keep(msgspec.structs.replace(receipt, signature=sign(key, receipt_bytes(receipt))))


def test_lines_of_other_kiosks_that_headquarters_signed_for_are_whole(tmp_path: Path) -> None:
    with Record(tmp_path / "record.db") as record:
        first, second = line(1), line(2)
        keep(record, first, second)
        keep(record, second)
        assert record.elsewhere.lines() == [first, second]
        assert len(list(record.elsewhere.told())) == 1, "what is told again takes no room again"
        assert list(problems(record, SIGNERS)) == []


@pytest.mark.parametrize(
    ("statement", "said"),
    [
        ("UPDATE elsewhere SET value = '{}' WHERE seq = 2", "Line 2 of epoch"),
        ("UPDATE elsewhere SET day = '2024-02-30'", "cannot be read"),
        ("DELETE FROM elsewhere WHERE seq = 1", "is missing: headquarters told it"),
        ("INSERT INTO elsewhere SELECT 9, 'trang-3', epoch, 1, hex(randomblob(18)), day, role, what, value, NULL "
         "FROM elsewhere LIMIT 1", "cannot be read"),
        ("UPDATE told SET receipt = replace(receipt, '{\\\"value', '{\\\"other')", "is not signed by a headquarters"),
        ("DELETE FROM told", "is not as headquarters told it"),
    ],
)  # fmt: skip
def test_verify_names_what_was_changed_of_other_kiosks(tmp_path: Path, statement: str, said: str) -> None:
    with Record(tmp_path / "record.db") as record:
        keep(record, line(1), line(2))
    with closing(sqlite3.connect(tmp_path / "record.db")) as file:
        rules = file.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").fetchall()
        file.executescript("".join(f"DROP TRIGGER {name};" for name, _ in rules))
        file.executescript(statement + ";" + "".join(f"{sql};" for _, sql in rules))
    with Record(tmp_path / "record.db") as record:
        faults = list(problems(record, SIGNERS))
    assert any(said in problem for problem in faults), faults
    assert not any(problem_words(problem).is_same for problem in faults), "each is said in Thai too"


def test_lines_that_another_key_has_signed_for_rest_on_nothing(tmp_path: Path) -> None:
    with Record(tmp_path / "record.db") as record:
        keep(record, line(1), key=Ed25519PrivateKey.generate())
        faults = "\n".join(problems(record, SIGNERS))
    assert "What was told of other kiosks at 2024-03-01T02:14:00Z is not signed by a headquarters." in faults
    assert "Line 1 of epoch 00000000-0000-4000-8000-000000000000 of trang-2 is not as headquarters told it" in faults
