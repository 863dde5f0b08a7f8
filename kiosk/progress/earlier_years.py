"""Fiscal years that are over, as this machine knows them: the kiosk as it was on the last day of each."""

from collections.abc import Iterator
from datetime import timedelta

from msgspec.structs import replace

from kiosk.catalogue.assessment import Assessment
from kiosk.machine.kiosk import Kiosk, clock_on
from kiosk.streams.ledger.ledger import Ledger


def earlier_years(kiosk: Kiosk, ledger: Ledger) -> list[Kiosk]:
    """The kiosk on the last day of each year before this one that somebody has stated, signed or counted in.

    The newest comes first.
    """
    return [
        replace(kiosk, clock=clock_on(year.fiscal_year.end))
        for year in _before(kiosk)
        if not year.is_expected or ledger.tally.counts(year.fiscal_year.start, year.fiscal_year.end)
    ]


def _before(kiosk: Kiosk) -> Iterator[Assessment]:
    """Every fiscal year before this one, back to the first that is known."""
    first = min(year.fiscal_year.start for year in kiosk.catalogue.assessments)
    year = kiosk.assessment
    while year.fiscal_year.start > first:
        year = kiosk.catalogue.year_of(year.fiscal_year.start - timedelta(1))
        yield year
