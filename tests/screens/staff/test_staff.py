"""The clerk counts by one key; the officer reads where the office stands."""

import asyncio
from collections.abc import Callable
from datetime import date
from pathlib import Path
from time import monotonic

import pytest
from textual.events import Key
from textual.pilot import Pilot

from kiosk.machine.kiosk import Kiosk, open_ledger
from kiosk.security.pin import Pin
from kiosk.streams.ledger.ledger import Ledger
from kiosk.streams.ledger.several import Several
from kiosk.text.languages import Language
from screens.apps import counter as counter_app
from screens.apps.staff_terminal import StaffApp
from screens.staff.counts import CountsScreen
from screens.staff.pin import PinScreen
from screens.visitor.home import HomeScreen
from screens.widgets import keystrokes
from tests.support.keys import ENTER_PIN
from tests.support.pilot import Opened, press, settle, text, until, wait_for


@pytest.fixture
def quick(monkeypatch: pytest.MonkeyPatch) -> None:
    """Presses in a test are deliberate, however fast."""
    for rule in ("DOUBLE_PRESS", "FIRST_REPEAT"):
        monkeypatch.setattr(keystrokes, rule, 0.0)


async def test_each_key_logs_its_group_and_the_echo_says_the_new_count(
    counter: Opened, locked: Kiosk, quick: None
) -> None:
    async with counter(*ENTER_PIN, "1", "2", "3", "4", "4") as pilot:
        assert "+1 = 2  งานบริการคนต่างด้าว" in text(pilot)
        counted = {
            of_day.work_group: of_day.count for of_day in pilot.app.ledger.tally.counts(locked.today, locked.today)
        }  # type: ignore[attr-defined]
        assert counted == {"general-staff": 1, "investigation": 1, "inspection": 1, "foreigner-services": 2}
        assert "2 / 200" in text(pilot)
        assert "5 / 500" in text(pilot)


async def test_a_press_while_the_clock_stands_at_1970_counts_nobody_and_says_to_look_at_the_clock(
    counter: Opened, make_kiosk: Callable[..., Kiosk]
) -> None:
    kiosk = make_kiosk(date(1970, 1, 2))
    Pin(kiosk.path("pin.toml")).set("246810")
    async with counter(*ENTER_PIN, "3", on=kiosk) as pilot:
        await wait_for(pilot, "ไม่ได้บันทึก กรุณาตรวจนาฬิกา")
        assert pilot.app.ledger.chain.head()[1] == 0  # type: ignore[attr-defined]


def typed(pilot: Pilot[None], *presses: tuple[str, float]) -> None:
    """Keys as a terminal sends them, each at its moment from now on."""
    now = monotonic() + 1
    for key, moment in presses:
        made = Key(key, key)
        made.time = now + moment
        pilot.app.screen.post_message(made)


async def test_a_held_key_counts_once_and_the_page_says_so(counter: Opened, locked: Kiosk) -> None:
    async with counter(*ENTER_PIN, "9") as pilot:
        typed(pilot, ("1", 0.0))
        await wait_for(pilot, "+1 = 1")
        typed(pilot, *(("1", number / 30 - 0.9) for number in range(150)))
        await wait_for(pilot, "Key held: counted once")
        await settle(pilot)
        assert "1 / 500" in text(pilot)
        assert text(pilot).count("Key held") == 1


@pytest.mark.parametrize("line", ["P<THA1234431221<<<", "8850123412347\n", "70"])
async def test_a_line_typed_faster_than_hands_counts_nobody_opens_no_page_and_takes_nothing_back(
    counter: Opened, locked: Kiosk, line: str
) -> None:
    async with counter(*ENTER_PIN, "9", "3") as pilot:
        typed(pilot, *((key, number * 0.005) for number, key in enumerate(line)))
        await wait_for(pilot, "Typed faster than hands: not counted")
        await settle(pilot)
        assert isinstance(pilot.app.screen, CountsScreen)
        assert "1 / 500" in text(pilot)
        assert len(pilot.app.ledger.chain.entries(pilot.app.ledger.chain.head()[0])) == 1  # type: ignore[attr-defined]


