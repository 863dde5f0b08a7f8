"""From a key to its echo beside a bare insert and a frame of as many lines; the counts page with 10 and with 1,000,000 entries.

`python tests/bench/count.py [--entries 1000000]` in an environment with the test extra. Every figure is a median,
measured in turn, A B A B, in real pseudo-terminals of 137×28; both kinds of write are as durable.
"""

import argparse
import datetime
import os
import select
import sqlite3
import statistics
import sys
import tempfile
import time
import uuid
from collections.abc import Iterator
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parents[2]))
from kiosk.ledger.ledger import Ledger
from kiosk.protocol.chain import Entry, link
from tests.support.terminal import Terminal

DAY = datetime.date(2024, 3, 1)
GROUPS = ["general-staff", "investigation", "inspection", "foreigner-services"]
BARE = str(Path(__file__).with_name("bare.py"))
LINES = 21
"""Lines that an echo redraws: two minima, today's keys, what stands beside the count."""

ENV = {"TEXTUAL_ANIMATIONS": "none"}


def staff(folder: Path) -> Terminal:
    options = ["--data", str(folder), "--practice", "--today", DAY.isoformat()]
    return Terminal([sys.executable, "-m", "kiosk", *options, "staff"], env=ENV)


def until(terminal: Terminal, marker: bytes, began: float) -> float:
    """Seconds until the program has drawn `marker`; what it draws is not looked at, which would take longer."""
    drawn = b""
    while marker not in drawn:
        assert select.select([terminal.process.fd], [], [], 60)[0], "nothing was drawn for a minute"
        drawn += os.read(terminal.process.fd, 65536)
    return time.perf_counter() - began


def press(terminal: Terminal, key: str, marker: bytes) -> float:
    """Seconds from the key going in to `marker` being drawn."""
    terminal.read(0.6)
    began = time.perf_counter()
    terminal.process.write(key.encode())
    return until(terminal, marker, began)


def inserts(folder: Path) -> Iterator[float]:
    """Seconds that a bare insert takes, with the same pragmas, again and again."""
    database = sqlite3.connect(folder / "bare.db", isolation_level=None)
    database.execute("PRAGMA journal_mode = DELETE")
    database.execute("PRAGMA synchronous = EXTRA")
    database.execute("CREATE TABLE entry (id TEXT, day TEXT, work_group TEXT)")
    while True:
        began = time.perf_counter()
        database.execute("INSERT INTO entry VALUES (?, ?, 'inspection')", (str(uuid.uuid4()), DAY.isoformat()))
        yield time.perf_counter() - began


def filled(folder: Path, entries: int) -> Path:
    """A ledger of so many respondents over the window, put in by one transaction: chained, as counts are."""
    path = folder / "practice" / "ledger.db"
    path.parent.mkdir(parents=True)
    days = [DAY - datetime.timedelta(n) for n in range(59, 0, -1)]
    with Ledger(path, practice=True) as ledger:
        epoch, _, head = ledger.chain.head()
    database = sqlite3.connect(path)
    for number in range(entries):
        day, group = days[number * len(days) // entries], GROUPS[number % 4]
        entry = Entry(number + 1, str(uuid.uuid4()), day, "respondent", group, 1, None, "staff")
        head = link(head, entry, 1)
        values = (epoch, number + 1, entry.id, day.isoformat(), "respondent", group, 1, None, "staff", head)
        database.execute("INSERT INTO entry VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", values)
    database.commit()
    database.close()
    return folder


def opened(folder: Path) -> float:
    """Seconds from the start of `kiosk staff` to the figures of the total."""
    began = time.perf_counter()
    with staff(folder) as terminal:
        return until(terminal, b" / 500", began)


def page(folder: Path) -> float:
    """Seconds from the ledger's opening to everything that the counts page shows, without the start of Python."""
    from kiosk.catalogue.load import load
    from kiosk.machine import Kiosk, clock_on
    from kiosk.progress.counts import of_kiosk

    kiosk = Kiosk(catalogue=load(), folder=folder / "practice", practice=True, clock=clock_on(DAY))
    began = time.perf_counter()
    with Ledger(kiosk.path("ledger.db"), practice=True) as ledger:
        of_kiosk(kiosk, ledger)
        ledger.itap.newest()
        ledger.chain.head()
    return time.perf_counter() - began


def main() -> None:
    options = argparse.ArgumentParser()
    options.add_argument("--entries", type=int, default=1_000_000)
    options.add_argument("--rounds", type=int, default=9)
    chosen = options.parse_args()
    with tempfile.TemporaryDirectory() as name:
        root = Path(name)
        small, large = filled(root / "small", 10), filled(root / "large", chosen.entries)

        times: dict[str, list[float]] = {"insert": [], "frame": [], "key": []}
        bare = inserts(root)
        with staff(small) as counts, Terminal([sys.executable, BARE, str(LINES)], env=ENV) as plain:
            counts.wait_for("/ 500")
            plain.wait_for("ready")
            for number in range(3 * chosen.rounds):
                times["insert"].append(next(bare))
                times["frame"].append(press(plain, "u", b"written at"))
                times["key"].append(press(counts, str(number % 4 + 1), b"+1"))
        medians = {what: statistics.median(values) * 1000 for what, values in times.items()}
        both = medians["insert"] + medians["frame"]
        print(
            f"key to echo      insert {medians['insert']:.1f} ms + frame {medians['frame']:.1f} ms  "
            f"key {medians['key']:.1f} ms  ratio {medians['key'] / both:.2f}"
        )

        for what, measure in (("counts page", opened), ("its figures", page)):
            few, many = [], []
            for _ in range(chosen.rounds):
                few.append(measure(small))
                many.append(measure(large))
            a, b = statistics.median(few) * 1000, statistics.median(many) * 1000
            print(f"{what:<16} 10 entries {a:.1f} ms  {chosen.entries:,} entries {b:.1f} ms  ratio {b / a:.2f}")


if __name__ == "__main__":
    main()
