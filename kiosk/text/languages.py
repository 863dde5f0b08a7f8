"""Languages: the two official ones, the one that pages open in, and whose words stand beside or in for whose.

A further language is a file of words, content/languages/zh.toml, and no line of code (kiosk/text/translation.py).
"""

from collections.abc import Sequence
from typing import NewType

Language = NewType("Language", str)
"""A language by its code of ISO 639: `th`."""

THAI, ENGLISH = Language("th"), Language("en")

OFFICIAL = (THAI, ENGLISH)
"""The languages in which the office writes: every text of the content, of its files and of its exports has both."""

HOME = THAI
"""The language that pages open in, and the first of two on paper."""

COMMAND_LINE = ENGLISH
"""The language of commands, whose sentences stand in the code."""

NAMES = {THAI: "Thai", ENGLISH: "English"}
"""What commands call the official languages."""

_PARTNERS = {THAI: ENGLISH, ENGLISH: THAI}


def partner(language: Language) -> Language:
    """The language that stands second on a page of `language`, and in for its missing words."""
    return _PARTNERS.get(language, ENGLISH)


def following(language: Language, languages: Sequence[Language]) -> Language:
    """The language that the language key leads to; home after the last, and after one that is no longer offered."""
    position = languages.index(language) + 1 if language in languages else len(languages)
    return languages[position] if position < len(languages) else HOME
