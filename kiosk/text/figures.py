"""Figures and days as people write them: Thai digits, the digit keys of the Thai layout, years of either era."""

import datetime
import re

from kiosk.text.dates import BUDDHIST_ERA

KEDMANEE = dict(zip("ๅ/-ภถุึคตจ", "1234567890", strict=True))
"""What the digit keys send on the Thai layout, and the digit that is meant."""

LONGEST = 12
"""Digits of the longest figure: more than the baht of any budget."""

_THAI_DIGITS = str.maketrans("๐๑๒๓๔๕๖๗๘๙", "0123456789")
_GROUPED = re.compile(r"[0-9]{1,3}(?:,[0-9]{3})+|[0-9]+")
_DIGITS_OF_A_DAY = re.compile(r"([0-9]{2})([0-9]{2})([0-9]{4})")
_DAY = re.compile(r"([0-9]{4})-([0-9]{1,2})-([0-9]{1,2})")
_SLASHED = re.compile(r"([0-9]{1,2})(?:[/.]([0-9]{1,2})(?:[/.]([0-9]{4}))?)?")
_MONTH = re.compile(r"([0-9]{4})-([0-9]{1,2})")
_BUDDHIST_YEARS = range(2400, 2701)
_COMMON_YEARS = range(1900, 2201)


def arabic(text: str) -> str:
    """Arabic digits: `text` with 0–9 for ๐–๙."""
    return text.translate(_THAI_DIGITS)


def number(text: str) -> int | None:
    """The whole number that is meant, as 1900, 1,900 or ๑๙๐๐; None if it is none, or beyond LONGEST digits."""
    figure = arabic(text.strip())
    if not _GROUPED.fullmatch(figure):
        return None
    digits = figure.replace(",", "")
    return int(digits) if len(digits) <= LONGEST else None


def numbers(text: str) -> set[int]:
    """The whole numbers that stand in words, as 500 and 20000 in "500 a day, at most 20,000"."""
    return {int(figure.replace(",", "")) for figure in _GROUPED.findall(arabic(text))}


def common_year(year: int) -> int | None:
    """The year of the Common Era that a year of either era is; None for one that cannot be meant."""
    if year in _BUDDHIST_YEARS:
        return year - BUDDHIST_ERA
    return year if year in _COMMON_YEARS else None


def same_day(day: datetime.date) -> datetime.date | None:
    """The same day in the Common Era, of one that may have a year of either; None for one that cannot be meant."""
    year = common_year(day.year)
    try:
        return None if year is None else day.replace(year=year)
    except ValueError:  # 29 February of a year that has none
        return None


def day(text: str) -> datetime.date | None:
    """The day that is meant, as 2024-03-01, 2567-03-01 or 1/3/2567, in digits of either kind; None if it is none."""
    written = arabic(text.strip())
    parts = _SLASHED.fullmatch(written)
    return _date(_DAY.fullmatch(f"{parts[3]}-{parts[2]}-{parts[1]}" if parts and parts[3] else written))


def day_near(text: str, today: datetime.date) -> datetime.date | None:
    """The day that is meant, as 12, 12/3 or 12/3/2567, of the month and year of `today` where they are not said."""
    if (parts := _SLASHED.fullmatch(arabic(text.strip()))) is None:
        return day(text)
    numbers = [parts[3] or str(today.year), parts[2] or str(today.month), parts[1]]
    return day("-".join(numbers))


def typed_day(digits: str) -> datetime.date | None:
    """The day that is meant by eight digits: day, month, year, as 01032024 or 01032567; None if it is none."""
    parts = _DIGITS_OF_A_DAY.fullmatch(digits)
    return day("-".join(reversed(parts.groups()))) if parts else None


def month(text: str) -> datetime.date | None:
    """The first day of the month that is meant, as 2024-03 or 2567-03; None if it is none."""
    return _date(_MONTH.fullmatch(arabic(text.strip())))


def _date(parts: re.Match[str] | None) -> datetime.date | None:
    if parts is None:
        return None
    year, *rest = map(int, parts.groups())
    try:
        return datetime.date(common_year(year) or 0, *[*rest, 1][:2])
    except ValueError:
        return None
