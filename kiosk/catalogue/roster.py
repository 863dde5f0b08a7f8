"""The duty roster: a role for each weekday, and for single days instead."""

import datetime
from typing import get_args

from msgspec import Struct

from kiosk.catalogue.office import Weekday
from kiosk.text.bilingual import Bilingual

WEEKDAYS: tuple[Weekday, ...] = get_args(Weekday)


class Roster(Struct, frozen=True, forbid_unknown_fields=True):
    """Roles, and names where the office wants them; what is not there is as the office's own file says."""

    weekday: dict[Weekday, Bilingual] = {}
    day: dict[datetime.date, Bilingual] = {}

    def on(self, day: datetime.date) -> Bilingual | None:
        """Who is on duty on `day`, if staff have written it."""
        return self.day.get(day) or self.weekday.get(WEEKDAYS[day.weekday()])
