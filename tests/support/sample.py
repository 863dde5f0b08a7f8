"""What tests are about unless they say otherwise: a day, the work groups, and how a kiosk is."""

from datetime import date

from kiosk.protocol.meaning import KnownYears, Year
from kiosk.protocol.payloads import Health

DAY = date(2024, 3, 1)
"""1 March 2567, a Friday in the window of the assessment that ships."""

GROUPS = ["general-staff", "investigation", "inspection", "foreigner-services"]
"""The work groups of that assessment, in the order of their keys."""

HEALTH = Health("1.0.0", 20_000, 3, 5, "superintendent", "staff", 0)

KNOWN = KnownYears([Year(date(2023, 10, 1), date(2024, 9, 30), frozenset(GROUPS))])
"""That assessment's fiscal year, as headquarters knows it."""
