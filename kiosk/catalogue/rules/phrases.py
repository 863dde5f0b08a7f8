"""Phrases can be filled in either language."""

import re
from collections.abc import Iterator

from kiosk.catalogue.parts import Parts
from kiosk.catalogue.rules.rule import Rule
from kiosk.storage.toml_file import Fault
from kiosk.text.languages import OFFICIAL

_SLOT = re.compile(r"\{(\w+)\}")


def phrases_have_the_same_slots(parts: Parts) -> Iterator[Fault]:
    """What is filled in stands in both languages."""
    for key, words in parts.phrases.words.items():
        slots = {language: set(_SLOT.findall(words.of(language))) for language in OFFICIAL}
        for slot in sorted(set().union(*slots.values())):
            for language in (language for language in OFFICIAL if slot not in slots[language]):
                at = parts.where("phrases", key, language)
                yield Fault(*at, f"lacks {{{slot}}}", "put it in, as in the other language")


PHRASES: list[Rule] = [phrases_have_the_same_slots]
