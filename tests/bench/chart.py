"""Key to echo on the counts, with the chart in its place and without: a count never waits for a picture.

`python tests/bench/chart.py [--presses 60]` in an environment with the test extra. Both run in turn, in real
pseudo-terminals of one size; in one of them the chart waits for good. The ledger holds 500 entries, and a key is pressed every 0.45
seconds, or every 2.4, which is when the chart of the last count is being drawn. The heat-map has a page of its own, on
which nothing is counted.
"""

import argparse
import sys
import tempfile
import time
from datetime import date, timedelta
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))
from kiosk.ledger.ledger import Ledger
from tests.bench.screen import quantile
from tests.support.commands import run
from tests.support.terminal import Terminal

WITHOUT = "from screens.widgets import chartcard; chartcard.IDLE = 1e9; from kiosk.cli import main; main()"
"""The program, its chart never drawn."""


def counts(folder: Path, *program: str) -> Terminal:
    options = ["--data", str(folder), "--practice", "--today", "2024-03-01", "staff"]
    terminal = Terminal([sys.executable, *program, *options])
    terminal.wait_for("/ 500")
    terminal.read(4)
    return terminal


def to_echo(terminal: Terminal, count: int) -> float:
    """Seconds from a key to its "+1 = count"."""
    began = time.perf_counter()
    terminal.process.write(b"3")
    while f"+1 = {count} " not in terminal.text:
        terminal.read(0.001)
        assert time.perf_counter() - began < 10, terminal.text
    return time.perf_counter() - began


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("--presses", type=int, default=60)
    presses = options.parse_args().presses
    folders = [Path(tempfile.mkdtemp()) for _ in range(2)]
    for folder in folders:
        run(folder, "counts")
        with Ledger(folder / "practice" / "ledger.db", practice=True) as ledger:
            for number in range(500):
                ledger.count("foreigner-services", date(2024, 1, 2) + timedelta(number % 58))
    for pause in (0.45, 2.4):
        with counts(folders[0], "-m", "kiosk") as chart, counts(folders[1], "-c", WITHOUT) as plain:
            assert "ม.ค." in chart.text
            assert "Jan" not in plain.text
            echoes: dict[str, list[float]] = {"with chart": [], "without": []}
            first = 0 if pause < 1 else presses
            for number in range(1, presses + 1):
                for name, terminal in (("with chart", chart), ("without", plain)):
                    echoes[name].append(to_echo(terminal, first + number))
                end = time.monotonic() + pause
                while time.monotonic() < end:
                    chart.read(0.05)
                    plain.read(0.05)
            for name, values in echoes.items():
                print(
                    f"a key every {pause} s  {name:<10}  p50 {quantile(values, 0.5) * 1000:.0f} ms  "
                    f"p95 {quantile(values, 0.95) * 1000:.0f} ms"
                )
            ratios = [quantile(echoes["with chart"], q) / quantile(echoes["without"], q) for q in (0.5, 0.95)]
            print(f"a key every {pause} s  ratio       p50 {ratios[0]:.2f}  p95 {ratios[1]:.2f}")


if __name__ == "__main__":
    main()
