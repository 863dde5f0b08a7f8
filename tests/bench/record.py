"""Staff pages on a record of many lines and a ledger of many entries, each beside the same page with ten of both."""

import datetime
import os
import select
import time
from collections.abc import Callable, Iterator
from contextlib import ExitStack
from pathlib import Path
from typing import Any

from kiosk.catalogue.load import load
from kiosk.editing.confirm import confirm_all
from kiosk.editing.year import open_year
from kiosk.editing.year_items import offered
from kiosk.machine.kiosk import Kiosk, clock_on
from kiosk.streams.record.record import Draft, Record
from tests.bench.count import ledgers
from tests.bench.figure import Bound, Figure, Scale, in_turn
from tests.bench.stopwatch import kiosk, since
from tests.support.sample import DAY
from tests.support.terminal import KEYS, Terminal

PAGES = {
    "plan": ("6",),
    "calendar": ("7",),
    "ITAP": ("5",),
    "roster": ("0", "5"),
    "history": ("0", "right", "2"),
    "fiscal year": ("0", "right", "3"),
}
"""Staff pages that read the record or the ledger, each with the keys that lead to it from the counts."""

_QUIET = 0.4
"""Seconds without a byte after which a page was drawn."""

_SHEET = 500
"""Facts of a large sheet, as which what a smaller one takes is told."""

_YEARS = 5
"""Over which the lines are spread."""


def filled(folder: Path, lines: int) -> None:
    """So many lines of five years: facts confirmed again and again, follow-ups, the roster day by day, outputs."""
    days = 365 * _YEARS
    drafts = [_draft(number, DAY - datetime.timedelta(days - number * days // lines)) for number in range(lines)]
    with Record(folder / "practice" / "record.db", practice=True) as record:
        for first in range(0, lines, 500):
            record.write_each(lambda first=first: drafts[first : first + 500])  # type: ignore[misc]


def _draft(number: int, day: datetime.date) -> Draft:
    turn, kind = divmod(number, 4)
    statements: list[tuple[str, Any]] = [
        (f"fact/{_FACTS[turn % len(_FACTS)]}", {"value": 1000 + turn, "source": "office"}),
        (f"follow-up/M1.{turn % 6 + 1}", {"kind": "followed-up", "remark": "ติดตามแล้ว"}),
        (f"roster/{day}", {"th": "สิบเวร", "en": "Duty NCO"}),
        ("output/M1.1.sheets", turn % 6),
    ]
    return Draft(day, "approver", *statements[kind])


_FACTS = ("extension-tourism.fee", "re-entry-permit.fee", "extension-retirement.fee", "extension-education.fee")


def settled(terminal: Terminal, key: str) -> float:
    """Milliseconds from a key to the last byte that is drawn for it."""
    drawn = b""
    began = last = time.perf_counter()
    terminal.process.write(KEYS.get(key, key).encode())
    while select.select([terminal.process.fd], [], [], _QUIET)[0]:
        drawn += os.read(terminal.process.fd, 65536)
        last = time.perf_counter()
    terminal.draw(drawn)
    return (last - began) * 1000


def staff_pages(scale: Scale) -> Iterator[Figure]:
    """From the last key that leads to a page to its last byte."""
    with ledgers(10, scale.entries) as (small, large), ExitStack() as stack:
        filled(small, 10)
        filled(large, scale.lines)
        terminals = [stack.enter_context(kiosk(folder, "staff")) for folder in (large, small)]
        for terminal in terminals:
            terminal.wait_for("/ 500")
            terminal.read(3)
        for name, keys in PAGES.items():
            ours, baseline = in_turn(scale.rounds, *(_opening(terminal, keys) for terminal in terminals))
            yield Figure(f"staff page, {name}: {scale.lines:,} lines beside 10", "ms", ours, baseline, Bound(1.2))


def _opening(terminal: Terminal, keys: tuple[str, ...]) -> Callable[[], float]:
    def opened() -> float:
        *lead, last = keys
        for key in lead:
            settled(terminal, key)
        taken = settled(terminal, last)
        while " / 500" not in terminal.text:
            terminal.press("left")
        terminal.read(1)
        return taken

    return opened


def content(scale: Scale) -> Iterator[Figure]:
    """The content with what the record says, which the first page waits for."""
    with ledgers(10, 10) as (small, large):
        filled(small, 10)
        filled(large, scale.lines)

        def loaded(folder: Path) -> float:
            began = time.perf_counter()
            load(folder=folder / "practice", today=DAY)
            return since(began)

        times = in_turn(3 * scale.rounds, lambda: loaded(large), lambda: loaded(small))
        yield Figure(f"content, {scale.lines:,} lines beside 10", "ms", *times, Bound(1.2))


def _opened(folder: Path, day: datetime.date) -> Kiosk:
    """The kiosk of a folder as it is on a day."""
    practice = folder / "practice"
    return Kiosk(catalogue=load(folder=practice, today=day), folder=practice, practice=True, clock=clock_on(day))


def sheet(scale: Scale) -> Iterator[Figure]:
    """Every fact that is known confirmed as one, as the import of a sheet does, told as so many."""
    with ledgers(*[10] * scale.rounds) as folders:
        times = []
        for folder in folders:
            filled(folder, scale.lines)
            machine = _opened(folder, DAY)
            values = {named.name: None for named in machine.catalogue.facts() if named.fact.value is not None}
            began = time.perf_counter()
            confirm_all(machine, values, "approver")
            times.append(since(began) / len(values) * _SHEET / 1000)
    yield Figure(f"{_SHEET} facts confirmed as one, {scale.lines:,} lines", "s", times, bound=Bound(2, "s"))


def year_answer(scale: Scale) -> Iterator[Figure]:
    """A question of the fiscal year answered, and on disk."""
    with ledgers(10) as (folder,):
        filled(folder, scale.lines)
        form = open_year(_opened(folder, datetime.date(2026, 11, 26)))

        def answered(question: Any) -> float:
            began = time.perf_counter()
            form.answer(question, offered(form, question), "approver")
            return since(began)

        yield Figure(
            "a question of the year answered", "ms", list(map(answered, form.open_questions)), bound=Bound(300, "ms")
        )


MEASURES = (staff_pages, content, sheet, year_answer)
