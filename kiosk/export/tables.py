"""The tables of a month's evidence: what stands in which column, whatever the file is."""

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeVar

from kiosk.catalogue.assessment import Disclosure, Measure
from kiosk.export.evidence import Evidence
from kiosk.progress.burnup import Course
from kiosk.progress.disclosure import Finding
from kiosk.progress.plan import Followed, months
from kiosk.text.bilingual import Bilingual, Phrases, same
from kiosk.text.dates import thai_date, weekday_name

Figure = TypeVar("Figure", int, float)
Cell = int | float | datetime.date | Bilingual


@dataclass(frozen=True)
class Column:
    """A heading and a width in characters."""

    head: Bilingual
    width: int


@dataclass(frozen=True)
class Table:
    """A sheet: its name, its columns, its rows. No cell is empty."""

    name: Bilingual
    columns: list[Column]
    rows: list[list[Cell]]


def tables(evidence: Evidence) -> list[Table]:
    """All of them, in the order in which they are read."""
    return [one(evidence) for one in (summary, daily, itap, plan, disclosure)]


def summary(evidence: Evidence) -> Table:
    """The five minima: the figures of `kiosk counts`, and what the month added."""
    say = evidence.kiosk.catalogue.phrases
    heads = {
        "minimum": 42, "quota": 10, "count": 10, "in_month": 9, "today": 9, "here": 9, "elsewhere": 12,
        "self_reported": 12, "itap_figure": 11, "expected": 9, "needed": 12, "rate": 11, "forecast": 12,
        "forecast_be": 13, "status": 22,
    }  # fmt: skip
    return Table(say("export.summary"), _columns(say, heads), [_minimum(one, evidence) for one in evidence.courses])


def _minimum(course: Course, evidence: Evidence) -> list[Cell]:
    one, say = course.progress, evidence.kiosk.catalogue.phrases
    forecast = one.forecast.date if one.forecast else None
    none = say("export.none_yet")
    return [
        _group(one.id, evidence),
        one.quota,
        one.count,
        sum(_of_day(course, day) for day in evidence.days),
        one.today,
        one.here,
        one.elsewhere,
        one.self_reported,
        none if one.itap is None else one.itap,
        one.expected,
        say("staff.ended") if one.needed_per_open_day is None else one.needed_per_open_day,
        one.rate,
        forecast or none,
        _be(forecast, none),
        say(f"status.{one.status}"),
    ]


def daily(evidence: Evidence) -> Table:
    """The days of the month: respondents by work group, their sum since the start, and what was due by then."""
    say, assessment = evidence.kiosk.catalogue.phrases, evidence.kiosk.assessment
    columns = _columns(say, {"day": 12, "day_be": 14, "weekday": 20, "office": 13})
    columns += [Column(group.short_title, 15) for group in assessment.work_groups]
    columns += _columns(say, {"total": 9, "sum": 9, "due_sum": 11})
    *_, total = evidence.courses

    def row(day: datetime.date) -> list[Cell]:
        is_open = say("export.open" if day in assessment.open_days else "export.closed")
        counts: list[Cell] = [_of_day(one, day) for one in evidence.courses]
        sums: list[Cell] = [_until(total.counted, total, day), round(_until(total.due, total, day), 1)]
        return [day, thai_date(day), weekday_name(day), is_open, *counts, *sums]

    return Table(say("export.daily"), columns, [row(day) for day in evidence.days])


def itap(evidence: Evidence) -> Table:
    """Every ITAP figure that was typed in during the month, beside the count of that day."""
    say = evidence.kiosk.catalogue.phrases
    heads = {"day": 12, "day_be": 16, "group": 34, "figure": 16, "counted_then": 16}
    by_id = {one.progress.id: one for one in evidence.courses}

    def row(day: datetime.date, group: str | None, figure: int) -> list[Cell]:
        course = by_id[group or "total"]
        return [
            day,
            thai_date(day),
            _group(group or "total", evidence),
            figure,
            _until(course.counted, course, day),
        ]

    return Table(say("export.itap"), _columns(say, heads), [row(*one) for one in evidence.itap])


def plan(evidence: Evidence) -> Table:
    """The 20 measures: due when, by whom, how far, and whether they were followed up this month."""
    say = evidence.kiosk.catalogue.phrases
    heads = {
        "number": 7, "measure": 42, "due": 12, "due_be": 16, "responsible": 38, "state": 16, "followed": 18,
        "remark": 30,
    }  # fmt: skip
    return Table(say("export.plan"), _columns(say, heads), [_measure(one, evidence) for one in evidence.plan])


def _measure(one: Followed, evidence: Evidence) -> list[Cell]:
    say, measure = evidence.kiosk.catalogue.phrases, one.measure
    known = months(evidence.kiosk.assessment)
    first = evidence.month.first
    mark = one.marks[known.index(first)] if first in known else "none"
    remark = next((each.remark for each in one.history if each.remark), "")
    return [
        same(measure.id),
        measure.title,
        measure.due or _recurring(measure, say),
        _be(measure.due, _recurring(measure, say)),
        measure.responsible,
        say(f"export.plan_{one.state}"),
        say(f"export.followed_{mark}"),
        same(remark) if remark else say("export.no_remark"),
    ]


def _recurring(measure: Measure, say: Phrases) -> Bilingual:
    return say("export.weekly_due" if measure.recurring == "weekly" else "export.daily_due")


def disclosure(evidence: Evidence) -> Table:
    """O1–O24: title, address, and what the last check found."""
    say = evidence.kiosk.catalogue.phrases
    heads = {
        "item": 7, "item_title": 50, "address": 52, "confirmed": 25, "answer": 16, "since": 16, "since_be": 16
    }  # fmt: skip
    rows = [_item(item, found, say) for item, found in evidence.disclosures]
    return Table(say("export.disclosure"), _columns(say, heads), rows)


def _item(item: Disclosure, found: Finding | None, say: Phrases) -> list[Cell]:
    awaiting = say("service.awaiting")
    unchecked = say("disclosure.unchecked")
    return [
        same(item.id),
        item.title.figure or awaiting,
        same(item.address.figure) if item.address.figure else awaiting,
        say("service.confirmed") if item.address.confirmed else awaiting,
        say(f"disclosure.{found.answer.state}") if found else unchecked,
        found.since if found else unchecked,
        _be(found.since if found else None, unchecked),
    ]


def _columns(say: Phrases, heads: dict[str, int]) -> list[Column]:
    return [Column(say(f"export.{key}"), width) for key, width in heads.items()]


def _group(group: str, evidence: Evidence) -> Bilingual:
    total = evidence.kiosk.catalogue.phrases("staff.total")
    return {one.id: one.title for one in evidence.kiosk.assessment.work_groups}.get(group, total)


def _be(day: datetime.date | None, otherwise: Bilingual) -> Bilingual:
    return thai_date(day) if day else otherwise


def _of_day(course: Course, day: datetime.date) -> int:
    at = (day - course.window.start).days
    return course.daily[at] if 0 <= at < len(course.daily) else 0


def _until(figures: Sequence[Figure], course: Course, day: datetime.date) -> Figure | int:
    """The figure of a day, 0 before the window; the last one after the last."""
    at = (day - course.window.start).days
    return figures[min(at, len(figures) - 1)] if at >= 0 and figures else 0
