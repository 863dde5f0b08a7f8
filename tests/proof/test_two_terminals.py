"""Two clerks type as fast as a terminal takes it, on one ledger: every count is there, in order, and none twice."""

import threading
from pathlib import Path

import pytest

from kiosk.ledger.ledger import Ledger
from kiosk.ledger.verify import problems
from screens.widgets.debounce import DOUBLE_PRESS
from tests.proof.oracle import plainly
from tests.support.sample import GROUPS
from tests.support.terminal import Terminal, counter

KEYS = "1234"
ROUND = DOUBLE_PRESS * 1.5
"""Seconds for the four keys: the same key sooner again would be the same press."""


def type_counts(terminal: Terminal, counts: int) -> None:
    """Press 1, 2, 3, 4 over and over."""
    for number in range(counts):
        terminal.press(KEYS[number % 4], pause=0.01 if number % 4 < 3 else ROUND)


@pytest.mark.parametrize("counts", [48, pytest.param(500, marks=pytest.mark.long)], ids=["short", "long"])
def test_what_two_terminals_count_at_once_is_all_there_in_order_and_none_twice(tmp_path: Path, counts: int) -> None:
    path = tmp_path / "practice" / "ledger.db"
    with counter(tmp_path, "staff") as desk, counter(tmp_path, "staff", columns=80, rows=24) as ssh:
        for terminal in (desk, ssh):
            terminal.wait_for("0 / 500")
        clerks = [threading.Thread(target=type_counts, args=(terminal, counts)) for terminal in (desk, ssh)]
        for clerk in clerks:
            clerk.start()
        for clerk in clerks:
            clerk.join()
        for terminal in (desk, ssh):
            terminal.wait_for(f"{2 * counts} / 500")
    with plainly(path) as plain:
        rows = plain.execute("SELECT seq, id, work_group, value FROM entry ORDER BY seq").fetchall()
    assert [seq for seq, *_ in rows] == list(range(1, 2 * counts + 1))
    assert len({id_ for _, id_, _, _ in rows}) == 2 * counts
    assert sorted(group for _, _, group, _ in rows) == sorted(GROUPS * (counts // 2))
    with Ledger(path, practice=True) as ledger:
        assert list(problems(ledger)) == []
