"""Key to echo on the counts, with the chart in its place and without: a count never waits for a picture."""

import sys
from collections.abc import Iterator
from pathlib import Path

from tests.bench.count import ledgers
from tests.bench.figure import Bound, Figure, Scale
from tests.bench.stopwatch import to_draw
from tests.support.sample import DAY
from tests.support.terminal import Terminal

PAUSES = {"key after key": 0.45, "a key while the last chart is drawn": 2.4}
"""Seconds between two keys."""

WITHOUT = "from screens.staff.widgets import chart_card; chart_card.IDLE = 1e9; from kiosk.cli import main; main()"
"""The program, its chart never drawn."""


def counts(folder: Path, *program: str) -> Terminal:
    """The counts of an office with 500 entries."""
    options = ["--data", str(folder), "--practice", "--today", str(DAY), "staff"]
    terminal = Terminal([sys.executable, *program, *options])
    terminal.wait_for("/ 500")
    return terminal


def chart(scale: Scale) -> Iterator[Figure]:
    """Two terminals in turn; the heat-map has a page of its own, on which nothing is counted."""
    with (
        ledgers(500, 500) as folders,
        counts(folders[0], "-m", "kiosk") as charted,
        counts(folders[1], "-c", WITHOUT) as plain,
    ):
        charted.wait_for("ม.ค.")
        assert "ม.ค." not in plain.text
        for name, pause in PAUSES.items():
            ours: list[float] = []
            baseline: list[float] = []
            for _ in range(scale.presses):
                for terminal, times in ((plain, baseline), (charted, ours)):
                    times.append(to_draw(terminal, "3", b"+1", rest=0))
                for terminal in (plain, charted):
                    terminal.read(pause / 2)
            for share in (0.5, 0.95):
                yield Figure(f"{name}: echo with chart, beside without", "ms", ours, baseline, Bound(1.3), share)


MEASURES = (chart,)
