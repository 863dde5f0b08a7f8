"""Sentences of the program itself, what it refuses, what its commands say and what it finds of a machine: by key, each
in both official languages.

They stand in files of content/ that are read apart from the catalogue: a file of that may be what a sentence is about.
"""

import errno
import os
import re
import warnings
from functools import cache

from content import CONTENT
from kiosk.text.bilingual import Bilingual, same

REFUSALS, COMMANDS, HEALTH, FAULTS = "refusals", "commands", "health", "faults"
"""The files, in content/."""

_SYSTEM = "system."
"""Where refusals keep the words of the system: "No space left on device"."""

_KEY = re.compile(r"[a-z_]+\.[a-z_\d]+")


class MissingSentence(ResourceWarning):
    """A key without a sentence: an error under test, and ignored by Python where somebody waits for an answer."""


def sentence(file: str, key: str, **values: object) -> Bilingual:
    """The sentence of that key, filled with values: those in two languages are taken in each, others as they print.

    Words that are no key are the sentence, and are said as they stand.
    """
    words = sentences(file).get(key)
    if words is None:
        if _KEY.fullmatch(key):
            warnings.warn(f"content/{file}.toml lacks {key}", MissingSentence, stacklevel=2)
        return same(key)
    return words.fill(**{name: _words(value) for name, value in values.items()})


def by_english(file: str, english: str) -> Bilingual:
    """What those English words are in both languages; themselves, where the file does not have them."""
    return _by_english(file).get(english) or same(english)


def system_words(error: OSError) -> Bilingual:
    """Why the system would not do something: no room on the disk, no right."""
    return by_english(REFUSALS, error.strerror or os.strerror(error.errno or errno.EIO))


@cache
def sentences(file: str) -> dict[str, Bilingual]:
    """All sentences of a file, by dotted key."""
    import tomli  # only where something is said

    tables = tomli.loads((CONTENT / f"{file}.toml").read_text("utf-8"))
    return {f"{room}.{key}": Bilingual(**words) for room, keys in tables.items() for key, words in keys.items()}


@cache
def _by_english(file: str) -> dict[str, Bilingual]:
    return {words.en: words for words in sentences(file).values()}


def _words(value: object) -> Bilingual | str | int:
    if isinstance(value, OSError):
        return system_words(value)
    if isinstance(value, BaseException):
        return by_english(REFUSALS, str(value).strip().rstrip(".") or type(value).__name__)
    return value if isinstance(value, Bilingual | int) else str(value)
