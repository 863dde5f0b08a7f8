"""The lock of the counter: who comes in, and that it holds when the PIN's file fails and when hands are quick."""

import shutil
from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from textual.events import Key
from textual.pilot import Pilot

from kiosk.machine.kiosk import Kiosk
from kiosk.progress.note_words import pin_tries
from kiosk.security.pin import TRIES, Pin
from kiosk.text.dates import THAI_TIME
from screens.apps.counter import CounterApp
from screens.staff.counts import CountsScreen
from screens.staff.pin import PinScreen
from screens.visitor.interstitial import InterstitialScreen
from screens.widgets import header
from tests.support.fit import faults, overlaps
from tests.support.pilot import UNLIKE_STAFF_SIZES, Opened, press, settle, text, until, wait_for

WRONG = [*"000000", "enter"]
RIGHT = [*"246810", "enter"]


class Clock:
    """A clock that is set by hand."""

    def __init__(self) -> None:
        self.now = datetime(2024, 3, 1, 9, 41, tzinfo=THAI_TIME)

    def __call__(self) -> datetime:
        return self.now


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def locked(make_kiosk: Callable[..., Kiosk], clock: Clock) -> Kiosk:
    kiosk = make_kiosk(clock=clock)
    Pin(kiosk.path("pin.toml")).set("246810")
    return kiosk


def at_once(pilot: Pilot[None], *keys: str) -> None:
    """Keys that come quicker than anything can be answered."""
    for key in keys:
        pilot.app.post_message(Key(key, key if len(key) == 1 else None))


async def test_the_right_pin_opens_the_counts(counter: Opened, locked: Kiosk) -> None:
    async with counter("f12", *RIGHT, on=locked) as pilot:
        assert isinstance(pilot.app.screen, CountsScreen)


async def test_a_wrong_pin_says_how_many_tries_are_left(counter: Opened, locked: Kiosk) -> None:
    async with counter("f12", *WRONG, on=locked) as pilot:
        assert isinstance(pilot.app.screen, PinScreen)
        assert "เหลืออีก 4 ครั้ง" in text(pilot)


async def test_what_is_typed_is_never_shown(counter: Opened, locked: Kiosk) -> None:
    async with counter("f12", *"2468", on=locked) as pilot:
        shown = "\n".join(line[:60] for line in text(pilot).splitlines()[3:])
        assert "4 digits entered" in shown
        assert "2468" not in shown


async def test_five_touches_of_the_corner_are_f12(counter: Opened, locked: Kiosk) -> None:
    async with counter(on=locked) as pilot:
        for _ in range(5):
            await pilot.click("Header", offset=(2, 1))
        await settle(pilot)
        assert isinstance(pilot.app.screen, PinScreen)


async def test_touches_of_the_corner_that_come_too_slowly_are_not_staff(
    counter: Opened, locked: Kiosk, monkeypatch: pytest.MonkeyPatch
) -> None:
    now = 1000.0
    monkeypatch.setattr(header, "monotonic", lambda: now)
    async with counter(on=locked) as pilot:
        for pause in (0, 1, 1, 1, 3600, 1, 1, 1):
            now += pause
            await pilot.click("Header", offset=(2, 1))
            await settle(pilot)
        assert not isinstance(pilot.app.screen, PinScreen)
        now += 1
        await pilot.click("Header", offset=(2, 1))
        await settle(pilot)
        assert isinstance(pilot.app.screen, PinScreen)


@pytest.mark.parametrize("size", UNLIKE_STAFF_SIZES)
async def test_wrong_pins_wait_and_staff_come_in_while_the_file_cannot_be_written(
    counter: Opened, locked: Kiosk, clock: Clock, size: str
) -> None:
    kept = locked.path("pin.toml")
    kept.symlink_to(kept.rename(kept.with_name("elsewhere")))
    async with counter("f12", *WRONG, on=locked, size=size) as pilot:
        for says in ("4 tries left", "cannot be noted", "บันทึกการใส่รหัสไม่ได้"):
            assert says in text(pilot)
        await press(pilot, *WRONG * (TRIES - 1), *RIGHT)
        assert "Please wait" in text(pilot)
        for _ in range(2):
            assert faults(pilot) + overlaps(pilot) == [], text(pilot)
            await press(pilot, "left", "9", "f12")
        await press(pilot, "left")
        clock.now += timedelta(seconds=31)
        await press(pilot, "f12", *RIGHT)
        assert isinstance(pilot.app.screen, CountsScreen)


