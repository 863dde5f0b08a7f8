"""The situation: the register at the moment of a look, as conditions and messages see it."""

import datetime
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from kiosk.catalogue.assessment import Assessment
from kiosk.hq.report.standings import OfficeStanding, Standings
from kiosk.hq.store.tables import alarms, kiosks, offices
from kiosk.hq.store.transactions import reading
from kiosk.machine.kiosk import Kiosk
from kiosk.text.bilingual import Phrases
from kiosk.text.dates import THAI_TIME


@dataclass(frozen=True)
class Situation:
    """`at` is UTC, `today` the day in Thailand; `alarms` are those that nobody has acknowledged, each with its office.

    `offices` is every office of the register, `regions` the region of each that is counted to one; `statuses` has the
    words of the counter for a status.
    """

    at: datetime.datetime
    today: datetime.date
    assessment: Assessment
    standings: list[OfficeStanding]
    alarms: list[sa.Row[Any]]
    regions: dict[str, str]
    offices: list[str]
    statuses: Phrases

    @property
    def rows(self) -> list[sa.Row[Any]]:
        """Every kiosk, as the register has it."""
        return [row for standing in self.standings for row in standing.rows]

    def standing(self, office: str) -> OfficeStanding | None:
        """How an office stands; None where it is gone, or no office is meant."""
        return next((each for each in self.standings if each.report.office == office), None)


def situation(standings: Standings, engine: sa.Engine, machine: Kiosk, now: datetime.datetime) -> Situation:
    """Read the register of `machine`, a headquarters, at `now` (UTC)."""
    today = now.astimezone(THAI_TIME).date()
    assessment = machine.catalogue.year_of(today)
    with reading(engine) as db:
        unseen = sa.select(alarms, kiosks.c.office).join(kiosks, kiosks.c.kiosk == alarms.c.kiosk)
        named = list(db.execute(sa.select(offices.c.office, offices.c.region)))
        rows = list(db.execute(unseen.where(alarms.c.acknowledged_at.is_(None)).order_by(alarms.c.id)))
    return Situation(
        now,
        today,
        assessment,
        standings.at(assessment, now, today),
        rows,
        {row.office: row.region for row in named if row.region},
        [row.office for row in named],
        machine.catalogue.phrases,
    )
