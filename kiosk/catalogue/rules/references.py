"""Names lead somewhere: to a document, a role, a source, a family, a phase that is there."""

from collections.abc import Iterable, Iterator
from itertools import pairwise

from kiosk.catalogue.assessment import PAGES, TOTAL
from kiosk.catalogue.facts import RequiredDocuments, Steps
from kiosk.catalogue.parts import Parts
from kiosk.catalogue.rules.rule import Rule
from kiosk.storage.toml_file import Fault, Location, closest
from kiosk.streams.record.files import RECORD


def services_lead_somewhere(parts: Parts) -> Iterator[Fault]:
    """Family, steps, law and way online of a service are there."""
    families = [family.id for family in parts.families]
    for service in parts.services.values():
        yield from _absent(parts.where(service.id, "family"), "family", service.family, families)
        yield from _absent(parts.where(service.id, "steps"), "list of steps", service.steps, parts.steps)
        yield from _absent(parts.where(service.id, "law"), "law", service.law, parts.laws)
        yield from _absent(parts.where(service.id, "online"), "online service", service.online, parts.channels.online)


def papers_are_known(parts: Parts) -> Iterator[Fault]:
    """Every paper that a service asks for is described."""
    for named in parts.facts:
        if isinstance(named.fact, RequiredDocuments):
            at = parts.where_fact(named)
            for paper in (paper for paper in named.fact.figure or [] if paper.own is None):
                yield from _absent(at, "document", paper.document, parts.documents)


def steps_are_somebodys(parts: Parts) -> Iterator[Fault]:
    """Each step is done by a role, at a place if one is named."""
    for named in parts.facts:
        if isinstance(named.fact, Steps):
            at = parts.where_fact(named)
            for step in named.fact.figure or []:
                yield from _absent(at, "role", step.role, parts.roles)
                yield from _absent(at, "place", step.place, parts.places)


def channels_lead_somewhere(parts: Parts) -> Iterator[Fault]:
    """What leads to the manuals, and a channel for complaints that is online too, is an online service."""
    channels = parts.channels
    yield from _absent(parts.where("channels", "manuals"), "online service", channels.manuals, channels.online)
    for name, complaint in channels.complaint.items():
        at = parts.where("channels", "complaint", name, "online")
        yield from _absent(at, "online service", complaint.online, channels.online)


def claims_rest_on_something(parts: Parts) -> Iterator[Fault]:
    """A value says where it was read, or which law says it, or that the office has confirmed it."""
    for named in parts.facts:
        fact, (file, key) = named.fact, parts.where_fact(named)
        yield from _absent(Location(file, key), "source", fact.source, parts.sources, _OF_SOURCES)
        yield from _absent(Location(file, key), "law", fact.law, parts.laws)
        if fact.value is not None and not (fact.source or fact.law or fact.confirmed):
            do = "name the source or the law of the value, or take the value away"
            yield Fault(file, f"{key}.source", "is missing", do)


def facts_have_titles(parts: Parts) -> Iterator[Fault]:
    """Staff who are to confirm a fact read what it is called."""
    named = {fact.title: fact for fact in parts.facts if isinstance(fact.title, str)}
    for title, fact in named.items():
        if not title:
            do = "name the phrase in the declaration of the field, as its title"
            yield Fault(*parts.where_fact(fact), f"nothing says what `{fact.field}` is called", do)
        elif title not in parts.phrases.words:
            what = f"is what {fact.name} is called, and is not defined"
            yield Fault(*parts.where("phrases", title), what, closest(title, parts.phrases.words, "define it"))


def confirmed_facts_are_known(parts: Parts) -> Iterator[Fault]:
    """What the office has confirmed still belongs to something."""
    names = [named.name for named in parts.facts]
    for name in (f"{owner}.{field}" for owner, fields in parts.confirmed.items() for field in fields):
        if name not in names:
            withdraw = f"withdraw it with `kiosk confirm {name} --withdraw`"
            do = withdraw if parts.facts_file.endswith(RECORD) else closest(name, names, "take it away")
            yield Fault(parts.facts_file, name, "belongs to nothing", do)


def assessments_have_sources(parts: Parts) -> Iterator[Fault]:
    """The plan and the closed days of a year say where they were read."""
    for year in parts.assessments:
        yield from _absent(parts.where(year.id, "source"), "source", year.source, parts.sources, _OF_SOURCES)
        closed = parts.where(year.id, "closed.source")
        yield from _absent(closed, "source", year.closed.source, parts.sources, _OF_SOURCES)


