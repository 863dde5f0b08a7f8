"""Dates run forward in years that can be meant; addresses lead to hosts that are allowed."""

import re
from collections.abc import Iterator
from datetime import date

from kiosk.catalogue.address import Address
from kiosk.catalogue.assessment import YEARS
from kiosk.catalogue.parts import Parts
from kiosk.catalogue.rules.rule import Rule
from kiosk.storage.toml_file import Fault, Location
from kiosk.text.dates import buddhist_year

ITAS, EIT = "itas.nacc.go.th", re.compile("/go/eit/[A-Za-z0-9_-]+")
"""The NACC's host of surveys, and the place of an office's EIT there; that of its IIT is /go/iit/."""


def years_can_be_meant(parts: Parts) -> Iterator[Fault]:
    """A year is one of YEARS, and its fiscal year ends in it."""
    for assessment in parts.assessments:
        year, end = assessment.year, assessment.fiscal_year.end
        if year not in YEARS:
            do = f"write a year of the Buddhist Era from {YEARS[0]} to {YEARS[-1]}"
            yield Fault(*parts.where(assessment.id, "year"), f"{year} cannot be meant", do)
        elif buddhist_year(end) != year:
            what = f"ends in {end.year}, which is not the year {year}"
            yield Fault(
                *parts.where(assessment.id, "fiscal_year.end"), what, "write the dates of that year, Common Era"
            )


def dates_run_forward(parts: Parts) -> Iterator[Fault]:
    """No period ends before it starts, and no date is far from any year of an assessment."""
    for year in parts.assessments:
        eit, fiscal = year.eit, year.fiscal_year
        yield from _in_order(parts.where(year.id, "fiscal_year"), fiscal.start, fiscal.end)
        yield from _in_order(parts.where(year.id, "eit"), eit.start, eit.deadline, eit.outer)
        for row in year.calendar:
            yield from _in_order(parts.where(year.id, "calendar", row.id), row.start, row.end)
        for measure in year.measures:
            if measure.due is not None:
                yield from _in_order(parts.where(year.id, "measure", measure.id, "due"), measure.due)
        for day in year.closed.days:
            yield from _in_order(parts.where(year.id, "closed.days"), day)


def dates_are_of_their_year(parts: Parts) -> Iterator[Fault]:
    """A fiscal year is one year long, and what is planned in it begins in it.

    Dates that were left as another year's would be counted as long over.
    """
    for year in parts.assessments:
        fiscal = year.fiscal_year
        if (fiscal.end - fiscal.start).days + 1 not in (365, 366):
            what = f"{fiscal.start} to {fiscal.end} is not one year"
            yield Fault(*parts.where(year.id, "fiscal_year"), what, "write its first day and its last")
            continue
        begin = {"eit.start": year.eit.start, "eit.outer": year.eit.outer}
        begin |= {f"calendar.{row.id}.start": row.start for row in year.calendar}
        begin |= {f"measure.{measure.id}.due": measure.due for measure in year.measures if measure.due is not None}
        for key, day in begin.items():
            if not fiscal.start <= day <= fiscal.end:
                yield Fault(*parts.where(year.id, key), f"{day} is not in the fiscal year", "write a day of this year")


def due_days_are_open(parts: Parts) -> Iterator[Fault]:
    """What the office itself has written is due on an open day; a plan that ships is as it was printed."""
    for year in parts.assessments:
        if parts.where(year.id).file.startswith("content/"):
            continue
        due = {f"measure.{measure.id}.due": measure.due for measure in year.measures if measure.due is not None}
        for key, day in {"eit.deadline": year.eit.deadline, **due}.items():
            if day not in year.open_days:
                do = f"write an open day, such as {year.open_days.last(day, 1)[0]}"
                yield Fault(*parts.where(year.id, key), f"{day} is a closed day", do)


def measures_are_due(parts: Parts) -> Iterator[Fault]:
    """A measure is to be carried out by a day, or again and again."""
    for year in parts.assessments:
        for measure in year.measures:
            if measure.due is None and measure.recurring is None:
                do = 'write by which day it is due, or recurring = "daily" or "weekly"'
                yield Fault(*parts.where(year.id, "measure", measure.id, "due"), "is missing", do)


def hours_agree(parts: Parts) -> Iterator[Fault]:
    """The hours that people read are those that home goes by; once the office has confirmed its words, by these."""
    opening, hours = parts.office.opening, parts.office.hours.figure
    if opening is not None and hours is not None and parts.office.hours.confirmed is None:
        text = hours.both().replace(".", ":")
        for key, at in (("start", opening.start), ("end", opening.end)):
            if f"{at:%H:%M}" not in text:
                what = f"is {at:%H:%M}, and `hours` does not say so"
                yield Fault(*parts.where("office", "opening", key), what, "let both say the same times")


def addresses_are_allowed(parts: Parts) -> Iterator[Fault]:
    """A QR code leads to https, and to a host under .go.th or one that is listed.

    The office's own accounts and the items that it discloses may be elsewhere too.
    """
    channels = parts.channels
    own = [channel.address for channel in channels.online.values() if channel.is_own] + [parts.office.facebook]
    items = [item.address for year in parts.assessments for item in year.disclosures]
    for named in parts.facts:
        fact = named.fact
        if not isinstance(fact, Address) or fact.figure is None or channels.allows(fact):
            continue
        is_there = any(fact is each for each in own) and channels.is_own(fact)
        if not is_there and not (any(fact is each for each in items) and channels.discloses(fact)):
            file, key = parts.where_fact(named)
            do = "write https:// and a host under .go.th, or list the host in content/channels.toml, allowed_hosts"
            yield Fault(file, f"{key}.value", f"{fact.figure} may not be led to", do)


def survey_is_the_publics(parts: Parts) -> Iterator[Fault]:
    """The survey's address is that of the EIT: on the same host the IIT has the same code, and asks the staff."""
    survey = parts.office.survey
    if survey.host.lower() == ITAS and not EIT.fullmatch(survey.path):
        do = f"give the one for visitors, https://{ITAS}/go/eit/…, as the NACC has issued it"
        what = f"{survey.figure} is not the address of the EIT"
        named = next(named for named in parts.facts if named.fact is survey)
        yield Fault(*parts.where_fact(named), what, do)


def _in_order(at: Location, *days: date) -> Iterator[Fault]:
    for day in days:
        if buddhist_year(day) not in YEARS:
            yield Fault(*at, f"{day} cannot be meant", "write the date in the Common Era, as 2024-03-01")
    if list(days) != sorted(days):
        yield Fault(*at, f"{' and '.join(map(str, days))} run backwards", "put the earlier date first")


RANGES: list[Rule] = [years_can_be_meant, dates_run_forward, addresses_are_allowed, survey_is_the_publics]

PLAUSIBLE: list[Rule] = [dates_are_of_their_year, due_days_are_open, measures_are_due, hours_agree]
"""Every page can show what these name: a counter opens with it."""
