"""The trend: what each of the last twelve weeks brought, whether days come one by one or added up."""

from datetime import date, timedelta

from kiosk.catalogue.assessment import Window
from kiosk.hq.pages.trend_chart import Trend, trend_chart
from kiosk.hq.report.trend import WEEKS, week_ends, weekly
from kiosk.protocol.chain import DayCount
from kiosk.text.languages import ENGLISH

WINDOW = Window(date(2024, 1, 1), date(2024, 7, 1), date(2024, 7, 31))
TODAY = date(2024, 5, 15)


def tally(day: date, count: int) -> DayCount:
    return DayCount(day, "inspection", "staff", count)


def test_the_newest_week_ends_today_and_after_the_window_with_it() -> None:
    assert week_ends(WINDOW, TODAY)[-1] == TODAY
    assert week_ends(WINDOW, date(2024, 12, 1))[-1] == WINDOW.outer
    assert len(week_ends(WINDOW, TODAY)) == WEEKS + 1


def test_each_week_is_seven_days_and_what_came_before_them_is_in_none() -> None:
    ends = week_ends(WINDOW, TODAY)
    daily = [tally(TODAY - timedelta(back), 1) for back in range(120)]
    assert weekly(daily, ends) == [7] * WEEKS
    summed = [tally(end, 7) for end in ends[1:]] + [tally(ends[0], 36)]
    assert weekly(summed, ends) == [7] * WEEKS


def test_the_chart_says_in_words_what_its_bars_show() -> None:
    drawn = trend_chart(Trend((*[0] * 11, 12), 33.4), ENGLISH)
    assert 'aria-label="last week 12, 33 a week needed"' in drawn
    assert "needed" not in trend_chart(Trend((0,) * 12, None), ENGLISH)
