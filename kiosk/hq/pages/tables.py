"""What the pages say, as plain tables: the same rows become a sheet of a workbook, or JSON."""

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from kiosk.catalogue.assessment import Assessment
from kiosk.hq.pages.phrases import alarm_name, office_name, words
from kiosk.hq.report.report import CLOCK
from kiosk.hq.report.standings import OfficeStanding
from kiosk.progress.burnup import Course
from kiosk.progress.counts import Progress
from kiosk.progress.daily_counts import TOTAL
from kiosk.text.bilingual import Bilingual, Phrases

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


def shortfall(standings: Iterable[OfficeStanding], assessment: Assessment, statuses: Phrases) -> Table:
    """Every minimum of every office; the office that will miss by most first."""
    columns = [
        *("office", "name", "short", "group_words", "count", "quota", "expected", "needed", "rate", "forecast"),
        *("status_words", "itap", "kiosks", "kiosks_expected"),
    ]
    rows = [
        {
            "office": one.report.office,
            "name": office_name(one.report.office),
            "short": one.worked.short,
            **_minimum(progress, assessment, statuses),
            "kiosks": sum(kiosk.state == "reporting" for kiosk in one.report.kiosks),
            "kiosks_expected": len(one.report.kiosks),
        }
        for one in standings
        for progress in [*one.report.groups, one.report.total]
    ]
    return Table("shortfall", words()("shortfall.title"), columns, rows)


def reporting(standings: Iterable[OfficeStanding], now: datetime.datetime) -> Table:
    """Every expected kiosk; the longest silence first, after it those that never reported."""
    columns = ["office", "name", "kiosk", "state_words", "last_report", "silence", "entries", "suspended", "clock"]
    rows: list[Row] = [
        {
            "office": one.report.office,
            "name": office_name(one.report.office),
            "kiosk": kiosk.kiosk,
            "state": kiosk.state,
            "state_words": words()(f"reporting.{kiosk.state}"),
            "last_report": said_at(kiosk.last_report),
            "silence": hours_since(kiosk.last_report, now),
            "entries": kiosk.acked,
            "suspended": bool(row.suspended),
            "clock": minutes_ahead(row.clock_ahead),
        }
        for one in standings
        for kiosk, row in zip(one.report.kiosks, one.rows, strict=True)
    ]
    rows.sort(key=lambda row: (-_UNREPORTED.index(row["state"]), row["last_report"] or now, row["kiosk"]))
    return Table("reporting", words()("reporting.title"), columns, rows)


_UNREPORTED = ["reporting", "late", "never", "missing", "silent"]


def itap(standings: Iterable[OfficeStanding], assessment: Assessment) -> Table:
    """Every figure that ITAP showed beside the count of its day; the largest difference first."""
    columns = ["office", "name", "group_words", "itap", "itap_day", "counted_by_then", "difference", "count", "quota"]
    rows: list[Row] = []
    for one in standings:
        now = {progress.id: progress for progress in [*one.report.groups, one.report.total]}
        rows += [
            {
                "office": one.report.office,
                "name": office_name(one.report.office),
                "group": compared.id,
                "group_words": group_name(assessment, compared.id),
                "itap": compared.itap,
                "itap_day": compared.day,
                "counted_by_then": compared.counted_by_then,
                "difference": compared.difference,
                "count": now[compared.id].count,
                "quota": now[compared.id].quota,
            }
            for compared in one.worked.compared
        ]
    rows.sort(key=lambda row: (-abs(row["difference"]), row["office"]))
    return Table("itap", words()("itap.title"), columns, rows)


def days(courses: Iterable[Course], assessment: Assessment) -> Table:
    """What each day brought to each minimum on which it brought anything, and the sum by its end."""
    rows = [
        {
            "day": day,
            "group": course.progress.id,
            "group_words": group_name(assessment, course.progress.id),
            "count": count,
            "cumulative": total,
        }
        for course in courses
        for day, count, total in zip(course.days, course.daily, course.counted, strict=False)
        if count
    ]
    return Table("days", words()("office.days"), ["day", "group_words", "count", "cumulative"], rows)


def alarms(found: Iterable[sa.Row[Any]]) -> Table:
    """Alarms as the register has them."""
    columns = ["id", "at", "office", "name", "kiosk", "kind_words", "detail", "acknowledged_at", "acknowledged_by"]
    rows = [
        {
            "id": one.id,
            "at": said_at(one.at),
            "office": one.office,
            "name": office_name(one.office),
            "kiosk": one.kiosk,
            "kind": one.kind,
            "kind_words": alarm_name(one.kind),
            "detail": one.detail,
            "acknowledged_at": said_at(one.acknowledged_at),
            "acknowledged_by": one.acknowledged_by,
        }
        for one in found
    ]
    return Table("alarms", words()("alarms.title"), columns, rows)


def group_name(assessment: Assessment, group: str) -> Bilingual:
    """The title of a work group, or of the stated total."""
    return words()("office.total") if group == TOTAL else assessment.group(group).title


def said_at(moment: str | None) -> datetime.datetime | None:
    """A moment as the register writes it."""
    return None if moment is None else datetime.datetime.fromisoformat(moment)


def hours_since(moment: str | None, now: datetime.datetime) -> int | None:
    """Whole hours since a moment of the register; None if there was none."""
    at = said_at(moment)
    return None if at is None else max(int((now - at).total_seconds() // 3600), 0)


def minutes_ahead(seconds: float | None) -> int | None:
    """By how many minutes a kiosk's clock is fast, negative if slow; None while it is near enough or not known."""
    if seconds is None or abs(seconds) <= CLOCK.total_seconds():
        return None
    return round(seconds / 60)


def _minimum(one: Progress, assessment: Assessment, statuses: Phrases) -> Row:
    return {
        "group": one.id,
        "group_words": group_name(assessment, one.id),
        "count": one.count,
        "quota": one.quota,
        "expected": one.expected,
        "needed": one.needed_per_open_day,
        "rate": one.rate,
        "forecast": one.forecast.date if one.forecast else None,
        "status": one.status,
        "status_words": statuses(f"status.{one.status}"),
        "itap": one.itap,
    }
