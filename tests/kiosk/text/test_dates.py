"""Days are counted in Thailand, written in the Buddhist Era, and open on weekdays that are not closed."""

from datetime import UTC, date, datetime, timedelta

import pytest
import time_machine
from hypothesis import given
from hypothesis import strategies as st

from kiosk.catalogue.catalogue import Catalogue
from kiosk.catalogue.open_days import OpenDays
from kiosk.machine.kiosk import clock_on, thai_now
from kiosk.text.dates import full_date, localized_digits, medium_date, short_date
from kiosk.text.languages import THAI

days = st.dates(date(2000, 1, 1), date(2100, 12, 31))
near = st.dates(date(2024, 1, 1), date(2024, 12, 31))
closures = st.sets(near, max_size=30)


def by_hand(open_days: OpenDays, start: date, end: date) -> int:
    return sum(start + timedelta(n) in open_days for n in range((end - start).days + 1))


@given(near, near, closures, closures)
def test_open_days_are_counted_as_one_would_on_a_calendar(
    start: date, end: date, closed: set[date], extra: set[date]
) -> None:
    open_days = OpenDays(closed, extra)
    assert open_days.count(start, end) == by_hand(open_days, start, end)


@given(near, st.integers(1, 300), closures)
def test_the_nth_open_day_is_open_and_has_n_open_days_up_to_it(start: date, n: int, closed: set[date]) -> None:
    open_days = OpenDays(closed)
    day = open_days.nth(start, n)
    assert day in open_days
    assert open_days.count(start, day) == n


@given(near, st.integers(1, 20), closures)
def test_the_last_open_days_end_before_today(today: date, n: int, closed: set[date]) -> None:
    last = OpenDays(closed).last(today, n)
    assert len(last) == n
    assert last == sorted(last)
    assert all(day < today for day in last)
    assert OpenDays(closed).count(last[0], today - timedelta(1)) == n


def test_the_window_of_2567_has_121_open_days_and_79_of_them_are_left_on_1_march(catalogue: Catalogue) -> None:
    assessment = next(year for year in catalogue.assessments if year.year == 2567)
    window, open_days = assessment.eit, assessment.open_days
    assert open_days.count(window.start, window.deadline) == 121
    assert open_days.count(date(2024, 3, 1), window.deadline) == 79


def test_songkran_is_closed_and_labour_day_is_open(catalogue: Catalogue) -> None:
    open_days = next(year for year in catalogue.assessments if year.year == 2567).open_days
    assert date(2024, 4, 15) not in open_days
    assert date(2024, 5, 1) in open_days


@pytest.mark.parametrize(
    ("form", "thai", "english"),
    [
        (full_date, "วันพุธที่ 15 พฤษภาคม 2567", "Wednesday 15 May 2024 (B.E. 2567)"),
        (medium_date, "15 พ.ค. 2567", "15 May 2024"),
        (short_date, "15 พ.ค.", "15 May"),
    ],
)
def test_dates_are_written_as_the_office_writes_them(form: object, thai: str, english: str) -> None:
    words = form(date(2024, 5, 15))  # type: ignore[operator]
    assert (words.th, words.en) == (thai, english)


@given(days)
def test_the_buddhist_year_is_added_once(day: date) -> None:
    assert str(day.year + 543) in medium_date(day).th
    assert str(day.year) in medium_date(day).en


def test_thai_digits_replace_digits_and_nothing_else() -> None:
    assert localized_digits("มาตรา 37 (5)", THAI, "thai") == "มาตรา ๓๗ (๕)"


@time_machine.travel(datetime(2024, 2, 29, 17, 30, tzinfo=UTC), tick=False)
def test_it_is_tomorrow_in_thailand_while_the_machine_still_says_today() -> None:
    assert thai_now().date() == date(2024, 3, 1)


@time_machine.travel(datetime(2024, 5, 15, 16, 59, 58, tzinfo=UTC), tick=False)
def test_a_made_up_day_goes_on_into_the_next_one_at_midnight() -> None:
    clock = clock_on(date(2024, 3, 1))
    assert clock().date() == date(2024, 3, 1)
    with time_machine.travel(datetime(2024, 5, 15, 17, 0, 1, tzinfo=UTC), tick=False):
        assert clock().date() == date(2024, 3, 2)
