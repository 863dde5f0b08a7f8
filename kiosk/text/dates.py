"""Dates in both languages: Thai time, the Buddhist Era, names of months and weekdays, digits.

In a further language dates stand as its partner writes them.
"""

from datetime import date, datetime, time, timedelta, timezone
from functools import lru_cache
from typing import Literal

from kiosk.text.bilingual import Bilingual, same
from kiosk.text.languages import THAI, Language

Digits = Literal["arabic", "thai"]
"""The digits that an office writes in Thai words."""

THAI_TIME = timezone(timedelta(hours=7))
"""Thailand has one zone and no summer time; the machine's own setting must not move a count to another day."""
BUDDHIST_ERA = 543
"""Years that the Buddhist Era is ahead of the Common Era."""

_WEEKDAYS = [
    Bilingual("จันทร์", "Monday"),
    Bilingual("อังคาร", "Tuesday"),
    Bilingual("พุธ", "Wednesday"),
    Bilingual("พฤหัสบดี", "Thursday"),
    Bilingual("ศุกร์", "Friday"),
    Bilingual("เสาร์", "Saturday"),
    Bilingual("อาทิตย์", "Sunday"),
]

_MONTHS = [
    Bilingual("มกราคม", "January"),
    Bilingual("กุมภาพันธ์", "February"),
    Bilingual("มีนาคม", "March"),
    Bilingual("เมษายน", "April"),
    Bilingual("พฤษภาคม", "May"),
    Bilingual("มิถุนายน", "June"),
    Bilingual("กรกฎาคม", "July"),
    Bilingual("สิงหาคม", "August"),
    Bilingual("กันยายน", "September"),
    Bilingual("ตุลาคม", "October"),
    Bilingual("พฤศจิกายน", "November"),
    Bilingual("ธันวาคม", "December"),
]

_SHORT_THAI_MONTHS = ["ม.ค.", "ก.พ.", "มี.ค.", "เม.ย.", "พ.ค.", "มิ.ย.", "ก.ค.", "ส.ค.", "ก.ย.", "ต.ค.", "พ.ย.", "ธ.ค."]
_SHORT_THAI_WEEKDAYS = ["จ.", "อ.", "พ.", "พฤ.", "ศ.", "ส.", "อา."]
_TO_THAI_DIGITS = str.maketrans("0123456789", "๐๑๒๓๔๕๖๗๘๙")


def thai_day(moment: str) -> date:
    """The day in Thailand of a moment as registers and receipts write it, in UTC, where it is often the day before."""
    return datetime.fromisoformat(moment).astimezone(THAI_TIME).date()


def buddhist_year(day: date) -> int:
    """The year of `day` in the Buddhist Era."""
    return day.year + BUDDHIST_ERA


def fiscal_year(year: int) -> Bilingual:
    """2567 / FY2024 (B.E. 2567), of a year of the Buddhist Era."""
    return Bilingual(str(year), f"FY{year - BUDDHIST_ERA} (B.E. {year})")


def full_date(day: date) -> Bilingual:
    """วันพุธที่ 15 พฤษภาคม 2567 / Wednesday 15 May 2024 (B.E. 2567)."""
    weekday, month = _WEEKDAYS[day.weekday()], _MONTHS[day.month - 1]
    return Bilingual(
        f"วัน{weekday.th}ที่ {day.day} {month.th} {buddhist_year(day)}",
        f"{weekday.en} {day.day} {month.en} {day.year} (B.E. {buddhist_year(day)})",
    )


def medium_date(day: date) -> Bilingual:
    """2 พ.ค. 2567 / 2 May 2024."""
    return short_date(day) + Bilingual(f" {buddhist_year(day)}", f" {day.year}")


def weekday_date(day: date) -> Bilingual:
    """พฤหัสบดี 2 พ.ค. 2567 / Thu 2 May 2024."""
    weekday = _WEEKDAYS[day.weekday()]
    return Bilingual(f"{weekday.th} ", f"{weekday.en[:3]} ") + medium_date(day)


def short_date(day: date) -> Bilingual:
    """2 พ.ค. / 2 May."""
    return Bilingual(f"{day.day} {_SHORT_THAI_MONTHS[day.month - 1]}", f"{day.day} {_MONTHS[day.month - 1].en[:3]}")


def slashed(day: date) -> str:
    """2/5/2569, as a form writes a day, in the Buddhist Era."""
    return f"{day.day}/{day.month}/{day.year + BUDDHIST_ERA}"


@lru_cache(4096)
def moment_in_words(at: datetime) -> Bilingual:
    """15 พ.ค. 2567 02:14 / 15 May 2024 02:14, of any moment, in Thai time."""
    local = at.astimezone(THAI_TIME)
    return medium_date(local.date()) + f" {local:%H:%M}"


def clock_time(moment: time) -> Bilingual:
    """16.30 / 16:30."""
    return Bilingual(f"{moment:%H.%M}", f"{moment:%H:%M}")


def years_later(day: date, years: int) -> date:
    """The same day of another year; 28 February for the 29th where there is none."""
    try:
        return day.replace(year=day.year + years)
    except ValueError:
        return day.replace(year=day.year + years, day=28)


def month_and_year(day: date) -> Bilingual:
    """มีนาคม 2567 / March 2024 (B.E. 2567)."""
    month = _MONTHS[day.month - 1]
    return Bilingual(f"{month.th} {buddhist_year(day)}", f"{month.en} {day.year} (B.E. {buddhist_year(day)})")


def short_month_and_year(day: date) -> Bilingual:
    """มี.ค. 2567 / Mar 2024."""
    return month_name(day) + Bilingual(f" {buddhist_year(day)}", f" {day.year}")


def weekday_name(day: date) -> Bilingual:
    """พุธ / Wednesday."""
    return _WEEKDAYS[day.weekday()]


def short_weekday(day: date) -> Bilingual:
    """พ. / Wed."""
    return Bilingual(_SHORT_THAI_WEEKDAYS[day.weekday()], _WEEKDAYS[day.weekday()].en[:3])


def month_name(day: date) -> Bilingual:
    """พ.ค. / May."""
    return Bilingual(_SHORT_THAI_MONTHS[day.month - 1], _MONTHS[day.month - 1].en[:3])


def thai_date(day: date) -> Bilingual:
    """2 พ.ค. 2567 in both languages: a day of the Buddhist Era beside the same day as a date of the Common Era."""
    return same(medium_date(day).th)


def thai_digits(text: str) -> str:
    """`text` with ๐–๙ for 0–9."""
    return text.translate(_TO_THAI_DIGITS)


def localized_digits(text: str, language: Language, digits: Digits) -> str:
    """Digits of the language: `text` with ๐–๙ for 0–9 if it is Thai and the office writes Thai digits."""
    return thai_digits(text) if language == THAI and digits == "thai" else text
