"""The content of the kiosk, read, laid over by the office's own files, and checked.

Three layers: content/ as shipped, an office's own TOML over content/office.toml, and what lies in the data folder over
both: the facts that the office has confirmed (facts.toml), its roster (roster.toml) and assessments of its own (ita/).
"""

from collections.abc import Callable, Iterable, Iterator
from functools import partial
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any, Literal

from msgspec import Struct
from msgspec.structs import asdict

from kiosk.catalogue.assessment import Assessment
from kiosk.catalogue.channels import Channels, ComplaintChannel, Hotline, OnlineService
from kiosk.catalogue.facts import Fact, Steps
from kiosk.catalogue.languages import translate
from kiosk.catalogue.notices import Notice
from kiosk.catalogue.office import Office
from kiosk.catalogue.roster import ROSTER, Roster
from kiosk.catalogue.rules import broken
from kiosk.catalogue.rules.ranges import FIGURES
from kiosk.catalogue.rules.references import REFERENCES
from kiosk.catalogue.rules.rule import Place, facts_in
from kiosk.catalogue.rules.translations import TRANSLATIONS
from kiosk.catalogue.rules.unique import NAMES
from kiosk.catalogue.services import Document, Family, Service
from kiosk.storage.private_file import is_there, read_struct
from kiosk.storage.toml_file import Fault, Faulty, build, merged, read_toml
from kiosk.text.bilingual import Bilingual, Phrases
from kiosk.text.languages import Language
from kiosk.text.translation import Translation

CONTENT = files("content")
FACTS = "facts.toml"

Speaker = Literal["visitor", "officer"]
"""Whose sentences they are, where two people point at them."""

_CHANNELS: dict[str, type[Struct]] = {"online": OnlineService, "hotline": Hotline, "complaint": ComplaintChannel}
_Tables = dict[str, dict[str, Any]]


class Source(Struct, frozen=True, forbid_unknown_fields=True):
    """Where a published figure was read."""

    title: str
    address: str | None = None


class Catalogue(Struct, frozen=True, kw_only=True):
    """All words and facts. Services are in the order of their family and, within it, of their keys;
    languages in that of the language key."""

    office: Office
    languages: list[Language]
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
    roster: Roster

    def facts(self) -> Iterator[tuple[str, str, Fact[Any]]]:
        """Every published figure: the id it belongs to, its field, and the fact."""
        return facts_in(asdict(self))

    def of_family(self, family: str) -> list[Service]:
        """The services of that family, in the order of their keys."""
        return [service for service in self.services.values() if service.family == family]


def load(
    office_file: Path | None = None,
    folder: Path | None = None,
    content: Traversable = CONTENT,
    facts: dict[str, Any] | None = None,
) -> Catalogue:
    """The catalogue, with the office's own file and its data folder laid over it. Faulty if any file is not right.

    `facts` are laid over it instead of those that the folder holds.
    """
    return Loading(office_file, folder, content, facts).catalogue()


def confirmed_facts(folder: Path) -> dict[str, Any]:
    """The facts that the office has confirmed, by id and field. Faulty if their file is not right."""
    path = folder / FACTS
    return build(read_toml(path, str(path)), dict[str, _Tables], str(path)) if is_there(path) else {}


