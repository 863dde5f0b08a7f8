"""The rules of a ledger hold whatever is counted and taken back, in whatever order."""

import sqlite3
from collections import Counter
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, invariant, rule

from kiosk.streams.ledger.ledger import Ledger
from kiosk.streams.ledger.verify import problems
from tests.support.ledgers import tallied
from tests.support.sample import DAY, GROUPS


@settings(max_examples=25, stateful_step_count=30, suppress_health_check=list(HealthCheck))
class Counting(RuleBasedStateMachine):
    """Whatever is counted and taken back, in whatever order: the tally is the list of what stands."""

    def __init__(self) -> None:
        super().__init__()
        import tempfile

        self.folder = tempfile.TemporaryDirectory()
        self.ledger = Ledger(Path(self.folder.name) / "ledger.db")
        self.standing: list[str] = []
        self.entries = 0

    @rule(group=st.sampled_from(GROUPS))
    def count(self, group: str) -> None:
        self.ledger.count(group, DAY)
        self.standing.append(group)
        self.entries += 1

    @rule()
    def take_back(self) -> None:
        correction = self.ledger.take_back(DAY)
        assert (correction is not None) == bool(self.standing)
        if correction is not None:
            assert correction.work_group == self.standing.pop()
            self.entries += 1

    @rule(share=st.floats(0, 1))
    def rotate(self, share: float) -> None:
        epoch, seq, _ = self.ledger.chain.head()
        common = int(seq * share)
        self.ledger.rotate(epoch, common)

    @rule()
    def reopen(self) -> None:
        path = self.ledger.path
        self.ledger.close()
        self.ledger = Ledger(path)

    @invariant()
    def tally_is_what_stands(self) -> None:
        assert tallied(self.ledger) == dict(Counter(self.standing))

    def teardown(self) -> None:
        assert list(problems(self.ledger)) == []
        self.ledger.close()
        self.folder.cleanup()


test_counting = Counting.TestCase


@given(st.lists(st.sampled_from(GROUPS), max_size=12))
@settings(max_examples=20)
def test_a_ledger_read_by_plain_sqlite_sums_to_its_tally(groups: list[str]) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder, Ledger(Path(folder) / "ledger.db") as ledger:
        for group in groups:
            ledger.count(group, DAY)
        with sqlite3.connect(ledger.path) as plain:
            summed = plain.execute("SELECT work_group, sum(value) FROM entry GROUP BY work_group").fetchall()
        plain.close()
        assert dict(summed) == tallied(ledger)
