"""What the table says of figures: medians, spread, ratio, and whether a bound is held."""

import pytest

from tests.bench.figure import Bound, Figure, Scale, in_turn, quantile, spread
from tests.bench.hq import hq_sqlite
from tests.bench.table import row


def test_the_median_is_the_one_in_the_middle_or_between_the_two_in_the_middle() -> None:
    assert quantile([9.0, 1.0, 2.0], 0.5) == 2
    assert quantile([4.0, 1.0, 2.0, 9.0], 0.5) == 3
    assert quantile([7.0], 0.95) == 7
    assert quantile([float(number) for number in range(101)], 0.95) == 95


def test_the_spread_is_half_of_the_middle_half_and_one_disturbed_round_does_not_widen_it() -> None:
    assert spread([90.0, 95.0, 100.0, 105.0, 110.0]) == 0.05
    assert spread([90.0, 95.0, 100.0, 105.0, 9000.0]) == 0.05
    assert spread([0.0, 0.0]) == 0


def test_ours_and_the_baseline_are_measured_in_turn() -> None:
    order: list[str] = []

    def measure(name: str) -> float:
        order.append(name)
        return float(len(order))

    assert in_turn(2, lambda: measure("ours"), lambda: measure("baseline")) == ([1, 3], [2, 4])
    assert order == ["ours", "baseline", "ours", "baseline"]


@pytest.mark.parametrize(
    ("bound", "ours", "held"),
    [
        (Bound(1.5), [150.0], True),
        (Bound(1.5), [151.0], False),
        (Bound(0.5, at_least=True), [50.0], True),
        (Bound(0.5, at_least=True), [49.0], False),
        (Bound(50, "ms"), [50.0], True),
        (Bound(50, "ms"), [51.0], False),
        (None, [51.0], None),
    ],
)
def test_a_bound_is_held_by_the_ratio_or_by_the_figure_itself(
    bound: Bound | None, ours: list[float], held: bool | None
) -> None:
    assert Figure("figure", "ms", ours, [100.0], bound).held is held


def test_a_bound_of_a_ratio_wants_a_baseline() -> None:
    with pytest.raises(ValueError, match="no baseline"):
        _ = Figure("figure", "ms", [1.0], bound=Bound(1.5)).held


def test_a_row_says_all_of_it() -> None:
    figure = Figure("first frame", "ms", [400.0, 410.0, 420.0], [300.0, 310.0, 320.0], Bound(1.6))
    assert row(figure) == "| first frame | 410 ms ± 1 % | 310 ms ± 2 % | 1.32 | ≤ 1.6 × | yes |"
    slow = Figure("key to paint", "ms", [12.34], [1.5], Bound(2), share=0.95)
    assert row(slow) == "| key to paint, p95 | 12.3 ms | 1.50 ms | 8.23 | ≤ 2 × | **no** |"
    assert row(Figure("entries", "/s", [42_000.0])) == "| entries | 42,000 /s |  |  |  |  |"


def test_the_file_keeps_every_sample() -> None:
    told = Figure("page", "ms", [10.0, 30.0], bound=Bound(50, "ms")).as_json()
    assert told["ours"] == {"value": 20, "spread": 0.25, "samples": [10, 30]}
    assert (told["baseline"], told["ratio"], told["bound"], told["held"]) == (None, None, "≤ 50 ms", True)


def test_the_bench_of_headquarters_measures() -> None:
    """Its server, which nothing else runs, takes what its kiosks report."""
    least = Scale(1, 1, 1, 1, 1, 1, kiosks=1, years=1, fleet=1, lines=1)
    (_, beside, _, ratio, *_) = [cell.strip() for cell in row(next(hq_sqlite(least))).split("|")][1:]
    assert beside.endswith("/s")
    assert float(ratio) > 0
