"""The site: its pages by the name of their file, in each official language, with the open data beside them."""

import math
from collections import Counter
from collections.abc import Iterator
from functools import partial
from hashlib import sha256
from typing import Any, get_args

import msgspec

from kiosk import __version__
from kiosk.catalogue.authority import Authority
from kiosk.catalogue.authority_words import authority_words
from kiosk.catalogue.fact_words import budget_words
from kiosk.catalogue.facts import Fact, FactState
from kiosk.catalogue.notices import Notice
from kiosk.catalogue.service_words import ServiceWords
from kiosk.catalogue.services import Service
from kiosk.export.paper.frame import Frame
from kiosk.export.paper.placard import Pairs
from kiosk.export.paper.service_sign import service_sign
from kiosk.export.paper.typesetter import Typesetter
from kiosk.export.website.folder import Content, DerivedFile
from kiosk.export.website.open_data import as_csv, as_json, open_data
from kiosk.export.website.render import STYLE, render, style
from kiosk.export.website.structured_data import government_service
from kiosk.machine.kiosk import Kiosk
from kiosk.text.bilingual import Bilingual
from kiosk.text.dates import full_date
from kiosk.text.languages import HOME, OFFICIAL, Language

_OF_TRANSPARENCY = ("notice", "disclosure")
"""Kinds of pages that the page of transparency leads to."""

_CLOSED_DAYS = 12
"""Days on which the office is closed that a page tells ahead."""


