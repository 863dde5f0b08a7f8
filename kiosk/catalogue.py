"""The content of the kiosk, read, laid over by the office's own files, and checked.

Three layers: content/ as shipped, an office's own TOML over content/office.toml, and the facts that the office has
confirmed (facts.toml in the data folder) over both.
"""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path
from typing import Any, Literal

from msgspec import Struct

from kiosk.assessment import Assessment
from kiosk.channels import Channels
from kiosk.facts import Fact, Steps
from kiosk.notices import Notice
from kiosk.office import Office
from kiosk.reading import Fault, Faulty, build, merged, read_toml
from kiosk.references import dangling
from kiosk.services import Document, Family, Service
from kiosk.words import Bilingual, Phrases

Speaker = Literal["visitor", "officer"]
"""Whose sentences they are, where two people point at them."""


class Source(Struct, frozen=True, forbid_unknown_fields=True):
    """Where a published figure was read."""

    title: str
    address: str | None = None


@dataclass(frozen=True, kw_only=True)
class Catalogue:
    """All words and facts. Services are in the order of their family and, within it, of their keys."""

    office: Office
    phrases: Phrases
    families: list[Family]
    services: dict[str, Service]
    steps: dict[str, Steps]
    documents: dict[str, Document]
    roles: dict[str, Bilingual]
    speak: dict[Speaker, list[Bilingual]]
    places: dict[str, Bilingual]
    sources: dict[str, Source]
    assessments: list[Assessment]
    channels: Channels
    notices: list[Notice]

    def facts(self) -> Iterator[tuple[str, str, Fact[Any]]]:
        """Every published figure: the id it belongs to, its field, and the fact."""
        owners: dict[str, Struct] = {
            "office": self.office,
            **self.services,
            **self.channels.online,
            **self.channels.hotline,
            **self.channels.complaint,
            **{notice.id: notice for notice in self.notices},
        }
        for owner_id, owner in owners.items():
            for field in owner.__struct_fields__:
                fact = getattr(owner, field)
                if isinstance(fact, Fact):
                    yield owner_id, field, fact
        for name, steps in self.steps.items():
            yield "steps", name, steps
        for notice in self.notices:
            for part in notice.part:
                yield notice.id, part.id, part.text
        for assessment in self.assessments:
            for item in assessment.disclosures:
                yield f"{assessment.id}-{item.id}", "title", item.title
                yield f"{assessment.id}-{item.id}", "address", item.address

    def of_family(self, family: str) -> list[Service]:
        """The services of that family, in the order of their keys."""
        return [service for service in self.services.values() if service.family == family]


def load(office_file: Path | None = None, facts_file: Path | None = None) -> Catalogue:
    """The catalogue, with the office's own file and confirmed facts laid over it. Faulty if any file is not right."""
    return _Loading(office_file, facts_file).catalogue()


class _Loading:
    """One reading of all files; faults are gathered so that all are reported at once."""

    def __init__(self, office_file: Path | None, facts_file: Path | None) -> None:
        self.content = files("content")
        self.faults: list[Fault] = []
        self.office_file = office_file
        self.facts: dict[str, Any] = {}
        if facts_file is not None and facts_file.exists():
            self.facts = self._try(lambda: read_toml(facts_file, str(facts_file)), {})

    def catalogue(self) -> Catalogue:
        office = self._office()
        phrases = self._table("phrases", dict[str, dict[str, Bilingual]])
        families = self._table("families", dict[str, list[Family]])
        services = self._each("services", Service)
        assessments = self._each("ita", Assessment)
        notices = self._each("notices", Notice)
        rest = {
            "steps": self._table("steps", dict[str, Steps]),
            "documents": self._table("documents", dict[str, Document]),
            "roles": self._table("roles", dict[str, Bilingual]),
            "speak": self._table("speak", dict[Speaker, list[Bilingual]]),
            "places": self._table("places", dict[str, Bilingual]),
            "sources": self._table("sources", dict[str, Source]),
            "channels": self._channels(),
        }
        if self.faults:
            raise Faulty(self.faults)
        offered = [family for family in families["family"] if family.id in office.families]
        catalogue = Catalogue(
            office=office,
            phrases=Phrases({f"{page}.{key}": words for page, keys in phrases.items() for key, words in keys.items()}),
            families=offered,
            services={service.id: service for family in offered for service in _in_order(services, family.id)},
            assessments=assessments,
            notices=sorted(notices, key=lambda notice: notice.order),
            **rest,
        )
        if faults := list(dangling(catalogue)):
            raise Faulty(faults)
        return catalogue

    def _office(self) -> Any:
        data, name = self._read("office.toml"), "content/office.toml"
        if self.office_file is not None:
            own, name = self.office_file, str(self.office_file)
            data = merged(data, self._try(lambda: read_toml(own, name), {}))
        return self._build(data, Office, name, self.facts.get("office", {}))

    def _channels(self) -> Any:
        data = self._read("channels.toml")
        for group in ("online", "hotline", "complaint"):
            data[group] = {key: merged(one, self.facts.get(key, {})) for key, one in data.get(group, {}).items()}
        return self._build(data, Channels, "content/channels.toml", {})

    def _table(self, name: str, kind: Any) -> Any:
        return self._build(self._read(f"{name}.toml"), kind, f"content/{name}.toml", self.facts.get(name, {}))

    def _each(self, folder: str, kind: Any) -> list[Any]:
        names = sorted(path.name for path in (self.content / folder).iterdir() if path.name.endswith(".toml"))
        stems = [name.removesuffix(".toml") for name in names]
        return [self._of_stem(folder, stem, kind) for stem in stems]

    def _of_stem(self, folder: str, stem: str, kind: Any) -> Any:
        """One file of a folder. Facts of the items in its lists are laid over the items that they name."""
        data, own = {"id": stem, **self._read(f"{folder}/{stem}.toml")}, dict(self.facts.get(stem, {}))
        if "part" in data:
            data["part"] = [merged(part, {"text": own.pop(part.get("id"), {})}) for part in data["part"]]
        if "disclosure" in data:
            data["disclosure"] = [
                merged(item, self.facts.get(f"{stem}-{item.get('id')}", {})) for item in data["disclosure"]
            ]
        return self._build(data, kind, f"content/{folder}/{stem}.toml", own)

    def _read(self, name: str) -> dict[str, Any]:
        return self._try(lambda: read_toml(self.content / name, f"content/{name}"), {})  # type: ignore[no-any-return]

    def _build(self, data: dict[str, Any], kind: Any, name: str, confirmed: dict[str, Any]) -> Any:
        """`data` as a `kind`, with the office's confirmed facts over it."""
        return self._try(lambda: build(merged(data, confirmed), kind, name), None)

    def _try(self, read: Callable[[], Any], otherwise: Any) -> Any:
        try:
            return read()
        except Faulty as faulty:
            self.faults += faulty.faults
            return otherwise


def _in_order(services: list[Service], family: str) -> list[Service]:
    return sorted((service for service in services if service.family == family), key=lambda one: one.order)
