"""The draft of a year's assessment as a file, made from another year's: its dates moved, its closed days anew."""

import datetime
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import msgspec

from kiosk.catalogue.assessment import YEARS, Assessment
from kiosk.catalogue.expected_year import AHEAD, HOLIDAYS, moved, worded
from kiosk.catalogue.holidays import Holidays
from kiosk.catalogue.year_words import names_year
from kiosk.editing.thai_holidays import thai_holidays
from kiosk.machine.kiosk import Kiosk
from kiosk.storage.private_file import make_private_folder, write_private
from kiosk.text.bilingual import Bilingual
from kiosk.text.dates import BUDDHIST_ERA
from kiosk.text.refusal import Misuse, Refusal

_HEADING = """\
# DRAFT of the assessment of fiscal year {year}, made from that of {source}. Nothing in it is confirmed: the year is
# expected until the office signs it on the year page, or with `kiosk year`.
#
# Dates were moved by whole years; a day by which something is due, to the last open day up to it. Quotas, calendar and
# measures are those of {source} until the office has written its own plan here. Closed days are Thailand's public and
# government holidays without Labour Day; the cabinet may add days.
#
# Words that name a year were moved with it, and want a look first:
{named}

"""


def draft(kiosk: Kiosk, year: int, source: int) -> Path:
    """Write the draft into ita/ of the data folder; gives its path.

    Misuse if `source` is not there or `year` cannot be meant, Refusal if that year is there already.
    """
    years = {stated.year: stated for stated in kiosk.catalogue.assessments}
    if year not in YEARS:
        raise Misuse("year.impossible", year=str(year), first=str(YEARS[0]), last=str(YEARS[-1]))
    if source not in years:
        raise Misuse("year.unknown", year=str(source), known=", ".join(map(str, sorted(years))))
    path = kiosk.path("ita") / f"{year}.toml"
    if (year in years and not years[year].is_expected) or path.exists():
        raise Refusal("year.exists", year=str(year))
    make_private_folder(path.parent)
    plan = drafted(years[source], year)
    heading = _HEADING.format(year=year, source=source, named="\n".join(f"#   {name}" for name in naming_years(plan)))
    write_private(path, heading.encode() + msgspec.toml.encode(_tables(plan)))
    return path


def drafted(source: Assessment, year: int) -> Assessment:
    """The new year, with the closed days that the holidays library knows."""
    first = year - BUDDHIST_ERA - 1
    return moved(source, year, Holidays(HOLIDAYS, thai_holidays(range(first, first + AHEAD + 2))))


def naming_years(year: Assessment) -> dict[str, Bilingual]:
    """The words of a plan that name a year, by such names as C10.action."""
    return {name: words for name, words in all_words(year) if names_year(words)}


def all_words(year: Assessment) -> Iterator[tuple[str, Bilingual]]:
    """Every word of the calendar and the measures, by such names as C10.action."""
    named: list[tuple[str, Bilingual]] = []

    def note(name: str, words: Bilingual) -> Bilingual:
        named.append((name, words))
        return words

    worded(year, note)
    yield from named


def _tables(year: Assessment) -> dict[str, Any]:
    """The tables of its file: what is not there is not in them."""
    tables: dict[str, Any] = _present(msgspec.to_builtins(year, builtin_types=(datetime.date,)))
    del tables["id"]
    return tables


def _present(value: Any) -> Any:
    if isinstance(value, dict):
        return {key: _present(inside) for key, inside in value.items() if inside is not None}
    return [*map(_present, value)] if isinstance(value, list) else value
