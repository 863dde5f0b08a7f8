"""Escalation levels: after which time whom a condition is told."""

import datetime
from typing import Literal

from kiosk.hq.report.report import LATE, MISSING, SILENT

Level = Literal["office", "region", "bureau"]

AFTER: dict[Level, datetime.timedelta] = {"office": LATE, "region": MISSING, "bureau": SILENT}
"""A day, three and seven, as the states of a kiosk that does not report have them: its state says who knows of it."""

AFTER_OWN: dict[Level, datetime.timedelta] = {"bureau": LATE}
"""What is headquarters' own to mend, no office hears of."""


def levels_reached(age: datetime.timedelta, is_own: bool) -> list[Level]:
    """The levels that are to know of a condition of that age; `is_own` tells that it is about headquarters itself."""
    return [level for level, after in (AFTER_OWN if is_own else AFTER).items() if age > after]
