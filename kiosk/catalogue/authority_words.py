"""Authority in words, as it is said outside the counter: whose word a sheet or a page is."""

from kiosk.catalogue.authority import Authority
from kiosk.text.bilingual import Bilingual, Phrases, joined
from kiosk.text.dates import full_date


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
