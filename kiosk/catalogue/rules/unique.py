"""Ids, codes and positions in a list are given once."""

from collections.abc import Iterable, Iterator

from kiosk.catalogue.parts import Parts
from kiosk.catalogue.rules.rule import Rule
from kiosk.storage.toml_file import Fault, Location
from kiosk.text.bilingual import Bilingual
from kiosk.text.languages import OFFICIAL

Names = Iterable[tuple[Bilingual, Location]]
"""What is chosen on one page, each by its name, and where that is written."""


def facts_have_names_of_their_own(parts: Parts) -> Iterator[Fault]:
    """A fact's name leads to one fact."""
    yield from _twice((fact.name, parts.where_fact(fact)) for fact in parts.facts)


def services_differ(parts: Parts) -> Iterator[Fault]:
    """No two services have one code, or one position in their family."""
    services = parts.services.values()
    yield from _twice((service.code, parts.where(service.id, "code")) for service in services)
    yield from _twice((f"{service.family} {service.order}", parts.where(service.id, "order")) for service in services)


def families_differ(parts: Parts) -> Iterator[Fault]:
    """A family is described once and offered once, and has its own letter on the sign."""
    yield from _twice(
        (family.letter, parts.where("families", "family", family.id, "letter")) for family in parts.families
    )
    yield from _twice((family.id, parts.where("families", "family")) for family in parts.families)
    yield from _twice((name, parts.where("office", "families")) for name in parts.office.families)


def choices_differ(parts: Parts) -> Iterator[Fault]:
    """Keys that stand beside one another do not bear one name, and a list names a paper once."""
    for language in OFFICIAL:
        for named in ([*keys] for keys in parts.each([_lists, _answers])):
            yield from _twice((words.of(language), Location(at.file, f"{at.key}.{language}")) for words, at in named)
    for service in parts.services.values():
        at = parts.where(service.id, "documents")
        papers = [paper for paper in service.documents.figure or [] if paper.own is None and paper.condition is None]
        yield from _twice((paper.document, at) for paper in papers)


def _lists(parts: Parts) -> Iterator[Names]:
    services, online = parts.services.values(), parts.channels.online.items()
    yield ((each.title, parts.where("families", "family", each.id, "title")) for each in parts.families)
    yield ((each.short_title, parts.where(each.id, "short_title")) for each in services)
    yield ((each.title, parts.where("channels", "online", name, "title")) for name, each in online)
    yield ((each.brief, parts.where(each.id, "narrow_title")) for each in services)
    yield ((each.brief, parts.where("channels", "online", name, "narrow_title")) for name, each in online)
    yield ((each.short_title, parts.where(each.id, "short_title")) for each in parts.notices)


def _answers(parts: Parts) -> Iterator[Names]:
    for name, question in parts.finder.question.items():
        yield ((answer, parts.where("finder", f"question.{name}")) for answer in question.answer)


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

ALIKE: list[Rule] = [choices_differ]
"""What a visitor cannot tell apart; a counter opens with it."""
