"""A count, from the key to its echo, beside a bare insert and a frame; the counts page on a small and a large ledger."""

import datetime
import sqlite3
import tempfile
import time
import uuid
from collections.abc import Generator, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from kiosk.catalogue.load import load
from kiosk.machine.kiosk import Kiosk, clock_on
from kiosk.progress.counts import of_kiosk
from kiosk.protocol.chain import Entry, link
from kiosk.streams.ledger.ledger import Ledger
from screens.widgets.keystrokes import FASTER_THAN_HANDS
from tests.bench.figure import Bound, Figure, Scale, in_turn
from tests.bench.stopwatch import bare, kiosk, since, to_draw, to_open
from tests.support.sample import DAY, GROUPS

LINES = 21
"""Lines that an echo redraws: two minima, today's keys, what stands beside the count."""

REST = 0.6
"""Seconds between two presses: the same key sooner again would be the same press."""


@contextmanager
def ledgers(*sizes: int) -> Iterator[list[Path]]:
    """Folders, each with a ledger of so many respondents over the window."""
    with tempfile.TemporaryDirectory(prefix="kiosk-bench-") as name:
        yield [filled(Path(name) / str(number), size) for number, size in enumerate(sizes)]


def filled(folder: Path, entries: int) -> Path:
    """So many respondents, put in by one transaction: chained, as counts are."""
    path = folder / "practice" / "ledger.db"
    path.parent.mkdir(parents=True)
    days = [DAY - datetime.timedelta(n) for n in range(59, 0, -1)]
    with Ledger(path, practice=True) as ledger:
        epoch, _, head = ledger.chain.head()
    with closing(sqlite3.connect(path)) as database:
        for number in range(entries):
            day, group = days[number * len(days) // entries], GROUPS[number % 4]
            entry = Entry(number + 1, str(uuid.uuid4()), day, "respondent", group, 1, None, "staff")
            head = link(head, entry, 1)
            values = (epoch, number + 1, entry.id, day.isoformat(), "respondent", group, 1, None, "staff", head)
            database.execute("INSERT INTO entry VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", values)
        database.commit()
    return folder


def inserts(folder: Path) -> Generator[float]:
    """Milliseconds that a bare insert takes, as durable as a count, again and again."""
    with closing(sqlite3.connect(folder / "bare.db", isolation_level=None)) as database:
        database.execute("PRAGMA journal_mode = DELETE")
        database.execute("PRAGMA synchronous = EXTRA")
        database.execute("CREATE TABLE entry (id TEXT, day TEXT, work_group TEXT)")
        while True:
            began = time.perf_counter()
            database.execute("INSERT INTO entry VALUES (?, ?, 'inspection')", (str(uuid.uuid4()), DAY.isoformat()))
            yield since(began)


def key_to_echo(scale: Scale) -> Iterator[Figure]:
    """From a work group's key to its "+1", beside the debounce, an insert and a frame of as many lines."""
    with ledgers(10) as (folder,), kiosk(folder, "staff") as counts, bare(LINES) as plain:
        counts.wait_for("/ 500")
        plain.wait_for("ready")
        insert, keys = inserts(folder), iter("1234" * scale.presses)
        ours, baseline = in_turn(
            scale.presses,
            lambda: to_draw(counts, next(keys), b"+1", rest=REST),
            lambda: FASTER_THAN_HANDS * 1000 + next(insert) + to_draw(plain, "u", b"written at", rest=REST),
        )
        insert.close()
    yield Figure("key to echo, beside debounce, insert and frame", "ms", ours, baseline, Bound(1.3))


def other_terminal(scale: Scale) -> Iterator[Figure]:
    """From the echo of a count on one terminal to its being seen on another of the same ledger."""
    with ledgers(0) as (folder,), kiosk(folder, "staff") as desk, kiosk(folder, "staff") as ssh:
        for terminal in (desk, ssh):
            terminal.wait_for("0 / 500")

        def seen(count: int) -> float:
            here, there = (desk, ssh) if count % 2 else (ssh, desk)
            here.read(REST)
            here.press("3", pause=0)
            here.wait_for(f"+1 = {count} ")
            began = time.perf_counter()
            there.wait_for(f"{count} / 500")
            return since(began)

        ours = [seen(count) for count in range(1, scale.rounds * 2 + 1)]
    yield Figure("count seen on the other terminal", "ms", ours, bound=Bound(1000, "ms"))


def counts_page(scale: Scale) -> Iterator[Figure]:
    """The page from the program's start, and its figures alone, on a large ledger beside one of ten entries."""

    def opened(folder: Path) -> float:
        return to_open(lambda: kiosk(folder, "staff"), b" / 500")

    def worked_out(folder: Path) -> float:
        machine = Kiosk(catalogue=load(), folder=folder / "practice", practice=True, clock=clock_on(DAY))
        began = time.perf_counter()
        with Ledger(machine.path("ledger.db"), practice=True) as ledger:
            of_kiosk(machine, ledger)
            ledger.itap.newest()
            ledger.chain.head()
        return since(began)

    with ledgers(10, scale.entries) as (small, large):
        pages = in_turn(scale.rounds, lambda: opened(large), lambda: opened(small))
        yield Figure(f"counts page, {scale.entries:,} entries beside 10", "ms", *pages, Bound(1.2))
        figures = in_turn(10 * scale.rounds, lambda: worked_out(large), lambda: worked_out(small))
        yield Figure(f"its figures, {scale.entries:,} entries beside 10", "ms", *figures)


MEASURES = (key_to_echo, other_terminal, counts_page)
