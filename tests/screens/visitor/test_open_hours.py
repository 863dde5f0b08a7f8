"""Whether the office is open now, at lunch or closed, and when next: on home and in the band of every page."""

import pytest

from kiosk.machine.kiosk import Kiosk
from screens.visitor.widgets.qr_code import QRCode
from tests.support.clock import Clock
from tests.support.fit import flaws
from tests.support.pilot import UNLIKE_SIZES, Opened, text

THURSDAY = "2026-11-26 09:41"


@pytest.mark.parametrize("size", UNLIKE_SIZES)
async def test_home_changes_by_itself_at_noon_at_closing_time_and_at_midnight(
    counter: Opened, real: Kiosk, size: str
) -> None:
    clock = Clock("2024-07-31 10:59")
    says = {
        "2024-07-31 10:59": ("Open until 16:30", "Open now"),
        "2024-07-31 11:59": ("Open, lunch 12:00–13:00", "Open now"),
        "2024-07-31 12:00": ("Lunch until 13:00", "Lunch break"),
        "2024-07-31 13:00": ("Open until 16:30", "Open now"),
        "2024-07-31 16:30": ("Opens Thursday 08:30", "Closed"),
        "2024-08-01 00:00": ("EIT survey opens 1 Jan 2025 (expected)",),
    }
    async with counter("9", size=size, on=clock.on(real)) as pilot:
        assert pilot.app.screen.query(QRCode)
        for moment, words in says.items():
            await clock.move(pilot, moment)
            shown = " ".join(text(pilot).split())
            assert any(each in shown for each in words), (moment, shown)
        assert not pilot.app.screen.query(QRCode), "at midnight the survey is over"
        assert flaws(pilot) == [], text(pilot)
        await clock.move(pilot, "2024-08-01 08:30")
        assert "Open" in text(pilot)


async def test_the_open_card_tells_hours_the_rest_of_the_day_and_the_next_closed_day_by_name(
    counter: Opened, real: Kiosk
) -> None:
    async with counter("9", on=Clock(THURSDAY).on(real)) as pilot:
        shown = text(pilot)
        for words in ("● Open now", "Monday to Friday", "Normal government hours", "Mon 7 Dec 2026", "National Day"):
            assert words in shown
        bar = next(line for line in shown.splitlines() if "┃▄" in line)
        assert "━━━━━━━━┃▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▄▁▁▁▁▁▁▁▁▄▄" in bar


async def test_a_holiday_is_named_in_thai_too_in_larger_letters(counter: Opened) -> None:
    """A name longer than a line was left out."""
    async with counter(size="large-portrait") as pilot:
        shown = text(pilot)
        assert "ชดเชยวันพระบาทสมเด็จพระพุทธยอดฟ้าจุฬาโลก" in shown
        assert "มหาจักรีบรมราชวงศ์" in shown


async def test_a_closed_office_says_on_which_day_it_opens_again(counter: Opened, real: Kiosk) -> None:
    async with counter("9", on=Clock("2026-11-26 16:45").on(real)) as pilot:
        shown = text(pilot)
        assert "Opens again  Fri 27 Nov 2026" in shown
        assert not any("08:30" in line and "13:00" in line for line in shown.splitlines()), (
            "no bar of a day that is over"
        )


async def test_who_comes_before_lunch_is_not_told_the_end_of_the_day(counter: Opened, real: Kiosk) -> None:
    """Ten minutes before lunch the card said in large digits 16:30, and other pages "Open until 16:30"."""
    async with counter("9", on=Clock("2026-11-26 11:50").on(real)) as pilot:
        shown = text(pilot)
        assert "Lunch at" in shown
        assert "Closes at" not in shown


async def test_a_holiday_of_many_days_tells_the_next_one_once_the_office_has_opened_again(
    counter: Opened, real: Kiosk
) -> None:
    """On the first day of Songkran the next holiday was its second day. Its name stood right under the hours."""
    async with counter("9", size="large-portrait", on=Clock("2027-04-13 10:00").on(real)) as pilot:
        lines = [line.strip() for line in text(pilot).splitlines()]
        assert any("Next public holiday  Tue 4 May 2027" in line for line in lines)
        called = next(at for at, line in enumerate(lines) if "Songkran Festival" in line)
        assert not lines[called - 1]


@pytest.mark.parametrize(
    ("moment", "words"),
    [
        ("2026-11-26 11:50", ("เปิดอยู่ พัก 12.00–13.00 น.", "Open, lunch 12:00–13:00")),
        ("2026-11-26 12:20", ("พักเที่ยงถึง 13.00 น.", "Lunch until 13:00")),
        ("2026-11-25 18:00", ("เปิดวันพฤหัสบดี 08.30 น.", "Opens Thursday 08:30")),
        ("2026-11-27 18:00", ("ปิดทำการ · เปิดวันจันทร์ 08.30 น.", "Opens Monday 08:30")),
    ],
)
async def test_the_smallest_terminal_says_in_both_languages_whether_the_office_is_open(
    counter: Opened, real: Kiosk, moment: str, words: tuple[str, str]
) -> None:
    """A closed office was closed in Thai alone, on a page that is otherwise in both."""
    async with counter(size="terminal", on=Clock(moment).on(real)) as pilot:
        for each in words:
            assert each in text(pilot)


@pytest.mark.parametrize("size", ["landscape", "portrait", "terminal", "large"])
async def test_nobody_is_on_duty_once_the_office_is_closed(counter: Opened, real: Kiosk, size: str) -> None:
    """The band named a duty officer on Sundays, on every page, and never that the office was closed."""
    async with counter("9", "3", "1", size=size, on=Clock("2026-11-29 10:00").on(real)) as pilot:
        shown = text(pilot)
        assert real.duty.en not in shown
        assert "○ Closed · Opens Monday 08:30" in shown
        assert "เปิดวันจันทร์ 08.30 น." in shown or size not in ("landscape", "portrait")


async def test_a_holiday_that_nobody_has_announced_is_only_expected(counter: Opened, real: Kiosk) -> None:
    async with counter("9", on=Clock("2031-08-01 10:00").on(real)) as pilot:
        assert "Mon 4 Aug 2031  (expected)" in text(pilot)


async def test_the_band_upright_says_whether_the_office_is_open(counter: Opened, real: Kiosk) -> None:
    async with counter("9", size="portrait", on=Clock("2024-03-01 09:41").on(real)) as pilot:
        duty = text(pilot).splitlines()[3]
        assert "Duty officer" in duty
        assert duty.rstrip().endswith("● Open until 16:30")


async def test_the_band_upright_says_so_in_practice_too(counter: Opened, kiosk: Kiosk) -> None:
    """The mark of practice stood in its place."""
    async with counter("9", size="portrait", on=Clock("2024-03-01 09:41").on(kiosk)) as pilot:
        band = text(pilot).splitlines()[3]
        assert "PRACTICE" in band
        assert band.rstrip().endswith("● Open until 16:30")
