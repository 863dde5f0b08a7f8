"""Ids, codes and positions in a list are given once."""

from collections.abc import Iterable, Iterator

from kiosk.catalogue.parts import Parts
from kiosk.catalogue.rules.rule import Rule
from kiosk.storage.toml_file import Fault, Location


def facts_have_names_of_their_own(parts: Parts) -> Iterator[Fault]:
    """A fact's name leads to one fact."""
    yield from _twice((fact.name, parts.where_fact(fact)) for fact in parts.facts)


def services_differ(parts: Parts) -> Iterator[Fault]:
    """No two services have one code, or one position in their family."""
    services = parts.services.values()
    yield from _twice((service.code, parts.where(service.id, "code")) for service in services)
    yield from _twice((f"{service.family} {service.order}", parts.where(service.id, "order")) for service in services)


def families_differ(parts: Parts) -> Iterator[Fault]:
    """A family is described once and offered once."""
    yield from _twice((family.id, parts.where("families", "family")) for family in parts.families)
    yield from _twice((name, parts.where("office", "families")) for name in parts.office.families)


def notices_differ(parts: Parts) -> Iterator[Fault]:
    """No two notices have one position in the list."""
    yield from _twice((str(notice.order), parts.where(notice.id, "order")) for notice in parts.notices)


def years_differ(parts: Parts) -> Iterator[Fault]:
    """A year is planned once, and in it every group, row, measure and item is named once."""
    yield from _twice((str(year.year), parts.where(year.id, "year")) for year in parts.assessments)
    for year in parts.assessments:
        for key, names in {
            "work_group": [group.id for group in year.work_groups],
            "phase": [phase.id for phase in year.phases],
            "calendar": [row.id for row in year.calendar],
            "indicator": [str(indicator.number) for indicator in year.indicators],
            "measure": [measure.id for measure in year.measures],
            "disclosure": [item.id for item in year.disclosures],
        }.items():
            yield from _twice((name, parts.where(year.id, key)) for name in names)


def _twice(named: Iterable[tuple[str, Location]]) -> Iterator[Fault]:
    """Names that are given a second time."""
    first: dict[str, Location] = {}
    for name, location in named:
        if name in first:
            file, what = first[name].file, f"{name} is given twice"
            if file != location.file:
                what = f"{name} is given twice, first in {file}"
            yield Fault(*location, what, "give each a name of its own")
        first.setdefault(name, location)


UNIQUE: list[Rule] = [
    facts_have_names_of_their_own,
    services_differ,
    families_differ,
    notices_differ,
    years_differ,
]
