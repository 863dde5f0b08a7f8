"""The survey page, and "I have answered"."""

import sqlite3
from collections.abc import Callable
from datetime import date
from time import monotonic

import pytest

from kiosk.machine import Kiosk
from screens.visitor.home import HomeScreen
from screens.visitor.message import MessageScreen
from screens.visitor.survey import SurveyScreen
from screens.visitor.widgets.qr_code import QRCode
from screens.widgets import debounce
from tests.support.pilot import SIZES, Opened, press, settle, text, wait_for


class TestSurvey:
    @pytest.mark.parametrize("size", SIZES)
    async def test_8_leads_to_it_from_every_page_also_where_the_bar_has_no_room_for_the_key(
        self, counter: Opened, size: str
    ) -> None:
        async with counter(size=size) as pilot:
            for keys in ("", "3", "3 2", "3 2 right", "5", "6", "6 1", "0", "0 1"):
                await pilot.app.go_home()  # type: ignore[attr-defined]
                await press(pilot, *keys.split(), "8")
                assert isinstance(pilot.app.screen, SurveyScreen), keys

    """A visitor's own word: counted once, as theirs, and never under a quota."""

    async def test_i_have_answered_then_a_section_then_thanks(self, counter: Opened, kiosk: Kiosk) -> None:
        async with counter("8", "enter", "4") as pilot:
            assert isinstance(pilot.app.screen, MessageScreen)
            assert "ขอบคุณที่ตอบแบบวัด" in text(pilot)
            counted = pilot.app.ledger.tally.counts(kiosk.today, kiosk.today)  # type: ignore[attr-defined]
        assert [(one.work_group, one.channel, one.count) for one in counted] == [("foreigner-services", "visitor", 1)]

    async def test_a_second_word_within_a_minute_is_the_same_visitors(self, counter: Opened, kiosk: Kiosk) -> None:
        async with counter("8", "enter", "4", "enter", "8", "enter", "4") as pilot:
            assert "ขอบคุณที่ตอบแบบวัด" in text(pilot)  # which tells nothing of whoever was there before
            assert len(pilot.app.ledger.tally.counts(kiosk.today, kiosk.today)) == 1  # type: ignore[attr-defined]

    async def test_presses_that_come_while_the_first_is_being_written_are_the_same_visitors(
        self, counter: Opened, kiosk: Kiosk
    ) -> None:
        async with counter("8", "enter") as pilot:
            with sqlite3.connect(kiosk.path("ledger.db")) as other:
                other.execute("BEGIN IMMEDIATE")
                for key in "443":
                    await pilot.press(key)
                other.execute("ROLLBACK")
            await wait_for(pilot, "ขอบคุณที่ตอบแบบวัด")
            await settle(pilot)
            tally = pilot.app.ledger.tally.counts(kiosk.today, kiosk.today)  # type: ignore[attr-defined]
            assert [(one.work_group, one.count) for one in tally] == [("foreigner-services", 1)]

    async def test_a_word_after_a_minute_is_another_visitors(
        self, counter: Opened, kiosk: Kiosk, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        async with counter("8", "enter", "4", "enter") as pilot:
            monkeypatch.setattr(debounce, "monotonic", lambda: monotonic() + 61)
            await press(pilot, "8", "enter", "4")
            assert "ขอบคุณที่ตอบแบบวัด" in text(pilot)
            tally = pilot.app.ledger.tally.counts(kiosk.today, kiosk.today)  # type: ignore[attr-defined]
            assert [one.count for one in tally] == [2]

    async def test_thanks_leads_home(self, counter: Opened) -> None:
        async with counter("8", "enter", "1", "enter") as pilot:
            assert isinstance(pilot.app.screen, HomeScreen)

    @pytest.mark.parametrize(
        ("day", "words"),
        [
            (date(2023, 12, 1), "Not open yet. Open 1 Jan 2024 to 1 Jul 2024."),
            (date(2024, 8, 1), "This round was open"),
        ],
    )
    async def test_outside_the_window_the_code_stays_and_i_have_answered_rests(
        self, counter: Opened, make_kiosk: Callable[..., Kiosk], day: date, words: str
    ) -> None:
        async with counter("9", "8", "enter", on=make_kiosk(day)) as pilot:
            assert words in " ".join(text(pilot).split())
            assert pilot.app.screen.query_one(QRCode).is_on_screen
            assert pilot.app.screen.query_one("#answered").disabled
            assert "Which section" not in text(pilot)

    async def test_between_the_two_printed_end_dates_it_stays_open(
        self, counter: Opened, make_kiosk: Callable[..., Kiosk]
    ) -> None:
        async with counter("8", on=make_kiosk(date(2024, 7, 15))) as pilot:
            assert not pilot.app.screen.query_one("#answered").disabled

    async def test_no_quota_is_shown_to_a_visitor(self, counter: Opened) -> None:
        for keys in ([], ["8"], ["8", "enter"]):
            async with counter(*keys) as pilot:
                assert "/ 200" not in text(pilot)
                assert "500" not in text(pilot)
