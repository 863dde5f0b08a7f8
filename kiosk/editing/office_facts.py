"""The office's facts as staff read them: whose each one is, what it is called, where it stands, what it says now."""

import datetime
from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, assert_never

import msgspec

from kiosk.catalogue.catalogue import Catalogue
from kiosk.catalogue.confirmed_facts import overlay
from kiosk.catalogue.fact_words import budget_words, document_words, fee_words, time_words
from kiosk.catalogue.facts import Fact
from kiosk.catalogue.named_facts import NamedFact, TitleWords
from kiosk.catalogue.staleness import is_stale
from kiosk.storage.toml_file import Faulty, build
from kiosk.text.bilingual import Bilingual, same


@dataclass(frozen=True)
class OfficeFact:
    """A fact under its name, ID.FIELD, and its number in the list of all, from 1.

    `page` is the id of what it is signed off with; `is_due` whether the office has still to confirm it, or again.
    """

    name: str
    number: int
    page: str
    owner: Bilingual
    title: Bilingual
    fact: Fact[Any]
    is_due: bool

    @property
    def is_known(self) -> bool:
        """Whether there is a value to look at: what nobody knows cannot be right."""
        return self.fact.value is not None


def office_facts(catalogue: Catalogue, today: datetime.date) -> list[OfficeFact]:
    """Every fact, in the order in which the catalogue has them."""
    return [
        OfficeFact(
            named.name,
            number,
            _page(named),
            _words(named.owner_title, catalogue),
            _words(named.title, catalogue),
            named.fact,
            named.fact.awaits_office or is_stale(named, catalogue.laws, today),
        )
        for number, named in enumerate(catalogue.current_facts(today), 1)
    ]


def fact_titles(named: NamedFact, catalogue: Catalogue) -> tuple[Bilingual, Bilingual]:
    """Whose a fact is and what it is called, as its page says it."""
    return _words(named.owner_title, catalogue), _words(named.title, catalogue)


def fact_title(named: NamedFact, catalogue: Catalogue) -> Bilingual:
    """The two in one line."""
    owner, title = fact_titles(named, catalogue)
    return owner + " · " + title


def _words(title: TitleWords, catalogue: Catalogue) -> Bilingual:
    return catalogue.phrases(title) if isinstance(title, str) else title


def alike(facts: list[OfficeFact]) -> dict[str, list[OfficeFact]]:
    """The facts that say the same under the same title, by the name of each: itself among them.

    Whoever has looked at one of them has looked at all.
    """
    groups: dict[tuple[object, ...], list[OfficeFact]] = defaultdict(list)
    known = [fact for fact in facts if fact.is_known]
    for fact in known:
        groups[_said(fact)].append(fact)
    return {fact.name: groups[_said(fact)] for fact in known}


def _said(fact: OfficeFact) -> tuple[object, ...]:
    return fact.fact.form, fact.title, msgspec.json.encode(fact.fact.value)


def _page(named: NamedFact) -> str:
    """Channels are signed off by their kind, and what is disclosed by its year; others by whose they are."""
    if named.file == "channels":
        return named.path[0]
    return named.file if "disclosure" in named.path else named.owner


def worded(named: NamedFact, stated: Mapping[str, Any], catalogue: Catalogue) -> list[Bilingual]:
    """What a fact says line by line, with tables `stated` laid over it; as they are written if that is no such fact."""
    try:
        fact = build(overlay(named, stated, ""), type(named.fact), "")
        return value_words(fact, catalogue)
    except (Faulty, KeyError):
        return [same(str(stated.get("value", "")))]


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
            return [document_words(item, catalogue.paper(item), say) for item in fact.figure]
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
