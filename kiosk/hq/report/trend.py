"""Trend: what each of the last weeks brought an office, out of tallies that are added up by week."""

import datetime
from bisect import bisect_left
from collections.abc import Iterable

from kiosk.catalogue.assessment import Window
from kiosk.protocol.chain import DayCount

WEEKS = 12
"""How many weeks are shown: a quarter of a year."""


def week_ends(window: Window, today: datetime.date) -> list[datetime.date]:
    """The last days of the weeks that are shown and of the one before them, the oldest first.

    The newest ends today, or with the window.
    """
    end = min(today, window.outer)
    return [end - datetime.timedelta(7 * back) for back in range(WEEKS, -1, -1)]


def weekly(tallies: Iterable[DayCount], ends: list[datetime.date]) -> list[int]:
    """How many respondents each week brought that is shown."""
    before, *shown = ends
    weeks = [0] * len(shown)
    for tally in tallies:
        if before < tally.day <= shown[-1]:
            weeks[bisect_left(shown, tally.day)] += tally.count
    return weeks
