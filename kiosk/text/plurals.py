"""Plurals: the form of a word that goes with a count, by the rules that the CLDR has for each language.

Words write their forms behind the name of the count, as in "{count} {count:photo|photos}": one for each plural
category of the language, in the order zero, one, two, few, many, other. English has one and other; Thai has other
alone, and no words with forms.
"""

from functools import cache
from types import SimpleNamespace
from typing import TYPE_CHECKING

from kiosk.text.languages import Language

if TYPE_CHECKING:
    from babel.plural import PluralRule

_CATEGORIES = ("zero", "one", "two", "few", "many", "other")
_ALWAYS = "other"


class Count(int):
    """A count as words of one language say it: in digits, or as the word's form that goes with it."""

    language: Language

    def __new__(cls, number: int, language: Language) -> "Count":
        count = super().__new__(cls, number)
        count.language = language
        return count

    def __format__(self, forms: str) -> str:
        if not forms:
            return str(int(self))
        return forms.split("|")[categories(self.language).index(_rule(self.language)(int(self)))]


@cache
def categories(language: Language) -> tuple[str, ...]:
    """The plural categories of a language, in the order in which words write their forms."""
    return tuple(category for category in _CATEGORIES if category == _ALWAYS or category in _rule(language).tags)


@cache
def _rule(language: Language) -> "PluralRule":
    """The language's own rule, out of Babel's file; what else stands there is neither kept nor imported: some MiB."""
    import pickle

    from babel import localedata  # 10 ms with the rule, which the first page does not wait for
    from babel.plural import PluralRule

    class RuleUnpickler(pickle.Unpickler):
        def find_class(self, module: str, name: str) -> object:
            return super().find_class(module, name) if module == PluralRule.__module__ else SimpleNamespace

    if not localedata.exists(language):
        return PluralRule({})
    with open(localedata.resolve_locale_filename(language), "rb") as file:
        return RuleUnpickler(file).load().get("plural_form") or PluralRule({})
