"""When the disk fails or is full, what is called counted is counted, and what is called not counted is not."""

from pathlib import Path

import pytest

from tests.proof.shim import run_under_shim
from tests.proof.world import scratch


@pytest.mark.parametrize("last", [40, pytest.param(300, marks=pytest.mark.long)], ids=["short", "long"])
def test_whichever_call_fails_counted_means_counted(last: int) -> None:
    with scratch() as folder:
        *broken, summary = run_under_shim(Path(folder), "failing", last).splitlines()
    assert broken == []
    tried, refused = map(int, summary.split())
    assert tried == 10 * last
    assert refused > last, "the failures did not reach the ledger"
