"""Public holidays: weekdays on which government offices are closed, by name, whatever fiscal years have a file."""

from datetime import date
from functools import cached_property

from msgspec import Struct

from kiosk.text.bilingual import Bilingual


class Holiday(Struct, frozen=True, forbid_unknown_fields=True):
    """One holiday through the years. Its `expected` days are computed from the moon; no cabinet has announced them."""

    name: Bilingual
    days: list[date] = []
    expected: list[date] = []


class Holidays(Struct, frozen=True, forbid_unknown_fields=True, dict=True):
    """What holidays.toml holds."""

    source: str
    holiday: list[Holiday]

    @cached_property
    def by_day(self) -> dict[date, Holiday]:
        """The holiday of each day."""
        return {day: each for each in self.holiday for day in (*each.days, *each.expected)}
