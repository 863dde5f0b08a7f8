"""Translations have a file where the office offers their language, the same gaps as the English, and no leftovers."""

import re
from collections.abc import Iterator

from kiosk.catalogue.office import Office
from kiosk.catalogue.rules.rule import Rule, Where
from kiosk.storage.toml_file import Fault, closest
from kiosk.text.languages import OFFICIAL
from kiosk.text.translation import Translation

_GAP = re.compile(r"\{\w*\}|[{}]")


def offered_languages_have_translations(
    office: Office, translations: list[Translation], where: Where
) -> Iterator[Fault]:
    """A language that the office offers has its file of words."""
    known = [translation.id for translation in translations]
    for language in office.languages or []:
        if language not in known:
            do = closest(language, known, f"write content/languages/{language}.toml, or take the language away")
            yield Fault(*where("office", "languages"), f"there are no words in {language}", do)


def official_languages_are_not_translated(translations: list[Translation], where: Where) -> Iterator[Fault]:
    """Words in the official languages stand in the content itself."""
    for translation in translations:
        if translation.id in OFFICIAL:
            what = f"{translation.id} is in the content itself"
            yield Fault(*where(translation.id, ""), what, "write the words there, and take this file away")


def translations_have_the_same_gaps(translations: list[Translation], where: Where) -> Iterator[Fault]:
    """What is filled into the English words is filled into the translation."""
    for translation in translations:
        for english, text in translation.words.items():
            gaps = list(dict.fromkeys(_GAP.findall(english)))
            if {*gaps} != {*_GAP.findall(text)}:
                do = f"put in {', '.join(gaps)} and nothing else" if gaps else "take the braces away"
                yield Fault(*where(translation.id, f'words."{english}"'), "has other gaps than the English", do)


def translations_belong_to_words(translations: list[Translation], english: list[str], where: Where) -> Iterator[Fault]:
    """A translation is of words that are there; English that has changed since wants another one."""
    for translation in translations:
        for text in translation.words:
            if text not in english:
                do = closest(text, english, "take it away")
                yield Fault(*where(translation.id, f'words."{text}"'), "belongs to nothing", do)


TRANSLATIONS: list[Rule] = [
    offered_languages_have_translations,
    official_languages_are_not_translated,
    translations_have_the_same_gaps,
]
