"""Faults that are planted in a copy of the shipped content, and how each is to be named."""

import re
from collections.abc import Callable

from kiosk.health.check import CheckReport
from kiosk.storage.toml_file import Fault

SERVICE = "services/90-day-report.toml"
YEAR = "ita/2567.toml"

Plant = Callable[[str, str, str], CheckReport]
"""Puts words in place of others in a file of the content, and checks."""


def only(found: CheckReport) -> Fault:
    """The one fault."""
    assert len(found.errors) == 1, "\n".join(map(str, found.errors))
    return found.errors[0]


def is_named(plant: Plant, file: str, old: str, new: str, key: str, says: str) -> None:
    """One sentence names the file and the key of what was planted, and tells what to do."""
    report = plant(file, old, new)
    (sentence,) = [str(fault) for fault in report.errors if fault.key == key and says in str(fault)]
    assert f"content/{file}" in sentence
    assert re.fullmatch(r"[^\n]+; [^\n]+\.", sentence)
