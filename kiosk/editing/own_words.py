"""The words that staff type on a screen: in both languages or in neither, and no longer than their place."""

from rich.cells import cell_len

from kiosk.errors import Refusal
from kiosk.text.bilingual import Bilingual
from kiosk.text.characters import written
from kiosk.text.languages import NAMES, OFFICIAL, Language


class Unfit(Refusal):
    """Words that a page cannot show: none in the language that is `lacking`, or else too long ones."""

    def __init__(self, why: str, lacking: Language | None = None) -> None:
        super().__init__(why)
        self.lacking = lacking


def own_words(typed: Bilingual, what: str, width: int) -> Bilingual | None:
    """The words for `what` as they are kept; None where nothing is typed in either language.

    Unfit if one language is missing or takes more than `width` cells.
    """
    words = typed.map(lambda text: written(text).strip())
    lacking = [language for language in OFFICIAL if not words.of(language)]
    if len(lacking) == len(OFFICIAL):
        return None
    for language in lacking:
        raise Unfit(f"{what} is written in both languages; the {NAMES[language]} is missing.", language)
    if max(map(cell_len, words.pair())) > width:
        raise Unfit(f"{what} fits in {width} letters; write it shorter.")
    return words
