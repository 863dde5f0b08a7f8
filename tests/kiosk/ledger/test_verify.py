"""What somebody has done to a ledger is found and named."""

import sqlite3

import pytest

from kiosk.ledger.ledger import Ledger
from kiosk.ledger.verify import problems
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


def test_a_missing_tail_shows_against_the_last_receipt(ledger: Ledger) -> None:
    for _ in range(3):
        ledger.count("inspection", DAY)
    epoch, seq, head = ledger.chain.head()
    ledger.receipts.keep(receipt(epoch, seq, head))
    tamper(ledger, "DELETE FROM entry WHERE seq = 3")
    assert any("tail is missing" in problem for problem in problems(ledger))


def test_a_rewritten_chain_shows_against_the_last_receipt(ledger: Ledger) -> None:
    ledger.count("inspection", DAY)
    epoch, seq, _ = ledger.chain.head()
    ledger.receipts.keep(receipt(epoch, seq, "f" * 64))
    assert any("not the one that headquarters confirmed" in problem for problem in problems(ledger))
