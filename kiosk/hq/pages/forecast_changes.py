"""What a draft bulletin would make of offices: whose forecast becomes another once it is in force."""

from typing import NamedTuple

from kiosk.catalogue.headquarters_statements import statements_of
from kiosk.hq.pages.phrases import place_name
from kiosk.hq.pages.snapshot import Snapshot
from kiosk.hq.pages.status_marks import outcome_mark
from kiosk.hq.report.outcome import outcome_of
from kiosk.hq.report.standings import Standings
from kiosk.protocol.bulletin import Bulletin
from kiosk.text.bilingual import Bilingual, joined

KINDS = ("closed-days", "year")
"""Kinds by which forecasts are worked out."""

_NAMED = 8
"""Offices that are named; of more it is said how many."""


class ForecastChanges(NamedTuple):
    """How many forecasts become others, and the first of them, which need help most, with what they were and are."""

    number: int
    named: list[Bilingual]

    @property
    def further(self) -> int:
        """How many are not named."""
        return self.number - len(self.named)


def foreseen(snapshot: Snapshot, bulletin: Bulletin) -> ForecastChanges | None:
    """Whose forecast of this year a bulletin changes; None where it is about no day and no year."""
    if bulletin.kind not in KINDS:
        return None
    current, phase = snapshot.assessment, snapshot.phase
    is_of_all = bulletin.kind == "year" and bulletin.offices is None
    year = statements_of([bulletin]).years.get(current.year, current) if is_of_all else current
    before = {
        standing.report.office: outcome_mark(standing, outcome_of(standing, phase)) for standing in snapshot.standings
    }
    changed = list[Bilingual]()
    for standing in Standings(snapshot.engine, [bulletin]).at(year, snapshot.now, snapshot.today):
        was = before.get(standing.report.office)
        becomes = outcome_mark(standing, outcome_of(standing, year.eit.phase(snapshot.today)))
        if was and (was.mark, was.number) != (becomes.mark, becomes.number):
            changed.append(joined([place_name(standing.report.office), joined([was.said, becomes.said], " → ")], ": "))
    return ForecastChanges(len(changed), changed[:_NAMED])