def hours_have_sources(parts: Parts) -> Iterator[Fault]:
    """The hours that home goes by and the holidays say where they were read."""
    holidays = parts.where("holidays", "source")
    yield from _absent(holidays, "source", parts.holidays.source, parts.sources, _OF_SOURCES)
    if (opening := parts.office.opening) is not None:
        hours = parts.where("office", "opening.source")
        yield from _absent(hours, "source", opening.source, parts.sources, _OF_SOURCES)


def there_is_a_year(parts: Parts) -> Iterator[Fault]:
    """Counts are of a fiscal year."""
    if not parts.assessments:
        yield Fault("content/ita", "", "holds no year", "add the file of one, as 2567.toml")


def the_office_is_known(parts: Parts) -> Iterator[Fault]:
    """The families, the most asked service, the class and the counter's work group of the office are described."""
    families = [family.id for family in parts.families]
    for family in parts.office.families:
        yield from _absent(parts.where("office", "families"), "family", family, families)
    yield from _absent(parts.where("office", "most_asked"), "service", parts.office.most_asked, parts.services)
    for year in parts.assessments:
        kind = f"class in the quotas of {year.id}"
        yield from _absent(parts.where("office", "class"), kind, parts.office.office_class, year.quotas)
        kind, groups = f"work group in {year.id}", [group.id for group in year.work_groups]
        yield from _absent(parts.where("office", "counter_of"), kind, parts.office.counter_of, groups)


def years_hold_together(parts: Parts) -> Iterator[Fault]:
    """Phases, indicators and calendar rows that a year names are in it."""
    for year in parts.assessments:
        indicators = [str(indicator.number) for indicator in year.indicators]
        phases, rows = [phase.id for phase in year.phases], [row.id for row in year.calendar]
        for row in year.calendar:
            yield from _absent(parts.where(year.id, "calendar", row.id, "phase"), "phase", row.phase, phases)
        for measure in year.measures:
            key = f"measure.{measure.id}"
            indicator = str(measure.indicator)
            yield from _absent(parts.where(year.id, key, "indicator"), "indicator", indicator, indicators)
            yield from _absent(parts.where(year.id, key, "due_with"), "calendar row", measure.due_with, rows)


def plans_are_whole(parts: Parts) -> Iterator[Fault]:
    """A year has every row, indicator, measure and item that the year before it has."""
    years = sorted(parts.assessments, key=lambda year: year.year)
    for before, year in pairwise(years):
        for name, field in (("calendar", "calendar"), ("measure", "measures"), ("disclosure", "disclosures")):
            ids = {item.id for item in getattr(year, field)}
            for item in getattr(before, field):
                if item.id not in ids:
                    what = f"{item.id} of the plan of {before.year} is missing"
                    yield Fault(*parts.where(year.id, name), what, "put it back, as the plan before has it")


def groups_have_minima(parts: Parts) -> Iterator[Fault]:
    """Every work group and the total have a minimum, and nothing else has."""
    for year in parts.assessments:
        groups = [*(group.id for group in year.work_groups), TOTAL]
        for post, quotas in year.quotas.items():
            for name in quotas:
                yield from _absent(parts.where(year.id, "quotas", post), "work group", name, groups)
            for group in groups:
                if group not in quotas:
                    yield Fault(*parts.where(year.id, "quotas", post, group), "is missing", "state the minimum")


def measures_have_pages(parts: Parts) -> Iterator[Fault]:
    """What serves a measure is a page, a notice or an online service."""
    pages = [*PAGES, *(notice.id for notice in parts.notices), *parts.channels.online]
    for year in parts.assessments:
        for measure in year.measures:
            for name in measure.served_by:
                yield from _absent(parts.where(year.id, "measure", measure.id, "served_by"), "page", name, pages)


_OF_SOURCES = (
    "write `office` for the office's own word, `headquarters` for that of headquarters, "
    "or a name of content/sources.toml"
)
"""What to do about a source that is none of them: they are too many to be listed."""


def _absent(
    at: Location, kind: str, name: str | None, names: Iterable[str], otherwise: str | None = None
) -> Iterator[Fault]:
    """That a name leads to nothing; what is not named need not lead anywhere."""
    if name is not None and name not in names:
        known = list(dict.fromkeys(names))
        do = closest(name, known, otherwise or f"use one of {', '.join(known)}")
        yield Fault(*at, f"there is no {kind} {name}", do)


REFERENCES: list[Rule] = [
    services_lead_somewhere,
    papers_are_known,
    steps_are_somebodys,
    channels_lead_somewhere,
    claims_rest_on_something,
    facts_have_titles,
    assessments_have_sources,
    hours_have_sources,
    there_is_a_year,
    the_office_is_known,
    years_hold_together,
    groups_have_minima,
    measures_have_pages,
]