async def test_8_takes_back_nothing_that_another_terminal_has_counted(counter: Opened, locked: Kiosk) -> None:
    """Found as: the newest entry of today may be a colleague's."""
    async with counter(*ENTER_PIN, "9", "3") as pilot:
        with Ledger(locked.path("ledger.db"), practice=True) as other:
            colleagues = other.count("inspection", locked.today)
            await wait_for(pilot, "2 / 200")
            await press(pilot, "8")
            await asyncio.sleep(keystrokes.FIRST_REPEAT)
            await press(pilot, "8")
            await wait_for(pilot, "Nothing of this terminal today")
            assert "1 / 200" in text(pilot)
            assert other.take_back(locked.today, "inspection").corrects == colleagues.id  # type: ignore[union-attr]


async def test_a_clock_behind_the_ledger_is_said_on_the_counts_and_what_is_counted_is_kept(
    counter: Opened, locked: Kiosk
) -> None:
    """Found as: nothing said that the clock was behind the ledger's own last day."""
    with Ledger(locked.path("ledger.db"), practice=True) as ledger:
        ledger.count("inspection", date(2024, 5, 6))
    async with counter(*ENTER_PIN, "9") as pilot:
        await wait_for(pilot, "Clock behind the ledger (6 May): set the date")
        await press(pilot, "3")
        assert "2 / 200" in text(pilot)
        assert "Clock behind the ledger (6 May): set the date" in text(pilot)


async def test_a_double_press_is_one_and_a_deliberate_second_one_counts_however_late_a_busy_machine_comes_to_it(
    counter: Opened, locked: Kiosk
) -> None:
    async with counter(*ENTER_PIN) as pilot:
        assert isinstance(pilot.app.screen, CountsScreen)
        typed(pilot, *(("3", moment) for moment in (0.0, 0.2, 0.3, 0.8, 1.3)))
        await wait_for(pilot, "3 / 200")
        await settle(pilot)
        assert "3 / 200" in text(pilot)


@pytest.mark.parametrize("language", ["th", "en"])
@pytest.mark.parametrize("size", ["landscape", "portrait", "terminal"])
async def test_what_was_taken_back_is_said_to_its_end(
    counter: Opened, locked: Kiosk, size: str, language: Language
) -> None:
    group = max(locked.assessment.work_groups, key=lambda group: len(group.short_title.th))
    with open_ledger(locked) as ledger:
        ledger.write_several(Several.of(group.id, locked.today, 120), "several", locked.today)
    key = str(locked.assessment.work_groups.index(group) + 1)
    sentence = locked.catalogue.phrases("staff.minus", count=120, group=group.short_title)
    async with counter(*ENTER_PIN, *(["9"] if language == "en" else []), key, "8", size=size) as pilot:
        await wait_for(pilot, sentence.of(language))


async def test_8_takes_back_the_newest_and_then_says_that_there_is_nothing_more(
    counter: Opened, locked: Kiosk, quick: None
) -> None:
    async with counter(*ENTER_PIN, "3", "4", "8") as pilot:
        assert "−1 = 0  งานบริการคนต่างด้าว" in text(pilot)
        await press(pilot, "8", "8")
        assert "วันนี้ไม่มีรายการของเครื่องนี้ให้ยกเลิก" in text(pilot)
        assert "0 / 500" in text(pilot)


async def test_the_focus_stays_and_every_key_works_again(counter: Opened, locked: Kiosk, quick: None) -> None:
    async with counter(*ENTER_PIN, *"1234" * 3) as pilot:
        assert "12 / 500" in text(pilot)


async def test_an_entry_of_the_other_terminal_is_seen_without_a_key(counter: Opened, locked: Kiosk) -> None:
    async with counter(*ENTER_PIN) as pilot:
        with Ledger(locked.path("ledger.db"), practice=True) as other:
            other.count("inspection", locked.today)
        await wait_for(pilot, "1 / 200")


