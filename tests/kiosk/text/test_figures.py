"""Figures and days as people write them."""

from datetime import date

import pytest

from kiosk.text.figures import common_year, day, month, number, numbers, typed_day


@pytest.mark.parametrize("text", ["1900", "1,900", "๑๙๐๐", "๑,๙๐๐", " 1900 ", "001900"])
def test_a_number_may_be_grouped_and_in_thai_digits(text: str) -> None:
    assert number(text) == 1900


@pytest.mark.parametrize("text", ["", "-5", "+5", "1_000", "1.5", "1,90", "٣", "²", "１９", "nineteen", "1 900"])
def test_what_is_no_whole_number_is_none(text: str) -> None:
    assert number(text) is None


@pytest.mark.parametrize("digits", [13, 5000])
def test_a_figure_that_nobody_means_is_none(digits: int) -> None:
    assert number("9" * 12) == 999_999_999_999
    assert number("9" * digits) is None


@pytest.mark.parametrize("text", ["2024-03-01", "2567-03-01", "๒๕๖๗-๐๓-๐๑", "2024-3-1", " 2567-03-01 "])
def test_a_day_may_be_of_either_era(text: str) -> None:
    assert day(text) == date(2024, 3, 1)
    assert month(text.strip().rpartition("-")[0]) == date(2024, 3, 1)


def test_29_february_is_there_in_the_year_that_is_meant() -> None:
    assert day("2567-02-29") == date(2024, 2, 29)
    assert day("2568-02-29") is None


@pytest.mark.parametrize(
    "text", ["0001-01-05", "1481-03-01", "3110-03-01", "2024-02-30", "2024-13-01", "yesterday", ""]
)
def test_a_day_that_cannot_be_meant_is_none(text: str) -> None:
    assert day(text) is None


@pytest.mark.parametrize(("year", "common"), [(2400, 1857), (2567, 2024), (2700, 2157), (1900, 1900), (2200, 2200)])
def test_the_era_is_told_by_which_one_can_be(year: int, common: int) -> None:
    assert common_year(year) == common


@pytest.mark.parametrize("year", [1899, 2201, 2399, 2701])
def test_a_year_of_neither_era_is_none(year: int) -> None:
    assert common_year(year) is None


@pytest.mark.parametrize("digits", ["04092026", "04092569"])
def test_eight_digits_are_a_day_of_either_era(digits: str) -> None:
    assert typed_day(digits) == date(2026, 9, 4)


@pytest.mark.parametrize("digits", ["", "0409202", "31022026", "29022025", "00012026", "04099999", "040920260"])
def test_digits_that_are_no_day_are_none(digits: str) -> None:
    assert typed_day(digits) is None


def test_numbers_in_words_are_found_grouped_or_not_and_in_digits_of_either_kind() -> None:
    assert numbers("ปรับวันละ ๕๐๐ บาท ไม่เกิน 20,000 บาท") == {500, 20_000}
    assert numbers("Before you leave Thailand") == set()


@pytest.mark.parametrize("text", ["1/3/2567", "๑/๓/๒๕๖๗", "1.3.2024", "01/03/2024"])
def test_a_day_may_be_written_as_forms_are_filled_in(text: str) -> None:
    assert day(text) == date(2024, 3, 1)
    assert day(text[:-5]) is None, "without its year it is no day"
