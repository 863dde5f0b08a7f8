"""Words that are found by their English ones where a part of them differs each time: "byte 5 is not UTF-8"."""

import re
from functools import cache

from kiosk.text.bilingual import Bilingual, same
from kiosk.text.sentences import by_english, sentences

_SLOT = re.compile(r"\{(\w+)\}")


def by_template(file: str, english: str) -> Bilingual:
    """What English words are in both languages, by the sentence of the file whose slots they fill.

    What fills a slot is said in both languages too where the file has it. Themselves, where no sentence fits.
    """
    exact = by_english(file, english)
    if not exact.is_same:
        return exact
    for pattern, words in _templates(file):
        if match := pattern.fullmatch(english):
            return words.fill(**{slot: by_english(file, text) for slot, text in match.groupdict().items()})
    return same(english)


@cache
def _templates(file: str) -> list[tuple[re.Pattern[str], Bilingual]]:
    """The sentences with slots, as patterns of their English words; those that say most themselves come first.

    One that is nothing but a slot would fit whatever is asked."""
    with_slots = [words for words in sentences(file).values() if _SLOT.search(words.en)]
    with_slots = [words for words in with_slots if re.search(r"\w", _SLOT.sub("", words.en))]
    with_slots.sort(key=lambda words: len(_SLOT.sub("", words.en)), reverse=True)
    return [(re.compile(_pattern(words.en)), words) for words in with_slots]


def _pattern(template: str) -> str:
    """A template as a regular expression: its odd parts are the names of slots."""
    parts = _SLOT.split(template)
    return "".join(f"(?P<{part}>.+)" if number % 2 else re.escape(part) for number, part in enumerate(parts))