async def test_a_visitors_press_is_not_echoed_to_staff(counter: Opened, locked: Kiosk) -> None:
    """Whoever has read an entry and its correction has read what stands before them in the ledger."""
    async with counter(*ENTER_PIN, size="terminal") as pilot:  # no chart, which would come in between
        await wait_for(pilot, "แผน1")  # what is due comes after the first frame
        before = text(pilot)
        with Ledger(locked.path("ledger.db"), practice=True) as other:
            other.count("inspection", locked.today, "visitor")
            other.count("inspection", locked.today)
            await wait_for(pilot, "1 / 200")
            other.take_back(locked.today)
            await until(pilot, lambda: "1 / 200" not in text(pilot))
        await settle(pilot)
        assert text(pilot)[200:] == before[200:]


async def test_a_full_disk_is_said_and_nothing_is_called_counted(counter: Opened, locked: Kiosk, quick: None) -> None:
    async with counter(*ENTER_PIN, "3") as pilot:
        ledger = pilot.app.ledger  # type: ignore[attr-defined]
        pages = ledger._file.value("PRAGMA page_count")
        ledger._file.execute(f"PRAGMA max_page_count = {pages}")
        for _ in range(120):
            await press(pilot, "3")
            if "ไม่ได้นับ" in text(pilot):
                break
        assert "ไม่ได้นับ กรุณากดอีกครั้ง" in text(pilot)
        counted = sum(of_day.count for of_day in ledger.tally.counts(locked.today, locked.today))
        assert f"{counted} / 200" in text(pilot)


async def test_the_counter_locks_after_two_minutes_and_by_one_key(
    counter: Opened, locked: Kiosk, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with counter(*ENTER_PIN, "left") as pilot:
        assert isinstance(pilot.app.screen, HomeScreen)
        await press(pilot, *ENTER_PIN)
        monkeypatch.setattr(counter_app, "STAFF_IDLE", 0.0)
        await pilot.app.tick()  # type: ignore[attr-defined]
        await settle(pilot)
        assert isinstance(pilot.app.screen, HomeScreen)
        await press(pilot, "f12")
        assert isinstance(pilot.app.screen, PinScreen)


@pytest.mark.parametrize("way", [("6", "left"), ("0", "right", "3", "left", "left", "left")])
async def test_one_step_back_too_many_asks_before_it_locks(
    counter: Opened, locked: Kiosk, quick: None, way: tuple[str, ...]
) -> None:
    async with counter(*ENTER_PIN, "9", *way, "left") as pilot:
        assert isinstance(pilot.app.screen, CountsScreen)
        assert "Lock: press ←  again" in text(pilot)
        await press(pilot, "left")
        assert isinstance(pilot.app.screen, HomeScreen)


async def test_who_has_stayed_at_the_counts_for_a_moment_locks_by_one_key(
    counter: Opened, locked: Kiosk, quick: None, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("screens.staff.counts.RETURNED", 0.0)
    async with counter(*ENTER_PIN, "6", "left", "left") as pilot:
        assert isinstance(pilot.app.screen, HomeScreen)


async def test_once_a_pin_is_set_ctrl_q_does_nothing(counter: Opened, locked: Kiosk) -> None:
    async with counter("ctrl+q", "ctrl+c", "escape") as pilot:
        assert isinstance(pilot.app.screen, HomeScreen)
        assert pilot.app.is_running


async def test_kiosk_staff_needs_no_pin_and_leaves_by_one_key(locked: Kiosk) -> None:
    app = StaffApp(locked)
    async with app.run_test(size=(80, 24)) as pilot:
        await until(pilot, lambda: isinstance(app.screen, CountsScreen))
        await press(pilot, "3")
        assert "1 / 200" in text(pilot)
        await pilot.press("left")
        await until(pilot, lambda: app.return_code == 0)


async def test_a_file_that_is_no_ledger_ends_the_program_with_a_sentence(
    make_kiosk: Callable[..., Kiosk], tmp_path: Path
) -> None:
    kiosk = make_kiosk(name="broken")
    kiosk.path("ledger.db").write_text("no database " * 100)
    app = StaffApp(kiosk)
    async with app.run_test() as pilot:
        await until(pilot, lambda: app.refusal is not None)
    assert "is not a ledger" in str(app.refusal)
