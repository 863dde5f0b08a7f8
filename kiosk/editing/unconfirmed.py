"""Facts that await confirmation, as staff read them: whose each one is, what it is called, what it says now."""

import datetime
from dataclasses import dataclass
from typing import Any, assert_never

from kiosk.catalogue.catalogue import Catalogue
from kiosk.catalogue.fact_words import budget_words, document_words, fee_words, time_words
from kiosk.catalogue.facts import Fact
from kiosk.text.bilingual import Bilingual, same


@dataclass(frozen=True)
class UnconfirmedFact:
    """A fact that waits for the office; `name` is ID.FIELD."""

    name: str
    owner: Bilingual
    title: Bilingual
    fact: Fact[Any]


def unconfirmed(catalogue: Catalogue, today: datetime.date) -> list[UnconfirmedFact]:
    """Every fact that is to be confirmed: again, at all, or first given a value; in this order."""
    waiting = [named for named in catalogue.facts() if named.fact.awaits_office or named.fact.is_stale(today)]
    waiting.sort(key=lambda named: (named.fact.confirmed is None, named.fact.state == "unknown"))
    titles = ((named, _words(named.owner_title, catalogue), _words(named.title, catalogue)) for named in waiting)
    return [UnconfirmedFact(named.name, owner, title, named.fact) for named, owner, title in titles]


def value_words(fact: Fact[Any], catalogue: Catalogue) -> list[Bilingual]:
    """What a fact says now, line by line."""
    say = catalogue.phrases
    if fact.form == "fee":
        return [fee_words(fact, say)]  # type: ignore[arg-type]
    if fact.form == "time":
        return [time_words(fact, say)]  # type: ignore[arg-type]
    if fact.is_none:
        return [say("service.no_documents" if fact.form == "documents" else "notice.none")]
    if fact.figure is None:
        return [say("service.not_stated")]
    match fact.form:
        case "documents":
            return [document_words(item, catalogue.documents[item.document], say) for item in fact.figure]
        case "steps":
            return [same(f"{number}. ") + step for number, step in enumerate(fact.figure, 1)]
        case "eligibility":
            return [*fact.figure.sentences]
        case "budget":
            return [budget_words(fact.figure, say)]
        case "words":
            return [fact.figure]
        case "address" | "number":
            return [same(fact.figure)]
    assert_never(fact.form)


def _words(title: Bilingual | str, catalogue: Catalogue) -> Bilingual:
    return catalogue.phrases(title) if isinstance(title, str) else title
