"""What a staff page cannot do it says in one sentence, where it was asked for; the log says why; nobody is thrown out."""

import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from time import monotonic

import pytest

from kiosk.machine.kiosk import Kiosk
from screens.apps.counter import CounterApp
from screens.messages import StaffPageChosen
from screens.staff import counts
from screens.staff.counts import CountsScreen
from screens.staff.ledger_watch import INTERVAL
from screens.staff.menu import MenuScreen
from screens.visitor.home import HomeScreen
from screens.widgets.debounce import DOUBLE_PRESS
from tests.support.keys import ENTER_PIN
from tests.support.pilot import Opened, press, text, type_in, until, wait_for

SOON = 1.4
"""Seconds within which a press is seen: counts.LONG, and what a busy machine takes to draw it."""

HOLDER = """
import sqlite3, sys
other = sqlite3.connect(sys.argv[1], isolation_level=None, timeout=60)
other.execute("BEGIN EXCLUSIVE")
print("held", flush=True)
sys.stdin.read()
"""


@contextmanager
def held(path: Path) -> Iterator[None]:
    """Another program has the database for itself."""
    argv = [sys.executable, "-c", HOLDER, str(path)]
    with subprocess.Popen(argv, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdin is not None
        assert other.stdout is not None
        assert other.stdout.readline() == "held\n"
        try:
            yield
        finally:
            other.stdin.close()


async def test_a_press_on_a_locked_ledger_waits_in_sight_and_is_then_not_counted(
    counter: Opened, locked: Kiosk
) -> None:
    async with counter(*ENTER_PIN, "9") as pilot:
        with held(locked.path("ledger.db")):
            await pilot.press("2")
            pressed = monotonic()
            await wait_for(pilot, "Saving, not counted yet")
            assert monotonic() - pressed < SOON, "for seconds nothing was to be seen of it"
            await wait_for(pilot, "Not counted, please press again")
            assert "Saving" not in text(pilot)
        await until(pilot, lambda: "cannot be read at the moment" not in text(pilot))
        await press(pilot, "2")
        await wait_for(pilot, "+1 = 1")


async def test_a_press_that_the_ledger_takes_late_is_counted_and_says_so(counter: Opened, locked: Kiosk) -> None:
    async with counter(*ENTER_PIN, "9") as pilot:
        with held(locked.path("ledger.db")):
            await pilot.press("2")
            await wait_for(pilot, "Saving, not counted yet")
        await wait_for(pilot, "+1 = 1")
        assert "Saving" not in text(pilot)


async def test_a_press_that_was_written_is_said_though_no_figure_can_be_read_after_it(
    counter: Opened, locked: Kiosk, monkeypatch: pytest.MonkeyPatch
) -> None:
    def locked_out(*_: object) -> None:
        raise sqlite3.OperationalError("database is locked")

    async with counter(*ENTER_PIN, "9") as pilot:
        monkeypatch.setattr(counts, "of_kiosk", locked_out)
        await pilot.press("2")
        await wait_for(pilot, "+1")


async def test_figures_that_cannot_be_read_are_said_to_be_old(
    counter: Opened, locked: Kiosk, caplog: pytest.LogCaptureFixture
) -> None:
    async with counter(*ENTER_PIN, "9") as pilot:
        with held(locked.path("ledger.db")):
            await wait_for(pilot, "The ledger cannot be read at the moment")
            await until(pilot, lambda: "The ledger was not read" in caplog.text)
            await pilot.pause(2 * INTERVAL)
            assert "cannot be read at the moment" in text(pilot), "it is said as long as it is so"
        await until(pilot, lambda: "cannot be read" not in text(pilot))


async def test_a_fact_that_cannot_be_written_says_so_on_its_page(counter: Opened, locked: Kiosk) -> None:
    async with counter(*ENTER_PIN, "9", "0", "3", "1", "4") as pilot:
        await pilot.pause(DOUBLE_PRESS)  # a press right after the one that opened the page answers nothing
        locked.path("record.db").write_bytes(bytes(4096))
        await press(pilot, "right", "1")  # to its last page, where it is offered to confirm it
        await wait_for(pilot, "record.db is not the record of an office")


async def test_a_roster_that_cannot_be_written_says_so_on_its_page(counter: Opened, locked: Kiosk) -> None:
    async with counter(*ENTER_PIN, "9", "0", "5", "1") as pilot:
        await type_in(pilot, "สิบเวร")
        await press(pilot, "enter")
        await type_in(pilot, "Duty NCO")
        locked.path("record.db").write_bytes(bytes(4096))
        await press(pilot, "enter")
        await wait_for(pilot, "In which role do you write this?")
        await pilot.press("1")
        await wait_for(pilot, "record.db is not the record of an office")


@pytest.mark.parametrize("key", ["6", "7"])
async def test_a_plan_that_is_no_plan_says_so_where_it_was_asked_for(counter: Opened, locked: Kiosk, key: str) -> None:
    locked.path("plan.db").write_bytes(bytes(4096))
    async with counter(*ENTER_PIN, "9") as pilot:
        await pilot.press(key)
        await wait_for(pilot, "plan.db")
        assert isinstance(pilot.app.screen, CountsScreen)


@pytest.mark.parametrize("folder", ["~x", "a" * 300, "/proc/1/nowhere", "\u0e01" * 120, "/"])
async def test_a_folder_that_is_none_is_said_to_be_none(counter: Opened, locked: Kiosk, folder: str) -> None:
    async with counter(*ENTER_PIN, "9", "0", "6", "7") as pilot:
        await type_in(pilot, folder + "/no-such")
        await press(pilot, "enter")
        await wait_for(pilot, "There is no such folder")


async def test_an_export_that_fails_does_not_stay_at_writing(
    counter: Opened, locked: Kiosk, caplog: pytest.LogCaptureFixture
) -> None:
    async with counter(*ENTER_PIN, "9", "0", "6") as pilot:
        locked.path("exports").write_text("a file where the folder would be")
        await pilot.press("1")
        await wait_for(pilot, "Not written")
    assert "ExportScreen failed" in caplog.text


@pytest.mark.parametrize("keys", ["0 4", "0 6", "0 7", "0 8", "0 1", "0 2"])
async def test_no_staff_page_ends_for_files_full_of_zeros(counter: Opened, locked: Kiosk, keys: str) -> None:
    for name in ("disclosure.toml", "hq.toml", "plan.db"):
        locked.path(name).write_bytes(bytes(64))
    async with counter(*ENTER_PIN, "9", *keys.split()) as pilot:
        assert not isinstance(pilot.app.screen, HomeScreen)
        assert "hq.toml cannot be read" in text(pilot)


async def test_a_worker_that_fails_in_any_way_is_told_on_its_page_and_in_the_log(
    counter: Opened, locked: Kiosk, caplog: pytest.LogCaptureFixture
) -> None:
    """Every page that reads in a thread: the ledger's connection is gone, as after a disk that was pulled."""
    async with counter(*ENTER_PIN, "9") as pilot:
        app = pilot.app
        assert isinstance(app, CounterApp)
        assert app.ledger is not None
        for page in ("notes", "health"):
            app.ledger.close()
            app.screen.go(StaffPageChosen(page))  # type: ignore[attr-defined]
            await until(pilot, lambda: "closed database" in text(pilot) or "cannot be read" in text(pilot))
            await until(pilot, lambda page=page: f"{page.capitalize()}Screen failed" in caplog.text)  # type: ignore[misc]
            app.ledger._file.reopen()
            await pilot.press("left")
            await until(pilot, lambda: isinstance(app.screen, CountsScreen))


async def test_an_event_that_fails_on_a_staff_page_says_so_and_leaves_the_page_open(
    counter: Opened, locked: Kiosk
) -> None:
    async with counter(*ENTER_PIN, "9", "0") as pilot:
        menu = pilot.app.screen
        assert isinstance(menu, MenuScreen)
        menu.go(StaffPageChosen("nowhere"))
        await wait_for(pilot, "could not be done ('nowhere')")
        assert pilot.app.screen is menu
        await press(pilot, "left")
        assert isinstance(pilot.app.screen, CountsScreen)


async def test_a_key_whose_doing_fails_says_so_on_its_page(
    counter: Opened, locked: Kiosk, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Whatever an event of a staff page raises: it was thrown back to the first page, on a locked counter to "sorry"."""

    def fails(_: MenuScreen) -> None:
        raise ArithmeticError("broken")

    async with counter(*ENTER_PIN, "9", "0") as pilot:
        monkeypatch.setattr(MenuScreen, "leave", fails)
        await pilot.press("left")
        await wait_for(pilot, "could not be done (broken)")
        assert isinstance(pilot.app.screen, MenuScreen)
