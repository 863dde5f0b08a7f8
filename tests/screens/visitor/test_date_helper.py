"""Somebody works out their dates: they write one day, and read when they may come and what it costs to be late."""

import re
from collections.abc import Callable

import pytest
from msgspec import structs

from kiosk.catalogue.filing_words import asked_words
from kiosk.machine.kiosk import Kiosk
from kiosk.text.languages import ENGLISH, OFFICIAL, THAI
from screens.theme import CONTRAST_THEME
from screens.visitor.date_helper import DateHelperScreen
from screens.widgets.text_layout import big
from tests.support.date_helper import TODAY, wanted
from tests.support.fit import flaws, flaws_in_both_languages
from tests.support.pilot import EXTREME_SIZES, SIZES, Opened, press, settle, text

ANSWERS = [
    ("90-day-report", "04092026", ["You can come today", "Tue 17 Nov 2026", "Wed 2 Dec 2026", "Wed 9 Dec 2026"]),
    ("90-day-report", "04092569", ["You can come today", "day 90 from 4 Sep", "No fee · What to bring: press ←"]),
    ("90-day-report", "05092026", ["Wed 9 Dec 2026", "closed on 10 Dec"]),
    ("90-day-report", "01112026", ["Too early: come from Thu 14 Jan 2027"]),
    ("90-day-report", "01072026", ["Late by 52 days", "late fine if you come yourself: thb 2,000"]),
    ("90-day-report", "32", ["There is no day 32. Write the day again: 01 to 31."]),
    ("90-day-report", "3114", ["There is no month 14. Write the month again: 01 to 12."]),
    ("90-day-report", "3102", ["There is no 31 Feb. Please write the date again."]),
    ("90-day-report", "29022569", ["There is no 29 Feb 2026."]),
    ("90-day-report", "01122026", ["1 Dec 2026 is in the future"]),
    ("90-day-report", "01121950", ["1950 is too long ago. Write the 4 digits of the year again, as 2026 or 2569."]),
    ("90-day-report", "01012570", ["2570 is in the future. Write the year again"]),
    ("extension-retirement", "20122026", ["You can come today", "Stay ends", "Fri 18 Dec 2026", "Fee: THB 1,900"]),
    ("extension-retirement", "20112026", ["Overstay of 6 days: THB 3,000"]),
    ("extension-tourism", "26122025", ["Overstay of 335 days: THB 20,000"]),
    ("residence-notification", "26112026", ["You can come today", "24 hours after arrival"]),
    ("residence-notification", "21112026", ["Late by 4 days", "up to thb 2,000"]),
]


async def test_which_day_is_asked_for_is_said_in_both_languages_where_not_all_can_be(
    helper: Opened, kiosk: Kiosk
) -> None:
    """A day that cannot be made one statement too many for two languages, and left the card half empty in one."""
    filing = kiosk.catalogue.services["90-day-report"].filing
    assert filing is not None
    say = kiosk.catalogue.phrases
    asked, wrong = asked_words(filing.asks, say), say("dates.no_month", month="14")
    async with helper("90-day-report", size="portrait") as pilot:
        await press(pilot, *"3114")
        assert asked.th in text(pilot)
        assert wrong.th in text(pilot)
        assert wrong.en[:20] in text(pilot)


@pytest.mark.parametrize("size", SIZES)
async def test_where_the_day_stands_is_said_at_every_size(helper: Opened, kiosk: Kiosk, size: str) -> None:
    """A longer question left no row for it in the largest letters."""
    for service in ("90-day-report", "residence-notification", "extension-retirement"):
        filing = kiosk.catalogue.services[service].filing
        assert filing is not None
        where = kiosk.catalogue.phrases(f"dates.see_{filing.asks}")
        async with helper(service, size=size) as pilot:
            for language in OFFICIAL:
                pilot.app.lang = language  # type: ignore[attr-defined]
                await settle(pilot)
                assert where.of(language)[:16] in text(pilot), text(pilot)


async def test_the_answer_to_a_day(counter: Opened, make_kiosk: Callable[..., Kiosk]) -> None:
    kiosk = make_kiosk(TODAY)
    async with counter(on=kiosk) as pilot:
        for service, digits, answers in ANSWERS:
            await wanted(pilot, kiosk, service)
            await press(pilot, *digits)
            for answer in answers:
                assert answer.lower() in text(pilot).lower(), (service, digits)


async def test_how_the_days_are_counted_is_said_to_all_who_are_in_time_in_either_language(
    counter: Opened, make_kiosk: Callable[..., Kiosk]
) -> None:
    """In larger letters the English for the day of the appointment was lost to a line that took two rows."""
    kiosk = make_kiosk(TODAY)
    async with counter(size="large", on=kiosk) as pilot:
        for service, digits, (headline, *_) in ANSWERS:
            if not headline.startswith("You can come"):
                continue
            await wanted(pilot, kiosk, service)
            await press(pilot, *digits)
            filing = kiosk.catalogue.services[service].filing
            assert filing is not None
            counted = kiosk.catalogue.phrases(f"dates.counted_{filing.asks}")
            for lang in (ENGLISH, THAI):
                pilot.app.lang = lang  # type: ignore[attr-defined]
                await settle(pilot)
                assert counted.of(lang)[:14] in text(pilot), (service, digits)


