"""What somebody has done to a ledger is found and named."""

import sqlite3
from typing import Any

import msgspec
import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kiosk.protocol.chain import DayCount, link
from kiosk.protocol.signing import public_hex, receipt_bytes, sign
from kiosk.streams.chain.chain_check import problem_words
from kiosk.streams.chain.coverage import Signer, coverage
from kiosk.streams.ledger.ledger import Ledger
from kiosk.streams.ledger.verify import problems
from tests.support.ledgers import receipt
from tests.support.sample import DAY


def tamper(ledger: Ledger, statement: str) -> None:
    """What somebody with the file and a database tool can do."""
    with sqlite3.connect(ledger.path) as other:
        for (name,) in other.execute("SELECT name FROM sqlite_schema WHERE type = 'trigger'").fetchall():
            other.execute(f"DROP TRIGGER {name}")
        other.execute(statement)


@pytest.mark.parametrize(
    ("statement", "name"),
    [
        ("UPDATE entry SET work_group = 'investigation' WHERE seq = 3", "Entry 3 "),
        ("UPDATE entry SET day = '2024-03-02' WHERE seq = 5", "Entry 5 "),
        ("DELETE FROM entry WHERE seq = 4", "Entry 4 "),
        ("UPDATE tally SET count = count + 1", "tally"),
    ],
)
def test_verify_names_what_was_changed(ledger: Ledger, statement: str, name: str) -> None:
    for _ in range(6):
        ledger.count("inspection", DAY)
    assert list(problems(ledger)) == []
    tamper(ledger, statement)
    named = list(problems(ledger))
    assert any(name in problem for problem in named), named
    assert not any(problem_words(problem).is_same for problem in named), "each is said in Thai too"


HQ = Ed25519PrivateKey.from_private_bytes(bytes(32))
BELIEVED = {Signer("phatthalung-1", public_hex(HQ))}


def confirm(ledger: Ledger, seq: int | None = None, key: Ed25519PrivateKey = HQ, **other: Any) -> None:
    """Keep a receipt for the present epoch up to `seq`; `other` are parts that differ from what is right."""
    epoch, last, _ = ledger.chain.head()
    acked = last if seq is None else seq
    right = receipt(epoch, acked, str(ledger.chain.hash_at(epoch, acked)), "2024-03-01T19:14:00Z")
    unsigned = msgspec.structs.replace(right, **other)
    ledger.receipts.keep(msgspec.structs.replace(unsigned, signature=sign(key, receipt_bytes(unsigned))))


def count(ledger: Ledger, times: int) -> None:
    for _ in range(times):
        ledger.count("inspection", DAY)


def found(ledger: Ledger) -> str:
    told = list(problems(ledger, BELIEVED))
    assert [problem for problem in told if problem_words(problem).is_same] == [], "each is said in Thai too"
    return "\n".join(told)


def rewrite(ledger: Ledger) -> None:
    """The whole chain anew without its second entry, as the finding's script of twenty lines did it."""
    epoch = ledger.chain.head()[0]
    kept = [entry for entry, _ in ledger.chain.entries(epoch) if entry.seq != 2]
    head = ledger.chain.hash_at(epoch, 0)
    assert head is not None
    with sqlite3.connect(ledger.path) as other:
        triggers = other.execute("SELECT name, sql FROM sqlite_schema WHERE type = 'trigger'").fetchall()
        for name, _ in triggers:
            other.execute(f"DROP TRIGGER {name}")
        other.execute("DELETE FROM entry")
        other.execute(f"UPDATE tally SET count = {len(kept)}")
        for seq, entry in enumerate(kept, 1):
            moved = msgspec.structs.replace(entry, seq=seq)
            head = link(head, moved, ledger.chain.encoding(epoch))
            row = {**msgspec.structs.asdict(moved), "day": moved.day.isoformat(), "epoch": epoch, "hash": head}
            other.execute(f"INSERT INTO entry ({', '.join(row)}) VALUES ({', '.join('?' * len(row))})", [*row.values()])
        for _, sql in triggers:
            other.execute(sql)


def test_a_missing_tail_shows_against_the_last_receipt(ledger: Ledger) -> None:
    count(ledger, 3)
    confirm(ledger)
    tamper(ledger, "DELETE FROM entry WHERE seq = 3")
    assert "tail is missing" in found(ledger)


def test_a_rewritten_chain_shows_against_any_receipt(ledger: Ledger) -> None:
    """H4: two of five synced entries were taken out of a chain that was whole again."""
    count(ledger, 3)
    confirm(ledger)
    count(ledger, 2)
    rewrite(ledger)
    assert "Entry 3 of epoch" in found(ledger)
    assert "is not the one that headquarters confirmed" in found(ledger)


