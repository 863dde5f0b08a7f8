"""What a visitor takes home of a service on their phone: the office's own page, the list as words, an official page.

A page shows the first of them whose code it has room for: see `take_away`.
"""

from collections.abc import Callable
from typing import Literal

from msgspec import Struct

from kiosk.catalogue.address import Address, is_address
from kiosk.catalogue.authority import Authority
from kiosk.catalogue.catalogue import Catalogue
from kiosk.catalogue.checklist import conditions, goes_without_saying, number_words
from kiosk.catalogue.fact_words import fee_words
from kiosk.catalogue.facts import RequiredDocument
from kiosk.catalogue.services import Service
from kiosk.text.languages import Language

Kind = Literal["site", "list", "official"]
"""The office's page of the service; its papers as words; a page of the authority that the service is of."""


class TakeAway(Struct, frozen=True):
    """What a code carries. `text` is what the phone reads, `host` where it leads, empty for words."""

    kind: Kind
    text: str
    host: str = ""


def take_away(
    service: Service, catalogue: Catalogue, language: Language, fits: Callable[[str], bool]
) -> TakeAway | None:
    """The best that can be taken home of those whose code `fits`; None if nothing can."""
    return next((each for each in take_aways(service, catalogue, language) if fits(each.text)), None)


def take_aways(service: Service, catalogue: Catalogue, language: Language) -> list[TakeAway]:
    """All that can be taken home of a service in `language`, the best first."""
    site = catalogue.office.site.get(service.id)
    return [
        *([_leading("site", site)] if site else []),
        *([TakeAway("list", list_text(service, catalogue, language))] if service.documents.figure else []),
        *(_leading("official", address) for address in _official(service, catalogue)),
    ]


def list_text(service: Service, catalogue: Catalogue, language: Language) -> str:
    """The papers of a service as plain lines: title, each with its number if not the one original, the fee, and whose
    word it is. No word stands twice: a code holds 192 bytes where it has most room, and a Thai letter takes three."""
    say, papers = catalogue.phrases, service.documents.figure or []
    title = service.short_title if service.form is None else service.short_title + " " + service.form
    lines = [title.of(language), *(f"- {_paper(each, catalogue, language)}" for each in papers if each.is_for_everyone)]
    for condition in conditions(papers):
        lines.append(f"{condition.words.of(language)}:")
        lines += [f"- {_paper(each, catalogue, language)}" for each in condition.papers]
    if service.fee.value is not None:
        named = fee_words(service.fee, say)
        lines.append((named if service.fee.is_none else say("service.fee") + ": " + named).of(language))
    whose = Authority.of([service.documents, service.fee]).whose
    by = "take_home.by_office" if whose == "office" else "take_home.general"
    return "\n".join([*lines, say(by, office=catalogue.office.short_name).of(language)])


def _paper(paper: RequiredDocument, catalogue: Catalogue, language: Language) -> str:
    document = catalogue.paper(paper)
    if goes_without_saying(paper, document):
        return document.brief.of(language)
    return f"{document.brief.of(language)}: {number_words(paper, document, catalogue.phrases).of(language)}"


def _official(service: Service, catalogue: Catalogue) -> list[str]:
    """The service's way online, then the page that its papers were read from, as far as a code may lead there."""
    online = catalogue.channels.online.get(service.online or "")
    source = catalogue.sources.get(service.documents.source or "")
    addresses = [online.address.figure if online else None, source.address if source else None]
    known = dict.fromkeys(address for address in addresses if address and is_address(address))
    return [address for address in known if catalogue.channels.allows(Address(value=address))]


def _leading(kind: Kind, address: str) -> TakeAway:
    return TakeAway(kind, address, Address(value=address).host)