class OfficeSite:
    """All files of an office's site. Names of pages never change: codes on paper lead to them."""

    def __init__(self, kiosk: Kiosk, setter: Typesetter | None = None) -> None:
        """`setter` makes the sign of each service as PDF; without it there is none."""
        self.setter = setter
        self.kiosk, self.catalogue, self.say = kiosk, kiosk.catalogue, kiosk.catalogue.phrases
        self.posted = [notice for notice in kiosk.catalogue.notices if notice.is_published]

    @property
    def digest(self) -> str:
        """SHA-256 of all that it is made of: what the office publishes, the day, and the program."""
        made_of = [__version__, self.kiosk.today, self.kiosk.practice, self.setter is not None, self.catalogue]
        return sha256(msgspec.json.encode(made_of, enc_hook=_parts)).hexdigest()

    def files(self) -> dict[str, Content]:
        """The content of each file, by its path."""
        rows = open_data(self.kiosk)
        data = {"facts.csv": as_csv(rows), "facts.json": as_json(self.kiosk, rows)}
        of_data = ("open-data", "open-data", self.say("website.open_data"), self._open_data(rows, data))
        made: dict[str, Content] = {STYLE: style(), **data}
        for language in OFFICIAL:
            for name, template, title, values in (*self._pages(language), of_data):
                path = f"{name}.html" if language == HOME else f"{language}/{name}.html"
                made[path] = self._page(language, name, template, title, values)
        return made | (self._signs(self.setter) if self.setter else {})

    def _signs(self, setter: Typesetter) -> dict[str, Content]:
        frame = Frame(self.kiosk, Pairs([*OFFICIAL]))
        signs = [service_sign(frame, service) for service in self.catalogue.services.values()]
        return {f"{sign.name}.pdf": DerivedFile(sign.digest, partial(setter.pdf, sign)) for sign in signs}

    def _page(self, language: Language, name: str, template: str, title: Bilingual, values: dict[str, Any]) -> bytes:
        other = next(each for each in OFFICIAL if each != language)
        return render(
            template,
            language,
            self.say,
            kiosk=self.kiosk,
            name=name,
            under="transparency" if template in _OF_TRANSPARENCY else "",
            title=title,
            root="" if language == HOME else "../",
            there=f"{name}.html" if other == HOME else f"{other}/{name}.html",
            hotlines=self.catalogue.channels.hotlines("transparency"),
            as_of=full_date(self.kiosk.today),
            **values,
        )

    def _pages(self, language: Language) -> Iterator[tuple[str, str, Bilingual, dict[str, Any]]]:
        say = self.say
        yield "index", "home", say("website.what"), self._home()
        for service in self.catalogue.services.values():
            yield service.id, "service", service.title, self._service(service, language)
        yield "online", "online", say("home.online"), {"ways": [*self.catalogue.channels.reachable.values()]}
        yield "transparency", "transparency", say("transparency.title"), self._transparency()
        for notice in self.posted:
            yield notice.id, "notice", notice.title, self._notice(notice)
        items = self.kiosk.assessment.disclosures
        yield "disclosure", "disclosure", say("transparency.disclosure_title"), {"items": items}
        yield "hours", "hours", say("officer.hours"), self._hours()
        yield "survey", "survey", say("survey.short_title"), {}

    def _home(self) -> dict[str, Any]:
        families = [(each, self.catalogue.of_family(each.id)) for each in self.catalogue.families]
        longest = max(len(services) for _, services in families)
        leading = next((notice for notice in self.posted if notice.leads), None)
        return {"families": families, "longest": longest, "closed": self._closed()[:1], "leading": leading}

    def _hours(self) -> dict[str, Any]:
        office = self.kiosk.office
        addresses = {"facts.website": office.website, "facts.facebook": office.facebook}
        return {
            "closed": self._closed(),
            "addresses": {title: address for title, address in addresses.items() if address.figure},
            "emergency": self.catalogue.channels.hotlines("officer"),
            **self._rests_on([office.hours, office.phone]),
        }

    def _service(self, service: Service, language: Language) -> dict[str, Any]:
        told = ServiceWords(service, self.catalogue)
        online = self.catalogue.channels.reachable.get(service.online or "")
        read_from = [fact.source for fact in told.stated if fact.source and fact.value is not None]
        sources = {source.publisher: source for name in read_from if (source := self.catalogue.sources[name])}
        return {
            "told": told,
            "has_pdf": self.setter is not None,
            "online": online,
            "laws": [self.catalogue.laws[service.law]] if service.law else [],
            "sources": [*sources.values()],
            "structured": government_service(self.kiosk, told, language),
            **self._rests_on(told.stated),
        }

    def _transparency(self) -> dict[str, Any]:
        complaints = [*self.catalogue.channels.complaint.values()]
        missing = [channel.title for channel in complaints if channel.how.value is None]
        return {"notices": self.posted, "complaints": complaints, "missing": missing}

    def _notice(self, notice: Notice) -> dict[str, Any]:
        parts = [part for part in notice.part if part.text.value is not None]
        budget = notice.budget.figure if notice.budget else None
        return {
            "told": parts,
            "missing": [part.title for part in notice.part if part.text.value is None],
            "budget": budget_words(budget, self.say) if budget else None,
            **self._rests_on([part.text for part in notice.part]),
        }

    def _open_data(self, rows: list[dict[str, str]], files: dict[str, bytes]) -> dict[str, Any]:
        """How many facts rest on what, and how large the files of them are."""
        counted = Counter(row["state"] for row in rows)
        states = {state: (self.say(f"website.facts_{state}"), counted[state]) for state in get_args(FactState)}
        sizes = {name: math.ceil(len(content) / 1000) for name, content in files.items()}
        return {"all": len(rows), "states": states, "sizes": sizes}

    def _rests_on(self, facts: list[Fact[Any]]) -> dict[str, Any]:
        authority = Authority.of(facts)
        return {"authority": authority.whose, "authority_words": authority_words(authority, self.say)}

    def _closed(self) -> list[tuple[Bilingual, Bilingual | None]]:
        """The next weekdays on which the office is closed, and what holiday each is."""
        days, holidays, day = self.kiosk.open_days, self.catalogue.holidays.by_day, self.kiosk.today
        closed: list[tuple[Bilingual, Bilingual | None]] = []
        while len(closed) < _CLOSED_DAYS and (closed_day := days.next_closed(day)):
            holiday = holidays.get(closed_day)
            closed.append((full_date(closed_day), holiday.name if holiday else None))
            day = closed_day
        return closed


def _parts(value: object) -> object:
    """What JSON has no form for: the parts of an object; of a pair that is a name its words."""
    return vars(value) if hasattr(value, "__dict__") else repr(value)
