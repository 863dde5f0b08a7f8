"""Authority in words: whose word a sheet or a page is, and on what a fact of the whole country rests."""

from typing import Any

from kiosk.catalogue.authority import Authority
from kiosk.catalogue.catalogue import Catalogue
from kiosk.catalogue.facts import Fact
from kiosk.text.bilingual import Bilingual, Phrases, joined
from kiosk.text.dates import full_date, medium_date


def authority_words(authority: Authority, say: Phrases) -> Bilingual | None:
    """One sentence; None where nothing is stated."""
    match authority.whose:
        case "general":
            return joined([say("whose_word.general"), say("whose_word.ask_first")])
        case "office":
            assert authority.confirmed_on is not None
            return say("whose_word.office_short", day=full_date(authority.confirmed_on))
        case "bureau":
            return say("whose_word.bureau", day=full_date(authority.bureau[0].day))
        case "law":
            return say("whose_word.law")
    return None


def rests_on(fact: Fact[Any], catalogue: Catalogue, *, brief: bool = False) -> Bilingual | None:
    """The law that says a fact, or headquarters' word; None for what the office confirms itself, or has still to."""
    if fact.state != "national":
        return None
    if fact.bureau is not None:
        by = catalogue.phrases("whose_word.by_bureau")
        return by if brief else joined([by, fact.bureau.words, medium_date(fact.bureau.day)], " · ")
    law = catalogue.laws[fact.law] if fact.law else None
    return law.brief if law and brief else law
