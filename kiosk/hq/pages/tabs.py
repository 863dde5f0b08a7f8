"""The pages behind the tabs: a page is a row of TABS, a function that makes its table, and its words.

Its words are `tab`, `title` and `rule` under its name in words.toml, and those of its columns. Its table is its files,
and what it shows, unless a template of its own draws more.
"""

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import Any

import sqlalchemy as sa

from kiosk.catalogue.assessment import TOTAL, Assessment
from kiosk.hq.accounts.policy import Permission
from kiosk.hq.pages.phrases import action_name, alarm_name, office_name, phrases
from kiosk.hq.pages.root_table import root_table
from kiosk.hq.pages.snapshot import Snapshot
from kiosk.hq.pages.table import Row, Table, group_name, hours_since, minutes_ahead, moment_at
from kiosk.hq.report.standings import OfficeStanding
from kiosk.progress.counts import Progress
from kiosk.text.bilingual import Phrases

_CLOSED_SHOWN = 100
_AUDIT_SHOWN = 500
_UNREPORTED = ["reporting", "late", "never", "missing", "silent"]
"""States of a kiosk in the order of how little is known of it."""


@dataclass(frozen=True)
class Tab:
    """A page behind a tab: its table, and, if it has a template of its name, what that draws.

    `reports` is whether it is part of the report that is handed on, `permission` what it takes to see it.
    """

    table: Callable[[Snapshot], Table]
    values: Callable[[Snapshot], dict[str, Any]] | None = None
    reports: bool = True
    permission: Permission = "read"

    def page(self, name: str, snapshot: Snapshot) -> tuple[str, dict[str, Any]]:
        """Its template, and the values that it draws."""
        if self.values is None:
            return "table.html", {"table": self.table(snapshot)}
        return f"{name}.html", self.values(snapshot)


def shortfall_table(standings: Iterable[OfficeStanding], assessment: Assessment, statuses: Phrases) -> Table:
    """Every minimum of every office; the office that will miss by most first."""
    columns = [
        *("office", "name", "short", "group_words", "count", "quota", "expected", "needed", "rate", "forecast"),
        *("missing", "status_words", "itap", "kiosks", "kiosks_expected"),
    ]
    rows = [
        {
            "office": standing.report.office,
            "name": office_name(standing.report.office),
            "short": None if standing.worked.is_faulty else standing.worked.short,
            **(_no_minimum if standing.worked.is_faulty else _minimum)(progress, assessment, statuses),
            "kiosks": sum(kiosk.state == "reporting" for kiosk in standing.report.kiosks),
            "kiosks_expected": len(standing.report.kiosks),
        }
        for standing in standings
        for progress in standing.report.minima
    ]
    return Table("shortfall", phrases()("shortfall.title"), columns, rows)


def _minimum(progress: Progress, assessment: Assessment, statuses: Phrases) -> Row:
    return {
        "group": progress.id,
        "group_words": group_name(assessment, progress.id),
        "count": progress.count,
        "quota": progress.quota,
        "expected": progress.expected,
        "needed": progress.needed_per_open_day,
        "rate": progress.rate,
        "forecast": progress.forecast.date if progress.forecast else None,
        "missing": progress.missing,
        "status": progress.status,
        "status_words": statuses(f"status.{progress.status}"),
        "itap": progress.itap,
    }


def _no_minimum(progress: Progress, assessment: Assessment, statuses: Phrases) -> Row:
    """A minimum of which nothing is known, because what its office tells cannot be worked out."""
    known = {"group": progress.id, "quota": progress.quota, "group_words": group_name(assessment, progress.id)}
    unknown = dict.fromkeys(_minimum(progress, assessment, statuses))
    return {**unknown, **known, "status": "faulty", "status_words": phrases()("shortfall.faulty")}


def _shortfall_page(snapshot: Snapshot) -> dict[str, Any]:
    standings, assessment = snapshot.standings, snapshot.assessment
    return {
        "standings": standings,
        "minima": [group_name(assessment, group) for group in [*(g.id for g in assessment.work_groups), TOTAL]],
        "missing": sum(standing.worked.short > 0 and not standing.worked.is_faulty for standing in standings),
        "states": Counter(kiosk.state for standing in standings for kiosk in standing.report.kiosks),
        "window": snapshot.window(assessment),
    }


