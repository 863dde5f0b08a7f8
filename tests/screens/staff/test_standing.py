"""The officer reads where the office stands: pace, sync, root, ledger, window."""

from collections.abc import Callable
from datetime import date

import msgspec
import pytest

from kiosk.machine.kiosk import Kiosk
from kiosk.machine.membership import Membership, keep_membership
from kiosk.progress.counts import of_kiosk
from kiosk.security.pin import Pin
from kiosk.streams.ledger.ledger import Ledger
from kiosk.sync.root_standing import RootStanding, keep_standing
from kiosk.sync.schedule import Attempt
from tests.support.fit import flaws_in_both_languages
from tests.support.keys import ENTER_PIN
from tests.support.ledgers import changed_behind, receipt
from tests.support.pilot import STAFF_SIZES, Opened, press, settle, text, wait_for


async def test_pace_stands_there_in_words(counter: Opened, locked: Kiosk) -> None:
    async with counter(*ENTER_PIN, "9") as pilot:
        shown = text(pilot)
    for words in ("BEHIND", "due 70", "need 2.6 a day", "no progress", "79 open days left"):
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
    sentence = "0 of 3 witnesses have confirmed the root of 29 Feb"
    async with counter(*ENTER_PIN, "9", size=size) as pilot:
        await settle(pilot)
        assert sentence in text(pilot) or "✖ daily root" in text(pilot)
        await press(pilot, "0")
        await settle(pilot)
        assert sentence in text(pilot) or "✖ daily root" in text(pilot)
        await press(pilot, "8")
        await settle(pilot)
        assert sentence in " ".join(text(pilot).split())
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
async def test_due_need_and_what_will_be_missing_stand_on_every_size(counter: Opened, locked: Kiosk, size: str) -> None:
    with Ledger(locked.path("ledger.db"), practice=True) as ledger:
        for number in range(40):
            ledger.count("inspection", date(2024, 2, 28 if number > 35 else 1))
    async with counter(*ENTER_PIN, "9", size=size) as pilot:
        progress = of_kiosk(locked, pilot.app.ledger).groups[2]  # type: ignore[attr-defined]
        assert progress.missing == 129
        for words in ("need 2.1 a day", "129 missing on 1 Jul", *([] if size == "terminal" else ["due 70"])):
            assert words in text(pilot), text(pilot)


@pytest.mark.parametrize(
    ("day", "says", "status"),
    [
        (date(2023, 12, 1), "Begins 1 Jan 2024, to 1 Jul 2024", "NOT YET"),
        (date(2024, 3, 1), "To 1 Jul 2024, 79 open days left", "BEHIND"),
        (date(2024, 7, 15), "Past 1 Jul 2024; still kept until 31 Jul 2024", "LATE"),
        (date(2024, 9, 2), "The collection of FY2024 (B.E. 2567) ended on 31 Jul 2024", "MISSED"),
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


@pytest.mark.parametrize("size", ["portrait", "terminal"])
@pytest.mark.parametrize(
    ("day", "says"),
    [(date(2024, 7, 15), "still kept until 31 Jul"), (date(2024, 9, 2), "FY2024 (B.E. 2567) ended on 31 Jul")],
)
async def test_where_today_stands_is_said_whole_on_a_narrow_screen(
    make_kiosk: Callable[..., Kiosk], counter: Opened, size: str, day: date, says: str
) -> None:
    """`still kept until 31 …` stood there until the collection was over."""
    kiosk = make_kiosk(day)
    Pin(kiosk.path("pin.toml")).set("246810")
    async with counter(*ENTER_PIN, "9", on=kiosk, size=size) as pilot:
        assert says in text(pilot)


async def test_what_is_just_due_is_no_difference(counter: Opened, locked: Kiosk) -> None:
    with Ledger(locked.path("ledger.db"), practice=True) as ledger:
        for _ in range(10):
            ledger.count("general-staff", date(2024, 2, 1))
    async with counter(*ENTER_PIN, "9") as pilot:
        assert "✔ MET" in text(pilot)
        assert "+0" not in text(pilot)
