"""Office terms: by what headquarters holds an office to account, as its own register has it.

A kiosk's word is compared with them, and never taken for them: who counts must not choose how much is enough.
"""

import datetime
import json
from typing import Any, Literal

import msgspec
import sqlalchemy as sa
from msgspec import Struct

from kiosk.hq.store.tables import kiosks, offices
from kiosk.text.bilingual import Bilingual, joined
from kiosk.text.languages import LOGS
from kiosk.text.sentences import COMMANDS, sentence


class OfficeTerms(Struct, frozen=True):
    """The class whose quotas hold (None: nobody has said, the first of the year's file does), the channel whose
    respondents are the count, and the days on which this office alone is closed, or open all the same."""

    office_class: str | None = None
    counts_from: Literal["staff", "visitor"] = "staff"
    closed: list[datetime.date] = []
    opened: list[datetime.date] = []

    @property
    def words(self) -> Bilingual:
        """The terms, for a terminal."""
        kind = self.office_class or sentence(COMMANDS, "terms.unsaid")
        days = {key: each for key, each in (("closed", self.closed), ("opened", self.opened)) if each}
        parts = [
            sentence(COMMANDS, "terms.class", kind=kind, channel=sentence(COMMANDS, f"terms.{self.counts_from}")),
            *(sentence(COMMANDS, f"terms.{key}", days=", ".join(map(str, each))) for key, each in days.items()),
        ]
        return joined(parts, "")

    def __str__(self) -> str:
        """The terms as the audit log keeps them."""
        return self.words.of(LOGS)


COLUMNS = OfficeTerms.__struct_fields__


def terms_of(row: Any) -> OfficeTerms:
    """The terms in a row that has their columns; in one without an office, those of an office of which nothing is
    said."""
    if row.counts_from is None:
        return OfficeTerms()
    days = (msgspec.json.decode(getattr(row, name), type=list[datetime.date]) for name in ("closed", "opened"))
    return OfficeTerms(row.office_class, row.counts_from, *days)


def columns_of(terms: OfficeTerms) -> dict[str, str | None]:
    """The terms as the columns of a row."""
    days = {name: msgspec.json.encode(sorted(getattr(terms, name))).decode() for name in ("closed", "opened")}
    return {"office_class": terms.office_class, "counts_from": terms.counts_from, **days}


def all_terms(db: sa.Connection) -> dict[str, OfficeTerms | None]:
    """The terms of every office of the register, by its name; None where somebody has made them unreadable."""
    return {row.office: readable_terms(row) for row in db.execute(sa.select(offices).order_by(offices.c.office))}


def readable_terms(row: Any) -> OfficeTerms | None:
    """The terms in a row; None where somebody has made them unreadable."""
    try:
        return terms_of(row)
    except msgspec.DecodeError:
        return None


def fill_from_health(db: sa.Connection) -> None:
    """Data migration: every office there is, with what the kiosk that reported last has told of it.

    Health is read by its places, which that version of the protocol fixed.
    """
    told = {office: OfficeTerms() for office in db.execute(sa.select(kiosks.c.office).distinct()).scalars()}
    reports = sa.select(kiosks.c.office, kiosks.c.health).where(kiosks.c.health.is_not(None))
    for office, health in db.execute(reports.order_by(kiosks.c.last_report)):
        office_class, counts_from, _, closed, opened = [*json.loads(health), [], []][4:9]
        told[office] = OfficeTerms(office_class or None, counts_from, *map(_days, (closed, opened)))
    for office, terms in told.items():
        db.execute(offices.insert().values(office=office, **columns_of(terms)))


def _days(days: list[str]) -> list[datetime.date]:
    return [datetime.date.fromisoformat(day) for day in days]
