"""The values of a TOML file as people mean them: years of either era, and words of characters that people see."""

import datetime
import re
from collections.abc import Iterator
from typing import Any

from kiosk.text.characters import hidden
from kiosk.text.figures import same_day

Trouble = tuple[str, str, str]
"""A key, what is wrong with it, and what to do."""

_ANOTHER_DAY = re.compile(r"[=,\[\n]\s*(?!20)[0-9]{4}-[0-9]{2}-[0-9]{2}")
"""A day of a year that is none of 2000 to 2099, after what a value of TOML stands behind: not one within words."""


def is_plain(text: str) -> bool:
    """Whether the text of a file needs no look value by value: a page would wait for it at every start."""
    return "\\" not in text and not _ANOTHER_DAY.search(text) and not hidden(text.replace("\n", ""))


def in_common_era(value: Any) -> Any:
    """Tables with every day in the Common Era: TOML has no other, but an office may write 2567-03-12.

    A day that cannot be meant, which `troubles` names, stays as it is.
    """
    if isinstance(value, dict):
        return {key: in_common_era(inside) for key, inside in value.items()}
    if isinstance(value, list):
        return [in_common_era(inside) for inside in value]
    if isinstance(value, datetime.date):
        return same_day(value) or value
    return value


def troubles(value: Any, key: str = "") -> Iterator[Trouble]:
    """Words that hold a character that nobody sees, and days in a year that cannot be meant; by key."""
    if isinstance(value, dict):
        for name, inside in value.items():
            yield from _in_words(name, key)
            yield from troubles(inside, f"{key}.{name}" if key else name)
    elif isinstance(value, list):
        for number, inside in enumerate(value, 1):
            yield from troubles(inside, f"{key}[{number}]")
    elif isinstance(value, str):
        yield from _in_words(value, key)
    elif isinstance(value, datetime.date) and same_day(value) is None:
        yield key, f"{value} cannot be meant", "write the day as 2024-03-01, or as 2567-03-01"


def _in_words(text: str, key: str) -> Iterator[Trouble]:
    if invisible := hidden(text):
        yield key, f"holds {', '.join(invisible[:3])}, which nobody sees", "take that away"
