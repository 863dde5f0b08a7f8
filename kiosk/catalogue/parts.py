"""The parts of the content that could be read: what rules look at, where each key is written, the facts by name."""

from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import suppress
from datetime import date
from functools import cached_property
from typing import Any, Generic, TypeVar

from kiosk.catalogue.announcements import Announcements
from kiosk.catalogue.assessment import Assessment
from kiosk.catalogue.channels import Channels, ComplaintChannel, Hotline, OnlineService
from kiosk.catalogue.facts import Law, Source, Steps
from kiosk.catalogue.finder import Finder
from kiosk.catalogue.headquarters_statements import HeadquartersStatements, bulletin_file
from kiosk.catalogue.holidays import Holidays
from kiosk.catalogue.named_facts import NamedFact, facts_of
from kiosk.catalogue.notices import Notice
from kiosk.catalogue.office import Office
from kiosk.catalogue.phrasebook import Phrasebook
from kiosk.catalogue.roles import Role
from kiosk.catalogue.roster import Roster
from kiosk.catalogue.services import Document, Family, Service
from kiosk.storage.toml_file import Location
from kiosk.text.bilingual import Bilingual, Phrases, joined, same
from kiosk.text.languages import Language
from kiosk.text.translation import Translation

T = TypeVar("T")


class Unread(Exception):
    """A part was asked for that could not be read; what is wrong with its files has been said."""


class Part(Generic[T]):
    """A part that files hold. Unread if they could not be read."""

    def __set_name__(self, owner: type, name: str) -> None:
        self.name = name

    def __get__(self, parts: "Parts", owner: type) -> T:
        if parts.read.get(self.name) is None:
            raise Unread(self.name)
        part: T = parts.read[self.name]
        return part


class Parts:
    """What could be read of the catalogue's fields.

    `files` names the file of an id; `confirmed` are the facts that the office has confirmed, in `facts_file`.
    """

    office = Part[Office]()
    languages = Part[list[Language]]()
    translations = Part[list[Translation]]()
    phrases = Part[Phrases]()
    families = Part[list[Family]]()
    services = Part[dict[str, Service]]()
    finder = Part[Finder]()
    steps = Part[dict[str, Steps]]()
    documents = Part[dict[str, Document]]()
    roles = Part[dict[str, Role]]()
    speak = Part[Phrasebook]()
    places = Part[dict[str, Bilingual]]()
    sources = Part[dict[str, Source]]()
    laws = Part[dict[str, Law]]()
    assessments = Part[list[Assessment]]()
    channels = Part[Channels]()
    notices = Part[list[Notice]]()
    holidays = Part[Holidays]()
    roster = Part[Roster]()
    announcements = Part[Announcements]()
    headquarters = Part[HeadquartersStatements]()

    def __init__(
        self,
        read: Mapping[str, Any],
        files: Mapping[str, str] | None = None,
        confirmed: Mapping[str, Mapping[str, Any]] | None = None,
        facts_file: str = "",
    ) -> None:
        self.read = read
        self.files = files or {}
        self.confirmed = confirmed or {}
        self.facts_file = facts_file

    def each(self, functions: Iterable[Callable[["Parts"], Iterable[T]]]) -> Iterator[T]:
        """What functions yield of the parts; one that asks for a part that could not be read ends there."""
        for function in functions:
            with suppress(Unread):
                yield from function(self)

    @cached_property
    def facts(self) -> list[NamedFact]:
        """Every published figure."""
        return list(self.each(_OWNERS))

    def current_facts(self, today: date) -> list[NamedFact]:
        """Every published figure but those of fiscal years that are over."""
        over = {year.id for year in self.read.get("assessments") or [] if year.fiscal_year.end < today}
        return [named for named in self.facts if named.file not in over]

    def where(self, file: str, *path: str) -> Location:
        """The place of a key in the file of that id: `where("90-day-report", "code")`."""
        return Location(self.files.get(file, f"content/{file}.toml"), ".".join(path))

    def where_fact(self, fact: NamedFact) -> Location:
        """The place of a fact: what the office has confirmed is in its own file, headquarters' word in a bulletin."""
        if fact.field in self.confirmed.get(fact.owner, {}):
            return Location(self.facts_file, fact.name)
        if fact.fact.bureau is not None:
            return Location(bulletin_file(fact.fact.bureau.number), fact.name)
        return self.where(fact.file, *fact.path)


def _of_the_office(parts: Parts) -> Iterator[NamedFact]:
    yield from facts_of(parts.office, "office", parts.office.short_name, "office")


def _of_services(parts: Parts) -> Iterator[NamedFact]:
    for name, service in parts.services.items():
        yield from facts_of(service, name, service.short_title, name)


def _of_channels(parts: Parts) -> Iterator[NamedFact]:
    channels = parts.channels
    groups: dict[str, Mapping[str, OnlineService | Hotline | ComplaintChannel]]
    groups = {"online": channels.online, "hotline": channels.hotline, "complaint": channels.complaint}
    for group, members in groups.items():
        for name, channel in members.items():
            yield from facts_of(channel, name, channel.title, "channels", group, name)


def _of_notices(parts: Parts) -> Iterator[NamedFact]:
    for notice in parts.notices:
        yield from facts_of(notice, notice.id, notice.short_title, notice.id)


_NAMED = 3
"""Services by which steps are called that many share."""


def _of_steps(parts: Parts) -> Iterator[NamedFact]:
    """Steps are called by the services that they are those of: their id is a word of the files."""
    for name, steps in parts.steps.items():
        titles = [service.short_title for service in parts.services.values() if service.steps == name]
        more = f" +{len(titles) - _NAMED}" if len(titles) > _NAMED else ""
        title = joined(titles[:_NAMED], " · ") + more if titles else same(name)
        yield NamedFact("steps", name, steps, "service.steps", title, "steps", (name,))


def _of_notice_parts(parts: Parts) -> Iterator[NamedFact]:
    for notice in parts.notices:
        for part in notice.part:
            path = ("part", part.id, "text")
            yield NamedFact(notice.id, part.id, part.text, notice.short_title, part.title, notice.id, path)


def _of_years(parts: Parts) -> Iterator[NamedFact]:
    for year in parts.assessments:
        for item in year.disclosures:
            title = same(f"{item.id} · ITA {year.year}")
            yield from facts_of(item, f"{year.id}-{item.id}", title, year.id, "disclosure", item.id)


_OWNERS = [_of_the_office, _of_services, _of_channels, _of_notices, _of_steps, _of_notice_parts, _of_years]
