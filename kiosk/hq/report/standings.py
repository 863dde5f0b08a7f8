"""Who will miss, who is silent: how every office stands, worked out of the register."""

import datetime
import math
from dataclasses import dataclass
from itertools import groupby
from threading import Lock
from typing import Any

import msgspec
import sqlalchemy as sa
from msgspec import Struct

from kiosk.catalogue.assessment import Assessment
from kiosk.hq.report import queries as history
from kiosk.hq.report.queries import Days, Figures, Held
from kiosk.hq.report.report import KioskReport, OfficeReport, Report, clock, state
from kiosk.hq.store.transactions import reading
from kiosk.progress import pace
from kiosk.progress.counts import OfficeCounts, OfficeTallies, Progress, Terms, office_counts
from kiosk.progress.daily_counts import TOTAL
from kiosk.protocol.chain import Channel, DayCount
from kiosk.protocol.messages import Health

_HEALTH = msgspec.json.Decoder(Health)


class Compared(Struct, frozen=True):
    """A figure that ITAP showed beside what was counted up to the day on which it was typed in."""

    id: str
    itap: int
    day: datetime.date
    counted_by_then: int

    @property
    def difference(self) -> int:
        """How many more were counted than ITAP has answers."""
        return self.counted_by_then - self.itap


@dataclass(frozen=True)
class Worked:
    """What was worked out of an office's tallies. `short` respondents will be missing on the last day.

    `assessment` is the year's with the office's own open days, `channel` the one whose respondents are the count.
    """

    assessment: Assessment
    counts: OfficeCounts
    channel: Channel
    compared: list[Compared]
    short: int


@dataclass(frozen=True)
class Standing:
    """How an office stands, and its kiosks as the register has them."""

    report: OfficeReport
    worked: Worked
    rows: list[sa.Row[Any]]


class Standings:
    """How every office of one register stands.

    What was worked out of an office's tallies is kept until one of its ledgers has grown, or the day is another.
    """

    def __init__(self, engine: sa.Engine) -> None:
        self._engine = engine
        self._kept: dict[str, tuple[object, Worked]] = {}
        self._lock = Lock()

    def at(self, assessment: Assessment, now: datetime.datetime, today: datetime.date) -> list[Standing]:
        """Every office at this moment, the one that will miss by most first; `today` is the day in Thailand."""
        with self._lock:
            with reading(self._engine) as db:
                rows, held = history.expected(db), history.held(db)
                figures, alarms = history.figures(db, assessment.fiscal_year.start), history.open_alarms(db)
            offices = {office: list(own) for office, own in groupby(rows, lambda row: str(row.office))}
            known = {office: (_told(own), figures.get(office, {})) for office, own in offices.items()}
            keys: dict[str, object] = {
                office: (assessment.year, today, [(row.kiosk, held.get(row.kiosk)) for row in own], known[office])
                for office, own in offices.items()
            }
            self._work_out(assessment, today, keys, known)
        standings = [
            _standing(office, own, self._kept[office][1], held, alarms, now) for office, own in offices.items()
        ]
        return sorted(standings, key=_least_hopeful)

    def _work_out(
        self,
        assessment: Assessment,
        today: datetime.date,
        keys: dict[str, object],
        known: dict[str, tuple[Health | None, Figures]],
    ) -> None:
        """Bring what is kept up to date, and forget offices that are gone."""
        self._kept = {office: kept for office, kept in self._kept.items() if keys.get(office) == kept[0]}
        grown = keys.keys() - self._kept.keys()
        if not grown:
            return
        kept = {office: _kept_by(assessment, known[office][0]) for office in grown}
        recent = min(one.open_days.last(today, pace.RECENT)[0] for one in kept.values())
        noted = {figure.day for office in grown for figure in known[office][1].values()}
        days = Days.summed(assessment.eit, recent, today, noted)
        for office, tallied in history.tallied(self._engine, grown, days):
            self._kept[office] = keys[office], _worked(kept[office], *known[office], tallied, today)


def as_report(assessment: Assessment, today: datetime.date, standings: list[Standing]) -> Report:
    """What is said of every office."""
    return Report(today, assessment.year, [one.report for one in standings])


def _standing(
    office: str,
    rows: list[sa.Row[Any]],
    worked: Worked,
    held: dict[str, Held],
    alarms: dict[str, list[str]],
    now: datetime.datetime,
) -> Standing:
    members = [
        KioskReport(
            row.kiosk,
            state(row.last_report, now),
            row.last_report,
            held[row.kiosk].newest if row.kiosk in held else 0,
            [*alarms.get(row.kiosk, []), *clock(row.clock_ahead)],
        )
        for row in rows
    ]
    return Standing(OfficeReport(office, worked.counts.groups, worked.counts.total, members), worked, rows)


def _told(rows: list[sa.Row[Any]]) -> Health | None:
    """What an office's kiosk that reported last says of how they count, without what changes with every report."""
    told = max(((row.last_report, row.health) for row in rows if row.health), default=None)
    if told is None:
        return None
    said = _HEALTH.decode(told[1])
    return msgspec.structs.replace(said, version="", disk_free=0, starts=0, awaiting=0, confirmed=0)


def _kept_by(assessment: Assessment, told: Health | None) -> Assessment:
    """The assessment on the days on which an office is open."""
    return assessment.kept_by(told.closed, told.opened) if told and (told.closed or told.opened) else assessment


def _worked(
    assessment: Assessment, told: Health | None, figures: Figures, tallied: list[DayCount], today: datetime.date
) -> Worked:
    channel: Channel = told.counts_from if told else "staff"
    counts = _counts(assessment, told, channel, figures, tallied, today)
    window = assessment.eit
    counted = [one for one in tallied if one.channel == channel and window.start <= one.day <= window.outer]
    compared = [
        Compared(
            TOTAL if group is None else group,
            figure.value,
            figure.day,
            sum(one.count for one in counted if one.day <= figure.day and group in (None, one.work_group)),
        )
        for group, figure in figures.items()
    ]
    order = [one.id for one in [*counts.groups, counts.total]]
    compared.sort(key=lambda one: order.index(one.id))
    return Worked(assessment, counts, channel, compared, _short(assessment, counts, today))


def _counts(
    assessment: Assessment,
    told: Health | None,
    channel: Channel,
    figures: Figures,
    tallied: list[DayCount],
    today: datetime.date,
) -> OfficeCounts:
    """An office's counts, under the class and the way of counting that its kiosks report."""
    offered = list(assessment.quotas)
    office_class = told.office_class if told and told.office_class in offered else offered[0]
    itap = {group: figure.value for group, figure in figures.items()}
    terms = Terms(assessment, office_class, channel, today)
    return office_counts(terms, OfficeTallies(tallied, itap=itap), practice=False)


def _short(assessment: Assessment, counts: OfficeCounts, today: datetime.date) -> int:
    """How few respondents more than the present rate brings would reach all five minima by the last day.

    One respondent counts for a work group and for the total, so the groups' sum and the total do not add up.
    """
    window = assessment.eit
    last = window.outer if window.phase(today) == "late" else window.deadline
    days = assessment.open_days.count(max(today, window.start), last)

    def missing(one: Progress) -> int:
        return math.ceil(max(one.quota - one.count - one.rate * days, 0))

    return max(sum(missing(one) for one in counts.groups), missing(counts.total))


def _least_hopeful(standing: Standing) -> tuple[int, float, str]:
    """By how many will be missing, then by how many are missing today of what was due."""
    worked = standing.worked
    behind = sum(one.expected - one.count for one in [*worked.counts.groups, worked.counts.total])
    return -worked.short, -behind, standing.report.office
