"""When a service may be filed for: the dates that a visitor works out, and that they are what the words say."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from msgspec import convert, structs

from kiosk.catalogue.catalogue import Catalogue
from kiosk.catalogue.facts import Statement
from kiosk.catalogue.filing import FilingRule
from kiosk.catalogue.open_days import OpenDays
from kiosk.catalogue.parts import Parts
from kiosk.catalogue.rules.filing import filing_rules_are_said
from kiosk.text.bilingual import Bilingual

HOLIDAY = date(2026, 12, 10)
OPEN = OpenDays([date(2026, 12, 7), HOLIDAY])
DAYS = st.dates(date(2020, 1, 1), date(2040, 1, 1))
RULES = st.builds(
    FilingRule,
    asks=st.just("end-of-stay"),
    day=st.none() | st.integers(1, 366),
    opens=st.none() | st.integers(1, 60),
    grace=st.integers(0, 30),
)


def rule(catalogue: Catalogue, service: str) -> FilingRule:
    filing = catalogue.services[service].filing
    assert filing is not None
    return filing


def test_the_90_day_report_is_due_on_day_90_and_taken_from_15_days_before_to_7_after(catalogue: Catalogue) -> None:
    period = rule(catalogue, "90-day-report").period(date(2026, 9, 4))
    assert period.due == date(2026, 12, 2)
    assert period.first == date(2026, 11, 17)
    assert period.last == date(2026, 12, 9)


def test_the_last_day_is_the_last_open_one() -> None:
    period = FilingRule(asks="report-or-arrival", day=90, opens=15, grace=7).period(date(2026, 9, 5))
    assert period.last == HOLIDAY
    assert period.last_open(OPEN) == date(2026, 12, 9)


def test_a_residence_is_notified_within_24_hours(catalogue: Catalogue) -> None:
    period = rule(catalogue, "residence-notification").period(date(2026, 11, 25))
    assert (period.first, period.last) == (date(2026, 11, 25), date(2026, 11, 26))


@pytest.mark.parametrize(("days", "baht"), [(0, 0), (1, 500), (39, 19_500), (40, 20_000), (400, 20_000)])
def test_overstay_costs_500_baht_a_day_and_20_000_at_most(catalogue: Catalogue, days: int, baht: int) -> None:
    assert rule(catalogue, "extension-tourism").fine(days) == baht


def test_a_fine_that_is_not_reckoned_by_the_day_is_not_reckoned(catalogue: Catalogue) -> None:
    assert rule(catalogue, "90-day-report").fine(3) is None


@pytest.mark.parametrize(
    ("today", "state"),
    [
        (date(2026, 11, 16), "early"),
        (date(2026, 11, 17), "open"),
        (date(2026, 11, 21), "closed-today"),
        (date(2026, 12, 9), "open"),
        (HOLIDAY, "late"),
    ],
)
def test_whether_one_can_come_today(catalogue: Catalogue, today: date, state: str) -> None:
    assert rule(catalogue, "90-day-report").period(date(2026, 9, 4)).state(today, OPEN) == state


def test_a_weekend_that_is_the_end_of_the_stay_leaves_no_open_day() -> None:
    period = FilingRule(asks="end-of-stay").period(date(2026, 11, 29))
    assert period.state(date(2026, 11, 28), OPEN) == "no-open-day"
    assert period.next_open(date(2026, 11, 28), OPEN) == date(2026, 11, 30)


def test_a_guest_of_the_weekend_can_be_notified_on_no_open_day() -> None:
    period = FilingRule(asks="guest-arrival", hours=24).period(date(2026, 11, 28))
    assert period.last_open(OPEN) is None


@given(RULES, DAYS)
def test_the_period_runs_forward_and_holds_the_due_day(rule: FilingRule, asked: date) -> None:
    period = rule.period(asked)
    assert (period.first or period.due) <= period.due <= period.last
    assert asked <= period.due


@given(RULES, DAYS, DAYS)
def test_the_state_agrees_with_the_open_days(rule: FilingRule, asked: date, today: date) -> None:
    period = rule.period(asked)
    state, following, last = period.state(today, OPEN), period.next_open(today, OPEN), period.last_open(OPEN)
    assert following in OPEN
    assert following >= today
    assert (state == "late") == (today > period.last)
    assert (state == "open") == (following == today and today <= period.last)
    assert (state in ("late", "no-open-day")) == (last is None or last < today or following > period.last)
    if state in ("early", "open", "closed-today"):
        assert following <= period.last


@given(st.integers(1, 1000), st.integers(1, 100_000), st.integers(0, 3000))
def test_a_fine_grows_to_its_highest_and_no_further(a_day: int, highest: int, days: int) -> None:
    rule = FilingRule(asks="end-of-stay", fine_a_day=a_day, highest_fine=highest)
    assert (rule.fine(days) or 0) <= (rule.fine(days + 1) or 0) <= highest


@given(DAYS, st.integers(0, 400))
def test_each_day_later_ends_the_period_a_day_later(asked: date, days: int) -> None:
    rule = FilingRule(asks="report-or-arrival", day=90, opens=15, grace=7)
    assert rule.period(asked + timedelta(days)).last - rule.period(asked).last == timedelta(days)


def test_every_service_says_what_is_reckoned_for_it(catalogue: Catalogue) -> None:
    reckoned = [service for service in catalogue.services.values() if service.filing]
    assert {service.filing.asks for service in reckoned if service.filing} == {
        "report-or-arrival",
        "guest-arrival",
        "end-of-stay",
    }
    assert all(service.says_its_filing_rule for service in reckoned)


def test_words_that_the_office_changes_switch_the_reckoning_off_and_are_named(catalogue: Catalogue) -> None:
    """Its figures would contradict the words beside them."""
    words = Statement(value=Bilingual("ภายใน 45 วันก่อนวันสิ้นสุดการอนุญาต", "Within the last 45 days"), source="office")
    changed = structs.replace(catalogue.services["extension-retirement"], window=words)
    assert not changed.says_its_filing_rule
    (fault,) = filing_rules_are_said(Parts({"services": {changed.id: changed}}))
    assert fault.key == "filing"


@pytest.mark.parametrize("more", [{"day": 90, "hours": 24}, {"fine_a_day": 500}, {"day": 0}])
def test_a_rule_that_cannot_be_meant_is_refused(more: dict[str, int]) -> None:
    with pytest.raises(ValueError, match=r"day|fine|Expected"):
        convert({"asks": "end-of-stay", **more}, FilingRule)
