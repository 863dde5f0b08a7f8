"""Alert conditions: what somebody is told of, worked out of the register by the rules that its pages go by."""

import datetime
from collections.abc import Callable, Collection, Iterator
from typing import Any, Literal

import sqlalchemy as sa
from msgspec import Struct

from kiosk.catalogue.assessment import Assessment
from kiosk.hq.alerts.situation import Situation
from kiosk.hq.pages.table import moment_at
from kiosk.hq.report.outcome import Outcome, outcome_of
from kiosk.hq.report.report import LATE, KioskReport
from kiosk.hq.report.standings import OfficeStanding
from kiosk.hq.store.halts import halted_since
from kiosk.storage.disk_space import LOW

ConditionKind = Literal["silent", "halted", "alarm", "disk-low", "will-miss", "year-missing", "unheard"]
"""Every kind; each has its words in words.toml beside."""

_ABSENT = ("silent", "halted")
"""The two kinds of a kiosk of which nothing is taken."""

_UNREPORTED = ("late", "missing", "silent")


class Condition(Struct, frozen=True):
    """Something that is not as it should be. Office and kiosk are empty where it is about neither.

    `subject` tells two of a kind apart, `detail` goes into the words; None for `since`: since it was first seen.
    """

    kind: ConditionKind
    subject: str
    office: str = ""
    kiosk: str = ""
    detail: str = ""
    since: datetime.datetime | None = None


def conditions(now: Situation) -> list[Condition]:
    """Everything that holds at this moment."""
    holding = list(_of_headquarters(now))
    for standing in now.standings:
        holding += _of_office(now, standing)
        for report, row in zip(standing.report.kiosks, standing.rows, strict=True):
            holding += _of_kiosk(standing.figures.assessment, report, row)
    holding += [
        Condition("alarm", f"{row.kiosk}#{row.id}", row.office, row.kiosk, row.kind, moment_at(row.at))
        for row in now.alarms
    ]
    return holding


def mended(now: Situation, holding: Collection[Condition]) -> Callable[[str, str], bool]:
    """Whether what holds no more is mended, by its kind and subject, or nobody knows any more whether it is.

    A halted kiosk that knocks no more is silent, and a silent one that is refused is halted: neither is back. Nor is
    a kiosk that was retired; and an office of which no kiosk reports is not expected to meet again.
    """
    absent = {each.subject for each in holding if each.kind in _ABSENT}
    present = {row.kiosk for row in now.rows} | {""}
    outcomes = {standing.report.office: _outcome(now, standing) for standing in now.standings}

    def is_mended(kind: str, subject: str) -> bool:
        if kind == "will-miss":
            return outcomes.get(subject, "unknown") not in ("unknown", "faulty")
        if kind in _ABSENT:
            return subject in present and subject not in absent
        return kind in ("alarm", "unheard") or subject in present

    return is_mended


def unheard_since(now: Situation) -> datetime.datetime | None:
    """Since when headquarters hears none of several kiosks, which is its own line's fault; None if it hears one."""
    reports = [at for row in now.rows if (at := moment_at(row.last_report)) is not None]
    return max(reports) if len(reports) > 1 and now.at - max(reports) > LATE else None


def _of_headquarters(now: Situation) -> Iterator[Condition]:
    if now.assessment.is_expected:
        yield Condition("year-missing", "", detail=str(now.assessment.year))
    if (since := unheard_since(now)) is not None:
        yield Condition("unheard", "", since=since)


def _of_office(now: Situation, standing: OfficeStanding) -> Iterator[Condition]:
    office, figures = standing.report.office, standing.figures
    if _outcome(now, standing) == "miss":
        yield Condition("will-miss", office, office, detail=str(figures.short))


def _outcome(now: Situation, standing: OfficeStanding) -> Outcome:
    return outcome_of(standing, standing.figures.assessment.eit.phase(now.today))


def _of_kiosk(year: Assessment, report: KioskReport, row: sa.Row[Any]) -> Iterator[Condition]:
    """`year` is its office's. What headquarters has suspended itself, it need not be told of."""
    about = {"subject": report.kiosk, "office": row.office, "kiosk": report.kiosk}
    if report.state == "halted" and not row.suspended:
        yield Condition("halted", **about, detail=report.halt or "", since=moment_at(halted_since(row)))
    if report.state in _UNREPORTED:
        yield Condition("silent", **about, since=moment_at(report.last_report))
    if report.disk_free is not None and report.disk_free < LOW:
        yield Condition("disk-low", **about, detail=str(report.disk_free))
    if report.year and report.year < year.year and not year.is_expected:
        yield Condition("year-missing", **about, detail=str(year.year))
