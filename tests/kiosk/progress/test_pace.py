"""Pace: what is due, what is needed, when the rest is reached, and in which words."""

from datetime import date, timedelta
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.catalogue.assessment import Window
from kiosk.catalogue.load import load
from kiosk.catalogue.open_days import OpenDays
from kiosk.progress import pace
from tests.support.sample import DAY

ASSESSMENT = next(assessment for assessment in load().assessments if assessment.year == 2567)
WINDOW, OPEN = ASSESSMENT.eit, ASSESSMENT.open_days

quotas = st.integers(1, 1000)
counts = st.integers(0, 1200)
in_year = st.dates(date(2023, 10, 1), date(2024, 9, 30))
in_window = st.dates(WINDOW.start, WINDOW.deadline)


@given(quotas, in_year)
def test_what_is_due_grows_from_nothing_to_the_quota(quota: int, today: date) -> None:
    due = pace.expected(quota, WINDOW, OPEN, today)
    assert 0 <= due <= quota
    assert due <= pace.expected(quota, WINDOW, OPEN, today + timedelta(1)) + 1e-9


def test_nothing_is_due_on_the_first_day_and_all_of_it_after_the_deadline() -> None:
    assert pace.expected(200, WINDOW, OPEN, WINDOW.start) == 0
    assert pace.expected(200, WINDOW, OPEN, WINDOW.deadline + timedelta(1)) == 200


@given(quotas, counts, in_window)
def test_what_is_needed_a_day_reaches_the_quota_by_the_deadline(quota: int, count: int, today: date) -> None:
    need = pace.needed(quota, count, WINDOW, OPEN, today)
    assert need is not None
    left, rest = OPEN.count(today, WINDOW.deadline), max(quota - count, 0)
    assert round(100 * need) * max(left, 1) >= 100 * rest > (round(100 * need) - 1) * max(left, 1) - 1


def test_after_the_deadline_the_need_counts_to_the_outer_date_and_then_there_is_none() -> None:
    july = date(2024, 7, 2)
    assert pace.needed(200, 180, WINDOW, OPEN, july) == pytest.approx(20 / OPEN.count(july, WINDOW.outer), abs=0.01)
    assert pace.needed(200, 180, WINDOW, OPEN, date(2024, 8, 1)) is None


@given(st.integers(1, 500), st.integers(1, 200), in_window)
def test_a_forecast_lies_within_its_range(rest: int, recent: int, today: date) -> None:
    forecast = pace.forecast(rest, recent, OPEN, today)
    assert forecast is not None
    assert today <= forecast.earliest <= forecast.date
    assert forecast.latest is None or forecast.date <= forecast.latest


def test_without_progress_there_is_no_forecast() -> None:
    assert pace.forecast(88, 0, OPEN, DAY) is None


def test_a_few_recent_counts_do_not_tell_the_latest_date() -> None:
    forecast = pace.forecast(88, 1, OPEN, DAY)
    assert forecast is not None
    assert forecast.latest is None


def test_the_forecast_of_the_worked_example() -> None:
    """88 to go, 4 in the last ten open days, on 1 March 2567."""
    assert pace.forecast(88, 4, OPEN, DAY) == pace.Forecast(date(2025, 1, 28), date(2024, 9, 20), date(2026, 9, 17))


WEEKDAY = [1.25, 1.1, 1.0, 0.9, 0.75]
"""Monday is busy, Friday is quiet: the share of an average day that comes on each weekday."""


def simulated(seed: int, quota: int) -> dict[date, int]:
    """A made-up year: a weekday's rhythm, good and bad weeks, chance; long enough for any quota to be reached."""
    chance = Random(seed)
    rate, week, daily = quota / 121 * chance.uniform(0.8, 1.2), 1.0, {}
    for day in (WINDOW.start + timedelta(n) for n in range(600)):
        if day.weekday() == 0:
            week = chance.uniform(0.8, 1.2)
        daily[day] = _poisson(chance, rate * week * WEEKDAY[day.weekday()]) if day in OPEN else 0
    return daily


