"""What is wrong with words whatever they say: mixed digits, a SARA AM in pieces, years that cannot be meant."""

import re
from collections.abc import Iterator, Mapping
from typing import Any

from kiosk.catalogue.rules.rule import Rule
from kiosk.storage.toml_file import Fault

_MIXED = re.compile(r"[0-9][.,]?[๐-๙]|[๐-๙][.,]?[0-9]")
_YEAR = re.compile(r"(?:พ\.ศ\.|B\.E\.)\s*([0-9]+)")
_PIECES = re.compile("\u0e4d[\u0e48-\u0e4b]*\u0e32")
_OLDEST, _LATEST = 2400, 2600
"""No law or plan that an office cites has a Buddhist year outside these."""


def numbers_are_in_one_script(tables: Mapping[str, Any]) -> Iterator[Fault]:
    """Thai and Arabic digits do not meet in one number."""
    for file, table in tables.items():
        for key, text in strings(table):
            if found := _MIXED.search(text):
                what = f"{found[0]} mixes Thai and Arabic digits in one number"
                yield Fault(file, key, what, "write the number in Arabic digits")


def years_in_words_can_be_meant(tables: Mapping[str, Any]) -> Iterator[Fault]:
    """A year that words name is one of this age; a printed 25567 is none."""
    for file, table in tables.items():
        for key, text in strings(table):
            for year in _YEAR.findall(text):
                if not _OLDEST <= int(year) <= _LATEST:
                    yield Fault(file, key, f"the year {year} cannot be meant", "write the year in four digits")


def sara_am_is_whole(texts: Mapping[str, str]) -> Iterator[Fault]:
    """SARA AM is one letter in every file; it is taken apart only where it is drawn."""
    for file, text in texts.items():
        for number, line in enumerate(text.splitlines(), 1):
            if _PIECES.search(line):
                yield Fault(
                    file, f"line {number}", "SARA AM is written as U+0E4D U+0E32", "write it as one letter, U+0E33"
                )


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


TEXTS: list[Rule] = [numbers_are_in_one_script, years_in_words_can_be_meant, sara_am_is_whole]
