"""The pages behind the counts: ITAP's figures, the plan, the calendar, the notes."""

from collections.abc import Callable
from datetime import date

import pytest
from textual import events

from kiosk.machine.kiosk import Kiosk, open_record
from kiosk.progress.follow_ups import FollowUps
from kiosk.progress.plan import FollowUp
from kiosk.security.pin import Pin
from kiosk.streams.ledger.ledger import Ledger
from screens.messages import StaffPageChosen
from screens.staff.counts import CountsScreen
from tests.support.keys import ENTER_PIN
from tests.support.pilot import Opened, press, settle, text, until


async def test_what_is_overdue_comes_first_and_a_month_without_follow_up_is_missed(
    make_kiosk: Callable[..., Kiosk], counter: Opened
) -> None:
    kiosk = make_kiosk(date(2024, 4, 2))
    Pin(kiosk.path("pin.toml")).set("246810")
    with open_record(kiosk) as record:
        for measure in [each.id for each in kiosk.assessment.measures if each.id != "M5.2"]:
            FollowUps(record).add(FollowUp(measure, date(2024, 2, 6), "finished"))
    async with counter(*ENTER_PIN, "6", "9", on=kiosk) as pilot:
        first = next(line for line in text(pilot).splitlines() if " 1 " in line and "M" in line)
        assert "M5.2" in first
        assert "Overdue" in first
        assert "–  ✖  ✖  □  ·" in first  # the office began in February


async def test_the_calendar_shows_thirteen_rows_today_and_both_printed_ends(counter: Opened, locked: Kiosk) -> None:
    async with counter(*ENTER_PIN, "7", "9") as pilot:
        shown = text(pilot)
        for number in range(1, 14):
            assert f"C{number} " in shown
        assert "4 rows are running now" in shown
        assert "today 1 Mar" in shown
        assert "To 1 Jul, other rows 31 Jul: awaiting confirmation" in shown
        lines = {row: next(one for one in shown.splitlines() if f"{row} " in one) for row in ("C1", "C6", "C9")}
        assert "━━━" in lines["C1"]
        assert "▄▄▄" in lines["C6"]
        assert "▄ ▄" in lines["C6"]
        assert "122 days" in lines["C6"]
        assert "┅" in lines["C9"]
        at = {line.index("┃") for line in lines.values()}
        assert len(at) == 1


async def test_a_figure_of_itap_is_kept_and_explained(counter: Opened, locked: Kiosk) -> None:
    with Ledger(locked.path("ledger.db"), practice=True) as other:
        for _ in range(30):
            other.count("inspection", date(2024, 2, 1))
        other.note_itap("inspection", 12, date(2024, 2, 9))
    async with counter(*ENTER_PIN, "9", "5", "3", *"20", "enter") as pilot:
        await settle(pilot)
        shown = text(pilot)
        for words in (
            "Kept",
            "ITAP 20 (1 Mar)",
            "counted 30",
            "differ by 10 (33 %)",
            "did not submit",
            "9 Feb 2024   12",
        ):
            assert words in shown
        assert pilot.app.ledger.itap.newest()["inspection"] == (20, locked.today)  # type: ignore[attr-defined]
        await press(pilot, "escape", "escape")
        await settle(pilot)
        assert isinstance(pilot.app.screen, CountsScreen)


@pytest.mark.parametrize(("typed", "figure"), [("ๅ/", 12), ("-ภถ", 345), ("ุึคตจ", 67890), ("๑๒", 12), ("1ๅ", 11)])
async def test_a_figure_of_itap_is_typed_on_either_layout(
    counter: Opened, locked: Kiosk, typed: str, figure: int
) -> None:
    async with counter(*ENTER_PIN, "9", "5", "3") as pilot:
        for letter in typed:
            pilot.app.post_message(events.Key(letter, letter))
            await settle(pilot)
        await press(pilot, "enter")
        if "Kept" not in text(pilot):  # far above the count, and asked once more
            await press(pilot, "enter")
        assert pilot.app.ledger.itap.newest()["inspection"] == (figure, locked.today)  # type: ignore[attr-defined]