async def test_every_pin_of_a_burst_that_is_tried_is_counted(counter: Opened, locked: Kiosk, clock: Clock) -> None:
    async with counter("f12", on=locked) as pilot:
        at_once(pilot, *WRONG * 20, *RIGHT)
        await wait_for(pilot, "Please wait")
        await settle(pilot)
        clock.now += timedelta(seconds=30)
        assert Pin(locked.path("pin.toml")).check("000000", clock.now).wait == 60


async def test_wrong_pins_are_noted_by_day_for_the_supervisor_and_told_to_who_comes_in_next(
    counter: Opened, locked: Kiosk, clock: Clock
) -> None:
    async with counter("f12", *WRONG * TRIES, on=locked) as pilot:
        app = pilot.app
        assert isinstance(app, CounterApp)
        assert app.ledger is not None
        ledger = app.ledger
        await until(pilot, lambda: [note.value for note in ledger.notes()] == [pin_tries(TRIES)])
        assert [(note.day, note.channel) for note in ledger.notes()] == [(clock.now.date(), "system")]
        clock.now += timedelta(seconds=31)
        await press(pilot, "left", "f12", *RIGHT)
        await wait_for(pilot, f"ใส่รหัสไม่ถูกต้อง {TRIES} ครั้ง ตั้งแต่ 1 มี.ค. 2567")


async def test_the_right_pin_right_after_a_burst_opens_when_there_is_no_wait(counter: Opened, locked: Kiosk) -> None:
    async with counter("f12", on=locked) as pilot:
        at_once(pilot, *WRONG * (TRIES - 1), *RIGHT)
        await until(pilot, lambda: isinstance(pilot.app.screen, CountsScreen))


@pytest.mark.parametrize(
    ("damage", "size"), [("damaged", "landscape"), ("file deleted", "portrait"), ("folder deleted", "terminal")]
)
async def test_a_pin_that_cannot_be_read_is_said_and_the_counter_stays_locked(
    counter: Opened, locked: Kiosk, damage: str, size: str
) -> None:
    path = locked.path("pin.toml")
    async with counter(on=locked, size=size) as pilot:
        if damage == "damaged":
            path.write_text('salt = "zz"\nhash=')
        elif damage == "file deleted":
            path.unlink()
        else:
            shutil.rmtree(path.parent)
        for language in ("th", "en"):
            await press(pilot, *(["9"] if language == "en" else []), "f12")
            assert isinstance(pilot.app.screen, InterstitialScreen)
            for says in ("cannot be read", "kiosk pin reset", "อ่านรหัสเจ้าหน้าที่ไม่ได้"):
                assert says in text(pilot)
            assert faults(pilot) + overlaps(pilot) == [], text(pilot)
            await press(pilot, "enter", "ctrl+q")
            assert not pilot.app._exit
        path.parent.mkdir(exist_ok=True)
        Pin(path).set("135790")
        await press(pilot, "f12", *"135790", "enter")
        assert isinstance(pilot.app.screen, CountsScreen)


async def test_a_file_that_breaks_under_the_pad_is_said_there(counter: Opened, locked: Kiosk) -> None:
    async with counter("f12", on=locked) as pilot:
        kept = locked.path("pin.toml").read_text()
        locked.path("pin.toml").write_text('salt = "zz"')
        await press(pilot, *RIGHT)
        assert isinstance(pilot.app.screen, PinScreen)
        assert "cannot be read" in text(pilot)
        locked.path("pin.toml").write_text(kept)
        await press(pilot, *RIGHT)
        assert isinstance(pilot.app.screen, CountsScreen)
