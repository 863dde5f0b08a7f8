"""What is wrong with words whatever they say: mixed digits, a SARA AM in pieces, years that cannot be meant, words in
the other language."""

import re
from collections.abc import Iterable, Iterator
from contextlib import suppress
from typing import Any

import tomli

from kiosk.storage.toml_file import Fault
from kiosk.text.languages import OFFICIAL, Language
from kiosk.text.scripts import is_written_in

_MIXED = re.compile(r"[0-9][.,]?[๐-๙]|[๐-๙][.,]?[0-9]")
_YEAR = re.compile(r"(?:พ\.ศ\.|B\.E\.)\s*([0-9]+)")
_PIECES = re.compile("\u0e4d[\u0e48-\u0e4b]*\u0e32")
_OLDEST, _LATEST = 2400, 2600
"""No law or plan that an office cites has a Buddhist year outside these."""
_AS_PUBLISHED = ("content/sources.toml", "content/office.toml")
"""Names of publishers and an address that were published in English alone, as files of an office may have them too."""


def misspelt(file: str, text: str) -> Iterator[Fault]:
    """What is wrong with the words of a TOML file; of one that is not TOML, as far as lines tell."""
    yield from sara_am_is_whole(file, text)
    with suppress(ValueError, RecursionError):  # the loading has named it
        words = list(strings(tomli.loads(text)))
        yield from numbers_are_in_one_script(file, words)
        yield from years_in_words_can_be_meant(file, words)
        yield from words_are_in_their_language(file, words)


def numbers_are_in_one_script(file: str, words: Iterable[tuple[str, str]]) -> Iterator[Fault]:
    """Thai and Arabic digits do not meet in one number."""
    for key, text in words:
        if number := _MIXED.search(text):
            what = f"{number[0]} mixes Thai and Arabic digits in one number"
            yield Fault(file, key, what, "write the number in Arabic digits")


def years_in_words_can_be_meant(file: str, words: Iterable[tuple[str, str]]) -> Iterator[Fault]:
    """A year that words name is one of this age; a printed 25567 is none."""
    for key, text in words:
        for year in _YEAR.findall(text):
            if not _OLDEST <= int(year) <= _LATEST:
                yield Fault(file, key, f"the year {year} cannot be meant", "write the year in four digits")


def words_are_in_their_language(file: str, words: Iterable[tuple[str, str]]) -> Iterator[Fault]:
    """Somebody who reads one of the languages finds no words of the other alone."""
    by_key = dict(words)
    is_translated = file.startswith("content/") and file not in _AS_PUBLISHED
    for key, text in by_key.items():
        place, _, name = key.rpartition(".")
        if name not in OFFICIAL or is_written_in(Language(name), text):
            continue
        if is_translated or any(by_key.get(f"{place}.{each}") != text for each in OFFICIAL):
            yield Fault(file, key, "is in the other language", "write it in the language of its key")


def sara_am_is_whole(file: str, text: str) -> Iterator[Fault]:
    """SARA AM is one letter in every file; it is taken apart only where it is drawn."""
    for number, line in enumerate(text.splitlines(), 1):
        if _PIECES.search(line):
            what = "SARA AM is written as U+0E4D U+0E32"
            yield Fault(file, f"line {number}", what, "write it as one letter, U+0E33")


def strings(value: Any, key: str = "") -> Iterator[tuple[str, str]]:
    """Every string in tables and lists, with its key."""
    if isinstance(value, str):
        yield key, value
    elif isinstance(value, dict):
        for name, inside in value.items():
            yield from strings(inside, f"{key}.{name}" if key else name)
    elif isinstance(value, list):
        for number, inside in enumerate(value, 1):
            yield from strings(inside, f"{key}[{number}]")
