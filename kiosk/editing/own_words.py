"""The words that staff type on a screen: in both languages or in neither, and no longer than their place."""

import re

from rich.cells import cell_len

from kiosk.storage.normal_form import written
from kiosk.text.bilingual import Bilingual, same
from kiosk.text.figures import arabic
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


def in_step(typed: Bilingual, before: Bilingual | None) -> Bilingual:
    """What was typed in place of words, the figures in both languages of one mind where they were before.

    A number alone, the same in both and changed in one, is the same in the other too. Unfit, with the language that
    was left as it was, if only one says another figure.
    """
    changed = [language for language in OFFICIAL if before and typed.of(language) != before.of(language)]
    if before is None or len(changed) != 1 or not all(typed.pair()):
        return typed
    (new,) = changed
    (left,) = {*OFFICIAL} - {new}
    if before.is_same and not any(letter.isalpha() for letter in typed.of(new)):
        return same(typed.of(new))
    if _figures(before.of(new)) == _figures(before.of(left)) != _figures(typed.of(new)):
        raise Unfit("words.figures", left, language=sentence(REFUSALS, f"language.{left}"))
    return typed


def _figures(text: str) -> list[str]:
    return sorted(re.findall("[0-9]+", arabic(text)))
