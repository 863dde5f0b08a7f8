"""Who will miss: an office a row, the one that needs help most first; and each of its minima, for the files."""

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from kiosk.catalogue.assessment import TOTAL, Assessment, Phase
from kiosk.hq.pages.cells import LinkCell, MarkCell
from kiosk.hq.pages.listing import Listing
from kiosk.hq.pages.outlook_changes import outlook_changes
from kiosk.hq.pages.phrases import office_name, phrases, place_name
from kiosk.hq.pages.province_map import province_map
from kiosk.hq.pages.readiness_table import checklist, readiness_table
from kiosk.hq.pages.row_cache import RowCache
from kiosk.hq.pages.snapshot import Snapshot
from kiosk.hq.pages.status_marks import minimum, outcome_mark, outcome_tiles, share_mark, unknown_marks
from kiosk.hq.pages.table import Answer, Facet, Fold, Head, Row, Table, Todo, group_name, region_facet
from kiosk.hq.pages.trend_chart import Trend
from kiosk.hq.pages.year_axis import year_axis
from kiosk.hq.register.offices import Office
from kiosk.hq.report.outcome import Outcome
from kiosk.hq.report.standings import OfficeStanding
from kiosk.progress.counts import Progress
from kiosk.text.bilingual import Bilingual, Phrases, joined
from kiosk.text.dates import medium_date

_KEPT: RowCache[Row] = RowCache()
_TILES: list[Outcome] = ["miss", "may-miss", "unknown", "will-meet", "met"]
_TILES_AFTER: list[Outcome] = ["missed", "met"]


def shortfall_table(snapshot: Snapshot) -> Table:
    """A row for each office, in the order in which they need help. Before a window opens nobody can miss anything."""
    if snapshot.phase == "before":
        return readiness_table(snapshot)
    assessment = snapshot.assessment
    minima = [*(group.id for group in assessment.work_groups), TOTAL]
    quotas = _usual_quotas(snapshot.standings)
    rows = [_row(standing, snapshot, quotas) for standing in snapshot.standings]
    rows.sort(key=lambda row: float(row["outcome_words"].rank))
    regions = region_facet(rows)
    return Table(
        "shortfall",
        phrases()("shortfall.title"),
        ["office", "name", "region", "outcome_words", "short", "may_lack", "kiosks", "kiosks_expected"],
        rows,
        ["name_link", *(["region"] if regions.values else []), "outcome_words", "trend", *minima, "share"],
        {group: Head(_short_name(assessment, group), quotas.get(group)) for group in minima},
        _answer(snapshot, rows),
        Facet("outcome", _tiles(snapshot.phase, rows)),
        [regions],
        Fold("name_link", "outcome_words", TOTAL, "trend", ("shortfall.first", ["miss", "missed"]), "region"),
    )


def _usual_quotas(standings: Iterable[OfficeStanding]) -> dict[str, int]:
    """By group, the minimum to which most offices are held: it stands in the head, any other in its cell."""
    held = Counter((progress.id, progress.quota) for standing in standings for progress in standing.report.minima)
    return {group: quota for (group, quota), _ in reversed(held.most_common())}


def _row(standing: OfficeStanding, snapshot: Snapshot, usual: Mapping[str, int]) -> Row:
    outcome, place = snapshot.outcome(standing), snapshot.places.get(standing.report.office)
    apart = {progress.id for progress in standing.report.minima if usual[progress.id] != progress.quota}
    facts = outcome, place, apart, snapshot.statuses
    return _KEPT.rows(standing, facts, lambda: [_office(standing, snapshot, outcome, place, apart)])[0]


def _office(
    standing: OfficeStanding, snapshot: Snapshot, outcome: Outcome, place: Office | None, apart: set[str]
) -> Row:
    report, figures = standing.report, standing.figures
    name = office_name(report.office)
    needed = report.total.needed_per_open_day
    warnings = [phrases()("shortfall.faulty")] if figures.is_faulty else []
    warnings += [mark.said for mark in unknown_marks(standing)]
    warnings += filter(None, [own_year(standing, snapshot)])
    return {
        **dict.fromkeys(group.id for group in snapshot.assessment.work_groups),
        "office": report.office,
        "name": name,
        "name_link": LinkCell(place_name(report.office), f"/offices/{report.office}"),
        "region": place.region if place else None,
        "province": place.province if place else report.office,
        "outcome": outcome,
        "outcome_words": outcome_mark(standing, outcome),
        "outcome_before": figures.outlook_before,
        "short": None if figures.is_faulty else figures.short,
        "may_lack": None if figures.is_faulty else figures.may_lack,
        **{
            progress.id: None
            if figures.is_faulty
            else minimum(progress, snapshot.statuses, is_usual=progress.id not in apart)
            for progress in report.minima
        },
        "trend": None if figures.is_faulty else Trend(tuple(figures.weeks), None if needed is None else needed * 5),
        "kiosks": sum(kiosk.state == "reporting" for kiosk in report.kiosks),
        "kiosks_expected": len(report.kiosks),
        "share": share_mark(standing),
        "todo": Todo(joined(warnings, " · "), False) if warnings else None,
    }


