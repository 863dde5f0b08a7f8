"""Thai government holidays by name, from the `holidays` library: what a year's draft and content/holidays.toml hold."""

import datetime

from kiosk.catalogue.holidays import Holiday
from kiosk.text.bilingual import Bilingual
from kiosk.text.languages import HOME, LOGS

ANNOUNCED = 2026
"""The last year whose days of the lunar calendar had been announced when the library was made."""

_OFFICIAL = (HOME, "en_US")
_LUNAR = ("Makha Bucha", "Visakha Bucha", "Asarnha Bucha", "Buddhist Lent")


def thai_holidays(years: range) -> list[Holiday]:
    """The holidays of these years, Common Era, in the order in which each first comes."""
    days: dict[Bilingual, tuple[list[datetime.date], list[datetime.date]]] = {}
    for day, name in closed_days(datetime.date(years[0], 1, 1), datetime.date(years[-1] + 1, 1, 1)).items():
        is_expected = day.year > ANNOUNCED and name.of(LOGS).startswith(_LUNAR)
        days.setdefault(name, ([], []))[is_expected].append(day)
    return [Holiday(name, *both) for name, both in days.items()]


def closed_days(start: datetime.date, end: datetime.date) -> dict[datetime.date, Bilingual]:
    """Weekdays from `start` to before `end` on which Thai government offices are closed, each with its shortest name.

    Labour Day and its substitutes are holidays of others: government offices work.
    """
    import holidays

    kinds, years = ("public", "government"), range(start.year, end.year + 1)
    of_home, english = (holidays.country_holidays("TH", years=years, categories=kinds, language=o) for o in _OFFICIAL)
    named = {day: [*map(Bilingual, of_home.get_list(day), english.get_list(day))] for day in sorted(of_home)}
    return {
        day: min(names, key=lambda name: len(name.of(HOME)))
        for day, names in named.items()
        if start <= day < end and day.weekday() < 5 and not all("Labor Day" in name.of(LOGS) for name in names)
    }
