"""The words that staff type on a screen: in both languages or in neither, and no longer than their place."""

from rich.cells import cell_len

from kiosk.storage.normal_form import written
from kiosk.text.bilingual import Bilingual
from kiosk.text.languages import OFFICIAL, Language
from kiosk.text.refusal import Refusal
from kiosk.text.sentences import REFUSALS, sentence


class Unfit(Refusal):
    """Words that a page cannot show: none in the language that is `lacking`, or else too long ones."""

    def __init__(self, key: str, lacking: Language | None = None, **values: object) -> None:
        super().__init__(key, **values)
        self.lacking = lacking


def own_words(typed: Bilingual, what: str, width: int) -> Bilingual | None:
    """The words for `what`, a key of refusals, as they are kept; None where nothing is typed in either language.

    Unfit if one language is missing or takes more than `width` cells.
    """
    words = typed.map(lambda text: written(text).strip())
    lacking = [language for language in OFFICIAL if not words.of(language)]
    if len(lacking) == len(OFFICIAL):
        return None
    subject = sentence(REFUSALS, f"words.{what}")
    for language in lacking:
        raise Unfit("words.lacking", language, what=subject, language=sentence(REFUSALS, f"language.{language}"))
    if max(map(cell_len, words.pair())) > width:
        raise Unfit("words.too_long", what=subject, width=width)
    return words
