"""ITAP's figure beside the count: doubted once where it cannot be, explained where it differs."""

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kiosk.progress.itap_gap import ItapFigure, doubt, gap, superseded

figures = st.integers(0, 2000)


@given(figures, figures, figures)
def test_fewer_answers_than_before_are_doubted_whatever_the_count(figure: int, before: int, count: int) -> None:
    assert (doubt(figure, before, count) == "lower") == (figure < before)


@given(figures, st.none() | figures)
def test_a_figure_up_to_the_count_is_believed_unless_it_fell(count: int, before: int | None) -> None:
    assert doubt(count, before, count) in (None, "lower")
    assert doubt(count, None, count) is None


@pytest.mark.parametrize(("figure", "word"), [(170, None), (171, "far_above"), (1480, "far_above")])
def test_far_above_the_count_is_doubted(figure: int, word: str | None) -> None:
    assert doubt(figure, 90, 100) == word


@given(figures, figures)
def test_the_gap_is_the_difference_and_its_side_decides_the_advice(count: int, figure: int) -> None:
    between = gap(count, figure)
    assert between.number == count - figure
    assert between.percent == round(100 * abs(count - figure) / max(count, 1))
    assert (between.advice == "fewer") == (figure < count and between.advice != "same")
    assert between.advice != "more" or figure > count


def test_without_a_figure_there_is_no_gap() -> None:
    assert gap(10, None).advice == "none"


@pytest.mark.parametrize(("figure", "advice"), [(100, "same"), (95, "same"), (94, "fewer"), (106, "more")])
def test_a_difference_of_a_twentieth_is_none(figure: int, advice: str) -> None:
    assert gap(100, figure).advice == advice


def test_a_slip_of_an_itap_figure_is_marked_as_replaced() -> None:
    """Slips of 100,000 and of 1,000,000,000 stood in the evidence as if they held."""
    day = datetime.date(2024, 3, 5)
    slip, right = ItapFigure(day, "total", 100_000), ItapFigure(day, "total", 30)
    later, other = ItapFigure(day + datetime.timedelta(9), "total", 42), ItapFigure(day, "inspection", 12)
    assert superseded([slip, right, later, other]) == {slip}
