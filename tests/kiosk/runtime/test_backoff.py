"""Exponential backoff: what is free, what doubles, where it ends, and what a wrong clock cannot do."""

import pytest

from kiosk.runtime.backoff import Backoff

PIN = Backoff(first=30, longest=3_600, after=5)


def test_the_wait_begins_after_the_free_failures_doubles_and_ends_at_the_longest() -> None:
    assert [PIN.wait(failures) for failures in range(4, 8)] == [0, 30, 60, 120]
    assert PIN.wait(12) == PIN.wait(10**30) == 3_600
    assert Backoff(first=1, longest=30).wait(1) == 1


def test_full_jitter_takes_any_share_of_the_wait_and_no_more() -> None:
    waits = [Backoff(first=0.5, longest=60).jittered(3) for _ in range(1_000)]
    assert 0 <= min(waits) < 0.5
    assert 1.5 < max(waits) <= 2


@pytest.mark.parametrize(
    ("last", "left"),
    [(1_000, 30), (980, 10), (900, 0), (2_000, 30), (float("inf"), 30), (float("-inf"), 0), (float("nan"), 30)],
)
def test_what_is_left_is_never_longer_than_the_wait_whatever_the_clock_says(last: float, left: int) -> None:
    assert PIN.left(5, last, 1_000) == left
