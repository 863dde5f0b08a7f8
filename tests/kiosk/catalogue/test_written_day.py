"""A day is written for a filing rule: what cannot be is told at once, and the rest stays."""

from datetime import date
from functools import reduce

import pytest

from kiosk.catalogue.filing import Asked
from kiosk.catalogue.written_day import day_fault, parted, with_digit
from kiosk.machine.kiosk import Kiosk

TODAY = date(2026, 11, 26)


@pytest.mark.parametrize(
    ("pressed", "written"),
    [("4", "04"), ("49", "0409"), ("492569", "04092569"), ("3112", "3112"), ("12", "12"), ("122", "1202")],
)
def test_a_digit_that_no_other_can_follow_is_the_whole_day_or_month(pressed: str, written: str) -> None:
    """After 4 the page waited for a day of forty and more."""
    assert reduce(with_digit, pressed, "") == written


def test_a_sign_ends_a_day_or_month_of_one_digit() -> None:
    assert [parted(digits) for digits in ("1", "10", "101", "10102")] == ["01", "10", "1001", "10102"]


@pytest.mark.parametrize(
    ("digits", "asks", "told", "kept"),
    [
        ("00", "report-or-arrival", "There is no day 00", 0),
        ("32", "report-or-arrival", "There is no day 32", 0),
        ("3100", "report-or-arrival", "There is no month 00", 2),
        ("3113", "report-or-arrival", "There is no month 13", 2),
        ("3104", "report-or-arrival", "There is no 31 Apr", 0),
        ("3002", "report-or-arrival", "There is no 30 Feb", 0),
        ("29022025", "report-or-arrival", "There is no 29 Feb 2025", 0),
        ("29022568", "report-or-arrival", "There is no 29 Feb 2025", 0),
        ("01011900", "report-or-arrival", "1900 is too long ago", 4),
        ("01012443", "end-of-stay", "2443 is too long ago", 4),
        ("01010026", "end-of-stay", "0026 is too long ago", 4),
        ("01012027", "report-or-arrival", "2027 is in the future", 4),
        ("01012570", "report-or-arrival", "2570 is in the future", 4),
        ("01019999", "end-of-stay", "9999 is in the future", 4),
        ("27112026", "report-or-arrival", "27 Nov 2026 is in the future", 0),
    ],
)
def test_what_cannot_be_is_told_at_the_digit_that_says_so(
    kiosk: Kiosk, digits: str, asks: Asked, told: str, kept: int
) -> None:
    """Month 14 was answered with how many digits a year has, and refused after eight digits."""
    say = kiosk.catalogue.phrases
    assert day_fault(digits[:-1], asks, TODAY, say) is None
    fault = day_fault(digits, asks, TODAY, say)
    assert fault is not None
    assert fault.words.en.startswith(told)
    assert fault.kept == kept


@pytest.mark.parametrize(
    ("digits", "asks"),
    [
        ("", "report-or-arrival"),
        ("3", "report-or-arrival"),
        ("2902", "report-or-arrival"),
        ("29022024", "report-or-arrival"),
        ("29022567", "report-or-arrival"),
        ("26112026", "report-or-arrival"),
        ("01012027", "end-of-stay"),
        ("27112569", "guest-arrival"),
    ],
)
def test_a_day_that_can_be_is_taken_in_either_era(kiosk: Kiosk, digits: str, asks: Asked) -> None:
    assert day_fault(digits, asks, TODAY, kiosk.catalogue.phrases) is None
