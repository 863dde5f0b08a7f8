"""`kiosk counts --json` says what the design's worked example says."""

import json
import math
from datetime import date, timedelta
from pathlib import Path

import pytest

from kiosk.catalogue.catalogue import Catalogue
from kiosk.progress.counts import OfficeCounts, OfficeTallies, Terms, office_counts
from kiosk.protocol.chain import Channel, DayCount
from tests.support.commands import run
from tests.support.sample import DAY

NOTHING = OfficeTallies([])


def counted(
    catalogue: Catalogue, tallies: OfficeTallies = NOTHING, today: date = DAY, counts_from: Channel = "staff"
) -> OfficeCounts:
    assessment = next(assessment for assessment in catalogue.assessments if assessment.year == 2567)
    return office_counts(Terms(assessment, "superintendent", counts_from, today), tallies, practice=False)


def test_the_worked_example(catalogue: Catalogue) -> None:
    """12 of 100, 2 of them elsewhere, 1 today, 4 in the last ten open days, 3 self-reported, ITAP says 9."""
    here = [
        DayCount(date(2024, 1, 9), "investigation", "staff", 7),
        DayCount(date(2024, 2, 19), "investigation", "staff", 1),
        DayCount(date(2024, 2, 29), "investigation", "staff", 1),
        DayCount(DAY, "investigation", "staff", 1),
        DayCount(date(2024, 2, 20), "investigation", "visitor", 3),
        DayCount(DAY, "investigation", "visitor", 5),
        DayCount(date(2023, 12, 29), "investigation", "staff", 40),
        DayCount(date(2024, 8, 1), "investigation", "staff", 40),
    ]
    elsewhere = [DayCount(date(2024, 2, 21), "investigation", "staff", 2)]
    office = counted(catalogue, OfficeTallies(here, elsewhere, itap={"investigation": 9, "total": 30}))
    group = next(group for group in office.groups if group.id == "investigation")
    assert (group.count, group.here, group.elsewhere, group.today, group.self_reported, group.itap) == (
        12,
        10,
        2,
        1,
        3,
        9,
    )
    assert (group.expected, group.needed_per_open_day, group.rate, group.status) == (34.7, 1.12, 0.4, "behind")
    assert (group.forecast.date, group.forecast.earliest, group.forecast.latest) == (
        date(2025, 1, 28),
        date(2024, 9, 20),
        date(2026, 9, 17),
    )
    assert office.total.itap == 30


def test_five_minima_stand_for_themselves_and_the_total_is_not_the_sum_of_the_groups(catalogue: Catalogue) -> None:
    office = counted(catalogue)
    assert [group.quota for group in office.groups] == [10, 100, 200, 200]
    assert office.total.quota == 500


def test_a_total_of_500_with_a_group_short_is_met_for_the_total_only(catalogue: Catalogue) -> None:
    here = [DayCount(date(2024, 1, 9), "inspection", "staff", 500)]
    office = counted(catalogue, OfficeTallies(here))
    assert office.total.status == "met"
    assert [group.status for group in office.groups] == ["behind", "behind", "met", "behind"]


def test_a_minimum_is_met_here_only_while_itap_shows_fewer_than_it(catalogue: Catalogue) -> None:
    here = [DayCount(date(2024, 1, 9), "general-staff", "staff", 10)]
    for itap, is_met_here in (({}, False), ({"general-staff": 9}, True), ({"general-staff": 10}, False)):
        group = counted(catalogue, OfficeTallies(here, itap=itap)).groups[0]
        assert (group.status, group.is_met_here) == ("met", is_met_here)
    assert not counted(catalogue, OfficeTallies([], itap={"general-staff": 9})).groups[0].is_met_here


def test_a_count_differs_from_what_is_due_today_and_from_the_quota_once_that_is_what_is_due(
    catalogue: Catalogue,
) -> None:
    here = [DayCount(date(2024, 1, 9), "inspection", "staff", 30)]
    told = {
        today: counted(catalogue, OfficeTallies(here), today).groups[2]
        for today in (date(2023, 12, 1), DAY, date(2024, 7, 10), date(2024, 8, 15))
    }
    assert [(group.status, group.difference, group.has_pace) for group in told.values()] == [
        ("before", None, False),
        ("behind", 30 - math.ceil(told[DAY].expected), True),
        ("late", -170, True),
        ("missed", -170, False),
    ]


def test_counts_on_a_closed_day_are_in_the_rate(catalogue: Catalogue) -> None:
    days = [date(2024, 2, 16), date(2024, 2, 24), date(2024, 2, 26), DAY]
    here = [DayCount(day, "inspection", "staff", 2) for day in days]
    assert counted(catalogue, OfficeTallies(here)).groups[2].rate == 0.6
    assert date(2024, 2, 24) not in catalogue.assessments[0].open_days


