"""A fiscal year of one counter on made-up clocks: its days, its nights, and everything that happens to its machine."""

import random
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing, suppress
from datetime import date, datetime, timedelta
from pathlib import Path

import pytest

from kiosk.backup.backup import back_up
from kiosk.backup.backup_folder import backup_folder, choose_folder
from kiosk.backup.backup_folder import is_due as backup_is_due
from kiosk.catalogue.load import load
from kiosk.install.trial import put_back, try_out
from kiosk.machine.kiosk import Kiosk, open_ledger, open_record
from kiosk.streams.ledger.ledger import NotCounted
from kiosk.sync.run import Outcome, sync_now
from kiosk.sync.schedule import is_due
from kiosk.text.dates import THAI_TIME
from kiosk.text.refusal import Refusal
from tests.proof.shim import run_under_shim
from tests.support.commands import clean_environment
from tests.support.sample import GROUPS
from tests.support.syncs import at_once
from tests.test_day import Day

ROOT = Path(__file__).parents[2]

BEGIN, END = date(2023, 10, 2), date(2024, 10, 4)
"""From the first open day of fiscal year 2567 into the next: both turns of a year are in it."""

OPENING = "opening = { start = 08:30:00, end = 16:30:00, source = 'office' }\n"

DOWN = (date(2024, 3, 10), date(2024, 6, 8))
"""The 90 days without a headquarters."""

JUMPS = {
    date(2023, 11, 7): timedelta(-1),
    date(2024, 1, 16): timedelta(-2200),  # the battery of the clock is empty
    date(2024, 2, 20): timedelta(1),
    date(2024, 7, 9): timedelta(400),
    date(2024, 8, 20): timedelta(-40),
}
"""How wrong the machine's clock is on a day."""

FULL = (date(2023, 12, 13), date(2024, 6, 19))
UPGRADES = (date(2024, 4, 24),)
CUTS = 30


class Year:
    """One counter with a stick and a headquarters, whose book says what was acknowledged."""

    def __init__(self, folder: Path) -> None:
        self.chance = random.Random(2567)
        self.hq = Day(folder)
        self.folder = folder / "one"
        self.stick = folder / "stick"
        self.stick.mkdir()
        self.office = folder / "office.toml"
        self.office.write_text(OPENING)
        self.today, self.wrong = BEGIN, timedelta(0)
        self.at(9)
        self.hq.serve()
        self.hq.run("hq", "hq", "office", "add", "phatthalung")
        self.hq.enrol("one", "phatthalung-1")
        self.kiosk = Kiosk(
            catalogue=load(self.office, self.folder, today=BEGIN),
            folder=self.folder,
            clock=lambda: self.now + self.wrong,
            office_file=self.office,
        )
        choose_folder(self.kiosk, self.stick, None)
        self.book: list[str] = []
        self.refused = 0
        self.confirmed: list[date] = []
        self.is_up = True
        days = [BEGIN + timedelta(number) for number in range((END - BEGIN).days)]
        self.cuts = set(self.chance.sample(days, CUTS))
        self.days = days

    def at(self, hour: int, minute: int = 0) -> None:
        """It is that time of the day, here and at headquarters."""
        self.now = datetime(self.today.year, self.today.month, self.today.day, hour, minute, tzinfo=THAI_TIME)
        self.hq.set_clock(self.now)

    def close(self) -> None:
        """Put the year away."""
        if self.is_up:
            self.hq.kill_headquarters()

    def pass_day(self) -> None:
        """The working hours of today, with what befalls the machine."""
        self.wrong = JUMPS.get(self.today, timedelta(0))
        if self.today in self.kiosk.open_days:
            for _ in range(self.chance.randint(1, 4)):
                self._count()
        if self.today in FULL:
            self._fill_disk()
        if self.today in self.cuts:
            self._cut()
        if self.today in UPGRADES:
            self._fail_upgrades()
        self.wrong = timedelta(0)

    def pass_night(self) -> None:
        """It is the next day, at half past two: sync and backup, where they are due."""
        self.today += timedelta(1)
        if self.is_up and self.today == DOWN[0]:
            self.hq.kill_headquarters()
            self.is_up = False
        elif not self.is_up and self.today == DOWN[1]:
            self.hq.serve()
            self.is_up = True
        self.at(2, 40)
        self.kiosk = self.kiosk.reread()
        outcome = self._sync()
        if outcome is not None and outcome.confirmed:
            self.confirmed.append(self.today)
        if backup_is_due(self.kiosk):
            folder = backup_folder(self.kiosk)
            assert folder is not None
            back_up(self.kiosk, folder)

    def _sync(self) -> Outcome | None:
        with open_ledger(self.kiosk) as ledger, open_record(self.kiosk) as record, at_once(1):
            if not is_due(self.kiosk, ledger):
                return None
            outcome, _ = sync_now(self.kiosk, ledger, record)
            return outcome

    def _count(self) -> None:
        with open_ledger(self.kiosk) as ledger:
            try:
                entry = ledger.count(self.chance.choice(GROUPS), self.kiosk.today)
            except NotCounted:
                self.refused += 1
            else:
                self.book.append(entry.id)
            if self.chance.random() < 0.1 and (taken := ledger.take_back(self.kiosk.today)):
                self.book.append(taken.id)

    def _fill_disk(self) -> None:
        words = run_under_shim(self.folder, "full_disk", self.today).split()
        assert words[0] == "0", "something was called counted that no disk had room for"
        self.book.append(words[1])

    def _cut(self) -> None:
        """SIGKILL while something is written: a count, a sync or a backup. What was acknowledged is in the book."""
        counting = [sys.executable, "-m", "tests.proof.counting", str(self.folder / "ledger.db"), str(self.today)]
        command = self.chance.choice([counting, self.hq.argv("one", "sync"), self.hq.argv("one", "backup")])
        running = subprocess.Popen(
            command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL, env=clean_environment()
        )
        assert running.stdout is not None
        if command is counting:
            self.book += [running.stdout.readline().decode().strip() for _ in range(self.chance.randint(1, 9))]
        else:
            with suppress(subprocess.TimeoutExpired):
                running.wait(self.chance.uniform(0.5, 1.1))
        running.send_signal(signal.SIGKILL)
        rest = running.stdout.read().decode().split("\n")
        running.wait()
        running.stdout.close()
        if command is counting:
            self.book += [line for line in rest if len(line) == 36]

    def _fail_upgrades(self) -> None:
        """A version that does not open changes nothing; what one has made unreadable is put back."""
        broken = self.folder.parent / "broken.toml"
        broken.write_text("no TOML")
        before = (self.folder / "ledger.db").read_bytes()
        with pytest.raises(Refusal):
            try_out(self.folder, broken)
        assert (self.folder / "ledger.db").read_bytes() == before
        with closing(sqlite3.connect(self.folder / "ledger.db")) as file:
            file.execute("PRAGMA user_version = 99")
        with pytest.raises(Refusal):
            open_ledger(self.kiosk).close()
        put_back(self.folder)
