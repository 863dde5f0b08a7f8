"""The clerk counts by one key; the officer reads where the office stands."""

import asyncio
from collections.abc import Callable
from datetime import date
from pathlib import Path
from time import monotonic

import msgspec
import pytest
from textual.events import Key
from textual.pilot import Pilot

from kiosk.ledger.ledger import Ledger
from kiosk.machine import Kiosk
from kiosk.progress.counts import of_kiosk
from kiosk.security.pin import Pin
from kiosk.sync.membership import Membership, keep_membership
from kiosk.sync.root_standing import RootStanding, keep_standing
from kiosk.sync.schedule import Attempt
from kiosk.text.dates import table_date
from screens.apps import counter as counter_app
from screens.apps.staff_terminal import StaffApp
from screens.staff.counts import CountsScreen
from screens.staff.pin import PinScreen
from screens.visitor.home import HomeScreen
from screens.widgets import keystrokes
from tests.support.fit import flaws_in_both_languages
from tests.support.keys import ENTER_PIN
from tests.support.ledgers import changed_behind, receipt
from tests.support.pilot import STAFF_SIZES, Opened, press, settle, text, until, wait_for


@pytest.fixture
def locked(kiosk: Kiosk) -> Kiosk:
    Pin(kiosk.path("pin.toml")).set("246810")
    return kiosk


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
        counted = {one.work_group: one.count for one in pilot.app.ledger.tally.counts(locked.today, locked.today)}  # type: ignore[attr-defined]
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
    """Issue: the newest entry of today may be a colleague's."""
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
    """Finding P31: nothing said that the clock was behind the ledger's own last day."""
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


async def test_8_takes_back_the_newest_and_then_says_that_there_is_nothing_more(
    counter: Opened, locked: Kiosk, quick: None
) -> None:
    async with counter(*ENTER_PIN, "3", "4", "8") as pilot:
        assert "−1 = 0  งานบริการคนต่างด้าว" in text(pilot)
        await press(pilot, "8", "8")
        assert "วันนี้ไม่มีรายการของเครื่องนี้ให้เลิก" in text(pilot)
        assert "0 / 500" in text(pilot)


async def test_the_focus_stays_and_every_key_works_again(counter: Opened, locked: Kiosk, quick: None) -> None:
    async with counter(*ENTER_PIN, *"1234" * 3) as pilot:
        assert "12 / 500" in text(pilot)


async def test_pace_stands_there_in_words(counter: Opened, locked: Kiosk) -> None:
    async with counter(*ENTER_PIN, "9") as pilot:
        shown = text(pilot)
    for words in ("BEHIND", "due 69", "need 2.5 a day", "no progress in 10 open days", "79 open days left"):
        assert words in shown
    assert "Counted here, not the ITAP figure" in shown
    assert "To 1 Jul 2024" in shown
    assert "31 Jul" in shown


async def test_the_last_sync_is_said_in_one_line(counter: Opened, locked: Kiosk) -> None:
    async with counter(*ENTER_PIN, "9") as pilot:
        assert "Not enrolled at headquarters. Counting goes on." in text(pilot)


NIGHT, MORNING, BEFORE = "2024-02-29T19:14:00Z", "2024-03-01T01:14:00Z", "2024-02-28T19:14:00Z"
SYNCS = [
    (BEFORE, Attempt(BEFORE, True), "Last night's sync: not yet (29 Feb 02:14)"),
    (BEFORE, Attempt(MORNING, False, "fork"), "Refused since 29 Feb 02:14: tell the administrator"),
    (NIGHT, Attempt(NIGHT, True), "Sync arrived last night 02:14 ✔"),
    (MORNING, Attempt(MORNING, False), "Sync arrived today 08:14, not since; tries by itself"),
]


