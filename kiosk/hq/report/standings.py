"""Who will miss, who is silent: how every office stands, worked out of the register."""

import datetime
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import chain
from threading import Lock
from typing import Any

import sqlalchemy as sa
from msgspec import structs

from kiosk.catalogue.assessment import Assessment, Window
from kiosk.hq.bulletins.own_years import own_years, with_own_days
from kiosk.hq.report import queries
from kiosk.hq.report.kiosk_cache import HeldKiosk, KioskCache
from kiosk.hq.report.office_figures import FigureInputs, OfficeFigures, office_figures
from kiosk.hq.report.queries import TallyDays
from kiosk.hq.report.report import (
    FaultyOffice,
    KioskReport,
    OfficeReport,
    Report,
    ReportingState,
    clock_warning,
    kiosk_state,
    next_state,
    own_halt,
    told_of,
)
from kiosk.hq.report.trend import week_ends
from kiosk.hq.store.halts import halt_ends, halt_of
from kiosk.hq.store.office_terms import OfficeTerms, all_terms
from kiosk.hq.store.transactions import reading
from kiosk.progress import pace
from kiosk.progress.note_words import NoteWords
from kiosk.protocol.bulletin import Bulletin


@dataclass(frozen=True, eq=False)
class OfficeStanding:
    """How an office stands, and its kiosks as the register has them.

    As long as nothing of it is another, it is the same object: what is made of it may be kept with it.
    """

    report: OfficeReport
    figures: OfficeFigures
    rows: list[sa.Row[Any]]

    @cached_property
    def need(self) -> tuple[int, int, float, str]:
        """By how many will be missing, then by how many may be, then by how many are missing today of what was due."""
        behind = sum(progress.expected - progress.count for progress in self.figures.counts.minima)
        return -self.figures.short, -self.figures.may_lack, -behind, self.report.office

    @cached_property
    def states(self) -> list[ReportingState]:
        """The state of each of its kiosks."""
        return [kiosk.state for kiosk in self.report.kiosks]

    @cached_property
    def versions(self) -> set[str | None]:
        """The versions that its kiosks run; None of one that has said none."""
        return {kiosk.version for kiosk in self.report.kiosks}

    @cached_property
    def names(self) -> list[str]:
        """The names of its kiosks."""
        return [row.kiosk for row in self.rows]

    @cached_property
    def heard(self) -> list[int | None]:
        """When each of its kiosks reported last, in seconds since 1970; None of one that never did."""
        read, told = datetime.datetime.fromisoformat, [row.last_report for row in self.rows]
        return [None if at is None else int(read(at).timestamp()) for at in told]


@dataclass(frozen=True)
class _Kept:
    """A standing, all that it follows from, and from when on until when."""

    facts: tuple[Any, ...]
    since: datetime.datetime
    until: datetime.datetime
    standing: OfficeStanding

    def holds(self, facts: tuple[Any, ...], now: datetime.datetime) -> bool:
        return self.since <= now <= self.until and facts == self.facts


_FAULT = "what this office tells cannot be worked out; headquarters' log says why"

_Cache = dict[str, tuple[FigureInputs, OfficeFigures]]
"""Of one year: what was worked out of each office's tallies, and what it followed from."""


class Standings:
    """How every office of one register stands, cached.

    What was worked out of an office's tallies is kept until one of its ledgers has grown, or the day is another.
    With bulletins that are `drafted` it is how they would stand if those were in force.
    """

    def __init__(self, engine: sa.Engine, drafted: Sequence[Bulletin] = ()) -> None:
        self._engine = engine
        self._drafted = drafted
        self._kiosks = KioskCache()
        self._years: dict[int, tuple[Assessment, _Cache]] = {}
        self._kept: dict[tuple[int, str], _Kept] = {}
        self._lock = Lock()

    def at(
        self, assessment: Assessment, now: datetime.datetime, today: datetime.date, *, retired: bool = False
    ) -> list[OfficeStanding]:
        """Every office at this moment, the one that will miss by most first; `today` is the day in Thailand.

        Those that are `retired`, of which nothing is expected, stand apart from the others. A retired kiosk is in no
        report, and what it has counted stays in its office's.
        """
        with self._lock:
            with reading(self._engine) as db:
                terms = with_own_days(db, all_terms(db), today, self._drafted)
                own = own_years(db, today, self._drafted)
                apart, offices = queries.retired_offices(db), self._kiosks.by_office(db)
                itap, alarms = queries.itap_figures(db, assessment.fiscal_year.start), queries.open_alarms(db)
            known = {
                office: FigureInputs(
                    own.get(office, {}).get(assessment.year, assessment),
                    today,
                    terms.get(office, OfficeTerms()),
                    itap.get(office, []),
                    [each.entries for each in its],
                )
                for office, its in offices.items()
            }
            cache = self._work_out(assessment, today, known)
            figures = {office: cache[office][1] for office in offices if (office in apart) == retired}
        standings = [
            self._standing((assessment.year, office), offices[office], its, alarms.get(office, {}), now)
            for office, its in figures.items()
        ]
        return sorted(standings, key=lambda standing: standing.need)

    def _standing(
        self,
        of: tuple[int, str],
        held: list[HeldKiosk],
        figures: OfficeFigures,
        alarms: dict[str, list[str]],
        now: datetime.datetime,
    ) -> OfficeStanding:
        """How an office stands, of a year: as it did, if it follows from the same and time has not changed it."""
        facts = held, alarms
        kept = self._kept.get(of)
        if kept is None or kept.standing.figures is not figures or not kept.holds(facts, now):
            present = [each for each in held if each.row.retired_at is None]
            until = _until([each.row for each in present], now)
            kept = self._kept[of] = _Kept(facts, now, until, _standing(of[1], present, figures, alarms, now))
        return kept.standing

    def _work_out(self, assessment: Assessment, today: datetime.date, known: dict[str, FigureInputs]) -> _Cache:
        """The cache of a year brought up to date; offices that are gone, and a year that has changed, are forgotten."""
        held, cache = self._years.get(assessment.year, (assessment, {}))
        cache = {office: cached for office, cached in cache.items() if known.get(office) == cached[0]}
        self._years[assessment.year] = assessment, (cache := cache if held is assessment else {})
        stale = known.keys() - cache.keys()
        if not stale:
            return cache
        own_year = {office: _kept_by(known[office].year, known[office].terms) for office in stale}
        by_window: dict[Window, list[str]] = {}
        for office, year in own_year.items():
            by_window.setdefault(year.eit, []).append(office)
        for window, those in by_window.items():
            recent = min(own_year[office].open_days.last(today, pace.RECENT + 1)[0] for office in those)
            noted = {figure.day for office in those for figure in known[office].figures}
            days = TallyDays.summed(window, recent, today, [*noted, *week_ends(window, today)])
            for office, tallies in queries.office_tallies(self._engine, those, days):
                cache[office] = known[office], office_figures(office, own_year[office], known[office], tallies)
        return cache