def test_a_rewritten_chain_without_its_receipts_is_on_this_machines_word_and_lacks_the_last_receipt(
    ledger: Ledger,
) -> None:
    """H4: `delete from receipt` after the rewriting, and the ledger was whole."""
    count(ledger, 5)
    confirm(ledger)
    rewrite(ledger)
    with sqlite3.connect(ledger.path) as other:
        other.execute("DELETE FROM receipt")
    assert "The last receipt of headquarters, for entry 5" in found(ledger)
    assert coverage(ledger, BELIEVED).words.en == "4 entries: 4 on this machine's word"
    with sqlite3.connect(ledger.path) as other:
        other.execute("DELETE FROM state")
    assert coverage(ledger, BELIEVED).words.en == "4 entries: 4 on this machine's word"


@pytest.mark.parametrize(
    "forged",
    [
        {"kiosk": "trang-1"},
        {"key": Ed25519PrivateKey.generate()},
    ],
)
def test_a_receipt_for_another_kiosk_or_of_another_key_is_named(ledger: Ledger, forged: dict[str, Any]) -> None:
    count(ledger, 2)
    confirm(ledger, **forged)
    assert "The receipt for entry 2 of epoch" in found(ledger)
    assert "not signed by a headquarters that knows this kiosk" in found(ledger)
    assert coverage(ledger, BELIEVED).words.en == "2 entries: 2 on this machine's word"


@pytest.mark.parametrize("signature", ["00", "00" * 64])
def test_a_receipt_whose_signature_is_none_is_named(ledger: Ledger, signature: str) -> None:
    count(ledger, 2)
    confirm(ledger)
    tamper(ledger, f"UPDATE receipt SET signature = '{signature}'")
    assert "not signed by a headquarters that knows this kiosk" in found(ledger)


def test_counts_of_elsewhere_that_headquarters_did_not_tell_are_named(ledger: Ledger) -> None:
    """H4: they were edited by hand to 500, "met", and the ledger was whole."""
    count(ledger, 1)
    confirm(ledger, elsewhere=[DayCount(DAY, "inspection", "staff", 5)])
    assert found(ledger) == ""
    with sqlite3.connect(ledger.path) as other:
        other.execute("UPDATE elsewhere SET count = 500")
    assert "not those of headquarters' last receipt" in found(ledger)
    with sqlite3.connect(ledger.path) as other:
        other.execute("UPDATE state SET value = replace(value, ',5]', ',500]') WHERE name = 'receipt'")
    assert "The last receipt of headquarters" in found(ledger)


@pytest.mark.parametrize(
    ("statement", "name"),
    [
        ("DROP TRIGGER entry_kept", "trigger entry_kept of"),
        ("DROP INDEX entry_day", "index entry_day of"),
        ("CREATE TABLE more (a INTEGER)", "table more of"),
        (
            "CREATE TRIGGER twice AFTER INSERT ON entry BEGIN UPDATE tally SET count = count + 1; END",
            "trigger twice of",
        ),
    ],
)
def test_a_file_that_is_not_as_it_was_made_is_named(ledger: Ledger, statement: str, name: str) -> None:
    """H4: all triggers dropped, and the ledger was whole."""
    count(ledger, 1)
    with sqlite3.connect(ledger.path) as other:
        other.execute(statement)
    assert name in found(ledger)


@pytest.mark.parametrize("left", ["nothing", "an empty file", "a fresh ledger", "an older copy"])
def test_a_ledger_that_is_gone_is_named_until_headquarters_or_a_restore_stands_for_it(
    ledger: Ledger, left: str
) -> None:
    count(ledger, 2)
    older = ledger.path.read_bytes()
    with Ledger(ledger.path, practice=True) as later:
        count(later, 3)
    ledger.close()
    ledger.path.unlink()
    if left == "an empty file":
        ledger.path.touch()
    elif left == "an older copy":
        ledger.path.write_bytes(older)
    with Ledger(ledger.path, practice=True) as fresh:
        if left == "a fresh ledger":
            count(fresh, 9)
        assert ("is gone" if left != "an older copy" else "is missing or another") in found(fresh)
        fresh.mark.renew()
        assert found(fresh) == ""


def test_a_ledger_that_never_counted_is_whole_however_often_it_is_made(ledger: Ledger) -> None:
    ledger.close()
    ledger.path.unlink()
    with Ledger(ledger.path, practice=True) as fresh:
        assert found(fresh) == ""


def test_what_rests_on_what_is_said_over_all_epochs(ledger: Ledger) -> None:
    count(ledger, 5)
    epoch = ledger.chain.head()[0]
    confirm(ledger, 3)
    ledger.rotate(epoch, 4)
    count(ledger, 2)
    confirm(ledger, 2)
    assert coverage(ledger, BELIEVED).words.en == (
        "7 entries: 6 under headquarters' receipt of 2024-03-02 02:14, 1 on this machine's word"
    )
    confirm(ledger)
    assert coverage(ledger, BELIEVED).words.en == "7 entries: 7 under headquarters' receipt of 2024-03-02 02:14"
    assert found(ledger) == ""