def test_needed_a_day_is_rounded_up_on_screen_too_so_that_so_many_are_enough(catalogue: Catalogue) -> None:
    here = [DayCount(date(2024, 1, 9), "investigation", "staff", 12)]
    group = counted(catalogue, OfficeTallies(here)).groups[1]
    assert (group.needed_per_open_day, group.needed) == (1.12, 1.2)


def test_what_was_counted_in_time_but_too_slowly_of_late_is_slowing_and_says_what_will_be_missing(
    catalogue: Catalogue,
) -> None:
    early = [DayCount(date(2024, 1, 9), "inspection", "staff", 90)]
    lately = DayCount(date(2024, 2, 28), "inspection", "staff", 5)
    group = counted(catalogue, OfficeTallies([*early, lately])).groups[2]
    assert (group.status, group.difference, group.missing) == ("slowing", 25, 200 - 95 - 39)
    assert group.forecast.date > date(2024, 7, 1)
    without_progress = counted(catalogue, OfficeTallies(early)).groups[2]
    assert (without_progress.status, without_progress.forecast) == ("slowing", None)


def test_no_gap_is_said_to_be_behind_by_nothing(catalogue: Catalogue) -> None:
    """35 were due of 36.x, or 1 of 1.x: whoever is behind is behind by one at least."""
    for ahead in range(0, 182, 3):
        today = date(2024, 1, 1) + timedelta(ahead)
        for n in range(0, 101, 4):
            minima = counted(
                catalogue, OfficeTallies([DayCount(date(2024, 1, 1), "investigation", "staff", n)]), today
            ).minima
            assert all(minimum.difference < 0 for minimum in minima if minimum.status == "behind")


def test_a_visitors_own_press_is_not_echoed_to_staff_on_the_same_day(catalogue: Catalogue) -> None:
    here = [DayCount(DAY, "inspection", "visitor", 1)]
    assert counted(catalogue, OfficeTallies(here)).total.self_reported == 0
    assert counted(catalogue, OfficeTallies(here), date(2024, 3, 4)).total.self_reported == 1


def test_in_an_office_without_a_clerk_the_two_change_places(catalogue: Catalogue) -> None:
    here = [
        DayCount(date(2024, 2, 1), "inspection", "visitor", 8),
        DayCount(date(2024, 2, 1), "inspection", "staff", 3),
    ]
    total = counted(catalogue, OfficeTallies(here), counts_from="visitor").total
    assert (total.count, total.self_reported) == (8, 3)


def test_the_command_prints_one_object_with_the_keys_in_order(tmp_path: Path) -> None:
    for group in ("investigation", "inspection", "investigation"):
        assert run(tmp_path, "count", group).returncode == 0
    assert run(tmp_path, "count", "investigation", "--undo").returncode == 0
    assert run(tmp_path, "itap", "investigation", "9").returncode == 0
    printed = run(tmp_path, "counts", "--json")
    printed_counts = json.loads(printed.stdout)
    of_the_year, figures = ["assessment", "expected", "as_of", "practice", "window"], ["groups", "total"]
    assert list(printed_counts) == [*of_the_year, "elsewhere_as_of", *figures]
    head = {key: printed_counts[key] for key in ("assessment", "as_of", "practice")}
    assert head == {"assessment": 2567, "as_of": "2024-03-01", "practice": True}
    assert printed_counts["window"] == {
        "start": "2024-01-01",
        "deadline": "2024-07-01",
        "outer": "2024-07-31",
        "open_days": 121,
        "open_days_left": 79,
    }
    groups = [group["id"] for group in printed_counts["groups"]]
    assert groups == ["general-staff", "investigation", "inspection", "foreigner-services"]
    assert printed_counts["groups"][1] == {
        "id": "investigation",
        "quota": 100,
        "count": 1,
        "here": 1,
        "elsewhere": 0,
        "today": 1,
        "self_reported": 0,
        "itap": 9,
        "expected": 34.7,
        "needed_per_open_day": 1.26,
        "rate": 0.0,
        "forecast": None,
        "missing": 99,
        "status": "behind",
    }
    assert list(printed_counts["total"]) == list(printed_counts["groups"][0])


@pytest.mark.parametrize(
    ("day", "status", "needed"),
    [("2023-12-01", "before", 4.14), ("2024-07-15", "late", 45.46), ("2024-08-01", "missed", None)],
)
def test_before_late_and_after_are_told_apart(tmp_path: Path, day: str, status: str, needed: float | None) -> None:
    printed_counts = json.loads(run(tmp_path, "counts", "--json", day=day).stdout)
    assert printed_counts["total"]["status"] == status
    assert printed_counts["total"]["needed_per_open_day"] == needed
