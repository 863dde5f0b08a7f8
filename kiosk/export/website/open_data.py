"""Open data: every published fact with its value, source, law and the day on which the office confirmed it."""

import csv
import io
from typing import Any

import msgspec

from kiosk.editing.office_facts import value_words
from kiosk.machine.kiosk import Kiosk
from kiosk.text.bilingual import joined
from kiosk.text.csv_cell import csv_cell
from kiosk.text.languages import OFFICIAL


def open_data(kiosk: Kiosk) -> list[dict[str, str]]:
    """A row a fact that visitors are shown, in the order of the catalogue; what nobody has given has an empty value.

    Of a fiscal year only what is disclosed: its plan and its minima are the office's own.
    """
    catalogue, years = kiosk.catalogue, {year.id for year in kiosk.catalogue.assessments}
    return [
        _row(kiosk, named)
        for named in catalogue.current_facts(kiosk.today)
        if named.file not in years or "disclosure" in named.path
    ]


def _row(kiosk: Kiosk, named: Any) -> dict[str, str]:
    catalogue, fact = kiosk.catalogue, named.fact
    titles = [catalogue.phrases(each) if isinstance(each, str) else each for each in (named.owner_title, named.title)]
    title, value = joined(titles, " · "), joined(value_words(fact, catalogue), "\n")
    source, law = catalogue.sources.get(fact.source or ""), catalogue.laws.get(fact.law or "")
    return {
        "id": named.name,
        **{f"title_{language}": title.of(language) for language in OFFICIAL},
        **{f"value_{language}": "" if fact.value is None else value.of(language) for language in OFFICIAL},
        "state": fact.state,
        "source": source.title if source else "",
        "address": (source.address or "") if source else "",
        "law": law.both() if law else "",
        "confirmed_on": fact.confirmed.on.isoformat() if fact.confirmed else "",
    }


def as_json(kiosk: Kiosk, rows: list[dict[str, str]]) -> bytes:
    """The rows as one object, with whose they are and of what day."""
    office = kiosk.office
    whole = {"office": office.id, "name": office.name.both(), "as_of": kiosk.today.isoformat(), "facts": rows}
    return msgspec.json.format(msgspec.json.encode(whole), indent=1)


def as_csv(rows: list[dict[str, str]]) -> bytes:
    """The rows as a table in UTF-8, with the mark by which Excel knows it; no cell is taken for a formula."""
    text = io.StringIO()
    writer = csv.DictWriter(text, list(rows[0]) if rows else [])
    writer.writeheader()
    writer.writerows({name: csv_cell(cell) for name, cell in row.items()} for row in rows)
    return text.getvalue().encode("utf-8-sig")
