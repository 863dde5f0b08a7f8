"""A page's rows as a plain table: the same rows become HTML, a sheet of a workbook, or JSON."""

import datetime
from dataclasses import dataclass
from typing import Any

from kiosk.catalogue.assessment import TOTAL, Assessment
from kiosk.hq.pages.phrases import phrases
from kiosk.hq.report.report import CLOCK
from kiosk.text.bilingual import Bilingual

Row = dict[str, Any]
"""Values by the key of their column: text, numbers, days, moments, and words, which JSON leaves out."""


@dataclass(frozen=True)
class Table:
    """One page's rows. `name` is the page's, `columns` the keys of their titles in the order of the sheet."""

    name: str
    title: Bilingual
    columns: list[str]
    rows: list[Row]

    def as_json(self) -> dict[str, Any]:
        """The rows for a machine: the words that stand beside a code are left out."""
        plain = [{key: value for key, value in row.items() if not isinstance(value, Bilingual)} for row in self.rows]
        return {"page": self.name, "rows": plain}


def title_of(column: str) -> str:
    """The name in words.toml of the title of a column: words share that of the code they stand beside."""
    return column.removesuffix("_words")


def group_name(assessment: Assessment, group: str) -> Bilingual:
    """The title of a work group, or of the stated total."""
    return phrases()("office.total") if group == TOTAL else assessment.group(group).title


def moment_at(written: str | None) -> datetime.datetime | None:
    """A moment as the register writes it."""
    return None if written is None else datetime.datetime.fromisoformat(written)


def hours_since(written: str | None, now: datetime.datetime) -> int | None:
    """Whole hours since a moment of the register; None if there was none."""
    at = moment_at(written)
    return None if at is None else max(int((now - at).total_seconds() // 3600), 0)


def minutes_ahead(seconds: float | None) -> int | None:
    """By how many minutes a kiosk's clock is fast, negative if slow; None while it is near enough or not known."""
    if seconds is None or abs(seconds) <= CLOCK.total_seconds():
        return None
    return round(seconds / 60)
