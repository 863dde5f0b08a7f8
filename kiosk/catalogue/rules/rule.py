"""What rules look at: the parts of the content that could be read, the facts in them, and where each is written."""

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from msgspec import Struct

from kiosk.catalogue.facts import Fact
from kiosk.storage.toml_file import Fault

Parts = Mapping[str, Any]
"""By the names of the catalogue's fields; `places` and `facts` are there too."""

Place = tuple[str, str]
"""A file and a key in it."""

Where = Callable[[str, str], Place]
"""The place of a thing's key: `where("90-day-report", "fee")`."""

Rule = Callable[..., Iterator[Fault]]
"""It names the parts it needs as its parameters, and runs when all of them could be read."""

NamedFact = tuple[str, str, Fact[Any]]
"""The id of what a figure belongs to, its field, and the fact."""


def facts_in(parts: Parts) -> Iterator[NamedFact]:
    """Every published figure."""
    for owner_id, owner in owners(parts):
        for field in owner.__struct_fields__:
            fact = getattr(owner, field)
            if isinstance(fact, Fact):
                yield owner_id, field, fact
    for name, steps in parts.get("steps", {}).items():
        yield "steps", name, steps
    for notice in parts.get("notices", []):
        for part in notice.part:
            yield notice.id, part.id, part.text
    for assessment in parts.get("assessments", []):
        for item in assessment.disclosures:
            yield f"{assessment.id}-{item.id}", "title", item.title
            yield f"{assessment.id}-{item.id}", "address", item.address


def owners(parts: Parts) -> Iterator[tuple[str, Struct]]:
    """What has figures in fields of its own, by the id under which the office confirms them."""
    if "office" in parts:
        yield "office", parts["office"]
    yield from parts.get("services", {}).items()
    if "channels" in parts:
        for group in (parts["channels"].online, parts["channels"].hotline, parts["channels"].complaint):
            yield from group.items()
    for notice in parts.get("notices", []):
        yield notice.id, notice
