"""A power cut at any moment loses no acknowledged count, on the settings that are shipped.

The shim records what SQLite asks of the disk while the kiosk's own code counts; from the record every disk can be
made that a cut may leave. The control, on weaker settings, must lose: else the proof would prove nothing.
"""

import random
import shutil
from pathlib import Path

import pytest

from kiosk.streams.ledger.ledger import Ledger
from kiosk.streams.ledger.verify import problems
from tests.proof.oracle import distinct, read_ledger
from tests.proof.shim import Disk, calls, run_under_shim
from tests.proof.world import scratch

SIZES = pytest.mark.parametrize(
    ("counts", "cuts"), [(40, 200), pytest.param(300, 2_000, marks=pytest.mark.long)], ids=["short", "long"]
)


def lost_at_cuts(folder: Path, counts: int, cuts: int, *settings: object) -> list[int]:
    """For each cut, how many acknowledged entries the kiosk lacks when it starts again."""
    (folder / "disk").mkdir()
    output = run_under_shim(folder / "disk", "writer", counts, *settings, record=folder / "record")
    assert ("not counted" in output) == ("s" in settings)
    record, chance = list(calls(folder / "record")), random.Random(counts)
    disk, acknowledged, lost = Disk(), set(), []
    moments = sorted(chance.choices(range(len(record) + 1), k=cuts))
    for number in range(len(record) + 1):
        while moments and moments[0] == number:
            moments.pop(0)
            lost.append(len(acknowledged - _found_after_cut(folder / "cut", disk, chance)))
        if number < len(record):
            call = record[number]
            acknowledged |= {call.path} if call.what == "m" else set()
            disk.did(call)
    assert len(acknowledged) >= counts / 4
    return lost


def _found_after_cut(folder: Path, disk: Disk, chance: random.Random) -> set[str]:
    """The entries of a kiosk that starts on such a disk; its ledger is whole, whatever it holds."""
    shutil.rmtree(folder, ignore_errors=True)
    folder.mkdir()
    disk.cut(folder, chance)
    with Ledger(folder / "ledger.db", practice=True) as ledger:
        assert set(problems(ledger)) <= {ledger.mark.problem()}  # the mark beside it may tell what is gone
    return set(distinct(read_ledger(folder / "ledger.db")[0]))


@SIZES
def test_a_power_cut_loses_nothing_that_was_acknowledged(counts: int, cuts: int) -> None:
    with scratch() as folder:
        lost = lost_at_cuts(Path(folder), counts, cuts, "shipped", "")
    assert len(lost) == cuts
    assert sum(lost) == 0


@SIZES
@pytest.mark.parametrize("failing", ["s", "d"], ids=["file", "folder"])
def test_nor_does_one_after_a_sync_that_has_failed(counts: int, cuts: int, failing: str) -> None:
    """What is called counted although its COMMIT gave an error has been synced since."""
    with scratch() as folder:
        lost = lost_at_cuts(Path(folder), counts, cuts, "shipped", "", failing)
    assert sum(lost) == 0


@SIZES
@pytest.mark.parametrize("control", [("WAL", "NORMAL"), ("DELETE", "NORMAL")], ids=["wal", "delete"])
def test_the_same_cuts_do_lose_on_weaker_settings(counts: int, cuts: int, control: tuple[str, str]) -> None:
    with scratch() as folder:
        lost = lost_at_cuts(Path(folder), counts, cuts, *control)
    assert sum(lost) > 0
