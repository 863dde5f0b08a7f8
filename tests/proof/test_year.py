"""A year without hands, in minutes: nothing is lost, nothing grows, and every morning the first page is right."""

import asyncio
import gc
import json
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import psutil
import pytest
from textual.pilot import Pilot

from kiosk.backup.restore import found_backup, restore
from kiosk.machine.kiosk import open_ledger
from screens.apps.background_jobs import BackgroundJobs
from screens.apps.counter import CounterApp
from screens.visitor.home import HomeScreen
from tests.proof.first_page import SIZE
from tests.proof.oracle import read_ledger
from tests.proof.year import DOWN, ROOT, Year
from tests.support.commands import run_process
from tests.support.pilot import settle, text, until

pytestmark = pytest.mark.long

MEBIBYTE = 1 << 20

TURNS = (date(2024, 1, 1), date(2024, 7, 1), date(2024, 7, 31), date(2024, 8, 1), date(2024, 10, 1))
"""Days on which the first page says something else than on the day before."""


@pytest.fixture
def year(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Year]:
    """A year whose syncs and backups the test starts: children of the counter would read the machine's own clock."""
    monkeypatch.setattr(BackgroundJobs, "start", lambda _: None)
    year = Year(tmp_path)
    yield year
    year.close()


def first_page(year: Year) -> str:
    """The first page of a counter that is started now, in a process of its own: this one's memory is measured."""
    moment = year.kiosk.clock().isoformat()
    started = [sys.executable, "-m", "tests.proof.first_page", str(year.folder), str(year.office), moment]
    return subprocess.run(started, cwd=ROOT, capture_output=True, text=True, check=True).stdout.rstrip("\n")


async def visit(pilot: Pilot[None], year: Year) -> None:
    """Somebody presses something; once in a while a finger, or a bag, lies on one key for long."""
    app = pilot.app
    assert isinstance(app, CounterApp)
    times = 300 if year.chance.random() < 0.02 else 1
    for key in year.chance.choices("1234890", k=2):
        await pilot.press(*[key] * times)
    await settle(pilot)
    await app.go_home()
    await settle(pilot)


async def test_a_year_without_hands(year: Year, capsys: pytest.CaptureFixture[str]) -> None:
    app = CounterApp(year.kiosk)
    resident: list[int] = []
    files: list[set[str]] = []
    sizes: list[tuple[int, int]] = []
    looked = 0
    async with app.run_test(size=SIZE) as pilot:
        await until(pilot, lambda: app.ledger is not None)
        for day in year.days:
            year.at(9)
            await app.tick()
            await settle(pilot)
            assert isinstance(app.screen, HomeScreen)
            if (day.weekday() == 1 and day.day <= 14) or day in TURNS:
                looked += 1
                assert text(pilot) == await asyncio.to_thread(first_page, year), day
            if day in year.kiosk.open_days:
                await visit(pilot, year)
            year.pass_day()
            year.pass_night()
            if day.day == 28:
                gc.collect()
                resident.append(psutil.Process().memory_info().rss // MEBIBYTE)
                files.append({path.name for path in year.folder.iterdir()})
                ledger = year.folder / "ledger.db"
                sizes.append((len(read_ledger(ledger)[0]), ledger.stat().st_size))
                with capsys.disabled():
                    print(day, resident[-1], "MiB", sizes[-1], flush=True)
    check_counts(year)
    check_nights(year)
    check_backup(year)
    with capsys.disabled():
        print(f"looked at {looked} mornings, {len(year.book)} entries, {year.refused} refused, RSS {resident} MiB")
        print("files", sorted(files[-1]))
    half = len(resident) // 2  # by then every page was opened
    assert resident[-1] - resident[half] < 12, resident
    assert files[-1] - files[2] <= {"before-upgrade", "catalogue.cache", "kiosk.log"}, files
    (entries, size), (entries_2, size_2) = sizes[2], sizes[-1]
    assert (size_2 - size) / (entries_2 - entries) < 2_048, sizes


def check_counts(year: Year) -> None:
    """What was acknowledged is in the ledger, and all of it is at headquarters once."""
    with closing(sqlite3.connect(year.folder / "ledger.db")) as file:
        here = [id_ for (id_,) in file.execute("SELECT id FROM entry")]
    with closing(sqlite3.connect(year.hq.folder / "hq" / "hq.db")) as file:
        there = [id_ for (id_,) in file.execute("SELECT id FROM entries")]
    assert not set(year.book) - set(here)
    assert set(there) == set(here)
    assert len(there) == len(set(there))
    assert "is whole" in year.hq.run("one", "ledger", "verify").stdout
    verified = year.hq.run("hq", "hq", "verify")
    assert verified.returncode == 0, verified.stdout


def check_nights(year: Year) -> None:
    """Every night was reported, but those without a headquarters, which the first one after made up for."""
    nights = {day + timedelta(1) for day in year.days}
    silent = {day for day in nights if not DOWN[0] <= day < DOWN[1]} - set(year.confirmed)
    assert not silent
    assert DOWN[1] in year.confirmed


def check_backup(year: Year) -> None:
    """Two weeks are kept, and the newest restores a lost folder, with equal counts."""
    kept = sorted(path.name for path in year.stick.iterdir())
    assert len(kept) == 14, kept
    with open_ledger(year.kiosk) as ledger:
        tally = ledger.tally.counts(year.days[0], year.today)
    lost = year.folder.with_name("new")
    kiosk = year.kiosk.__class__(
        catalogue=year.kiosk.catalogue, folder=lost, clock=year.kiosk.clock, office_file=year.office
    )
    restore(found_backup(year.stick, kiosk), kiosk, lambda: "")
    with open_ledger(kiosk) as ledger:
        assert ledger.tally.counts(year.days[0], year.today) == tally
    whole = run_process(lost, "ledger", "verify", real=True)
    assert whole.returncode == 0, json.dumps(whole.stdout)
