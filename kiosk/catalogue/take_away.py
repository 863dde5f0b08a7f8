"""What a visitor takes home of a service on their phone: the office's own page, the list as words, its way online.

A page shows the first of them whose code it has room for: see `take_away`.
"""

from collections.abc import Callable
from typing import Literal

from msgspec import Struct

from kiosk.catalogue.address import Address
from kiosk.catalogue.authority import Authority
from kiosk.catalogue.catalogue import Catalogue
from kiosk.catalogue.checklist import conditions, goes_without_saying, number_words
from kiosk.catalogue.fact_words import fee_words
from kiosk.catalogue.facts import RequiredDocument
from kiosk.catalogue.services import Service
from kiosk.text.bilingual import Bilingual
from kiosk.text.languages import Language

Kind = Literal["site", "list", "online"]
"""The office's page of the service; its papers as words; where it is done online."""


class TakeAway(Struct, frozen=True):
    """What a code carries, and in words what it is for. `text` is what the phone reads, `host` where it leads, if
    anywhere."""

    kind: Kind
    text: str
    words: Bilingual
    host: str = ""


def take_away(
    service: Service, catalogue: Catalogue, language: Language, fits: Callable[[str], bool]
) -> TakeAway | None:
    """The best that can be taken home of those whose code `fits`; None if nothing can."""
    return next((each for each in take_aways(service, catalogue, language) if fits(each.text)), None)


def take_aways(service: Service, catalogue: Catalogue, language: Language) -> list[TakeAway]:
    """All that can be taken home of a service in `language`, the best first."""
    say, site = catalogue.phrases, catalogue.office.site.get(service.id)
    online = catalogue.channels.reachable.get(service.online or "")
    ways = [_leading("site", Address(value=site), say("take_home.site"))] if site else []
    if service.documents.figure:
        ways.append(TakeAway("list", list_text(service, catalogue, language), say("take_home.list")))
    if online and catalogue.channels.allows(online.address):
        ways.append(_leading("online", online.address, say("take_home.online", service=online.title)))
    return ways


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


def _leading(kind: Kind, address: Address, words: Bilingual) -> TakeAway:
    return TakeAway(kind, address.figure or "", words, address.host)
