"""Names in the content that must lead somewhere: documents, steps, roles, places, sources, pages."""

from collections.abc import Collection, Iterator
from typing import TYPE_CHECKING

from kiosk.assessment import PAGES
from kiosk.reading import Fault

if TYPE_CHECKING:
    from kiosk.catalogue import Catalogue


def dangling(catalogue: "Catalogue") -> Iterator[Fault]:
    """A fault for every name that names nothing."""
    yield from _of_services(catalogue)
    yield from _of_steps(catalogue)
    yield from _of_measures(catalogue)
    for owner, field, fact in catalogue.facts():
        if fact.source is not None:
            yield from _unless_in(catalogue.sources, fact.source, owner, f"{field}.source", "content/sources.toml")


def _of_services(catalogue: "Catalogue") -> Iterator[Fault]:
    for service in catalogue.services.values():
        file = f"content/services/{service.id}.toml"
        yield from _unless_in(catalogue.steps, service.steps, file, "steps", "content/steps.toml")
        if service.online is not None:
            yield from _unless_in(catalogue.channels.online, service.online, file, "online", "content/channels.toml")
        for item in service.documents.figure or []:
            yield from _unless_in(catalogue.documents, item.document, file, "documents.value", "content/documents.toml")


def _of_steps(catalogue: "Catalogue") -> Iterator[Fault]:
    for name, steps in catalogue.steps.items():
        for step in steps.figure or []:
            yield from _unless_in(catalogue.roles, step.role, "content/steps.toml", name, "content/roles.toml")
            if step.place is not None:
                yield from _unless_in(catalogue.places, step.place, "content/steps.toml", name, "content/places.toml")


def _of_measures(catalogue: "Catalogue") -> Iterator[Fault]:
    pages = [*PAGES, *(notice.id for notice in catalogue.notices), *catalogue.channels.online]
    for assessment in catalogue.assessments:
        for measure in assessment.measures:
            for page in measure.served_by:
                file, key = f"content/ita/{assessment.id}.toml", f"{measure.id}.served_by"
                yield from _unless_in(pages, page, file, key, ", ".join(pages))


def _unless_in(known: Collection[str], name: str, file: str, key: str, where: str) -> Iterator[Fault]:
    if name not in known:
        yield Fault(file, key, f"`{name}` is not known", f"use a name of {where}")
