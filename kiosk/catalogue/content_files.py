"""The files of the content, each read into what it makes; the confirmed facts are laid over those that hold them."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import date
from functools import partial
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from msgspec import Struct, to_builtins

from content import CONTENT as CONTENT
from kiosk.catalogue.announcements import Announcements
from kiosk.catalogue.assessment import Assessment
from kiosk.catalogue.channels import Channels
from kiosk.catalogue.confirmed_facts import ConfirmedTables, overlay, put_in, with_bureau
from kiosk.catalogue.expected_year import expected_year, source_of_expected
from kiosk.catalogue.facts import Confirmed, Law, Source, Steps
from kiosk.catalogue.finder import Finder
from kiosk.catalogue.headquarters_statements import bulletin_file, statements_of
from kiosk.catalogue.holidays import Holidays
from kiosk.catalogue.languages import translate
from kiosk.catalogue.named_facts import NamedFact
from kiosk.catalogue.notices import Notice
from kiosk.catalogue.office import Office
from kiosk.catalogue.office_statements import OfficeStatements, office_statements
from kiosk.catalogue.parts import Parts
from kiosk.catalogue.phrasebook import Phrasebook
from kiosk.catalogue.roles import Role
from kiosk.catalogue.roster import Roster
from kiosk.catalogue.services import Document, Families, Service
from kiosk.catalogue.signed_year import SignedYear, with_signed
from kiosk.storage.toml_file import Fault, Faulty, build, merged, read_toml
from kiosk.streams.record.files import RECORD
from kiosk.text.bilingual import Bilingual, Phrases
from kiosk.text.sentences import COMMANDS, FAULTS, HEALTH, REFUSALS
from kiosk.text.translation import Translation

if TYPE_CHECKING:
    from kiosk.protocol.bulletin import Bulletin

_ALONE: dict[str, Any] = {
    "phrases": dict[str, dict[str, Bilingual]],
    "families": Families,
    "finder": Finder,
    "steps": dict[str, Steps],
    "documents": dict[str, Document],
    "roles": dict[str, Role],
    "speak": Phrasebook,
    "places": dict[str, Bilingual],
    "sources": dict[str, Source],
    "laws": dict[str, Law],
    "channels": Channels,
    "holidays": Holidays,
}
"""What each file makes that stands alone."""

_FOLDERS: dict[str, Any] = {"services": Service, "ita": Assessment, "notices": Notice, "languages": Translation}
"""What each file of a folder makes; its stem is the id."""

_ELSEWHERE = ["glossary", REFUSALS, COMMANDS, HEALTH, FAULTS]
"""Files that are no part of the catalogue: where Thai lines break, and what the program itself says, are known without
it.
"""

T = TypeVar("T")


def is_read(folder: str, stem: str) -> bool:
    """Whether a TOML file of that name in that folder of the content, "" for the content itself, is read at all."""
    return folder in _FOLDERS or (folder == "" and stem in ("office", *_ALONE, *_ELSEWHERE))


class ContentFile(Struct):
    """A file as faults call it, its tables, and what they make: None while they are not right."""

    name: str
    kind: Any
    tables: dict[str, Any] | None
    made: Any = None


class ContentFiles:
    """One reading of all files. `faults` is everything that is wrong with any of them."""

    def __init__(
        self,
        office_file: Path | None,
        folder: Path | None,
        content: Traversable,
        confirmed: ConfirmedTables | None,
        today: date | None = None,
        bulletins: Iterable["Bulletin"] = (),
    ) -> None:
        """`today` is the day whose fiscal year is expected where nobody has stated it; `bulletins` are in force."""
        self.content = content
        self.faults: list[Fault] = []
        self.files: dict[str, ContentFile] = {}
        self.folder = None if folder is None else self._try(lambda: _looked_into(folder), None)
        statements = self._said(today or date.min)
        self.said = statements and {"roster": statements.roster, "announcements": statements.announcements}
        self.headquarters = statements_of(bulletins)
        self.facts_file = statements.file if statements else ""
        self.confirmed = confirmed if confirmed is not None else statements.facts if statements else {}
        self._read_office(office_file)
        for name, kind in _ALONE.items():
            tables = self._tables(f"{name}.toml")
            if name == "channels" and tables and statements and statements.hosts:
                tables = {**tables, "disclosure_hosts": [*tables.get("disclosure_hosts", []), *statements.hosts]}
            self._add(name, f"content/{name}.toml", kind, tables)
        for name, kind in _FOLDERS.items():
            self._read_folder(name, kind)
        self._hand_down_years()
        self._add_years(statements.years if statements else {}, today)
        self._lay(self._of_the_bureau())
        self._lay(self._confirmed())

    def parts(self) -> Parts:
        """What could be read. Years and notices are no part while one of them is missing: others might name it."""
        made = {name: file.made for name, file in self.files.items()}
        read = {name: made[name] for name in ("office", *_ALONE)}
        if made["phrases"] is not None:
            pages = made["phrases"].items()
            read["phrases"] = Phrases({f"{page}.{key}": words for page, keys in pages for key, words in keys.items()})
        read["families"] = made["families"] and made["families"].family
        read["services"] = {service.id: service for service in self._of_folder("services") if service is not None}
        for name, folder in (("assessments", "ita"), ("notices", "notices"), ("translations", "languages")):
            items = self._of_folder(folder)
            read[name] = None if None in items else items
        read["assessments"] = read["assessments"] and sorted(read["assessments"], key=lambda year: year.year)
        names = {name: file.name for name, file in self.files.items()}
        known = {name: part for name, part in {**read, **(self.said or {})}.items() if part is not None}
        known |= {"languages": translate(known), "headquarters": self.headquarters}
        if "holidays" in known:
            known["holidays"] = self.headquarters.named(known["holidays"])
        return Parts(known, names, self.confirmed, self.facts_file)

    def _read_office(self, own: Path | None) -> None:
        tables, called = self._tables("office.toml"), "content/office.toml"
        if own is not None:
            called = str(own)
            tables = tables and merged(tables, self._try(lambda: read_toml(own, called), {}))
        self._add("office", called, Office, tables)

    def _of_folder(self, folder: str) -> list[Any]:
        return [file.made for file in self.files.values() if file.kind is _FOLDERS[folder]]

    def _read_folder(self, folder: str, kind: Any) -> None:
        """The files of a folder, by their stems. One of the data folder takes the place of the shipped one."""
        paths = {name: (f"content/{folder}/{name}", path) for name, path in _toml_files(self.content / folder).items()}
        if self.folder is not None and folder == "ita":
            own = self._try(partial(_own_files, self.folder / folder), dict[str, Traversable]())
            paths |= {name: (str(path), path) for name, path in own.items()}
        for name in sorted(paths):
            called, path = paths[name]
            stem, tables = name.removesuffix(".toml"), self._try(partial(read_toml, path, called), None)
            self._add(stem, called, kind, tables and {"id": stem, **tables})

    def _add(self, name: str, called: str, kind: Any, tables: dict[str, Any] | None) -> None:
        if name in self.files:
            what = f"{name} is the name of {self.files[name].name} too"
            self.faults.append(Fault(called, "", what, "give the file a name of its own"))
        else:
            made = None if tables is None else self._try(lambda: build(tables, kind, called), None)
            self.files[name] = ContentFile(called, kind, tables, made)

    def _hand_down_years(self) -> None:
        """Put in the years that headquarters has stated, but where the office has a plan of its own."""
        for year in self.headquarters.years.values():
            present = self.files.get(year.id)
            is_shipped = present is None or present.name.startswith("content/")
            if is_shipped or (present and present.made and present.made.is_expected):
                self._add_year(bulletin_file(year.bulletin or 0), year)

    def _add_years(self, signed: Mapping[int, tuple[SignedYear, Confirmed]], today: date | None) -> None:
        """Put in the years that the office has signed, and the expected one of today."""
        stated, holidays = [*filter(None, self._of_folder("ita"))], self.files["holidays"].made
        if holidays is None:
            return
        years = with_signed(stated, signed, holidays)
        for year in years:
            if year not in stated:
                self._add_year(self.facts_file, year)
        source = today and source_of_expected(years, today)
        if today and source and (expected := expected_year(years, today, holidays)):
            self._add_year(f"{self.files[source.id].name} ({expected.year})", expected)

    def _add_year(self, called: str, year: Assessment) -> None:
        self.files[year.id] = ContentFile(called, Assessment, to_builtins(year, builtin_types=(date,)), year)

    def _confirmed(self) -> Iterator[tuple[NamedFact, dict[str, Any]]]:
        """Facts as they are with what the office has confirmed laid over them."""
        for fact in self.parts().facts if self.confirmed else []:
            if (confirmed := self.confirmed.get(fact.owner, {}).get(fact.field)) is not None:
                tables = self._try(partial(overlay, fact, confirmed, self.facts_file), None)
                if tables is not None:
                    yield fact, tables

    def _of_the_bureau(self) -> Iterator[tuple[NamedFact, dict[str, Any]]]:
        """Facts as they are shipped with what headquarters says laid over them; what cannot be laid is not taken."""
        facts = self.headquarters.facts
        known = {fact.name: fact for fact in self.parts().facts} if facts else {}
        for name, bureau in facts.items():
            try:
                yield known[name], with_bureau(known[name], bureau)
            except (KeyError, Faulty):
                with suppress(ValueError):
                    self.headquarters.taken.remove(bureau.source.number)

    def _lay(self, facts: Iterable[tuple[NamedFact, dict[str, Any]]]) -> None:
        """Put facts in their places, and make their files anew."""
        touched = []
        for fact, tables in list(facts):
            file = self.files[fact.file]
            file.tables = put_in(file.tables, fact.path, tables)
            touched.append(file)
        for file in touched:
            file.made = build(file.tables, file.kind, file.name)

    def _said(self, today: date) -> OfficeStatements | None:
        """What the office has written, if there is a folder for it; None if its files are not right."""
        if self.folder is None:
            return OfficeStatements({}, Roster(), Announcements(), [], "")
        return self._try(partial(office_statements, self.folder, today), None)

    def _tables(self, name: str) -> dict[str, Any] | None:
        return self._try(lambda: read_toml(self.content / name, f"content/{name}"), None)

    def _try(self, read: Callable[[], T], otherwise: T) -> T:
        try:
            return read()
        except Faulty as faulty:
            self.faults += faulty.faults
            return otherwise


def _looked_into(folder: Path) -> Path:
    """The folder itself, which need not be there. Faulty if it does not let itself be looked into."""
    try:
        (folder / RECORD).stat()
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
