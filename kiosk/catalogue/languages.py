"""The languages of a kiosk: the official two, and those that the office offers beside them, laid over all words."""

from collections.abc import Sequence
from typing import Any

from kiosk.text.bilingual import Bilingual, Phrases, same
from kiosk.text.languages import OFFICIAL, Language
from kiosk.text.translation import Translation, language_key, lay_over

_KEY = "key.other_language"
"""The phrase with which the language key names the language that it leads to."""


def translate(parts: dict[str, Any]) -> list[Language]:
    """Lay the translations that are offered over all words. The languages are in the order of the language key."""
    translations = _offered(parts)
    if translations:
        lay_over(parts, translations)
        if "phrases" in parts:
            phrases: Phrases = parts["phrases"]
            parts["phrases"] = Phrases({**phrases.words, _KEY: language_key(phrases(_KEY), translations)})
    return [*OFFICIAL, *(translation.id for translation in translations)]


def language_words(say: Phrases, languages: Sequence[Language], language: Language) -> Bilingual:
    """What one of the languages of a kiosk is called; a further one by its own name for itself."""
    if language in OFFICIAL:
        return say(f"language.{language}")
    return same(say(_KEY).of(languages[languages.index(language) - 1]))


def _offered(parts: dict[str, Any]) -> list[Translation]:
    """Those that the office's file names, in its order; all there are if it says nothing of languages."""
    by_language = {translation.id: translation for translation in parts.get("translations", [])}
    named = parts["office"].languages if "office" in parts else None
    return [by_language[language] for language in (by_language if named is None else named) if language in by_language]
