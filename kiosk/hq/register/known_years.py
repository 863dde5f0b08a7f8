"""What headquarters goes by when it takes entries: the years that it knows, and their minima."""

from kiosk.catalogue.assessment import known_years
from kiosk.machine.kiosk import Kiosk
from kiosk.protocol.meaning import KnownYears


def years_of(machine: Kiosk) -> tuple[KnownYears, dict[int, str]]:
    """The years that headquarters knows, and the digests of their minima."""
    years = machine.catalogue.assessments
    return known_years(years), {assessment.year: assessment.minima_digest for assessment in years}