class Loading:
    """One reading of all files. `parts` are what could be read, `faults` everything that is wrong."""

    def __init__(
        self,
        office_file: Path | None,
        folder: Path | None,
        content: Traversable = CONTENT,
        facts: dict[str, Any] | None = None,
    ) -> None:
        self.content = content
        self.faults: list[Fault] = []
        self.office_file = office_file
        if folder is not None:
            folder = self._try(partial(_looked_into, folder), None)
        self.folder = folder
        self.files: dict[str, str] = {}
        self.facts = facts or {}
        if folder is not None and facts is None:
            self.facts = self._try(lambda: confirmed_facts(folder), {})
        self.parts = {name: part for name, part in self._parts().items() if part is not None}
        self.parts["languages"] = translate(self.parts)
        self.parts |= {"facts": list(facts_in(self.parts)), "where": self.place}
        self.faults += broken(self.parts, [*REFERENCES, *NAMES, *FIGURES, *TRANSLATIONS])

    def place(self, owner: str, key: str) -> Place:
        """The file and the key in which something is written: what the office has confirmed is in its own file."""
        if key.partition(".")[0] in self.facts.get(owner, {}):
            return self._facts_file, f"{owner}.{key}"
        for group, kind in _CHANNELS.items():
            if owner in getattr(self.parts.get("channels"), group, {}) and key in kind.__struct_fields__:
                return "content/channels.toml", f"{group}.{owner}.{key}"
        year, _, item = owner.partition("-")
        if owner not in self.files and year in self.files:
            return self.files[year], f"disclosure.{item}.{key}"
        return self.files.get(owner, f"content/{owner}.toml"), key

    def catalogue(self) -> Catalogue:
        """All parts as one. Faulty if anything is wrong."""
        if self.faults:
            raise Faulty(self.faults)
        parts = {name: part for name, part in self.parts.items() if name in Catalogue.__struct_fields__}
        offered = [family for family in parts["families"] if family.id in parts["office"].families]
        services = {one.id: one for family in offered for one in _in_order(parts["services"].values(), family.id)}
        notices = sorted(parts["notices"], key=lambda notice: notice.order)
        return Catalogue(**{**parts, "families": offered, "services": services, "notices": notices})

    def _parts(self) -> dict[str, Any]:
        phrases = self._table("phrases", dict[str, dict[str, Bilingual]])
        families = self._table("families", dict[str, list[Family]])
        return {
            "office": self._office(),
            "phrases": phrases
            and Phrases({f"{page}.{key}": words for page in phrases for key, words in phrases[page].items()}),
            "families": families and families["family"],
            "services": {one.id: one for one in self._each("services", Service) if one is not None},
            "steps": self._table("steps", dict[str, Steps]),
            "documents": self._table("documents", dict[str, Document]),
            "roles": self._table("roles", dict[str, Bilingual]),
            "speak": self._table("speak", dict[Speaker, list[Bilingual]]),
            "places": self._table("places", dict[str, Bilingual]),
            "sources": self._table("sources", dict[str, Source]),
            "assessments": _whole(self._each("ita", Assessment)),
            "channels": self._channels(),
            "notices": _whole(self._each("notices", Notice)),
            "translations": _whole(self._each("languages", Translation)),
            "roster": self._roster(),
        }

    def _office(self) -> Any:
        data, name = self._read("office.toml"), "content/office.toml"
        if self.office_file is not None:
            own, name = self.office_file, str(self.office_file)
            data = data and merged(data, self._try(lambda: read_toml(own, name), {}))
        self.files["office"] = name
        return self._build(data, Office, name, self.facts.get("office", {}), "office")

    def _roster(self) -> Any:
        path = (self.folder or Path()) / ROSTER
        return self._try(lambda: read_struct(path, Roster), None) if self.folder and is_there(path) else Roster()

    def _channels(self) -> Any:
        data = self._read("channels.toml")
        if data is None:
            return None
        confirmed: dict[str, _Tables] = {group: {} for group in _CHANNELS}
        for group, kind in _CHANNELS.items():
            for owner in data[group].keys() & self.facts.keys() if isinstance(data.get(group), dict) else ():
                confirmed[group][owner] = {
                    key: fact for key, fact in self.facts[owner].items() if key in kind.__struct_fields__
                }
        return self._build(data, Channels, "content/channels.toml", confirmed)

    def _table(self, name: str, kind: Any) -> Any:
        return self._build(self._read(f"{name}.toml"), kind, f"content/{name}.toml", self.facts.get(name, {}), name)

    def _each(self, folder: str, kind: Any) -> list[Any]:
        """The files of a folder, None for each that is not right.

        One of the data folder takes the place of the shipped one of its name.
        """
        shipped = _toml_files(self.content / folder)
        own: dict[str, Traversable] = {}
        if self.folder and folder == "ita":
            own = self._try(partial(_own_files, self.folder / folder), {})
        names = {**{name: f"content/{folder}/{name}" for name in shipped}, **{name: str(own[name]) for name in own}}
        found = {**shipped, **own}
        return [self._of_stem(name.removesuffix(".toml"), found[name], names[name], kind) for name in sorted(found)]

    def _of_stem(self, stem: str, path: Traversable, name: str, kind: Any) -> Any:
        """One file of a folder. Facts of the items in its lists are laid over the items that they name."""
        self.files[stem] = name
        data = self._try(lambda: {"id": stem, **read_toml(path, name)}, None)
        confirmed = dict(self.facts.get(stem, {}))
        if data and "part" in data:
            data["part"] = _laid(data["part"], lambda part: {"text": confirmed.pop(part, {})})
        if data and "disclosure" in data:
            data["disclosure"] = _laid(data["disclosure"], lambda item: self.facts.get(f"{stem}-{item}", {}))
        return self._build(data, kind, name, confirmed, stem)

    def _read(self, name: str) -> dict[str, Any] | None:
        return self._try(lambda: read_toml(self.content / name, f"content/{name}"), None)  # type: ignore[no-any-return]

    def _build(self, data: dict[str, Any] | None, kind: Any, name: str, confirmed: _Tables, owner: str = "") -> Any:
        """`data` as a `kind`, with what the office has confirmed of `owner` over it; None if either is not right."""
        shipped = data and self._try(lambda: build(data, kind, name), None)
        if not shipped or not confirmed:
            return shipped
        laid = {owner: merged(data or {}, confirmed)} if owner else merged(data or {}, confirmed)
        made = self._try(lambda: build(laid, dict[str, kind] if owner else kind, self._facts_file), None)
        return made[owner] if made and owner else made

    @property
    def _facts_file(self) -> str:
        return str((self.folder or Path()) / FACTS)

    def _try(self, read: Callable[[], Any], otherwise: Any) -> Any:
        try:
            return read()
        except Faulty as faulty:
            self.faults += faulty.faults
            return otherwise


