"""Ids, codes and places in a list are given once."""

from collections.abc import Iterable, Iterator

from kiosk.catalogue.assessment import Assessment
from kiosk.catalogue.notices import Notice
from kiosk.catalogue.office import Office
from kiosk.catalogue.rules.rule import NamedFact, Place, Rule, Where
from kiosk.catalogue.services import Family, Service
from kiosk.storage.toml_file import Fault


def facts_have_names_of_their_own(facts: list[NamedFact], where: Where) -> Iterator[Fault]:
    """A fact's name leads to one fact."""
    yield from _twice((f"{owner}.{field}", where(owner, field)) for owner, field, _ in facts)


def services_differ(services: dict[str, Service], where: Where) -> Iterator[Fault]:
    """No two services have one code, or one place in their family."""
    yield from _twice((one.code, where(one.id, "code")) for one in services.values())
    yield from _twice((f"{one.family} {one.order}", where(one.id, "order")) for one in services.values())


def families_differ(families: list[Family], office: Office, where: Where) -> Iterator[Fault]:
    """A family is described once and offered once."""
    yield from _twice((one.id, ("content/families.toml", "family")) for one in families)
    yield from _twice((name, where("office", "families")) for name in office.families)


def notices_differ(notices: list[Notice], where: Where) -> Iterator[Fault]:
    """No two notices have one place in the list."""
    yield from _twice((str(one.order), where(one.id, "order")) for one in notices)


def years_differ(assessments: list[Assessment], where: Where) -> Iterator[Fault]:
    """A year is planned once, and in it every group, row, measure and item is named once."""
    yield from _twice((str(one.year), where(one.id, "year")) for one in assessments)
    for one in assessments:
        for key, names in {
            "work_group": [group.id for group in one.work_groups],
            "phase": [phase.id for phase in one.phases],
            "calendar": [row.id for row in one.calendar],
            "indicator": [str(indicator.number) for indicator in one.indicators],
            "measure": [measure.id for measure in one.measures],
            "disclosure": [item.id for item in one.disclosures],
        }.items():
            yield from _twice((name, where(one.id, key)) for name in names)


def _twice(named: Iterable[tuple[str, Place]]) -> Iterator[Fault]:
    """Names that are given at a second place."""
    first: dict[str, Place] = {}
    for name, place in named:
        if name in first:
            there = "" if first[name][0] == place[0] else f", first in {first[name][0]}"
            yield Fault(*place, f"{name} is given twice{there}", "give each a name of its own")
        first.setdefault(name, place)


NAMES: list[Rule] = [
    facts_have_names_of_their_own,
    services_differ,
    families_differ,
    notices_differ,
    years_differ,
]