@pytest.mark.parametrize(("typed", "why"), [("11", "Lower than before (12)"), ("900", "Far above the count (0)")])
async def test_a_figure_that_is_hard_to_believe_is_asked_once_more_and_then_kept(
    counter: Opened, locked: Kiosk, typed: str, why: str
) -> None:
    with Ledger(locked.path("ledger.db"), practice=True) as other:
        other.note_itap(None, 12, date(2024, 2, 9))
    async with counter(*ENTER_PIN, "9", "5", "5", *typed, "enter") as pilot:
        assert why in text(pilot)
        assert pilot.app.ledger.itap.newest()[None][0] == 12  # type: ignore[attr-defined]
        await press(pilot, "enter")
        assert pilot.app.ledger.itap.newest()[None][0] == int(typed)  # type: ignore[attr-defined]


async def test_iit_is_a_number_that_never_reaches_the_ledger(counter: Opened, locked: Kiosk) -> None:
    async with counter(*ENTER_PIN, "9", "5", "6", *"18", "enter", "3", "escape", "escape", "6") as pilot:
        await settle(pilot)
        assert "IIT 18 (1 Mar)" in text(pilot)
        assert pilot.app.ledger.chain.head()[1] == 0  # type: ignore[attr-defined]


async def test_met_here_is_not_met_while_itap_shows_fewer(counter: Opened, locked: Kiosk) -> None:
    with Ledger(locked.path("ledger.db"), practice=True) as other:
        for _ in range(10):
            other.count("general-staff", date(2024, 2, 1))
        other.note_itap("general-staff", 8, date(2024, 2, 9))
    async with counter(*ENTER_PIN, "9") as pilot:
        assert "MET HERE" in text(pilot)
        assert "met here · ITAP 8 / 10" in text(pilot)
        await press(pilot, "0", "1", "1")
        assert "✔ MET HERE" in text(pilot)
        assert "met here · ITAP 8 / 10" in text(pilot)
        assert "Minimum met" not in text(pilot)
        await press(pilot, "left", "left")
        pilot.app.ledger.note_itap("general-staff", 10, locked.today)  # type: ignore[attr-defined]
        await until(pilot, lambda: "MET HERE" not in text(pilot))


async def test_a_burst_becomes_a_note_without_a_time_when_the_counts_are_locked(
    counter: Opened, locked: Kiosk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("screens.widgets.keystrokes.DOUBLE_PRESS", 0.0)
    monkeypatch.setattr("screens.widgets.keystrokes.FIRST_REPEAT", 0.0)
    async with counter(*ENTER_PIN, *"333333") as pilot:
        await press(pilot, "left")
        await settle(pilot)
        assert [str(note.value) for note in pilot.app.ledger.notes()] == ["burst-6"]  # type: ignore[attr-defined]
        await press(pilot, *ENTER_PIN, "9")
        pilot.app.screen.go(StaffPageChosen("notes"))  # type: ignore[attr-defined]
        await settle(pilot)
        await settle(pilot)
        assert "1 Mar 2024  A burst: 6 or more within two minutes" in text(pilot)
        assert "once the office has confirmed its hours" in text(pilot)


SIX = {
    "th": ["ช้ากว่าแผน", "ต้องได้วันละ", "ถึง 1 ก.ค.", "31 ก.ค.", "ITAP 9", "ต่าง", "ยังไม่ลงทะเบียน"],
    "en": ["BEHIND", "need", "a day", "1 Jul", "31 Jul", "ITAP 9", "differ", "Not enrolled"],
}


@pytest.mark.parametrize("language", SIX)
async def test_the_smallest_screen_answers_every_first_question(counter: Opened, locked: Kiosk, language: str) -> None:
    """On pace? Which group is short? How many a day? By when? Is ITAP's number the same? Did the sync arrive?"""
    with Ledger(locked.path("ledger.db"), practice=True) as other:
        for _ in range(30):
            other.count("inspection", date(2024, 2, 28))
        other.note_itap(None, 9, date(2024, 2, 29))
    async with counter(*ENTER_PIN, *(["9"] if language == "en" else []), size="terminal") as pilot:
        for words in SIX[language]:
            assert words in text(pilot), text(pilot)
