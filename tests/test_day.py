"""A whole day: two kiosks, three clerks' terminals, one headquarters, midnight, and three violent deaths.

At the end plain SQL over hq.db, with nothing of the project imported for it, finds every count once.
"""

import json
import os
import random
import signal
import sqlite3
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from pathlib import Path

import pytest

from kiosk.text.dates import THAI_TIME
from tests.support.commands import clean_environment
from tests.support.fork_server import run_forked, start
from tests.support.terminal import Terminal

MOVED_CLOCK = str(Path(__file__).parent / "support" / "moved_clock.py")
MIDNIGHT = datetime(2024, 3, 2, tzinfo=THAI_TIME)
GROUPS = {"1": "general-staff", "2": "investigation", "3": "inspection", "4": "foreigner-services"}
PIN = "246810"
KIOSKS = {"one": "phatthalung-1", "two": "phatthalung-2"}


class Day:
    """Everything runs on one made-up clock, from nine in the morning of 1 March 2567 on."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.clock = folder / "clock"
        self.set_clock(MIDNIGHT - timedelta(hours=15))
        self.port = 0
        self.chance = random.Random(2567)
        self.expected: Counter[tuple[str, str, str]] = Counter()
        self.corrections = 0

    def set_clock(self, moment: datetime) -> None:
        """Let it be that moment on every clock; from there on they run."""
        new = self.clock.with_name("clock.new")
        new.write_text(str(moment.timestamp() - time.time()))
        new.replace(self.clock)

    def argv(self, place: str, *command: str) -> list[str]:
        return [sys.executable, MOVED_CLOCK, str(self.clock), "--data", str(self.folder / place), *command]

    def run(self, place: str, *command: str, stdin: str = "") -> subprocess.CompletedProcess[str]:
        return run_forked(["--data", str(self.folder / place), *command], stdin, self.clock)

    def serve(self) -> None:
        command = ["--data", str(self.folder / "hq"), "hq", "serve", "--port", str(self.port)]
        self.serving, self.stdout = start(command, clock=self.clock)
        self.url = self.stdout.readline().strip().rpartition(" ")[2]
        self.port = int(self.url.rpartition(":")[2])

    def kill_headquarters(self) -> None:
        """SIGKILL: nothing is said or put away."""
        self.serving.kill()
        self.serving.join()
        self.stdout.close()

    def enrol(self, place: str, kiosk: str) -> None:
        code = self.run("hq", "hq", "enrol", "phatthalung", kiosk).stdout.split()[-1]
        assert self.run(place, "enrol", self.url, code).returncode == 0

    def entries(self, place: str) -> list[tuple[str, ...]]:
        with sqlite3.connect(f"file:{self.folder / place / 'ledger.db'}?mode=rw", uri=True) as db:
            entries = db.execute("SELECT id, day, kind, work_group, corrects FROM entry ORDER BY seq").fetchall()
        db.close()
        return entries

    def respondents(self, place: str) -> int:
        return sum(kind == "respondent" for _, _, kind, *_ in self.entries(place))

    def counter(self) -> Terminal:
        terminal = Terminal(self.argv("one"))
        terminal.wait_for("กรุณาเลือกบริการ")
        terminal.press("f12")
        terminal.wait_for("Staff mode")
        terminal.press(*PIN, "enter")
        terminal.wait_for("/ 500")
        return terminal


@dataclass(frozen=True)
class Clerk:
    """Somebody at a terminal of a kiosk; what their ledger is to hold is kept in mind."""

    day: Day
    place: str
    terminal: Terminal

    def count(self, times: int, date: str) -> None:
        """Log respondents of any work group: each press until the ledger has one entry more."""
        for _ in range(times):
            key = self.day.chance.choice("1234")
            time.sleep(0.4)  # a clerk's second press is a deliberate one
            before = len(self.day.entries(self.place))
            self.terminal.press(key, pause=0)
            self.terminal.until(
                lambda before=before: len(self.day.entries(self.place)) > before, f"{key} was not counted"
            )
            self.day.expected[self.place, date, GROUPS[key]] += 1

    def take_back(self) -> str:
        """Press the key that takes back; gives the day of the respondent that is gone. A note may stand behind it."""
        before = len(self._corrected())
        self.terminal.press("8", pause=0)
        self.terminal.until(lambda: len(self._corrected()) > before, "nothing was taken back")
        taken = {entry[0]: entry for entry in self.day.entries(self.place)}[self._corrected()[-1]]
        self.day.expected[self.place, taken[1], taken[3]] -= 1
        self.day.corrections += 1
        return taken[1]

    def _corrected(self) -> list[str]:
        return [entry[4] for entry in self.day.entries(self.place) if entry[4]]


@pytest.fixture
def day(tmp_path: Path) -> Iterator[Day]:
    day = Day(tmp_path)
    day.serve()
    yield day
    day.kill_headquarters()


def test_every_count_of_the_day_is_at_headquarters_once(day: Day) -> None:
    day.run("hq", "hq", "office", "add", "phatthalung")
    for place, kiosk in KIOSKS.items():
        day.enrol(place, kiosk)
    assert day.run("one", "pin", "set", stdin=PIN + "\n").returncode == 0

    with Terminal(day.argv("one", "staff")) as desk, Terminal(day.argv("two", "staff"), 80, 24) as second:
        front, first_clerk, second_clerk = day.counter(), Clerk(day, "one", desk), Clerk(day, "two", second)
        desk.wait_for("/ 500")
        second.wait_for("/ 500")
        count_at_once(day, front, desk)
        second_clerk.count(12, "2024-03-01")
        for clerk in (first_clerk, second_clerk):
            clerk.take_back()
        kill_headquarters_while_it_is_sent_to(day)
        kill_in_a_press(day, front)

        # It is 2 March on every terminal, without anybody having touched it.
        day.set_clock(MIDNIGHT - timedelta(seconds=1))
        desk.wait_for("2 มีนาคม 2567")
        second.wait_for("2 มี.ค. 2567")
        with day.counter() as front:
            front.wait_for("2 มีนาคม 2567")
            front_clerk = Clerk(day, "one", front)
            front_clerk.count(12, "2024-03-02")
            first_clerk.count(10, "2024-03-02")
            second_clerk.count(60 - sum(day.expected.values()) - day.corrections, "2024-03-02")
            for clerk in (front_clerk, first_clerk, second_clerk):
                assert clerk.take_back() == "2024-03-02"

    for _ in range(2):
        for place in KIOSKS:
            assert json.loads(day.run(place, "sync", "--json").stdout)["confirmed"] is True
    day.kill_headquarters()
    assert_headquarters_holds_what_was_counted(day)


def count_at_once(day: Day, front: Terminal, desk: Terminal) -> None:
    """Counter and desk write at once: the keys go out together, and both entries must arrive."""
    for _ in range(8):
        before = day.respondents("one")
        front.press("3", pause=0)
        desk.press("4", pause=0)
        front.until(lambda both=before + 2: day.respondents("one") == both, "one of two presses was not counted")
        desk.read()
        day.expected["one", "2024-03-01", "inspection"] += 1
        day.expected["one", "2024-03-01", "foreigner-services"] += 1
        time.sleep(0.4)


def kill_headquarters_while_it_is_sent_to(day: Day) -> None:
    """It comes back, and takes the rest."""
    sending = subprocess.Popen(day.argv("two", "sync"), stderr=subprocess.DEVNULL, env=clean_environment())
    time.sleep(day.chance.uniform(0.3, 0.7))
    day.kill_headquarters()
    sending.wait()
    day.serve()
    assert day.run("two", "sync").returncode == 0


def kill_in_a_press(day: Day, front: Terminal) -> None:
    """The counter dies in the middle of a press; whether that one counted, its ledger says."""
    before = day.respondents("one")
    front.press("2", pause=0)
    os.kill(front.process.pid, signal.SIGKILL)
    front.process.wait()
    front.process.close()
    day.expected["one", "2024-03-01", "investigation"] += day.respondents("one") - before


def assert_headquarters_holds_what_was_counted(day: Day) -> None:
    """In plain SQL."""
    with sqlite3.connect(day.folder / "hq" / "hq.db") as hq:
        rows = hq.execute("SELECT kiosk, id, day, kind, work_group, corrects FROM entries").fetchall()
        tallies = hq.execute("SELECT kiosk, day, work_group, count FROM tallies WHERE count <> 0").fetchall()
    hq.close()
    assert len({row[1] for row in rows}) == len(rows), "an entry is there twice"
    taken_back = {row[5] for row in rows if row[3] == "correction"}
    assert sum(row[3] == "respondent" for row in rows) == 60
    assert len(taken_back) == day.corrections == 5
    standing = Counter((row[0], row[2], row[4]) for row in rows if row[3] == "respondent" and row[1] not in taken_back)
    wanted = {(KIOSKS[place], date, group): count for (place, date, group), count in day.expected.items() if count}
    assert standing == wanted
    assert {(kiosk, date, group): count for kiosk, date, group, count in tallies} == wanted
    for place, kiosk in KIOSKS.items():
        assert [row[1] for row in rows if row[0] == kiosk] == [entry[0] for entry in day.entries(place)]
        assert "is whole" in day.run(place, "ledger", "verify").stdout
