"""The counter beside a bare Textual app with as many widgets: first frame, key to paint, memory after visits, idle CPU."""

import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from itertools import cycle, islice
from pathlib import Path

import psutil

from kiosk.catalogue.cache import CACHE
from tests.bench.figure import Bound, Figure, Scale, in_turn
from tests.bench.stopwatch import bare, kiosk, press, to_draw, to_open
from tests.support.commands import run
from tests.support.keys import PIN
from tests.support.terminal import HOME, Terminal

FAMILY, SERVICE = 27, 21
"""Widgets of the page of a family, and of a service's first page."""

VISITORS = [family + service for service in "1234" for family in "1234" if family + service != "14"]
"""The keys of visitors, each to another service than those before: more than pages are kept."""

MIB = 2**20
PAINTED = b"\x1b[1;1H"
"""What the first line of a page that is drawn anew begins with; the pointer's shape goes before it."""


@contextmanager
def locked() -> Iterator[Path]:
    """The folder of a counter with a PIN."""
    with tempfile.TemporaryDirectory(prefix="kiosk-bench-") as name:
        assert run(Path(name), "pin", "set", stdin=f"{PIN}\n").returncode == 0
        yield Path(name)


@contextmanager
def both() -> Iterator[tuple[Terminal, Terminal]]:
    """The counter and the bare app, open."""
    with locked() as folder, kiosk(folder) as counter, bare(FAMILY, SERVICE) as plain:
        counter.wait_for(HOME)
        plain.wait_for("ready")
        yield counter, plain


def first_frame(scale: Scale) -> Iterator[Figure]:
    """From the start of the program to its first page, which every start but the first reads from its cache."""
    with locked() as folder:
        with kiosk(folder) as counter:
            counter.wait_for(HOME)
            counter.until((folder / "practice" / CACHE).exists, "kept nothing for the next start")
        ours, baseline = in_turn(
            scale.rounds,
            lambda: to_open(lambda: kiosk(folder), "การรับแจ้ง".encode()),
            lambda: to_open(lambda: bare(1), b"ready"),
        )
    yield Figure("first frame", "ms", ours, baseline, Bound(1.5))


def key_to_paint(scale: Scale) -> Iterator[Figure]:
    """From a key to the page that it leads to: a family, then a service; of one that is kept, and of many in turn."""
    for pages, visitors in (
        ("a page that is kept", ["32"]),
        (f"visitors of {len(VISITORS)} services in turn", VISITORS),
    ):
        ours: list[float] = []
        baseline: list[float] = []
        with both() as (counter, plain):
            counter.press("3", "2", "left", "left")
            for visitor in islice(cycle(visitors), scale.presses // 2):
                for terminal, keys, back, times in ((plain, "12", "b", baseline), (counter, visitor, "left", ours)):
                    times += [to_draw(terminal, key, PAINTED, rest=0.25) for key in keys]
                    terminal.press(back, back)
        yield Figure(f"key to paint, {pages}", "ms", ours, baseline, Bound(1.4))
        yield Figure(f"key to paint, {pages}", "ms", ours, baseline, Bound(35, "ms"), share=0.95)


def memory(scale: Scale) -> Iterator[Figure]:
    """What is held in memory after many visits: a family, another service than the last visitor's, and back."""
    with both() as (counter, plain):
        for visitor in islice(cycle(VISITORS), scale.visits):
            press(counter, *visitor, "left", "left")
            press(plain, "1", "2", "b", "b")
        sizes = [psutil.Process(terminal.process.pid).memory_info().rss / MIB for terminal in (counter, plain)]
    yield Figure(f"memory after {scale.visits} visits", "MiB", sizes[:1], sizes[1:], Bound(1.3))


def idle(scale: Scale) -> Iterator[Figure]:
    """What of a processor is used while nobody presses anything."""
    with both() as (counter, plain):

        def used(terminal: Terminal) -> float:
            process = psutil.Process(terminal.process.pid)
            process.cpu_percent()
            terminal.read(scale.idle_seconds)
            return float(process.cpu_percent())

        ours, baseline = in_turn(3, lambda: used(counter), lambda: used(plain))
    yield Figure("idle CPU", "%", ours, baseline, Bound(1, "%"))


MEASURES = (first_frame, key_to_paint, memory, idle)
