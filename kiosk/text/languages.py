"""Languages: the two official ones, the one that pages open in, and whose words stand beside or in for whose.

A further language is a file of words, content/languages/zh.toml, and no line of code (kiosk/text/translation.py).
"""

import os
from collections.abc import Sequence
from typing import NewType

Language = NewType("Language", str)
"""A language by its code of ISO 639: `th`."""

THAI, ENGLISH = Language("th"), Language("en")

OFFICIAL = (THAI, ENGLISH)
"""The languages in which the office writes: every text of the content, of its files and of its exports has both."""

HOME = THAI
"""The language that pages open in, and the first of two on paper."""

LOGS = ENGLISH
"""The language of logs, and of names that are looked for by what they are called."""

NAMES = {THAI: "Thai", ENGLISH: "English"}
"""What logs call the official languages."""

_MACHINE = ("KIOSK_LANGUAGE", "LC_ALL", "LC_MESSAGES", "LANG")
"""The variables that say in which language a machine answers, the kiosk's own first, then as POSIX orders them."""

_PARTNERS = {THAI: ENGLISH, ENGLISH: THAI}


def of_machine() -> Language:
    """The language in which commands answer: Thai where the machine is set to it, as with LANG=th_TH.UTF-8."""
    chosen = next((value for name in _MACHINE if (value := os.environ.get(name))), "")
    return THAI if chosen.lower().startswith(THAI) else ENGLISH


def partner(language: Language) -> Language:
    """The language that stands second on a page of `language`, and in for its missing words."""
    return _PARTNERS.get(language, ENGLISH)


def following(language: Language, languages: Sequence[Language]) -> Language:
    """The language that the language key leads to; home after the last, and after one that is no longer offered."""
    position = languages.index(language) + 1 if language in languages else len(languages)
    return languages[position] if position < len(languages) else HOME
