"""A call at the staff's terminal: seen on every page, answered by one key, and never taken for a count."""

from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from datetime import date
from time import monotonic

import pytest
from textual.events import Key
from textual.pilot import Pilot

from kiosk.catalogue.load import load
from kiosk.machine.kiosk import Kiosk
from kiosk.session.calls.switchboard import Switchboard
from kiosk.session.calls.unix_socket import SOCKET
from kiosk.text.languages import ENGLISH, THAI
from screens.apps import staff_calls
from screens.apps.staff_terminal import StaffApp
from screens.staff.counts import CountsScreen
from screens.staff.widgets.call_banner import CallBanner
from tests.support.fit import flaws_in_both_languages
from tests.support.pilot import STAFF_SIZES, press, settle, text, until, wait_for


@asynccontextmanager
async def desk(kiosk: Kiosk, size: str = "landscape") -> AsyncIterator[tuple[Pilot[None], Switchboard]]:
    """The staff's terminal, and a counter's end of the line."""
    kiosk.path(SOCKET)
    board = Switchboard(kiosk.folder / SOCKET)
    await board.open()
    app = StaffApp(kiosk)
    try:
        async with app.run_test(size=STAFF_SIZES[size]) as pilot:
            await until(pilot, lambda: isinstance(app.screen, CountsScreen) and board.is_attended)
            await settle(pilot)
            yield pilot, board
    finally:
        board.close()


def rings(pilot: Pilot[None]) -> bool:
    return bool(pilot.app.screen.query(CallBanner))


async def test_a_call_is_seen_on_every_page_and_answered_by_one_key_that_counts_nobody(kiosk: Kiosk) -> None:
    async with desk(kiosk) as (pilot, board):
        board.ring("90-day-report", ENGLISH)
        await until(pilot, lambda: rings(pilot))
        title = kiosk.catalogue.services["90-day-report"].short_title
        for words in ("ผู้รับบริการเรียกเจ้าหน้าที่ที่เครื่อง 1", "A visitor calls at kiosk 1", "ภาษาอังกฤษ", title.th, title.en):
            await wait_for(pilot, words)
        await press(pilot, "7")
        await until(pilot, lambda: rings(pilot))
        await press(pilot, "left", "enter")
        await until(pilot, lambda: board.call is not None and board.call.state == "coming")
        await until(pilot, lambda: not rings(pilot))
        assert "โหมดเจ้าหน้าที่" in text(pilot)
        assert pilot.app.ledger.chain.head()[1] == 0  # type: ignore[attr-defined]
        board.hang_up()
        board.ring(None, THAI)
        await until(pilot, lambda: rings(pilot))
        await wait_for(pilot, "หน้าทั่วไป")
        board.hang_up()
        await until(pilot, lambda: not rings(pilot))


async def test_a_bell_rings_again_and_again_until_somebody_answers(
    kiosk: Kiosk, monkeypatch: pytest.MonkeyPatch
) -> None:
    bells: list[bool] = []
    monkeypatch.setattr(StaffApp, "bell", lambda _app: bells.append(True))
    monkeypatch.setattr(staff_calls, "_BELL", 0.0)
    monkeypatch.setattr(staff_calls, "_TICK", 0.05)
    async with desk(kiosk) as (pilot, board):
        assert bells == []
        board.ring(None, THAI)
        await until(pilot, lambda: len(bells) > 1)
        await press(pilot, "enter")
        await until(pilot, lambda: not rings(pilot))
        bells.clear()
        await pilot.pause(0.2)
        assert bells == []


async def test_a_line_that_a_passport_reader_types_answers_no_call(kiosk: Kiosk) -> None:
    """It ends with Enter."""
    async with desk(kiosk) as (pilot, board):
        board.ring(None, THAI)
        await until(pilot, lambda: rings(pilot))
        now = monotonic()
        for number, key in enumerate(["p", "1", "2", "3", "enter"]):
            made = Key(key, key)
            made.time = now + number / 1_000
            pilot.app.screen.post_message(made)
        await settle(pilot)
        assert board.call is not None
        assert board.call.state == "calling"
        assert rings(pilot)


async def test_where_the_page_has_its_own_use_for_enter_another_key_answers(kiosk: Kiosk) -> None:
    async with desk(kiosk) as (pilot, board):
        await press(pilot, "5", "1")
        board.ring(None, THAI)
        await until(pilot, lambda: rings(pilot))
        await press(pilot, "1", "enter")
        assert board.call is not None
        assert board.call.state == "calling"
        assert "F12" in text(pilot)
        await press(pilot, "f12")
        await until(pilot, lambda: board.call is not None and board.call.state == "coming")


async def test_enter_leads_to_a_year_that_says_so_while_somebody_calls_too(make_kiosk: Callable[..., Kiosk]) -> None:
    """It answered the call, whatever the page said of it."""
    november = date(2026, 11, 26)
    async with desk(make_kiosk(november, catalogue=load(today=november))) as (pilot, board):
        board.ring(None, THAI)
        await until(pilot, lambda: rings(pilot))
        await wait_for(pilot, "F12  I am coming")
        assert "รอลงนาม กด ↵" in text(pilot)
        await press(pilot, "enter")
        assert "คำสั่งแผน ITA เลขที่เท่าใด" in text(pilot)
        assert board.call is not None
        assert board.call.state == "calling"
        await press(pilot, "left", "f12")
        await until(pilot, lambda: board.call is not None and board.call.state == "coming")


async def test_it_stops_ringing_when_the_counter_ends(kiosk: Kiosk) -> None:
    async with desk(kiosk) as (pilot, board):
        board.ring(None, THAI)
        await until(pilot, lambda: rings(pilot))
        board.close()
        await until(pilot, lambda: not rings(pilot))


@pytest.mark.parametrize("size", STAFF_SIZES)
async def test_the_banner_is_whole_in_place_of_the_band(kiosk: Kiosk, size: str) -> None:
    async with desk(kiosk, size) as (pilot, board):
        board.ring("extension-thai-family", ENGLISH)
        for theme in ("paper", "contrast"):
            pilot.app.theme = theme
            await until(pilot, lambda: rings(pilot))
            await settle(pilot)
            assert await flaws_in_both_languages(pilot) == []