async def test_every_staff_page_says_whether_last_nights_sync_arrived(
    counter: Opened, locked: Kiosk, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("kiosk.sync.schedule.is_due", lambda *_: False)
    keep_membership(locked, Membership("https://hq.go.th", "phatthalung-1", "phatthalung", "00" * 32))
    async with counter(*ENTER_PIN, "9", size="terminal") as pilot:
        assert "Never sent yet" in text(pilot)
        with Ledger(locked.path("ledger.db"), practice=True) as other:
            epoch, seq, head = other.chain.head()
            for at, attempt, says in SYNCS:
                other.receipts.keep(receipt(epoch, seq, head, at))
                other.state.set("sync", msgspec.json.encode(attempt).decode())
                await wait_for(pilot, says)
        for page in ("6", "7", "5", "0"):
            await press(pilot, page)
            await wait_for(pilot, says)
            assert "ฝึกใช้" in text(pilot)
            await press(pilot, "left")


async def test_a_tally_changed_behind_its_trigger_never_reaches_the_screen_unsaid(
    counter: Opened, locked: Kiosk
) -> None:
    with Ledger(locked.path("ledger.db"), practice=True) as ledger:
        for _ in range(5):
            ledger.count("inspection", date(2024, 2, 1))
    changed_behind(locked.path("ledger.db"), "UPDATE tally SET count = 150")
    async with counter(size="terminal") as pilot:
        await settle(pilot)
        await press(pilot, *ENTER_PIN, "9")
        assert "5 / 200" in text(pilot)
        assert "✖ tally mended" in text(pilot)


@pytest.mark.parametrize("size", STAFF_SIZES)
async def test_what_is_wrong_with_headquarters_root_stands_on_every_staff_page_and_in_full_on_health(
    counter: Opened, locked: Kiosk, monkeypatch: pytest.MonkeyPatch, size: str
) -> None:
    monkeypatch.setattr("kiosk.sync.schedule.is_due", lambda *_: False)
    keep_membership(locked, Membership("https://hq.go.th", "phatthalung-1", "phatthalung", "00" * 32))
    with Ledger(locked.path("ledger.db"), practice=True) as ledger:
        wrong = RootStanding(date(2024, 2, 29), "root-unwitnessed", "", 0, 3)
        keep_standing(ledger, wrong, date(2024, 3, 1))
    said = "0 of 3 witnesses have confirmed the root of 29 Feb"
    async with counter(*ENTER_PIN, "9", size=size) as pilot:
        await settle(pilot)
        assert said in text(pilot) or "✖ daily root" in text(pilot)
        await press(pilot, "0")
        await settle(pilot)
        assert said in text(pilot) or "✖ daily root" in text(pilot)
        await press(pilot, "8")
        await settle(pilot)
        assert said in " ".join(text(pilot).split())
        assert await flaws_in_both_languages(pilot) == []


@pytest.mark.parametrize("size", STAFF_SIZES)
async def test_a_ledger_that_is_gone_is_said_to_staff_on_every_size(counter: Opened, locked: Kiosk, size: str) -> None:
    with Ledger(locked.path("ledger.db"), practice=True) as ledger:
        ledger.count("inspection", date(2024, 2, 1))
    locked.path("ledger.db").unlink()
    async with counter(size=size) as pilot:
        await settle(pilot)
        await press(pilot, *ENTER_PIN, "9")
        assert "✖ ledger gone: tell the administrator" in text(pilot)


@pytest.mark.parametrize("size", STAFF_SIZES)
async def test_due_need_and_forecast_stand_on_every_size_and_a_day_of_another_year_says_so(
    counter: Opened, locked: Kiosk, size: str
) -> None:
    with Ledger(locked.path("ledger.db"), practice=True) as ledger:
        for number in range(40):
            ledger.count("inspection", date(2024, 2, 28 if number > 35 else 1))
    async with counter(*ENTER_PIN, "9", size=size) as pilot:
        forecast = of_kiosk(locked, pilot.app.ledger).groups[2].forecast  # type: ignore[attr-defined]
        assert forecast.date.year > 2024
        wanted = ["due 69", "need 2.0 a day", f"forecast {table_date(forecast.date).en}"]
        if size != "terminal":
            wanted.append(f"{table_date(forecast.date).en} ({table_date(forecast.earliest).en}–")
        for words in wanted:
            assert words in text(pilot), text(pilot)


async def test_an_entry_of_the_other_terminal_is_seen_without_a_key(counter: Opened, locked: Kiosk) -> None:
    async with counter(*ENTER_PIN) as pilot:
        with Ledger(locked.path("ledger.db"), practice=True) as other:
            other.count("inspection", locked.today)
        await wait_for(pilot, "1 / 200")


async def test_a_visitors_press_is_not_echoed_to_staff(counter: Opened, locked: Kiosk) -> None:
    """Whoever has read an entry and its correction has read what stands before them in the ledger."""
    async with counter(*ENTER_PIN, size="terminal") as pilot:  # no chart, which would come in between
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
        counted = sum(one.count for one in ledger.tally.counts(locked.today, locked.today))
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


@pytest.mark.parametrize(
    ("day", "says", "status"),
    [
        (date(2023, 12, 1), "Begins 1 Jan 2024, to 1 Jul 2024", "NOT YET"),
        (date(2024, 3, 1), "To 1 Jul 2024, 79 open days left", "BEHIND"),
        (date(2024, 7, 15), "Past 1 Jul 2024; still kept until 31 Jul 2024", "LATE"),
        (date(2026, 11, 23), "The collection of FY2024 (B.E. 2567) ended on 31 Jul 2024", "MISSED"),
    ],
)
async def test_staff_read_where_today_stands_in_the_window(
    make_kiosk: Callable[..., Kiosk], counter: Opened, day: date, says: str, status: str
) -> None:
    kiosk = make_kiosk(day)
    Pin(kiosk.path("pin.toml")).set("246810")
    async with counter(*ENTER_PIN, "9", on=kiosk) as pilot:
        assert says in text(pilot)
        assert status in text(pilot)
