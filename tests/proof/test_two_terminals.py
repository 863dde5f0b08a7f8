"""Two clerks type as fast as hands can, on one ledger: every count is there, in order, and none twice."""

import threading
from pathlib import Path

import pytest

from kiosk.streams.ledger.ledger import Ledger
from kiosk.streams.ledger.verify import problems
from screens.widgets.debounce import DOUBLE_PRESS
from tests.proof.oracle import plainly
from tests.support.sample import GROUPS
from tests.support.terminal import Terminal, counter

KEYS = "1234"


def type_counts(terminal: Terminal, path: Path, counts: int) -> None:
    """Press 1, 2, 3, 4 over and over, both clerks in step, each key when both of the one before count: however slow the
    machine is, no two keys reach a page as a passport reader's would, nor the same key as one that is held."""
    for pressed in range(1, counts + 1):
        key = KEYS[pressed % len(KEYS)]
        terminal.press(key, pause=0.04)
        terminal.until(lambda stored=2 * pressed: entries(path) >= stored, f"of {2 * pressed} presses not all count")
        terminal.read(DOUBLE_PRESS / len(KEYS))


def entries(path: Path) -> int:
    with plainly(path) as plain:
        (count,) = plain.execute("SELECT count(*) FROM entry WHERE kind = 'respondent'").fetchone()
    return int(count)


@pytest.mark.parametrize("counts", [48, pytest.param(500, marks=pytest.mark.long)], ids=["short", "long"])
def test_what_two_terminals_count_at_once_is_all_there_in_order_and_none_twice(tmp_path: Path, counts: int) -> None:
    path = tmp_path / "practice" / "ledger.db"
    with counter(tmp_path, "staff") as desk, counter(tmp_path, "staff", columns=80, rows=24) as ssh:
        for terminal in (desk, ssh):
            terminal.wait_for("0 / 500")
        clerks = [threading.Thread(target=type_counts, args=(terminal, path, counts)) for terminal in (desk, ssh)]
        for clerk in clerks:
            clerk.start()
        for clerk in clerks:
            clerk.join()
        for terminal in (desk, ssh):
            terminal.wait_for(f"{2 * counts} / 500")
    with plainly(path) as plain:
        rows = plain.execute("SELECT seq, kind, id, work_group FROM entry ORDER BY seq").fetchall()
    assert [seq for seq, *_ in rows] == list(range(1, len(rows) + 1))
    respondents = [(id_, group) for _, kind, id_, group in rows if kind == "respondent"]
    assert len({id_ for id_, _ in respondents}) == 2 * counts
    assert sorted(group for _, group in respondents) == sorted(GROUPS * (counts // 2))
    with Ledger(path, practice=True) as ledger:
        assert list(problems(ledger)) == []
