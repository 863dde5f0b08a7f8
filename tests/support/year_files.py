"""A fiscal year as the tables of its file, as headquarters hands one down."""

from datetime import date
from typing import Any

import msgspec
from msgspec.structs import replace

from kiosk.catalogue.content_files import CONTENT
from kiosk.catalogue.load import load
from kiosk.storage.toml_file import read_toml

_OFFICES_OWN = ("id", "signed", "office_class", "bulletin")
"""Parts of a year that no file states."""


def year_tables() -> dict[str, Any]:
    """The tables of the year that is shipped."""
    return read_toml(CONTENT / "ita" / "2567.toml", "2567.toml")


def next_year_tables(day: date, opens: date) -> dict[str, Any]:
    """Those of the fiscal year of a day, as it is expected but for the first day of its survey."""
    expected = load(today=day).year_of(day)
    year = replace(expected, source="ita-plan-2567", eit=replace(expected.eit, start=opens))
    tables: dict[str, Any] = msgspec.to_builtins(year, builtin_types=(date,))
    return {key: part for key, part in tables.items() if key not in _OFFICES_OWN}
