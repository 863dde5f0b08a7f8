"""Words in both official languages, side by side: the one way text reaches a screen."""

from collections.abc import Callable, Iterable, Mapping
from types import MappingProxyType
from typing import Annotated, ClassVar

from msgspec import Meta, Struct
from msgspec.structs import force_setattr

from kiosk.text.languages import ENGLISH, HOME, OFFICIAL, THAI, Language, partner
from kiosk.text.plurals import Count

_SHOWN = 3
"""Plain words that stand under a name."""

Written = Annotated[str, Meta(pattern=r"\S")]
"""Words of the content, which are never left empty."""


class Bilingual(Struct, frozen=True, forbid_unknown_fields=True, dict=True):
    """The same words in Thai and in English, and in further languages as far as they are translated.

    `further` is no field: translations are laid over what is read, and never written where the office's words are.
    """

    th: Written
    en: Written
    further: ClassVar[Mapping[Language, str]] = MappingProxyType({})

    def of(self, language: Language) -> str:
        """The words in `language`; where it has none, those of its partner stand in."""
        if language == THAI:
            return self.th
        if language == ENGLISH:
            return self.en
        return self.further.get(language) or self.of(partner(language))

    def nearest(self, language: Language) -> Language:
        """The language that `of` gives the words in: `language`, or its partner."""
        return language if language in OFFICIAL or language in self.further else partner(language)

    def beside(self, language: Language) -> Language:
        """The language whose words stand second on a page of `language`: the partner of the one that stands first."""
        return partner(self.nearest(language))

    def pair(self, language: Language = HOME) -> tuple[str, str]:
        """The words in `language`, and those that stand beside them."""
        return self.of(language), self.of(self.beside(language))

    def both(self, separator: str = " / ") -> str:
        """Both official languages, home first; once where they are the same."""
        return self.of(HOME) if self.is_same else separator.join(self.pair())

    @property
    def is_same(self) -> bool:
        """Whether the words are the same in both official languages: a number, a host name."""
        return self.th == self.en

    def map(self, change: Callable[[str], str]) -> "Bilingual":
        """Every language, changed by `change`."""
        return _composed([self], lambda language: change(self.of(language)))

    def fill(self, **values: "Bilingual | str | int") -> "Bilingual":
        """Every language with `{name}` replaced; a bilingual value is taken in its own language.

        Of `{name:item|items}` the form that goes with the count is taken.
        """
        return _composed([self, *values.values()], lambda language: self._filled(language, values))

    def _filled(self, language: Language, values: "Mapping[str, Bilingual | str | int]") -> str:
        counts = {
            name: Count(value, self.nearest(language)) for name, value in values.items() if isinstance(value, int)
        }
        words = {name: _in(value, language) for name, value in values.items() if name not in counts}
        return self.of(language).format(**counts, **words)

    def split(self, separator: str) -> "list[Bilingual]":
        """The parts of words that are divided alike in both official languages."""
        return [Bilingual(*part) for part in zip(self.th.split(separator), self.en.split(separator), strict=True)]

    def __add__(self, other: "Bilingual | str") -> "Bilingual":
        return _composed([self, other], lambda language: self.of(language) + _in(other, language))


class Aliases(Struct, frozen=True, forbid_unknown_fields=True):
    """Plain words that people use for a thing."""

    th: Annotated[list[Written], Meta(min_length=1)]
    en: Annotated[list[Written], Meta(min_length=1)]

    @property
    def plainest(self) -> Bilingual:
        """The first one, where there is little room."""
        return Bilingual(self.th[0], self.en[0])

    @property
    def words(self) -> Bilingual:
        """The first ones, as they stand under a name."""
        return Bilingual(*(" · ".join(words[:_SHOWN]) for words in (self.th, self.en)))


def same(text: str) -> Bilingual:
    """Words that are the same in both languages: a number, a host name."""
    return Bilingual(text, text)


def joined(parts: list[Bilingual], separator: str = " ") -> Bilingual:
    """Several words put together, language by language."""
    return _composed(parts, lambda language: separator.join(part.of(language) for part in parts))


def translated(words: Bilingual, further: Mapping[Language, str]) -> Bilingual:
    """`words` themselves, with their translations laid over them."""
    force_setattr(words, "further", further)
    return words


def is_bilingual(table: Mapping[str, object]) -> bool:
    """Whether a TOML table is words by language, or half of them."""
    return not table.keys().isdisjoint(OFFICIAL)


def _composed(parts: "Iterable[Bilingual | str | int]", text: Callable[[Language], str]) -> Bilingual:
    """Words made of `parts` language by language, in every language that a part has been translated into."""
    words = Bilingual(text(THAI), text(ENGLISH))
    further = [part.further for part in parts if isinstance(part, Bilingual) and part.further]
    return translated(words, {language: text(language) for language in set().union(*further)}) if further else words


def _in(value: "Bilingual | str | int", language: Language) -> str:
    return value.of(language) if isinstance(value, Bilingual) else str(value)


class Phrases:
    """Every word of the interface, by dotted key: `phrases("survey.thanks")`."""

    def __init__(self, words: Mapping[str, Bilingual]) -> None:
        self.words = words

    def __call__(self, key: str, **values: Bilingual | str | int) -> Bilingual:
        phrase = self.words[key]
        return phrase.fill(**values) if values else phrase
