"""The draft of a year's assessment, made from another year's: its dates moved by whole years, its closed days anew."""

import datetime
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from kiosk.catalogue.assessment import Assessment
from kiosk.catalogue.rules.ranges import YEARS
from kiosk.catalogue.rules.spelling import strings
from kiosk.editing.thai_holidays import closed_days
from kiosk.errors import Misuse, Refusal
from kiosk.machine import Kiosk
from kiosk.storage.private_file import make_private_folder, write_private
from kiosk.text.dates import BUDDHIST_ERA, years_later

AHEAD = 3
"""Years after the fiscal year whose closed days are in its file too, because a forecast may reach them."""

_HEADING = """\
# DRAFT of the assessment of fiscal year {year}, made from that of {source}. Nothing in it is confirmed.
#
# Dates were moved by whole years; some may now fall on a day on which the office is closed. Quotas, calendar and
# measures are those of {source} until the office has written its own plan here. Closed days are Thailand's public and
# government holidays without Labour Day; the cabinet may add days.
#
# Words were left as they are. These name a year and want a look first:
{named}

"""


def draft(kiosk: Kiosk, year: int, source: int) -> Path:
    """Write the draft into ita/ of the data folder; gives its path.

    Misuse if `source` is not there or `year` cannot be meant, Refusal if that year is there already.
    """
    years = {assessment.year: assessment for assessment in kiosk.catalogue.assessments}
    if year not in YEARS:
        raise Misuse("year.impossible", year=str(year), first=str(YEARS[0]), last=str(YEARS[-1]))
    if source not in years:
        raise Misuse("year.unknown", year=str(source), known=", ".join(map(str, sorted(years))))
    path = kiosk.path("ita") / f"{year}.toml"
    if year in years or path.exists():
        raise Refusal("year.exists", year=str(year))
    make_private_folder(path.parent)
    tables = drafted(years[source], year)
    named = "\n".join(f"#   {key}" for key in _naming(tables, source)) or "#   none"
    heading = _HEADING.format(year=year, source=source, named=named)
    write_private(path, heading.encode() + msgspec.toml.encode(tables))
    return path


def drafted(source: Assessment, year: int) -> dict[str, Any]:
    """The tables of the new year's file."""
    tables: dict[str, Any] = _moved(msgspec.to_builtins(source, builtin_types=(datetime.date,)), year - source.year)
    del tables["id"]
    tables |= {"year": year, "source": "ita-draft"}
    start = tables["fiscal_year"]["start"]
    tables["closed"] = {"source": "thai-holidays", "days": list(closed_days(start, years_later(start, 1 + AHEAD)))}
    for item in tables["disclosure"]:
        item["title"].pop("confirmed", None)
        item["address"] = {}
    return tables


def _moved(value: Any, years: int) -> Any:
    """Tables with every date moved, and without what is not there."""
    if isinstance(value, dict):
        return {key: _moved(inside, years) for key, inside in value.items() if inside is not None}
    if isinstance(value, list):
        return [_moved(inside, years) for inside in value]
    return years_later(value, years) if isinstance(value, datetime.date) else value


def _naming(tables: dict[str, Any], year: int) -> Iterator[str]:
    """The keys of words that name the source's year, in either era."""
    names = [str(year - past - era) for past in (0, 1) for era in (0, BUDDHIST_ERA)]
    yield from (key for key, text in strings(tables) if any(name in text for name in names))
