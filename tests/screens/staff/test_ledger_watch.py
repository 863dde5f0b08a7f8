"""One watch for the ledger: what is new is read once, what is not new is not read, and nobody's news is lost."""

import sqlite3
from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from kiosk.machine.kiosk import Kiosk
from kiosk.progress.counts import OfficeCounts
from kiosk.streams.ledger.ledger import Ledger
from screens.staff import counts
from screens.staff.counts import CountsScreen
from screens.staff.ledger_watch import INTERVAL, LedgerReader, Version
from tests.support.keys import ENTER_PIN
from tests.support.pilot import Opened, press, settle, text, wait_for
from tests.support.sample import DAY


class Calls:
    """A function that counts its calls."""

    def __init__(self, function: Callable[..., Any]) -> None:
        self.function = function
        self.number = 0

    def __call__(self, *arguments: Any) -> Any:
        self.number += 1
        return self.function(*arguments)


@pytest.fixture
def readings(monkeypatch: pytest.MonkeyPatch) -> Calls:
    """How often the figures of the counts are read."""
    calls = Calls(counts.of_kiosk)
    monkeypatch.setattr(counts, "of_kiosk", calls)
    return calls


@pytest.fixture
def drawings(monkeypatch: pytest.MonkeyPatch) -> list[int]:
    """The totals that were drawn."""
    totals: list[int] = []
    draw = CountsScreen._draw

    def noted(self: CountsScreen, figures: OfficeCounts) -> None:
        totals.append(figures.total.count)
        draw(self, figures)

    monkeypatch.setattr(CountsScreen, "_draw", noted)
    return totals


async def test_a_press_is_read_and_drawn_once(
    counter: Opened, locked: Kiosk, readings: Calls, drawings: list[int]
) -> None:
    async with counter(*ENTER_PIN, size="terminal") as pilot:
        before = readings.number
        drawings.clear()
        await press(pilot, "3")
        await pilot.pause(3 * INTERVAL)
        await settle(pilot)
        assert "+1 = 1" in text(pilot)
        assert (readings.number - before, drawings) == (1, [1])


async def test_what_another_terminal_writes_beside_a_press_is_seen_too(
    counter: Opened, locked: Kiosk, drawings: list[int]
) -> None:
    async with counter(*ENTER_PIN, "9", size="terminal") as pilot:
        await press(pilot, "3")
        with Ledger(locked.path("ledger.db"), practice=True) as other:
            other.note_itap(None, 9, locked.today)
        await press(pilot, "4")
        await wait_for(pilot, "ITAP 9 (1 Mar), counted 2")


async def test_nothing_is_read_while_nothing_is_new(counter: Opened, locked: Kiosk, readings: Calls) -> None:
    async with counter(*ENTER_PIN, size="terminal") as pilot:
        before = readings.number
        await pilot.pause(4 * INTERVAL)
        assert readings.number == before


async def test_the_ledger_is_left_alone_while_only_visitors_are_there(
    counter: Opened, locked: Kiosk, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with counter(*ENTER_PIN, "left") as pilot:
        ledger = pilot.app.ledger  # type: ignore[attr-defined]
        polls = Calls(ledger.data_version)
        monkeypatch.setattr(ledger, "data_version", polls)
        await pilot.pause(3 * INTERVAL)
        assert polls.number == 0


def test_only_the_next_entry_of_this_process_is_taken_as_shown(ledger: Ledger) -> None:
    readings: list[Version] = []
    epoch, _, _ = ledger.chain.head()
    version = Version(1, epoch, 0, DAY)
    reader = LedgerReader(lambda: readings.append(version))
    reader.poll(version)
    reader.has_shown(ledger.count("inspection", DAY))
    reader.poll(Version(1, epoch, 1, DAY))
    assert len(readings) == 1, "its own entry is shown already"
    ledger.note_itap(None, 9, DAY)
    reader.has_shown(ledger.count("inspection", DAY))
    reader.poll(Version(1, epoch, 3, DAY))
    assert len(readings) == 2, "the figure between the two was not"
    reader.has_shown(ledger.count("inspection", DAY))
    reader.poll(Version(2, epoch, 4, DAY))
    assert len(readings) == 3, "another connection has written meanwhile"
    reader.poll(Version(2, epoch, 4, date(2024, 3, 2)))
    assert len(readings) == 4, "it is another day"


def test_a_reading_that_failed_is_tried_again_at_the_next_poll(ledger: Ledger) -> None:
    attempts: list[int] = []

    def read() -> None:
        attempts.append(1)
        if len(attempts) == 1:
            raise sqlite3.OperationalError("disk I/O error")

    reader = LedgerReader(read)
    version = Version(1, ledger.chain.head()[0], 0, DAY)
    with pytest.raises(sqlite3.OperationalError, match="disk"):
        reader.poll(version)
    reader.poll(version)
    reader.poll(version)
    assert len(attempts) == 2
