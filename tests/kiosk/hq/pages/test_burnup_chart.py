"""The chart of a minimum: the count against the required line."""

from datetime import date

import pytest

from kiosk.catalogue.assessment import Assessment
from kiosk.catalogue.catalogue import Catalogue
from kiosk.hq.pages.burnup_chart import BOTTOM, HEIGHT, LEFT, RIGHT, TOP, WIDTH, burnup_chart
from kiosk.progress.burnup import courses_of
from kiosk.progress.counts import OfficeTallies, Terms, office_counts
from kiosk.progress.daily_counts import daily_counts
from kiosk.protocol.chain import DayCount

COUNTED = [
    DayCount(date(2024, 1, 3), "inspection", "staff", 4),
    DayCount(date(2024, 2, 1), "investigation", "staff", 2),
    DayCount(date(2024, 2, 1), "inspection", "visitor", 9),
    DayCount(date(2024, 2, 2), "inspection", "staff", -1),
]


@pytest.fixture(scope="module")
def assessment(catalogue: Catalogue) -> Assessment:
    return catalogue.assessments[0]


def places(points: str) -> list[tuple[float, float]]:
    return [(float(x), float(y)) for x, y in (point.split(",") for point in points.split())]


@pytest.mark.parametrize(
    "today", [date(2023, 12, 1), date(2024, 1, 1), date(2024, 3, 1), date(2024, 7, 31), date(2026, 1, 1)]
)
def test_the_count_steps_up_to_today_and_the_required_line_to_the_quota(assessment: Assessment, today: date) -> None:
    terms = Terms(assessment, "superintendent", "staff", today)
    counts = office_counts(terms, OfficeTallies(COUNTED), practice=False)
    (total,) = courses_of([counts.total], daily_counts(COUNTED, "staff", today), assessment, today)
    drawing = burnup_chart(total, assessment, today)
    counted, due = places(drawing.counted), places(drawing.due)
    assert total.due[-1] == 500
    assert total.counted[-1:] == ([5] if today >= date(2024, 2, 2) else total.counted[-1:])
    assert due[0] == (LEFT, HEIGHT - BOTTOM)
    assert due[-1] == (WIDTH - RIGHT, drawing.quota)
    assert [y for _, y in due] == sorted((y for _, y in due), reverse=True), "never falls"
    assert all(LEFT <= x <= WIDTH - RIGHT and TOP <= y <= HEIGHT - BOTTOM for x, y in counted + due)
    inside = date(2024, 1, 1) <= today <= date(2024, 7, 31)
    assert (drawing.today is not None) == inside
    if inside:
        assert counted[-1][0] == drawing.today, "the count ends where today is"
    assert [name.en for _, name in drawing.months] == ["Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul"]


def test_a_count_beyond_the_quota_stays_in_the_drawing(assessment: Assessment) -> None:
    many, today = [DayCount(date(2024, 2, 1), "general-staff", "staff", 90)], date(2024, 3, 1)
    terms = Terms(assessment, "superintendent", "staff", today)
    counts = office_counts(terms, OfficeTallies(many), practice=False)
    drawing = burnup_chart(
        courses_of(counts.groups, daily_counts(many, "staff", today), assessment, today)[0], assessment, today
    )
    assert min(y for _, y in places(drawing.counted)) >= TOP
    assert drawing.quota > min(y for _, y in places(drawing.counted))


@pytest.mark.parametrize("today", [date(2023, 12, 1), date(2024, 3, 1), date(2024, 7, 10), date(2026, 1, 1)])
def test_the_forecast_goes_on_from_the_count_to_the_last_day_and_has_a_range(
    assessment: Assessment, today: date
) -> None:
    lately = [DayCount(day, "inspection", "staff", 2) for day in assessment.open_days.last(today, 10)]
    counted = [tally for tally in lately if tally.day < today]
    counts = office_counts(Terms(assessment, "superintendent", "staff", today), OfficeTallies(counted), practice=False)
    (total,) = courses_of([counts.total], daily_counts(counted, "staff", today), assessment, today)
    forecast = burnup_chart(total, assessment, today).forecast
    if today in (date(2023, 12, 1), date(2026, 1, 1)):
        assert forecast is None, "nothing is forecast before the window opens, or after it"
        return
    assert forecast is not None
    days = assessment.open_days.count(today, assessment.eit.last(today))
    assert forecast.end.likely == pytest.approx(total.progress.count + total.progress.rate * days)
    assert forecast.end.low < forecast.end.likely < forecast.end.high
    start, end = places(forecast.line)
    assert start == places(burnup_chart(total, assessment, today).counted)[-1]
    assert places(forecast.fan)[0] == start
    assert end == forecast.at