def shortfall_page(snapshot: Snapshot, listing: Listing) -> dict[str, Any]:
    """What the page draws besides its rows: the map of the provinces, whose outlook changed, a checklist."""
    outcomes: dict[str, tuple[Outcome, MarkCell, str]] = {}
    for row in listing.table.rows:  # the office that needs help most speaks for a province that has several
        outcomes.setdefault(row["province"], (row["outcome"], row["outcome_words"], row["name_link"].address))
    return {
        "map": province_map(outcomes),
        "since": outlook_changes(snapshot, listing.table.rows),
        "checks": checklist(snapshot, listing.table.rows) if snapshot.phase == "before" else [],
        "axis": year_axis(snapshot.assessment, snapshot.today),
        "window": snapshot.window(snapshot.assessment),
    }


def own_year(standing: OfficeStanding, snapshot: Snapshot) -> Bilingual | None:
    """That an office goes by a year which was stated to it and not to all; None where it does not."""
    number = standing.figures.assessment.bulletin
    return None if number in (None, snapshot.assessment.bulletin) else phrases()("shortfall.own_year", number=number)


def _tiles(phase: Phase, rows: list[Row]) -> dict[str, MarkCell]:
    """Those of the phase; what else befalls an office has one only where it befalls one."""
    outcomes = {row["outcome"] for row in rows}
    usual = _TILES_AFTER if phase == "after" else _TILES
    return {each: mark for each, mark in outcome_tiles().items() if each in usual or each in outcomes}


def _answer(snapshot: Snapshot, rows: list[Row]) -> Answer:
    say, counts, window = phrases(), Counter(row["outcome"] for row in rows), snapshot.window(snapshot.assessment)
    context = [
        say("shortfall.may_miss", count=counts["may-miss"]),
        say(
            "shortfall.reporting",
            reporting=sum(row["kiosks"] for row in rows),
            all=sum(row["kiosks_expected"] for row in rows),
        ),
        say(
            "shortfall.left",
            days=window["days"],
            deadline=medium_date(window["deadline"]),
            outer=medium_date(window["outer"]),
        ),
    ]
    if snapshot.phase == "after":
        return Answer(say("shortfall.ended_summary", missed=counts["missed"], all=len(rows), met=counts["met"]))
    return Answer(say("shortfall.summary", missing=counts["miss"], all=len(rows)), joined(context, " · "))


def minima_table(standings: Iterable[OfficeStanding], statuses: Phrases) -> Table:
    """Every minimum of every office."""
    columns = [
        *("office", "name", "short", "group_words", "count", "quota", "expected", "needed", "rate", "forecast"),
        *("missing", "status_words", "itap"),
    ]
    rows = [
        {
            "office": standing.report.office,
            "name": office_name(standing.report.office),
            "short": None if standing.figures.is_faulty else standing.figures.short,
            **(_no_minimum if standing.figures.is_faulty else _minimum)(
                progress, standing.figures.assessment, statuses
            ),
        }
        for standing in standings
        for progress in standing.report.minima
    ]
    return Table("minima", phrases()("office.minima"), columns, rows)


def _minimum(progress: Progress, assessment: Assessment, statuses: Phrases) -> dict[str, Any]:
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


def _no_minimum(progress: Progress, assessment: Assessment, statuses: Phrases) -> dict[str, Any]:
    """A minimum of which nothing is known, because what its office tells cannot be worked out."""
    known = {"group": progress.id, "quota": progress.quota, "group_words": group_name(assessment, progress.id)}
    unknown = dict.fromkeys(_minimum(progress, assessment, statuses))
    return {**unknown, **known, "status": "faulty", "status_words": phrases()("shortfall.faulty")}


def _short_name(assessment: Assessment, group: str) -> Bilingual:
    return phrases()("office.total") if group == TOTAL else assessment.group(group).short_title
