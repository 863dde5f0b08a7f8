"""Headquarters' pages and report over a register of many kiosks, each figure beside its bound."""

import datetime
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import httpx
import sqlalchemy as sa

from kiosk.cli.settings import Settings
from kiosk.hq.server import Headquarters
from kiosk.hq.store.tables import epochs, kiosks, tallies
from tests.bench.figure import Bound, Figure, Scale
from tests.bench.stopwatch import since
from tests.support.fleet import fill
from tests.support.headquarters import Headquarters as ServerProcess

DAY = datetime.date(2024, 5, 15)
EACH = 5
"""Kiosks of an office."""

PAGES = ["shortfall", "kiosks", "itap", "alarms", "roots", "offices/{office}"]
PAGE = Bound(50, "ms")


@contextmanager
def filled(kiosks: int, each: int, years: int) -> Iterator[tuple[Path, sa.Engine]]:
    """The folder of a practice register of so many kiosks, so many an office, and its engine."""
    with tempfile.TemporaryDirectory(prefix="kiosk-bench-") as name:
        machine = Settings(data=Path(name), practice=True, today=DAY).kiosk(writes=True)
        headquarters = Headquarters.opened(machine, None)
        engine = headquarters.register.engine
        fill(engine, machine.assessment, headquarters.now(), offices=kiosks // each, each=each, years=years)
        yield Path(name), engine
        engine.dispose()


def grow(engine: sa.Engine, kiosk: str) -> None:
    """What a batch of one respondent changes."""
    newest = tallies.select().where(tallies.c.kiosk == kiosk).order_by(tallies.c.day.desc()).limit(1)
    with engine.begin() as db:
        db.execute(kiosks.update().where(kiosks.c.kiosk == kiosk).values(report=kiosks.c.report + 1))
        db.execute(epochs.update().where(epochs.c.kiosk == kiosk).values(acked=epochs.c.acked + 1))
        tally = db.execute(newest).one()
        one_day = tallies.c.kiosk == kiosk, tallies.c.day == tally.day, tallies.c.work_group == tally.work_group
        db.execute(tallies.update().where(*one_day).values(count=tallies.c.count + 1))


def pages(scale: Scale) -> Iterator[Figure]:
    """Every page, asked for over HTTP from a real server after each change of one ledger."""
    with (
        filled(scale.kiosks, EACH, scale.years) as (folder, engine),
        open(os.devnull, "wb") as nowhere,
        ServerProcess(folder, "--open", day=DAY, log=nowhere.fileno()) as server,
        httpx.Client(base_url=server.url, timeout=60) as client,
    ):
        with engine.connect() as db:
            office, kiosk = db.execute(sa.select(kiosks.c.office, kiosks.c.kiosk).limit(1)).one()

        def answered(page: str) -> float:
            grow(engine, kiosk)
            began = time.perf_counter()
            client.get(page).raise_for_status()
            return since(began)

        answered("/shortfall")  # the first page of the day reads all
        for page in PAGES:
            name = f"page /{page.format(office='…')}, {scale.kiosks} kiosks, {scale.years} years"
            times = [answered(f"/{page.format(office=office)}") for _ in range(2 * scale.rounds)]
            yield Figure(name, "ms", times, bound=PAGE)


def report(scale: Scale) -> Iterator[Figure]:
    """The nightly report of a fleet, as a whole process; each kiosk is an office's only one."""
    with filled(scale.fleet, 1, 1) as (folder, _):
        command = [sys.executable, "-m", "kiosk", "--data", str(folder), "--practice", "--today", str(DAY)]
        xlsx = str(folder / "report.xlsx")
        for form, options, seconds in (("JSON", ["--json"], 10), ("XLSX", ["--xlsx", xlsx], 15)):
            began = time.perf_counter()
            subprocess.run([*command, "hq", "report", *options], check=True, stdout=subprocess.DEVNULL)
            yield Figure(
                f"report of {scale.fleet:,} kiosks, {form}", "s", [since(began) / 1000], bound=Bound(seconds, "s")
            )


MEASURES = (pages, report)