def as_report(
    assessment: Assessment, today: datetime.date, standings: list[OfficeStanding], notes: Mapping[str, list[NoteWords]]
) -> Report:
    """What is said of every office, with the notes of each kiosk."""
    return Report(
        today, assessment.year, assessment.is_expected, [_reported(standing, notes) for standing in standings]
    )


def _reported(standing: OfficeStanding, notes: Mapping[str, list[NoteWords]]) -> OfficeReport | FaultyOffice:
    report = standing.report
    members = [structs.replace(member, notes=notes.get(member.kiosk, [])) for member in report.kiosks]
    if standing.figures.is_faulty:
        return FaultyOffice(report.office, members, _FAULT)
    return structs.replace(report, kiosks=members)


def _standing(
    office: str, held: list[HeldKiosk], figures: OfficeFigures, alarms: dict[str, list[str]], now: datetime.datetime
) -> OfficeStanding:
    rows = [each.row for each in held]
    newest = _newest_report(rows)
    members = [
        KioskReport(
            row.kiosk,
            kiosk_state(row, now),
            row.last_report,
            entries.newest,
            [
                *alarms.get(row.kiosk, []),
                *clock_warning(row.clock_ahead),
                *(_unknown_warnings(figures) if row is newest else []),
            ],
            halt=halt_of(row, now) or own_halt(row, now),
            label=row.label,
            **_told_of_itself(row.health),
        )
        for row, entries in held
    ]
    return OfficeStanding(OfficeReport(office, figures.counts.groups, figures.counts.total, members), figures, rows)


def _told_of_itself(health: str | None) -> dict[str, Any]:
    """The parts of a kiosk's health that are reported on; none before its first report, or of what cannot be read."""
    told = told_of(health)
    return {
        name: getattr(told, name, None) for name in ("version", "disk_free", "starts", "awaiting", "year", "failed")
    }


def _unknown_warnings(figures: OfficeFigures) -> list[str]:
    """What is said of the office and headquarters' own file of the year does not know, in words."""
    unknown, lacks = figures.unknown_class, "is not in this year's file here"
    if figures.is_faulty:
        return [f"fault: {_FAULT}"]
    warnings = [f"class: {unknown.registered} {lacks}; held to the minima of {unknown.held_to}"] if unknown else []
    return warnings + [f"work group: {group} {lacks}; counted in the total alone" for group in figures.unknown_groups]


def _newest_report(rows: list[sa.Row[Any]]) -> sa.Row[Any] | None:
    """The kiosk that reported last, if any has."""
    return max((row for row in rows if row.health), key=lambda row: (row.last_report, row.health), default=None)


def _kept_by(assessment: Assessment, terms: OfficeTerms | None) -> Assessment:
    """The assessment on the days on which an office is open."""
    return assessment.kept_by(terms.closed, terms.opened) if terms and (terms.closed or terms.opened) else assessment


def _until(rows: list[sa.Row[Any]], now: datetime.datetime) -> datetime.datetime:
    """Until when the same is known of kiosks if none of them says anything."""
    changes = chain.from_iterable((next_state(row.last_report, now), halt_ends(row, now)) for row in rows)
    return min(filter(None, changes), default=datetime.datetime.max.replace(tzinfo=datetime.UTC))