@pytest.mark.parametrize("size", EXTREME_SIZES)
async def test_whoever_is_late_reads_what_to_do_now_and_where_the_papers_are(
    counter: Opened, make_kiosk: Callable[..., Kiosk], size: str
) -> None:
    """The page said how late and what it costs, and left it at that."""
    kiosk = make_kiosk(TODAY)
    to_do = {ENGLISH: "Please come soon", THAI: "กรุณามาที่สำนักงานโดยเร็ว"}
    also = [kiosk.catalogue.phrases(name) for name in ("dates.papers", "service.receipt")]
    async with counter(size=size, on=kiosk) as pilot:
        for service, digits, (headline, *_) in ANSWERS:
            await wanted(pilot, kiosk, service)
            await press(pilot, *digits)
            for lang, words in to_do.items():
                pilot.app.lang = lang  # type: ignore[attr-defined]
                await settle(pilot)
                is_late, shown = headline.startswith(("Late", "Overstay")), text(pilot)
                assert (words in shown) == is_late, (service, digits)
                assert not is_late or all(each.of(lang) in shown for each in also), (service, digits)
                late = kiosk.catalogue.services[service].late.figure
                assert late is not None
                assert not is_late or late.of(lang)[:12] in shown, (service, digits)


@pytest.mark.parametrize(
    ("digits", "colours"),
    [
        ("04092026", ["past", "open", "closed", "late"]),
        ("10102026", ["open", "closed", "late"]),
        ("08082026", ["past", "closed", "late"]),
    ],
)
async def test_every_colour_of_the_window_line_is_named_and_no_other(
    helper: Opened, digits: str, colours: list[str]
) -> None:
    """The red days had no name, nor those that are gone; "open day" was named where all of them were past."""
    async with helper("90-day-report") as pilot:
        await press(pilot, *digits)
        assert re.findall("(?:▄▄|▁▁) ([a-z]+)", text(pilot)) == colours


@pytest.mark.parametrize("size", EXTREME_SIZES)
async def test_the_page_is_whole_whatever_the_answer_is(
    counter: Opened, make_kiosk: Callable[..., Kiosk], size: str
) -> None:
    kiosk = make_kiosk(TODAY)
    async with counter(size=size, on=kiosk) as pilot:
        for service, digits, _ in (("90-day-report", "", []), *ANSWERS):
            await wanted(pilot, kiosk, service)
            await press(pilot, *digits)
            assert await flaws_in_both_languages(pilot) == [], (service, digits)
        pilot.app.theme = CONTRAST_THEME.name
        await settle(pilot)
        assert flaws(pilot) == []


@pytest.mark.parametrize("size", EXTREME_SIZES)
async def test_that_nothing_is_kept_is_said_once(helper: Opened, size: str) -> None:
    """Beside the digits where there is room, which repeated the question; else under the answer."""
    async with helper("90-day-report", size=size) as pilot:
        for digits in ("", *"04092026"):
            await press(pilot, *digits)
            assert text(pilot).count("Nothing is kept") == 1


@pytest.mark.parametrize("size", EXTREME_SIZES)
@pytest.mark.parametrize("digits", ["04092026", "01112026", "01082026"])
async def test_what_comes_of_a_day_stands_apart_from_its_dates(helper: Opened, size: str, digits: str) -> None:
    """Headline, dates and days stood glued to one another where the card was full."""
    async with helper("90-day-report", size=size) as pilot:
        await press(pilot, *digits)
        answer = pilot.app.screen.answer  # type: ignore[attr-defined]
        lines = [line.plain.strip() for line in answer.lines(answer.content_size.width)]
        assert "" in lines[1:5]


@pytest.mark.parametrize(("digits", "months"), [("04092026", "Nov Dec"), ("25082026", "Nov Dec")])
async def test_the_window_line_names_its_months_and_today_for_those_in_time_and_those_who_are_late(
    helper: Opened, digits: str, months: str
) -> None:
    """Names of months gave way to what four colours mean, and the line ended before the day of whoever is late."""
    async with helper("90-day-report") as pilot:
        await press(pilot, *digits)
        answer = pilot.app.screen.answer  # type: ignore[attr-defined]
        lines = [line.plain for line in answer.lines(answer.content_size.width)]
        assert any("today" in line for line in lines)
        (meanings,) = (line for line in lines if "▄▄ past" in line)
        assert [word for word in meanings.split() if word.istitle()] == months.split()


@pytest.mark.parametrize("size", ["landscape", "portrait", "terminal"])
async def test_the_last_day_to_come_stands_in_large_digits(helper: Opened, size: str) -> None:
    """It was as small as all the other dates."""
    async with helper("90-day-report", size=size) as pilot:
        await press(pilot, *"01072026")
        assert "Last day:" in text(pilot)
        await press(pilot, "delete", *"04092026")
        answer = pilot.app.screen.answer  # type: ignore[attr-defined]
        shown = "\n".join(line.plain for line in answer.lines(answer.content_size.width))
        label, day = (next(line for line in shown.split("\n") if words in line) for words in ("Last day", "9 Dec"))
        top, middle, _ = big("9")
        assert f"{top}  Last day to come" in label
        assert f"{middle}  Wed 9 Dec 2026" in day


async def test_whoever_is_late_reads_why_the_last_day_was_before_the_end(helper: Opened) -> None:
    """The smallest terminal had no room for it in English: the days that they are late seemed miscounted."""
    async with helper("90-day-report", size="terminal") as pilot:
        await press(pilot, *"14072026")
        assert "Late by 39 days" in text(pilot)
        assert "Last day: Fri 16 Oct 2026  closed on 18 Oct" in text(pilot)


def test_a_service_without_a_rule_has_no_dates(kiosk: Kiosk) -> None:
    service = kiosk.catalogue.services["lost-passport"]
    with pytest.raises(ValueError, match="no filing rule"):
        DateHelperScreen(kiosk, structs.replace(service, filing=None))
