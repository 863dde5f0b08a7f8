"""Words in two languages, side by side: the one way text reaches a screen."""

from collections.abc import Callable, Mapping
from typing import Annotated, Literal, Self

from msgspec import Meta, Struct

Language = Literal["th", "en"]

Written = Annotated[str, Meta(pattern=r"\S")]
"""Words of the content, which are never left empty."""


class Bilingual(Struct, frozen=True, forbid_unknown_fields=True):
    """The same words in Thai and in English."""

    th: Written
    en: Written

    def of(self, language: Language) -> str:
        """The words in `language`."""
        return self.th if language == "th" else self.en

    def map(self, change: Callable[[str], str]) -> Self:
        """Both languages, each changed by `change`."""
        return type(self)(change(self.th), change(self.en))

    def fill(self, **values: "Bilingual | str | int") -> Self:
        """Both languages with `{name}` replaced; a bilingual value is taken in its own language."""
        return type(self)(
            self.th.format(**{name: _in(value, "th") for name, value in values.items()}),
            self.en.format(**{name: _in(value, "en") for name, value in values.items()}),
        )

    def __add__(self, other: "Bilingual | str") -> Self:
        return type(self)(self.th + _in(other, "th"), self.en + _in(other, "en"))


def same(text: str) -> Bilingual:
    """Words that are the same in both languages: a number, a host name."""
    return Bilingual(text, text)


def joined(parts: "list[Bilingual]", separator: str = " ") -> Bilingual:
    """Several words put together, language by language."""
    return Bilingual(separator.join(p.th for p in parts), separator.join(p.en for p in parts))


def _in(value: "Bilingual | str | int", language: Language) -> str:
    return value.of(language) if isinstance(value, Bilingual) else str(value)


class Phrases:
    """Every word of the interface, by dotted key: `phrases("survey.thanks")`."""

    def __init__(self, words: Mapping[str, Bilingual]) -> None:
        self.words = words

    def __call__(self, key: str, **values: Bilingual | str | int) -> Bilingual:
        phrase = self.words[key]
        return phrase.fill(**values) if values else phrase