def half_time_error(seed: int, quota: int) -> tuple[int, bool]:
    """Open days between the forecast of half time and what came, and whether that lay within the range."""
    half, daily = date(2024, 4, 1), simulated(seed, quota)
    count = sum(n for day, n in daily.items() if day < half)
    forecast = pace.forecast(quota - count, sum(daily[day] for day in OPEN.last(half, pace.RECENT)), OPEN, half)
    reached, total = half, count + daily[half]
    while total < quota:
        reached += timedelta(1)
        total += daily[reached]
    assert forecast is not None
    apart = OPEN.count(*sorted((forecast.date, reached))) - 1
    return apart, forecast.earliest <= reached <= (forecast.latest or date.max)


@pytest.mark.parametrize(("quota", "days"), [(500, 7), (200, 11)])
def test_half_way_the_office_is_forecast_within_seven_open_days_in_most_simulated_years(quota: int, days: int) -> None:
    """The median error is seven open days for the office. A group is less sure: with 17 respondents in ten open days
    chance alone moves their sum by a quarter, which is why a range stands beside the date.
    """
    errors = sorted(half_time_error(seed, quota)[0] for seed in range(300))
    print(f"quota {quota}: median {errors[150]} open days, nine tenths within {errors[270]}")
    assert errors[150] <= days


def test_the_range_of_a_forecast_holds_what_came_in_most_simulated_years() -> None:
    held = sum(half_time_error(seed, 500)[1] for seed in range(300))
    print(f"within the range: {held} of 300")
    assert held >= 300 * 0.6


def _poisson(chance: Random, mean: float) -> int:
    count, product, limit = 0, chance.random(), 2.718281828**-mean
    while product > limit:
        count, product = count + 1, product * chance.random()
    return count


@pytest.mark.parametrize(
    ("today", "quota", "count", "word"),
    [
        (date(2023, 12, 31), 100, 0, "before"),
        (DAY, 100, 100, "met"),
        (DAY, 100, 38, "ahead"),
        (DAY, 100, 37, "on-pace"),
        (DAY, 100, 34, "on-pace"),
        (DAY, 100, 33, "behind"),
        (date(2024, 7, 2), 100, 99, "late"),
        (date(2024, 7, 31), 100, 99, "late"),
        (date(2024, 8, 1), 100, 99, "missed"),
        (date(2024, 8, 1), 100, 100, "met"),
    ],
)
def test_the_word_for_where_a_count_stands(today: date, quota: int, count: int, word: str) -> None:
    due = pace.expected(quota, WINDOW, OPEN, today)
    assert pace.status(quota, count, due, WINDOW, today, too_slow=False) == word
    slowing = "slowing" if word in ("ahead", "on-pace") else word
    assert pace.status(quota, count, due, WINDOW, today, too_slow=True) == slowing


@given(quotas, in_year, counts)
def test_one_more_respondent_never_makes_the_word_worse(quota: int, today: date, count: int) -> None:
    order = ["missed", "late", "behind", "slowing", "on-pace", "ahead", "met"]
    due = pace.expected(quota, WINDOW, OPEN, today)
    for too_slow in (False, True):
        now, then = (pace.status(quota, n, due, WINDOW, today, too_slow=too_slow) for n in (count, count + 1))
        assert now == then == "before" or order.index(now) <= order.index(then)


@given(quotas, counts, st.integers(1, 200), in_window)
def test_respondents_will_be_missing_exactly_where_the_forecast_comes_after_the_deadline(
    quota: int, count: int, recent: int, today: date
) -> None:
    missing = pace.missing(quota, count, recent, WINDOW, OPEN, today)
    forecast = pace.forecast(quota - count, recent, OPEN, today)
    assert forecast is not None
    assert (missing > 0) == (forecast.date > WINDOW.deadline)


def test_what_will_be_missing_is_the_rest_less_what_the_present_rate_brings() -> None:
    """26 of 100 with 60 open days left at 0.4 a day."""
    april = OPEN.nth(WINDOW.start, OPEN.count(WINDOW.start, WINDOW.deadline) - 59)
    assert pace.missing(100, 26, 4, WINDOW, OPEN, april) == 50
    assert pace.missing(100, 26, 0, WINDOW, OPEN, april) == 74
    assert pace.needed(100, 26, WINDOW, OPEN, april) == 1.24


def test_a_window_without_open_days_breaks_nothing() -> None:
    weekend = Window(date(2024, 3, 2), date(2024, 3, 3), date(2024, 3, 3))
    assert pace.expected(10, weekend, OpenDays([]), date(2024, 3, 3)) == 0
    assert pace.needed(10, 4, weekend, OpenDays([]), date(2024, 3, 3)) == 6
