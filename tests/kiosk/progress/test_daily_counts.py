"""Respondents of a span of days are those that were counted on its days, of a work group or of all."""

from collections import Counter
from datetime import date, timedelta

from hypothesis import given
from hypothesis import strategies as st

from kiosk.catalogue.assessment import TOTAL
from kiosk.progress.daily_counts import DailyCounts

DAYS = st.integers(0, 9).map(lambda n: date(2024, 3, 1) + timedelta(n))
GROUPS = st.sampled_from(["investigation", "inspection"])


@given(counted=st.dictionaries(st.tuples(DAYS, GROUPS), st.integers(-3, 9)), start=DAYS, end=DAYS)
def test_a_span_has_what_each_of_its_days_has(counted: dict[tuple[date, str], int], start: date, end: date) -> None:
    respondents = DailyCounts(Counter(counted))
    for group in ("investigation", "inspection", "general-staff", TOTAL):
        of_group = [n for (day, of), n in counted.items() if start <= day <= end and group in (TOTAL, of)]
        assert respondents.within(start, end, group) == sum(of_group)
