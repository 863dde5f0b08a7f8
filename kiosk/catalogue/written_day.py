"""The day that a visitor writes for a filing rule, digit by digit: what cannot be is told at the digit that says so."""

from calendar import monthrange
from datetime import date
from itertools import islice

from msgspec import Struct

from kiosk.catalogue.filing import Asked
from kiosk.text.bilingual import Bilingual, Phrases, same
from kiosk.text.dates import buddhist_year, medium_date, month_name, short_month_and_year
from kiosk.text.figures import common_year, typed_day

PARTS = (2, 2, 4)
"""Digits of a day, of a month, of a year."""

LENGTH = sum(PARTS)

_AT_MONTH, _AT_YEAR = PARTS[0], LENGTH - PARTS[-1]
"""Digits before the month, and before the year."""

_MOST_TENS = "31"
"""The first digit of the last day and of the last month: a higher one is all of it."""

_FAR = 10
"""Years from today beyond which a day is taken for a slip of the finger."""

_LEAP_YEAR = 2024


class DayFault(Struct, frozen=True):
    """Why what is written cannot become the day that is asked for, and how many of its digits may stay."""

    words: Bilingual
    kept: int = 0


def in_parts(digits: str) -> list[str]:
    """What is written, by day, month and year."""
    rest = iter(digits)
    return ["".join(islice(rest, part)) for part in PARTS]


def with_digit(digits: str, digit: str) -> str:
    """What is written with one digit more: 4 is the day 04, since no day has four tens; 2 is the month 02."""
    begun = {0: _MOST_TENS[0], _AT_MONTH: _MOST_TENS[1]}
    nought = "0" if digit > begun.get(len(digits), "9") else ""
    return (digits + nought + digit)[:LENGTH]


def parted(digits: str) -> str:
    """What is written once a sign parts it from what follows: a day or month of one digit has a nought before it."""
    *_, last = [part for part in in_parts(digits)[:-1] if part] or [""]
    return f"{digits[:-1]}0{last}" if len(last) == 1 else digits


def is_at_year(digits: str) -> bool:
    """Whether the next digit is one of the year."""
    return _AT_YEAR <= len(digits) < LENGTH


def years_words(today: date) -> dict[str, str]:
    """This year in either era, as an example of one."""
    return {"buddhist": str(buddhist_year(today)), "common": str(today.year)}


def day_fault(digits: str, asks: Asked, today: date, say: Phrases) -> DayFault | None:
    """Why no day of those that are asked for begins so; None while one may."""
    day, month, _ = in_parts(digits)
    if len(day) == PARTS[0] and not 1 <= int(day) <= 31:
        return DayFault(say("dates.no_day", day=day))
    if len(month) == PARTS[1]:
        if not 1 <= int(month) <= 12:
            return DayFault(say("dates.no_month", month=month), _AT_MONTH)
        if int(day) > monthrange(_LEAP_YEAR, int(month))[1]:
            named = same(f"{int(day)} ") + month_name(date(_LEAP_YEAR, int(month), 1))
            return DayFault(say("dates.no_such_day", day=named))
    return _fault_of_year(digits, asks, today, say) if len(digits) == LENGTH else None


def _fault_of_year(digits: str, asks: Asked, today: date, say: Phrases) -> DayFault | None:
    """Of a whole date: its year is named first, being what is wrong more often than all of it."""
    day, month, written = in_parts(digits)
    year, has_been = common_year(int(written)) or int(written), asks == "report-or-arrival"
    if not today.year - _FAR <= year <= today.year + (0 if has_been else _FAR):
        name = "dates.year_gone" if year < today.year else "dates.year_to_come"
        return DayFault(say(name, year=written, **years_words(today)), _AT_YEAR)
    if (meant := typed_day(digits)) is None:
        named = same(f"{int(day)} ") + short_month_and_year(date(year, int(month), 1))
        return DayFault(say("dates.no_such_day", day=named))
    return DayFault(say("dates.to_come", day=medium_date(meant))) if has_been and meant > today else None
