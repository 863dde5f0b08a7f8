"""Names lead somewhere: to a document, a role, a source, a family, a phase that is there."""

from collections.abc import Iterable, Iterator
from typing import Any

from kiosk.catalogue.assessment import PAGES, Assessment
from kiosk.catalogue.channels import Channels
from kiosk.catalogue.facts import Steps
from kiosk.catalogue.notices import Notice
from kiosk.catalogue.office import Office
from kiosk.catalogue.rules.rule import NamedFact, Place, Rule, Where
from kiosk.catalogue.services import Document, Family, Service
from kiosk.storage.toml_file import Fault, closest
from kiosk.text.bilingual import Bilingual


def services_lead_somewhere(
    services: dict[str, Service],
    families: list[Family],
    steps: dict[str, Steps],
    documents: dict[str, Document],
    channels: Channels,
    where: Where,
) -> Iterator[Fault]:
    """Family, steps, way online and papers of a service are there."""
    for one in services.values():
        yield from _absent(where(one.id, "family"), "family", one.family, [family.id for family in families])
        yield from _absent(where(one.id, "steps"), "list of steps", one.steps, steps)
        yield from _absent(where(one.id, "online"), "online service", one.online, channels.online)
        for item in one.documents.figure or []:
            yield from _absent(where(one.id, "documents"), "document", item.document, documents)


def steps_are_somebodys(
    steps: dict[str, Steps], roles: dict[str, Bilingual], places: dict[str, Bilingual], where: Where
) -> Iterator[Fault]:
    """Each step is done by a role, at a place if one is named."""
    for name, fact in steps.items():
        for step in fact.figure or []:
            yield from _absent(where("steps", name), "role", step.role, roles)
            yield from _absent(where("steps", name), "place", step.place, places)


def facts_have_sources(facts: list[NamedFact], sources: dict[str, Any], where: Where) -> Iterator[Fault]:
    """A published figure says where it was read."""
    for owner, field, fact in facts:
        yield from _absent(where(owner, field), "source", fact.source, sources)
        if fact.value is not None and fact.source is None:
            file, key = where(owner, field)
            yield Fault(file, f"{key}.source", "is missing", "name the source of the value, or take the value away")


def assessments_have_sources(assessments: list[Assessment], sources: dict[str, Any], where: Where) -> Iterator[Fault]:
    """The plan and the closed days of a year say where they were read."""
    for one in assessments:
        yield from _absent(where(one.id, "source"), "source", one.source, sources)
        yield from _absent(where(one.id, "closed.source"), "source", one.closed.source, sources)


def the_office_is_known(
    office: Office, families: list[Family], assessments: list[Assessment], where: Where
) -> Iterator[Fault]:
    """The office's families and its class are ones that are described."""
    for family in office.families:
        yield from _absent(where("office", "families"), "family", family, [one.id for one in families])
    for one in assessments:
        kind = f"class in the quotas of {one.id}"
        yield from _absent(where("office", "class"), kind, office.office_class, one.quotas)


def years_hold_together(assessments: list[Assessment], where: Where) -> Iterator[Fault]:
    """Phases, indicators and calendar rows that a year names are in it."""
    for one in assessments:
        indicators = [str(indicator.number) for indicator in one.indicators]
        for row in one.calendar:
            yield from _absent(
                where(one.id, f"calendar.{row.id}.phase"), "phase", row.phase, [phase.id for phase in one.phases]
            )
        for measure in one.measures:
            key = f"measure.{measure.id}"
            yield from _absent(where(one.id, f"{key}.indicator"), "indicator", str(measure.indicator), indicators)
            rows = [row.id for row in one.calendar]
            yield from _absent(where(one.id, f"{key}.due_with"), "calendar row", measure.due_with, rows)


def groups_have_minima(assessments: list[Assessment], where: Where) -> Iterator[Fault]:
    """Every work group and the total have a minimum, and nothing else has."""
    for one in assessments:
        groups = [*(group.id for group in one.work_groups), "total"]
        for post, quotas in one.quotas.items():
            for name in quotas:
                yield from _absent(where(one.id, f"quotas.{post}"), "work group", name, groups)
            for group in groups:
                if group not in quotas:
                    yield Fault(*where(one.id, f"quotas.{post}.{group}"), "is missing", "state the minimum")


def measures_have_pages(
    assessments: list[Assessment], notices: list[Notice], channels: Channels, where: Where
) -> Iterator[Fault]:
    """What serves a measure is a page, a notice or an online service."""
    pages = [*PAGES, *(notice.id for notice in notices), *channels.online]
    for one in assessments:
        for measure in one.measures:
            for name in measure.served_by:
                yield from _absent(where(one.id, f"measure.{measure.id}.served_by"), "page", name, pages)


def _absent(place: Place, kind: str, name: str | None, names: Iterable[str]) -> Iterator[Fault]:
    """That a name leads to nothing; what is not named need not lead anywhere."""
    if name is not None and name not in names:
        known = list(dict.fromkeys(names))
        yield Fault(*place, f"there is no {kind} {name}", closest(name, known, f"use one of {', '.join(known)}"))


REFERENCES: list[Rule] = [
    services_lead_somewhere,
    steps_are_somebodys,
    facts_have_sources,
    assessments_have_sources,
    the_office_is_known,
    years_hold_together,
    groups_have_minima,
    measures_have_pages,
]