def _in_order(services: Iterable[Service], family: str) -> list[Service]:
    return sorted((service for service in services if service.family == family), key=lambda one: one.order)


def _looked_into(folder: Path) -> Path:
    """The folder itself, which need not be there. Faulty if it does not let itself be looked into."""
    try:
        (folder / FACTS).stat()
        next(folder.iterdir(), None)
    except (FileNotFoundError, NotADirectoryError):
        pass
    except OSError as error:
        do = "give this user the right to read that folder, or name another with --data"
        raise Faulty([Fault(str(folder), "", f"cannot be looked into ({error.strerror})", do)]) from None
    return folder


def _own_files(folder: Path) -> dict[str, Traversable]:
    return _toml_files(_looked_into(folder))


def _toml_files(folder: Traversable) -> dict[str, Traversable]:
    """The TOML files of a folder by name; none if there is no such folder."""
    return {path.name: path for path in folder.iterdir() if path.name.endswith(".toml")} if folder.is_dir() else {}


def _laid(items: Any, facts_of: Callable[[str], dict[str, Any]]) -> Any:
    """Each item of a list with the facts of its id laid over it; what is no such list is left for the check to name."""
    if not isinstance(items, list) or not all(isinstance(item, dict) for item in items):
        return items
    return [merged(item, facts_of(str(item.get("id")))) for item in items]


def _whole(made: list[Any]) -> list[Any] | None:
    """The list, unless a part of it is missing: what others name might be in that part."""
    return None if None in made else made
