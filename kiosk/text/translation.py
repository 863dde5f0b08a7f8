"""Translation: the words of a further language, found by the English ones, and laid over content when it is read.

As in gettext the English text is the key: who changes it changes what it means, so its translation is missing again.
"""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from msgspec import Struct

from kiosk.text.bilingual import Bilingual, Phrases, Written, translated
from kiosk.text.languages import ENGLISH, OFFICIAL, Language, following, partner


class Translation(Struct, frozen=True, forbid_unknown_fields=True):
    """A further language by its code, with its own name for itself; `words` are its texts by the English ones."""

    id: Language
    name: Written
    words: dict[str, Written]


def words_in(value: Any) -> Iterator[Bilingual]:
    """All words in structs, tables and lists, each where it stands."""
    if isinstance(value, Bilingual):
        yield value
    if isinstance(value, Phrases):
        yield from value.words.values()
    elif isinstance(value, Struct):
        for field in value.__struct_fields__:
            yield from words_in(getattr(value, field))
    elif isinstance(value, Mapping):
        yield from words_in(list(value.values()))
    elif isinstance(value, list | tuple):
        for inside in value:
            yield from words_in(inside)


def lay_over(value: Any, translations: Sequence[Translation]) -> None:
    """Give all words in `value` their translations, as far as there are any."""
    for words in words_in(value):
        text = words.of(ENGLISH)
        known = [translation for translation in translations if text in translation.words]
        translated(words, {translation.id: translation.words[text] for translation in known})


def untranslated(value: Any, language: Language) -> list[str]:
    """The English texts in `value` that a further language lacks, each once, in the order in which they stand.

    What is the same in Thai and English needs no translation.
    """
    missing = (words for words in words_in(value) if language not in words.further and not words.is_same)
    return list(dict.fromkeys(words.of(ENGLISH) for words in missing))


def language_key(words: Bilingual, translations: Sequence[Translation]) -> Bilingual:
    """What the language key says on a page of each language: the own name of the language that it leads to.

    `words` say so as long as there are no others than the official ones.
    """
    names = {language: words.of(partner(language)) for language in OFFICIAL}
    names |= {translation.id: translation.name for translation in translations}
    leads_to = {language: names[following(language, list(names))] for language in names}
    official = Bilingual(*(leads_to.pop(language) for language in OFFICIAL))
    return translated(official, leads_to)
