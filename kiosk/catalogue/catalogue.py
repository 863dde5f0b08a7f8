"""The catalogue: all words and facts of a kiosk as its pages ask for them."""

from datetime import date
from functools import cached_property

from msgspec import Struct
from msgspec.structs import asdict

from kiosk.catalogue.announcements import Announcements
from kiosk.catalogue.assessment import Assessment, holding
from kiosk.catalogue.channels import Channels
from kiosk.catalogue.expected_year import expected_year
from kiosk.catalogue.facts import Law, RequiredDocument, Source, Steps
from kiosk.catalogue.finder import Finder
from kiosk.catalogue.headquarters_statements import HeadquartersStatements
from kiosk.catalogue.holidays import Holidays
from kiosk.catalogue.named_facts import NamedFact
from kiosk.catalogue.notices import Notice
from kiosk.catalogue.office import Office
from kiosk.catalogue.parts import Parts
from kiosk.catalogue.phrasebook import Phrasebook
from kiosk.catalogue.roles import Role
from kiosk.catalogue.roster import Roster
from kiosk.catalogue.services import Document, Family, Service
from kiosk.streams.record import STAFF, SYSTEM
from kiosk.text.bilingual import Bilingual, Phrases, same
from kiosk.text.languages import Language


class Catalogue(Struct, frozen=True, kw_only=True, dict=True):
    """What the office offers. Services are in the order of their family and, within it, of their keys;
    languages in that of the language key."""

    office: Office
    languages: list[Language]
    phrases: Phrases
    families: list[Family]
    services: dict[str, Service]
    finder: Finder
    steps: dict[str, Steps]
    documents: dict[str, Document]
    roles: dict[str, Role]
    speak: Phrasebook
    places: dict[str, Bilingual]
    sources: dict[str, Source]
    laws: dict[str, Law]
    assessments: list[Assessment]
    channels: Channels
    notices: list[Notice]
    holidays: Holidays
    roster: Roster
    announcements: Announcements
    headquarters: HeadquartersStatements

    @classmethod
    def of(cls, parts: Parts) -> "Catalogue":
        """What the office offers of all that is described. Unread if a part could not be read."""
        offered = [family for family in parts.families if family.id in parts.office.families]
        services = sorted(parts.services.values(), key=lambda service: service.order)
        ordered = [service for family in offered for service in services if service.family == family.id]
        return cls(
            **{
                **{name: getattr(parts, name) for name in cls.__struct_fields__},
                "families": offered,
                "services": {service.id: service for service in ordered},
                "notices": sorted(parts.notices, key=lambda notice: notice.order),
            }
        )

    def facts(self) -> list[NamedFact]:
        """Every published figure, under its name."""
        return Parts(asdict(self)).facts

    def current_facts(self, today: date) -> list[NamedFact]:
        """Those that the office has to stand behind on a day: facts of fiscal years that are over are left."""
        return Parts(asdict(self)).current_facts(today)

    def paper(self, required: RequiredDocument) -> Document:
        """A paper that is asked for: one of the catalogue, or one that the office has named itself."""
        return self.documents[required.document] if required.own is None else Document(*required.own.pair())

    def year_of(self, day: date) -> Assessment:
        """The assessment of the fiscal year that holds a day: stated, signed or expected; else the newest."""
        year = holding([*self.assessments, *self._expected], day)
        if year is None and (year := expected_year(self.assessments, day, self.holidays)) is not None:
            self._expected.append(year)
        return year or max(self.assessments, key=lambda year: year.year)

    @cached_property
    def _expected(self) -> list[Assessment]:
        """Years that were asked for beyond those that are known: a program may run into another one."""
        return []

    def of_family(self, family: str) -> list[Service]:
        """The services of that family, in the order of their keys."""
        return [service for service in self.services.values() if service.family == family]

    def role_words(self, name: str) -> Bilingual:
        """What the role of a line of the record is called; one that this office does not have as it is written."""
        if name in (STAFF, SYSTEM):
            return self.phrases(f"record.{name}")
        return self.roles.get(name) or same(name)

    @property
    def signers(self) -> dict[str, Role]:
        """The roles in which somebody at the counter's screen may confirm a fact, in the order of their keys."""
        return {name: role for name, role in self.roles.items() if role.signs}

    def counters(self, group: str) -> dict[str, Role]:
        """The roles in which somebody may write several respondents of a work group, in the order of their keys."""
        own = {group: self.roles[group]} if group in self.roles else {}
        return own | {name: role for name, role in self.roles.items() if role.counts} | self.signers