def reporting_table(standings: Iterable[OfficeStanding], snapshot: Snapshot) -> Table:
    """Every expected kiosk; the longest silence first, after it those that never reported."""
    columns = ["office", "name", "kiosk", "state_words", "last_report", "silence", "entries", "suspended", "clock"]
    rows: list[Row] = [
        {
            "office": standing.report.office,
            "name": office_name(standing.report.office),
            "kiosk": kiosk.kiosk,
            "state": kiosk.state,
            "state_words": phrases()(f"reporting.{kiosk.state}"),
            "last_report": moment_at(kiosk.last_report),
            "silence": hours_since(kiosk.last_report, snapshot.now),
            "entries": kiosk.acked,
            "suspended": bool(row.suspended),
            "clock": minutes_ahead(row.clock_ahead),
        }
        for standing in standings
        for kiosk, row in zip(standing.report.kiosks, standing.rows, strict=True)
    ]
    rows.sort(key=lambda row: (-_UNREPORTED.index(row["state"]), row["last_report"] or snapshot.now, row["kiosk"]))
    return Table("reporting", phrases()("reporting.title"), columns, rows)


def _reporting_page(snapshot: Snapshot) -> dict[str, Any]:
    rows = reporting_table(snapshot.standings, snapshot).rows
    return {"rows": rows, "states": Counter(row["state"] for row in rows)}


def itap_table(standings: Iterable[OfficeStanding], assessment: Assessment) -> Table:
    """Every figure that ITAP showed beside the count of its day; the largest difference first."""
    columns = ["office", "name", "group_words", "itap", "itap_day", "counted_by_then", "difference", "count", "quota"]
    rows: list[Row] = []
    for standing in standings:
        now = {progress.id: progress for progress in standing.report.minima}
        rows += [
            {
                "office": standing.report.office,
                "name": office_name(standing.report.office),
                "group": compared.id,
                "group_words": group_name(assessment, compared.id),
                "itap": compared.itap,
                "itap_day": compared.day,
                "counted_by_then": compared.counted_by_then,
                "difference": compared.difference,
                "count": now[compared.id].count,
                "quota": now[compared.id].quota,
            }
            for compared in standing.worked.compared
        ]
    rows.sort(key=lambda row: (-abs(row["difference"]), row["office"]))
    return Table("itap", phrases()("itap.title"), columns, rows)


def _itap_page(snapshot: Snapshot) -> dict[str, Any]:
    rows = itap_table(snapshot.standings, snapshot.assessment).rows
    return {
        "rows": rows,
        "differing": sum(row["difference"] != 0 for row in rows),
        "without": sum(not standing.worked.compared for standing in snapshot.standings),
    }


def alarms_table(alarms: Iterable[sa.Row[Any]]) -> Table:
    """Alarms as the register has them."""
    columns = ["id", "at", "office", "name", "kiosk", "kind_words", "detail", "acknowledged_at", "acknowledged_by"]
    rows = [
        {
            "id": alarm.id,
            "at": moment_at(alarm.at),
            "office": alarm.office,
            "name": office_name(alarm.office),
            "kiosk": alarm.kiosk,
            "kind": alarm.kind,
            "kind_words": alarm_name(alarm.kind),
            "detail": alarm.detail,
            "acknowledged_at": moment_at(alarm.acknowledged_at),
            "acknowledged_by": alarm.acknowledged_by,
        }
        for alarm in alarms
    ]
    return Table("alarms", phrases()("alarms.title"), columns, rows)


def _alarms_page(snapshot: Snapshot) -> dict[str, Any]:
    alarms = snapshot.alarms()
    return {
        "open": [alarm for alarm in alarms if alarm.acknowledged_at is None],
        "closed": [alarm for alarm in alarms if alarm.acknowledged_at is not None][:_CLOSED_SHOWN],
    }


def audit_table(lines: Iterable[sa.Row[Any]]) -> Table:
    """The newest lines of the audit log."""
    columns = ["at", "who", "origin", "action_words", "subject"]
    rows = [
        {
            "at": moment_at(line.at),
            "who": line.who,
            "origin": line.origin,
            "action": line.action,
            "action_words": action_name(line.action),
            "subject": line.detail or None,
        }
        for line in lines
    ]
    return Table("audit", phrases()("audit.title"), columns, rows)


TABS = {
    "shortfall": Tab(lambda now: shortfall_table(now.standings, now.assessment, now.statuses), _shortfall_page),
    "reporting": Tab(lambda now: reporting_table(now.standings, now), _reporting_page),
    "itap": Tab(lambda now: itap_table(now.standings, now.assessment), _itap_page),
    "alarms": Tab(lambda now: alarms_table(now.alarms()), _alarms_page),
    "roots": Tab(root_table),
    "audit": Tab(lambda now: audit_table(now.audit(_AUDIT_SHOWN)), reports=False, permission="audit"),
}
"""Every tab by the name of its page, in the order in which they are shown."""
