"""Headquarters' pages and report over a register of many kiosks, each figure beside its bound.

`python tests/bench/pages.py [--kiosks 400] [--years 5] [--fleet 10000]` in an environment with the test extra. Pages are
asked for over HTTP from a real server process, after each batch-like change of one ledger; beside the median stands
what the server's processor worked for it, which is the time on a machine that has nothing else to do. The report is the
command.
"""

import argparse
import datetime
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import httpx
import psutil
import sqlalchemy as sa

sys.path.insert(0, str(Path(__file__).parents[2]))
from kiosk.hq.server import Headquarters
from kiosk.hq.store.tables import epochs, tallies
from kiosk.hq.store.tables import kiosks as kiosks_table
from kiosk.settings import Settings
from tests.support.fleet import fill
from tests.support.headquarters import Headquarters as ServerProcess

DAY = datetime.date(2024, 5, 15)
PAGE_MS, REPORT_S = 50, 30
PAGES = ["shortfall", "reporting", "itap", "alarms", "offices/{office}"]


def filled(folder: Path, kiosks: int, each: int, years: int) -> sa.Engine:
    """A practice register in `folder`."""
    began = time.perf_counter()
    headquarters = Headquarters.opened(Settings(data=folder, practice=True, today=DAY).kiosk(writes=True), None)
    engine = headquarters.register.engine
    fill(engine, headquarters.machine.assessment, headquarters.now(), offices=kiosks // each, each=each, years=years)
    with engine.connect() as db:
        rows = db.execute(sa.select(sa.func.count()).select_from(tallies)).scalar()
    print(f"{kiosks} kiosks, {years} years: {rows:,} tallies, made in {time.perf_counter() - began:.0f} s")
    return engine


def grow(engine: sa.Engine, kiosk: str) -> None:
    """What a batch of one respondent changes."""
    with engine.begin() as db:
        db.execute(epochs.update().where(epochs.c.kiosk == kiosk).values(acked=epochs.c.acked + 1))
        one = tallies.select().where(tallies.c.kiosk == kiosk).order_by(tallies.c.day.desc()).limit(1)
        day, group = db.execute(one).one()[1:3]
        db.execute(
            tallies.update()
            .where(tallies.c.kiosk == kiosk, tallies.c.day == day, tallies.c.work_group == group)
            .values(count=tallies.c.count + 1)
        )


def pages(kiosks: int, each: int, years: int, rounds: int) -> bool:
    """Whether every page keeps to its bound: the median over rounds, in each of which a ledger has grown."""
    good = True
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        engine = filled(folder, kiosks, each, years)
        with engine.connect() as db:
            office, kiosk = db.execute(sa.select(kiosks_table.c.office, kiosks_table.c.kiosk).limit(1)).one()
        with (
            ServerProcess(folder, day=DAY.isoformat()) as running,
            httpx.Client(base_url=running.url, timeout=60) as client,
        ):
            server = psutil.Process(running.process.pid)
            began = time.perf_counter()
            client.get("/shortfall").raise_for_status()
            print(f"first page of the day     {1000 * (time.perf_counter() - began):8.1f} ms")
            for page in (one.format(office=office) for one in PAGES):
                taken = []
                worked = server.cpu_times()
                for _ in range(rounds):
                    grow(engine, kiosk)
                    began = time.perf_counter()
                    answer = client.get(f"/{page}").raise_for_status()
                    taken.append(1000 * (time.perf_counter() - began))
                median = statistics.median(taken)
                good &= median <= PAGE_MS
                spent = (sum(server.cpu_times()[:2]) - sum(worked[:2])) / rounds * 1000
                size = len(answer.content) // 1024
                print(f"/{page:<24} {median:8.1f} ms, worked {spent:5.1f} ms, {size} KiB   (≤ {PAGE_MS})")
    return good


def report(kiosks: int) -> bool:
    """Whether the nightly report of a fleet keeps to its bound, as a whole process; each kiosk is an office's only one."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        filled(folder, kiosks, 1, 1)
        command = [sys.executable, "-m", "kiosk", "--data", name, "--practice", "--today", str(DAY), "hq", "report"]
        good = True
        for option in (["--json"], ["--xlsx", str(folder / "report.xlsx")]):
            began = time.perf_counter()
            subprocess.run([*command, *option], check=True, stdout=subprocess.DEVNULL)
            seconds = time.perf_counter() - began
            good &= seconds <= REPORT_S
            print(f"kiosk hq report {option[0]:<9} {seconds:8.1f} s   (≤ {REPORT_S})")
    return good


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--kiosks", type=int, default=400)
    parser.add_argument("--each", type=int, default=5, help="kiosks of an office")
    parser.add_argument("--years", type=int, default=5)
    parser.add_argument("--rounds", type=int, default=20)
    parser.add_argument("--fleet", type=int, default=10_000, help="kiosks of the nightly report; 0 leaves it out")
    asked = parser.parse_args()
    good = pages(asked.kiosks, asked.each, asked.years, asked.rounds)
    return 0 if (not asked.fleet or report(asked.fleet)) and good else 1


if __name__ == "__main__":
    sys.exit(main())
