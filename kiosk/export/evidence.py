"""A month's evidence gathered: the same counts as `kiosk counts`, the plan, ITAP's figures, the disclosure."""

import datetime
from dataclasses import dataclass

from msgspec.structs import replace

from kiosk.catalogue.assessment import TOTAL, Disclosure
from kiosk.export.month import Month
from kiosk.ledger.coverage import Coverage, coverage
from kiosk.ledger.ledger import Ledger
from kiosk.machine import Kiosk, clock_on, open_record
from kiosk.progress.burnup import Course, courses
from kiosk.progress.disclosure import Finding, findings
from kiosk.progress.follow_ups import FollowUps
from kiosk.progress.itap_gap import ItapFigure
from kiosk.progress.plan import Followed, FollowUp, followed
from kiosk.sync.membership import signers


@dataclass(frozen=True)
class LinkedItem:
    """An item of the disclosure, and what the last check found at its address, if there was one."""

    item: Disclosure
    finding: Finding | None

    @property
    def since(self) -> datetime.date | None:
        """The day since which the address answers so."""
        return self.finding.since if self.finding else None


@dataclass(frozen=True)
class Evidence:
    """As of `kiosk.today`: the last day of the month, or today within it. `courses` are the five minima, total last.

    `coverage` is what the ledger rests on when this is gathered.
    """

    kiosk: Kiosk
    month: Month
    courses: list[Course]
    itap: list[ItapFigure]
    plan: list[Followed]
    disclosures: list[LinkedItem]
    coverage: Coverage

    @property
    def days(self) -> list[datetime.date]:
        """The days of the month that are told."""
        return self.month.days(self.kiosk.today)


def gather(kiosk: Kiosk, ledger: Ledger, month: Month) -> Evidence:
    """The evidence of a month; what came after it is left out."""
    over = month.last < kiosk.today
    then = replace(kiosk, clock=clock_on(month.last)) if over else kiosk
    until = month.last if over else datetime.date.max
    known = findings(then)
    order = [measure.id for measure in then.assessment.measures]
    return Evidence(
        then,
        month,
        courses(then, ledger, until),
        [ItapFigure(day, group or TOTAL, n) for day, group, n in ledger.itap.all(until) if day >= month.first],
        sorted(followed(then.assessment, _follow_ups(then), then.today), key=lambda each: order.index(each.measure.id)),
        [LinkedItem(item, known.get(item.id)) for item in then.assessment.disclosures],
        coverage(ledger, signers(kiosk)),
    )


def _follow_ups(kiosk: Kiosk) -> list[FollowUp]:
    with open_record(kiosk) as record:
        return FollowUps(record).all()
