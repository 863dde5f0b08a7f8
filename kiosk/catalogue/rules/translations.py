"""Translations have a file where the office offers their language, the same gaps as the English, and no leftovers."""

import re
from collections.abc import Iterator

from kiosk.catalogue.parts import Parts
from kiosk.catalogue.rules.rule import Rule
from kiosk.storage.toml_file import Fault, closest
from kiosk.text.languages import LOGS, OFFICIAL
from kiosk.text.translation import words_in

_GAP = re.compile(r"\{\w*\}|[{}]")


def offered_languages_have_translations(parts: Parts) -> Iterator[Fault]:
    """A language that the office offers has its file of words."""
    known = [translation.id for translation in parts.translations]
    for language in parts.office.languages or []:
        if language not in known:
            do = closest(language, known, f"write content/languages/{language}.toml, or take the language away")
            yield Fault(*parts.where("office", "languages"), f"there are no words in {language}", do)


def official_languages_are_not_translated(parts: Parts) -> Iterator[Fault]:
    """Words in the official languages stand in the content itself."""
    for translation in parts.translations:
        if translation.id in OFFICIAL:
            what = f"{translation.id} is in the content itself"
            yield Fault(*parts.where(translation.id), what, "write the words there, and take this file away")


def translations_have_the_same_gaps(parts: Parts) -> Iterator[Fault]:
    """What is filled into the English words is filled into the translation."""
    for translation in parts.translations:
        for english, text in translation.words.items():
            gaps = list(dict.fromkeys(_GAP.findall(english)))
            if {*gaps} != {*_GAP.findall(text)}:
                do = f"put in {', '.join(gaps)} and nothing else" if gaps else "take the braces away"
                at = parts.where(translation.id, f'words."{english}"')
                yield Fault(*at, "has other gaps than the English", do)


def translations_belong_to_words(parts: Parts) -> Iterator[Fault]:
    """A translation is of words that are there; English that has changed since wants another one."""
    english = [words.of(LOGS) for words in words_in(parts.read)] if parts.translations else []
    for translation in parts.translations:
        for text in translation.words:
            if text not in english:
                do = closest(text, english, "take it away")
                yield Fault(*parts.where(translation.id, f'words."{text}"'), "belongs to nothing", do)


TRANSLATIONS: list[Rule] = [
    offered_languages_have_translations,
    official_languages_are_not_translated,
    translations_have_the_same_gaps,
]
