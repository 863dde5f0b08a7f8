"""What the office has still to confirm, as staff read it: whose fact it is, what it is called, what it says now."""

import datetime
from dataclasses import dataclass
from typing import Any

from msgspec import Struct

from kiosk.catalogue.facts import Fact
from kiosk.catalogue.load import Catalogue
from kiosk.catalogue.wording import budget_words, document_words, fee_words, time_words
from kiosk.editing.values import form_of
from kiosk.text.bilingual import Bilingual, same

_FIELDS = {
    "documents": "service.documents",
    "fee": "service.fee",
    "time": "service.time",
    "window": "service.window",
    "late": "service.late",
    "result": "service.result",
    "hours": "officer.hours",
    "phone": "officer.phone",
    "number": "officer.phone",
    "budget": "notice.budget",
    "survey": "key.survey",
    "place": "facts.place",
    "website": "facts.website",
    "facebook": "facts.facebook",
    "address": "facts.address",
    "how": "facts.how",
    "title": "facts.title_of",
}

SIGNERS = ["commissioned-officer", "approver", "foreigner-services", "finance"]
"""The roles in which somebody at the counter's screen may confirm a fact."""


@dataclass(frozen=True)
class Unsigned:
    """A fact that waits for the office; `name` is ID.FIELD."""

    name: str
    owner: Bilingual
    title: Bilingual
    fact: Fact[Any]


def unsigned(catalogue: Catalogue, today: datetime.date) -> list[Unsigned]:
    """Every fact that is to be confirmed: again, at all, or first given a value; in this order."""
    words = _words(catalogue)
    waiting = [
        Unsigned(f"{owner}.{field}", *words[owner, field], fact)
        for owner, field, fact in catalogue.facts()
        if fact.confirmed is None or fact.is_stale(today)
    ]
    return sorted(waiting, key=lambda one: (one.fact.confirmed is None, one.fact.state == "awaiting"))


def value_words(fact: Fact[Any], catalogue: Catalogue) -> list[Bilingual]:
    """What a fact says now, line by line."""
    say, form = catalogue.phrases, form_of(fact)
    if form == "fee":
        return [fee_words(fact, say)]  # type: ignore[arg-type]
    if form == "time":
        return [time_words(fact, say)]  # type: ignore[arg-type]
    if fact.is_none:
        return [say("service.no_documents" if form == "documents" else "notice.none")]
    if fact.figure is None:
        return [say("service.not_stated")]
    match form:
        case "documents":
            return [document_words(item, catalogue.documents[item.document], say) for item in fact.figure]
        case "steps":
            return [same(f"{number}. ") + step for number, step in enumerate(fact.figure, 1)]
        case "budget":
            return [budget_words(fact.figure, say)]
    return [same(fact.figure) if isinstance(fact.figure, str) else fact.figure]


def _words(catalogue: Catalogue) -> dict[tuple[str, str], tuple[Bilingual, Bilingual]]:
    """Whose each fact is and what it is called, by id and field."""
    say, channels = catalogue.phrases, catalogue.channels
    owners: list[tuple[str, Bilingual, Struct]] = [("office", catalogue.office.short_name, catalogue.office)]
    owners += [(one.id, one.short_title, one) for one in catalogue.services.values()]
    owners += [(one.id, one.short_title, one) for one in catalogue.notices]
    for group in (channels.online, channels.hotline, channels.complaint):
        owners += [(key, one.title, one) for key, one in group.items()]
    words = {
        (owner, field): (title, say(key))
        for owner, title, struct in owners
        for field, key in _FIELDS.items()
        if field in struct.__struct_fields__
    }
    words |= {("steps", name): (say("service.steps"), same(name)) for name in catalogue.steps}
    words |= {(one.id, part.id): (one.short_title, part.title) for one in catalogue.notices for part in one.part}
    for year in catalogue.assessments:
        for item in year.disclosures:
            owner = f"{year.id}-{item.id}", same(f"{item.id} · ITA {year.year}")
            words |= {(owner[0], field): (owner[1], say(_FIELDS[field])) for field in ("title", "address")}
    return words
