"""Dates run forward in years that can be meant; addresses lead to hosts that are allowed."""

from collections.abc import Iterator
from datetime import date

from kiosk.catalogue.address import Address
from kiosk.catalogue.assessment import Assessment
from kiosk.catalogue.channels import Channels
from kiosk.catalogue.rules.rule import NamedFact, Place, Rule, Where
from kiosk.storage.toml_file import Fault
from kiosk.text.dates import buddhist_year

YEARS = range(2560, 2601)
"""Buddhist years that an assessment may be of; a printed 25567 is none of them."""


def years_can_be_meant(assessments: list[Assessment], where: Where) -> Iterator[Fault]:
    """A year is one of YEARS, and its fiscal year ends in it."""
    for one in assessments:
        if one.year not in YEARS:
            do = f"write a year of the Buddhist Era from {YEARS[0]} to {YEARS[-1]}"
            yield Fault(*where(one.id, "year"), f"{one.year} cannot be meant", do)
        elif buddhist_year(one.fiscal_year.end) != one.year:
            what = f"ends in {one.fiscal_year.end.year}, which is not the year {one.year}"
            yield Fault(*where(one.id, "fiscal_year.end"), what, "write the dates of that year, Common Era")


def dates_run_forward(assessments: list[Assessment], where: Where) -> Iterator[Fault]:
    """No period ends before it starts, and no date is far from any year of an assessment."""
    for one in assessments:
        eit, fiscal = one.eit, one.fiscal_year
        yield from _in_order(where(one.id, "fiscal_year"), fiscal.start, fiscal.end)
        yield from _in_order(where(one.id, "eit"), eit.start, eit.deadline, eit.outer)
        for row in one.calendar:
            yield from _in_order(where(one.id, f"calendar.{row.id}"), row.start, row.end)
        for measure in one.measures:
            if measure.due is not None:
                yield from _in_order(where(one.id, f"measure.{measure.id}.due"), measure.due)
        for day in one.closed.days:
            yield from _in_order(where(one.id, "closed.days"), day)


def addresses_are_allowed(facts: list[NamedFact], channels: Channels, where: Where) -> Iterator[Fault]:
    """A QR code leads to https, and to a host under .go.th or one that is listed."""
    for owner, field, fact in facts:
        if isinstance(fact, Address) and fact.figure is not None and not channels.allows(fact.figure):
            file, key = where(owner, field)
            do = "write https:// and a host under .go.th, or list the host in content/channels.toml, allowed_hosts"
            yield Fault(file, f"{key}.value", f"{fact.figure} may not be led to", do)


def _in_order(place: Place, *days: date) -> Iterator[Fault]:
    for day in days:
        if buddhist_year(day) not in YEARS:
            yield Fault(*place, f"{day} cannot be meant", "write the date in the Common Era, as 2024-03-01")
    if list(days) != sorted(days):
        yield Fault(*place, f"{' and '.join(map(str, days))} run backwards", "put the earlier date first")


FIGURES: list[Rule] = [years_can_be_meant, dates_run_forward, addresses_are_allowed]
