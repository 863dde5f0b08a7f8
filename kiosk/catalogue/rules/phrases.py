"""Phrases can be filled in every language."""

import re
from collections.abc import Iterator

from kiosk.catalogue.parts import Parts
from kiosk.catalogue.rules.rule import Rule
from kiosk.storage.toml_file import Fault, Location
from kiosk.text.bilingual import Bilingual
from kiosk.text.languages import OFFICIAL
from kiosk.text.plurals import categories

_SLOT = re.compile(r"\{(\w+)(?::([^}]*))?\}")


def phrases_have_the_same_slots(parts: Parts) -> Iterator[Fault]:
    """What is filled in stands in both languages."""
    for key, words in parts.phrases.words.items():
        slots = {language: {slot for slot, _ in _SLOT.findall(words.of(language))} for language in OFFICIAL}
        for slot in sorted(set().union(*slots.values())):
            for language in (language for language in OFFICIAL if slot not in slots[language]):
                at = parts.where("phrases", key, language)
                yield Fault(*at, f"lacks {{{slot}}}", "put it in, as in the other language")


def plurals_have_every_form(parts: Parts) -> Iterator[Fault]:
    """Words that change with a count have a form for each plural category of their language."""
    for language in parts.languages:
        wanted = categories(language)
        for at, words in parts.each([_phrases, _units]):
            text = words.of(language) if words.nearest(language) == language else ""
            for _, forms in _SLOT.findall(text):
                if forms and len(forms.split("|")) != len(wanted):
                    do = f"write them in this order: {', '.join(wanted)}"
                    yield Fault(at.file, f"{at.key}.{language}", f"{forms!r} are not the {len(wanted)} forms", do)


def units_hold_their_count(parts: Parts) -> Iterator[Fault]:
    """How a paper is counted says how many."""
    for at, unit in parts.each([_units]):
        for language in OFFICIAL:
            if "count" not in {slot for slot, _ in _SLOT.findall(unit.of(language))}:
                yield Fault(at.file, f"{at.key}.{language}", "lacks {count}", "put it in, where the number stands")


def _phrases(parts: Parts) -> Iterator[tuple[Location, Bilingual]]:
    for key, words in parts.phrases.words.items():
        yield parts.where("phrases", key), words


def _units(parts: Parts) -> Iterator[tuple[Location, Bilingual]]:
    for name, document in parts.documents.items():
        if document.unit is not None:
            yield parts.where("documents", name, "unit"), document.unit


PHRASES: list[Rule] = [phrases_have_the_same_slots, plurals_have_every_form, units_hold_their_count]
