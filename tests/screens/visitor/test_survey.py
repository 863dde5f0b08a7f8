"""The survey page, and "I have answered"."""

import sqlite3
from collections.abc import Callable
from datetime import date
from time import monotonic

import pytest
from msgspec import structs
from textual.pilot import Pilot

from kiosk.catalogue.catalogue import Catalogue
from kiosk.machine.kiosk import Kiosk
from kiosk.progress import self_reports
from kiosk.text.bilingual import Bilingual
from screens.messages import PageChosen
from screens.visitor.home import HomeScreen
from screens.visitor.interstitial import InterstitialScreen
from screens.visitor.survey import SurveyScreen
from screens.visitor.widgets.qr_code import QRCode
from screens.widgets import debounce
from screens.widgets.pressable import Pressable
from tests.support.clock import Clock
from tests.support.fit import faults, flaws, overlaps
from tests.support.pilot import UNLIKE_SIZES, Opened, press, settle, text, until, wait_for


class TestSurvey:
    """A visitor's own word: counted once, as theirs, and never under a quota."""

    async def test_i_have_answered_then_a_section_then_thanks(self, counter: Opened, kiosk: Kiosk) -> None:
        async with counter("8", "enter", "1") as pilot:
            assert isinstance(pilot.app.screen, InterstitialScreen)
            assert "ขอบคุณที่ตอบแบบวัด" in text(pilot)
            counted = pilot.app.ledger.tally.counts(kiosk.today, kiosk.today)  # type: ignore[attr-defined]
        assert [(of_day.work_group, of_day.channel, of_day.count) for of_day in counted] == [
            ("foreigner-services", "visitor", 1)
        ]

    async def test_who_cannot_scan_is_told_what_to_type_in_either_language(self, counter: Opened) -> None:
        """Upright in larger letters English left it out for want of one cell."""
        async with counter("8", size="large-portrait") as pilot:
            assert "หรือพิมพ์ itap.nacc.go.th" in text(pilot)
            await press(pilot, "9")
            assert "or type itap.nacc.go.th" in text(pilot)

    @pytest.mark.parametrize("size", ["terminal", "large-portrait"])
    async def test_to_whom_answers_go_is_said_in_either_language(self, counter: Opened, size: str) -> None:
        """English left it out: its words for it were too long."""
        async with counter("8", size=size) as pilot:
            assert "ถึงสำนักงาน ป.ป.ช. โดยตรง" in text(pilot)
            await press(pilot, "9")
            assert "to the NACC, not us" in text(pilot)

    async def test_a_second_word_within_a_minute_is_the_same_visitors(self, counter: Opened, kiosk: Kiosk) -> None:
        async with counter("8", "enter", "1") as pilot:
            first = text(pilot)
            await press(pilot, "enter", "8", "enter", "1")
            assert text(pilot) == first, "it tells nothing of whoever was there before"
            assert len(pilot.app.ledger.tally.counts(kiosk.today, kiosk.today)) == 1  # type: ignore[attr-defined]

    async def test_presses_that_come_while_the_first_is_being_written_are_the_same_visitors(
        self, counter: Opened, kiosk: Kiosk
    ) -> None:
        async with counter("8", "enter") as pilot:
            with sqlite3.connect(kiosk.path("ledger.db")) as other:
                other.execute("BEGIN IMMEDIATE")
                for key in "113":
                    await pilot.press(key)
                other.execute("ROLLBACK")
            await wait_for(pilot, "ขอบคุณที่ตอบแบบวัด")
            await settle(pilot)
            tally = pilot.app.ledger.tally.counts(kiosk.today, kiosk.today)  # type: ignore[attr-defined]
            assert [(of_day.work_group, of_day.count) for of_day in tally] == [("foreigner-services", 1)]

    async def test_a_word_after_a_minute_is_another_visitors(
        self, counter: Opened, kiosk: Kiosk, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        async with counter("8", "enter", "1", "enter") as pilot:
            monkeypatch.setattr(debounce, "monotonic", lambda: monotonic() + 61)
            await press(pilot, "8", "enter", "1")
            assert "ขอบคุณที่ตอบแบบวัด" in text(pilot)
            tally = pilot.app.ledger.tally.counts(kiosk.today, kiosk.today)  # type: ignore[attr-defined]
            assert [of_day.count for of_day in tally] == [2]

    async def test_thanks_leads_home(self, counter: Opened) -> None:
        async with counter("8", "enter", "1", "enter") as pilot:
            assert isinstance(pilot.app.screen, HomeScreen)

    async def test_who_could_not_be_counted_is_told_whom_to_tell(
        self, counter: Opened, catalogue: Catalogue, monkeypatch: pytest.MonkeyPatch
    ) -> None:
        """Under it stood what is asked under a list of services: whether theirs was not listed."""

        def full(*_: object) -> None:
            raise OSError(28, "No space left on device")

        monkeypatch.setattr(self_reports, "report", full)
        async with counter("8", "enter", "1") as pilot:
            for words in (catalogue.phrases("survey_page.not_kept"), catalogue.phrases("survey_page.call")):
                await until(pilot, lambda words=words: words.th in text(pilot) and words.en in text(pilot))
            assert pilot.app.screen.query("#officer")

    async def test_who_cannot_name_the_section_is_thanked_and_counted_for_nobody(
        self, counter: Opened, kiosk: Kiosk
    ) -> None:
        """Finding C16: a foreigner cannot know the sections; a guess would be a count that nobody made."""
        async with counter("9", "8", "enter") as pilot:
            shown = text(pilot)
            assert shown.index("Foreigner Services") < shown.index("General Staff"), "the likely one comes first"
            assert "Visa · 90 days · extension" in shown
            assert "I don't know" in shown
            await press(pilot, "5")
            assert "Thank you for answering" in text(pilot)
            assert pilot.app.ledger.tally.counts(kiosk.today, kiosk.today) == []  # type: ignore[attr-defined]
            await press(pilot, "enter", "8", "enter", "1")
            tally = pilot.app.ledger.tally.counts(kiosk.today, kiosk.today)  # type: ignore[attr-defined]
            assert [of_day.count for of_day in tally] == [1], "the next visitor is not taken for this one"

    async def test_what_a_section_does_is_said_upright_in_either_language(self, counter: Opened) -> None:
        """In English a row too long for the key was left out whole."""
        async with counter("8", "enter", size="portrait") as pilot:
            assert "วีซ่า · 90 วัน" in text(pilot)
            await press(pilot, "9")
            assert "Visa · 90 days" in text(pilot)
            assert "Nothing is counted" in text(pilot)

    @pytest.mark.parametrize("size", UNLIKE_SIZES)
    @pytest.mark.parametrize(
        ("day", "opens"),
        [(date(2023, 12, 1), "1 Jan 2024"), (date(2024, 8, 1), "1 Jan 2025 (expected)")],
        ids=["before", "after"],
    )
    async def test_closed_it_has_no_code_no_steps_and_no_key_at_any_size(
        self, counter: Opened, make_kiosk: Callable[..., Kiosk], day: date, opens: str, size: str
    ) -> None:
        """Finding C13: steps and a grey key under "closed", on some sizes."""
        async with counter("9", "8", size=size, on=make_kiosk(day)) as pilot:
            assert isinstance(pilot.app.screen, HomeScreen), "no key leads there"
            pilot.app.screen.go(PageChosen("survey"))
            await settle(pilot)
            assert isinstance(pilot.app.screen, SurveyScreen)
            assert f"EIT survey opens {opens}" in " ".join(text(pilot).split())
            assert not pilot.app.screen.query(QRCode)
            assert not pilot.app.screen.query("#answered")
            assert flaws(pilot) == [], text(pilot)

    async def test_it_closes_at_midnight_while_somebody_looks_at_it(self, counter: Opened, kiosk: Kiosk) -> None:
        clock = Clock("2024-07-31 23:59")
        async with counter("8", "enter", on=clock.on(kiosk)) as pilot:
            await clock.move(pilot, "2024-08-01 00:00")
            assert "ขณะนี้ปิดรับคำตอบ" in text(pilot)
            assert not pilot.app.screen.query(QRCode)

    async def test_between_the_two_printed_end_dates_it_stays_open(
        self, counter: Opened, make_kiosk: Callable[..., Kiosk]
    ) -> None:
        async with counter("8", on=make_kiosk(date(2024, 7, 15))) as pilot:
            assert pilot.app.screen.query_one("#answered").is_on_screen

    async def test_the_steps_are_all_as_far_apart(self, counter: Opened) -> None:
        """In larger letters upright the first stood apart from the others."""
        async with counter("8", size="large-portrait") as pilot:
            rows = [row for row, line in enumerate(text(pilot).splitlines()) if line.strip()[:2] in ("1.", "2.", "3.")]
            assert rows[1] - rows[0] == rows[2] - rows[1]

    async def test_no_quota_is_shown_to_a_visitor(self, counter: Opened) -> None:
        for keys in ([], ["8"], ["8", "enter"]):
            async with counter(*keys) as pilot:
                assert "/ 200" not in text(pilot)
                assert "500" not in text(pilot)


@pytest.mark.parametrize("size", UNLIKE_SIZES)
@pytest.mark.parametrize("count", [3, 7])
async def test_every_work_group_can_be_told_in_the_survey(counter: Opened, kiosk: Kiosk, count: int, size: str) -> None:
    (year,) = kiosk.catalogue.assessments
    groups = [
        structs.replace(year.work_groups[0], id=f"group-{n}", short_title=Bilingual(f"งาน {n}", f"Group {n}"))
        for n in range(1, count + 1)
    ]
    quotas = {post: dict.fromkeys([*(group.id for group in groups), "total"], 10) for post in year.quotas}
    changed = structs.replace(year, work_groups=groups, quotas=quotas)
    catalogue = structs.replace(kiosk.catalogue, assessments=[changed])
    async with counter("8", "enter", size=size, on=structs.replace(kiosk, catalogue=catalogue)) as pilot:
        assert isinstance(pilot.app.screen, SurveyScreen)
        assert faults(pilot) + overlaps(pilot) == [], text(pilot)
        told = shown_groups(pilot)
        if count + 1 > len(told):
            await press(pilot, "right")
            assert faults(pilot) + overlaps(pilot) == [], text(pilot)
            told += shown_groups(pilot)
        assert len(told) == count + 1, "and one key for who does not know"
        assert {*told} <= {*"123456"}, "the other digits have their meaning on every page"
        await press(pilot, *["left"] * (count > 5), "1")
        assert isinstance(pilot.app.screen, InterstitialScreen)


def shown_groups(pilot: Pilot[None]) -> list[str]:
    """The keys of the work groups on the screen."""
    return [group.key for group in pilot.app.screen.query(".group").results(Pressable) if group.is_on_screen]
