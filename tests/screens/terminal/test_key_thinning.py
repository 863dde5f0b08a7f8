"""Keys are let through as fast as hands and scanners press them, and no faster for long."""

from hypothesis import given
from hypothesis import strategies as st

from screens.terminal.key_thinning import BURST, PER_SECOND, REPEATS, KeyThinning


def let_through(moments: list[float]) -> int:
    thinning = KeyThinning()
    return sum(thinning.lets_through(str(number), at, waits=True) for number, at in enumerate(moments))


@given(st.floats(1, PER_SECOND), st.integers(1, 2_000))
def test_a_hand_or_a_held_key_loses_nothing(rate: float, count: int) -> None:
    assert let_through([100 + number / rate for number in range(count)]) == count


def test_a_line_of_a_scanner_comes_whole() -> None:
    assert let_through([100 + number * 0.001 for number in range(BURST)]) == BURST


@given(st.floats(50, 5_000), st.integers(1, 5_000))
def test_a_device_without_measure_gets_no_more_than_the_bucket_and_its_refill(rate: float, count: int) -> None:
    assert let_through([100 + number / rate for number in range(count)]) <= BURST + count / rate * PER_SECOND + 1


def test_of_a_key_that_is_held_no_more_is_let_through_than_the_screen_can_follow() -> None:
    thinning = KeyThinning()
    assert [thinning.lets_through("7", number / 500, waits=True) for number in range(100)].count(True) == REPEATS
    assert thinning.lets_through("7", 0.3, waits=False)
    assert thinning.lets_through("3", 0.3, waits=True)
