"""The sheets of a month's evidence: what stands in which column, whatever the file is."""

import datetime

from kiosk.catalogue.assessment import TOTAL, Measure, WorkGroup
from kiosk.export.evidence import Evidence, LinkedItem
from kiosk.export.office_sheets import calendar, follow_ups, notes, numbers, roster
from kiosk.export.sheet import CellValue, Column, Sheet
from kiosk.progress.burnup import Course
from kiosk.progress.itap_gap import ItapFigure, superseded
from kiosk.progress.plan import MeasureStatus, months
from kiosk.streams.chain.coverage import Coverage
from kiosk.text.bilingual import Bilingual, Phrases, joined, same
from kiosk.text.dates import month_name, thai_date, weekday_name

_MARKS = {"done": "✔", "due": "●", "missed": "✖", "later": "–"}
"""Shapes of the months of a measure, as the page of the plan draws them."""


def sheets(evidence: Evidence) -> list[Sheet]:
    """All of them, in the order in which they are read."""
    of_month = (figures, daily, itap, plan, disclosure, ledger)
    return [sheet(evidence) for sheet in (*of_month, follow_ups, numbers, roster, calendar, notes)]


def figures(evidence: Evidence) -> Sheet:
    """The five minima: the figures of `kiosk counts`, and what the month added."""
    say = evidence.kiosk.catalogue.phrases
    none, ended = say("export.none_yet"), say("staff.ended")

    def forecast(course: Course) -> datetime.date | None:
        return course.progress.forecast.date if course.progress.forecast else None

    columns: list[Column[Course]] = [
        Column("minimum", 42, lambda course: _group_title(course.progress.id, evidence)),
        Column("quota", 10, lambda course: course.progress.quota),
        Column("count", 10, lambda course: course.progress.count),
        Column("in_month", 9, evidence.in_month),
        Column("today", 9, lambda course: course.progress.today),
        Column("here", 9, lambda course: course.progress.here),
        Column("elsewhere", 12, lambda course: course.progress.elsewhere),
        Column("self_reported", 12, lambda course: course.progress.self_reported),
        Column("itap_figure", 11, lambda course: _or(course.progress.itap, none)),
        Column("expected", 9, lambda course: course.progress.expected),
        Column("needed", 12, lambda course: _or(course.progress.needed_per_open_day, ended)),
        Column("rate", 11, lambda course: course.progress.rate),
        Column("forecast", 12, lambda course: _or(forecast(course), none)),
        Column("forecast_be", 13, lambda course: _thai_date_or(forecast(course), none)),
        Column("missing", 14, lambda course: course.progress.missing),
        Column("status", 22, lambda course: say(f"status.{course.progress.status}")),
    ]
    return Sheet.of("figures", say, columns, evidence.courses)


def daily(evidence: Evidence) -> Sheet:
    """The days of the month: respondents by work group, their sum since the start, and what was due by then."""
    say, assessment = evidence.kiosk.catalogue.phrases, evidence.kiosk.assessment
    *groups, total = evidence.courses
    by_id = {course.progress.id: course for course in groups}
    is_open = {True: say("export.open"), False: say("export.closed")}

    def office(day: datetime.date) -> Bilingual:
        return say("export.to_come") if day > evidence.kiosk.today else is_open[day in assessment.open_days]

    def counted_of(group: WorkGroup) -> Column[datetime.date]:
        course = by_id[group.id]
        return Column(f"group.{group.id}", 15, lambda day: course.on(day), group.short_title)

    columns: list[Column[datetime.date]] = [
        Column("day", 12, lambda day: day),
        Column("day_be", 14, thai_date),
        Column("weekday", 20, weekday_name),
        Column("office", 13, office),
        *map(counted_of, assessment.work_groups),
        Column("total", 9, lambda day: total.on(day)),
        Column("sum", 9, total.counted_by),
        Column("due_sum", 11, lambda day: round(_due_by(total, day), 1)),
        Column("by_reason", 14, lambda day: sum(line.change for line in evidence.several if line.day == day)),
    ]
    return Sheet.of("daily", say, columns, evidence.counted_days)


def itap(evidence: Evidence) -> Sheet:
    """Every ITAP figure that was typed in during the month, beside the count of that day; slips are marked."""
    say, replaced = evidence.kiosk.catalogue.phrases, superseded(evidence.itap)
    holds = {False: say("export.stands"), True: say("export.superseded")}
    by_id = {course.progress.id: course for course in evidence.courses}

    def counted_then(figure: ItapFigure) -> int:
        return by_id[figure.group].counted_by(figure.day)

    columns: list[Column[ItapFigure]] = [
        Column("day", 12, lambda figure: figure.day),
        Column("day_be", 16, lambda figure: thai_date(figure.day)),
        Column("group", 34, lambda figure: _group_title(figure.group, evidence)),
        Column("figure", 16, lambda figure: figure.number),
        Column("counted_then", 16, counted_then),
        Column("holds", 26, lambda figure: holds[figure in replaced]),
    ]
    return Sheet.of("itap", say, columns, evidence.itap)


def plan(evidence: Evidence) -> Sheet:
    """The 20 measures: due when, by whom, how far, and whether they were followed up this month."""
    say = evidence.kiosk.catalogue.phrases

    def followed_up(followed: MeasureStatus) -> Bilingual:
        marks = dict(zip(months(evidence.kiosk.assessment), followed.marks, strict=True))
        return say(f"export.followed_{marks.get(evidence.month.first, 'none')}")

    def so_far(followed: MeasureStatus) -> Bilingual:
        marks = dict(zip(months(evidence.kiosk.assessment), map(_MARKS.get, followed.marks), strict=True))
        told = [month_name(month) + f" {mark or '–'}" for month, mark in marks.items() if month <= evidence.month.first]
        return joined(told, "  ") if told else say("export.followed_none")

    def remark(followed: MeasureStatus) -> Bilingual:
        remarks = (follow_up.remark for follow_up in followed.history if follow_up.remark)
        return next(map(same, remarks), say("export.no_remark"))

    columns: list[Column[MeasureStatus]] = [
        Column("number", 7, lambda followed: same(followed.measure.id)),
        Column("measure", 42, lambda followed: followed.measure.title),
        Column("due", 12, lambda followed: _or(followed.measure.due, _recurring(followed.measure, say))),
        Column("due_be", 16, lambda followed: _thai_date_or(followed.measure.due, _recurring(followed.measure, say))),
        Column("responsible", 38, lambda followed: followed.measure.responsible),
        Column("state", 16, lambda followed: say(f"export.plan_{followed.state}")),
        Column("followed", 18, followed_up),
        Column("months", 30, so_far),
        Column("remark", 30, remark),
    ]
    return Sheet.of("plan", say, columns, evidence.plan)


def disclosure(evidence: Evidence) -> Sheet:
    """O1–O24: title, address, and what the last check found."""
    say = evidence.kiosk.catalogue.phrases
    awaiting, unchecked = say("service.awaiting"), say("disclosure.unchecked")

    def address(linked: LinkedItem) -> Bilingual:
        return same(linked.item.address.figure) if linked.item.address.figure else awaiting

    def confirmed(linked: LinkedItem) -> Bilingual:
        return say("service.confirmed") if linked.item.address.confirmed else awaiting

    def answer(linked: LinkedItem) -> Bilingual:
        return say(f"disclosure.{linked.finding.answer.state}") if linked.finding else unchecked

    columns: list[Column[LinkedItem]] = [
        Column("item", 7, lambda linked: same(linked.item.id)),
        Column("item_title", 50, lambda linked: _or(linked.item.title.figure, awaiting)),
        Column("address", 52, address),
        Column("confirmed", 25, confirmed),
        Column("answer", 16, answer),
        Column("since", 16, lambda linked: _or(linked.since, unchecked)),
        Column("since_be", 16, lambda linked: _thai_date_or(linked.since, unchecked)),
    ]
    return Sheet.of("disclosure", say, columns, evidence.disclosures)


def ledger(evidence: Evidence) -> Sheet:
    """What all counts rest on: the ledger's head, and how much of it headquarters has signed for."""
    say = evidence.kiosk.catalogue.phrases
    none = say("export.no_receipt")

    def receipt_at(coverage: Coverage) -> Bilingual:
        return same(f"{coverage.at:%Y-%m-%d %H:%M}") if coverage.at else none

    columns: list[Column[Coverage]] = [
        Column("epoch", 40, lambda coverage: same(coverage.epoch)),
        Column("head", 70, lambda coverage: same(coverage.head)),
        Column("entries", 12, lambda coverage: coverage.entries),
        Column("under_receipt", 22, lambda coverage: coverage.confirmed),
        Column("receipt_at", 24, receipt_at),
        Column("on_word", 22, lambda coverage: coverage.entries - coverage.confirmed),
    ]
    return Sheet.of("ledger", say, columns, [evidence.coverage])


def _recurring(measure: Measure, say: Phrases) -> Bilingual:
    return say("export.weekly_due" if measure.recurring == "weekly" else "export.daily_due")


def _group_title(group: str, evidence: Evidence) -> Bilingual:
    total = evidence.kiosk.catalogue.phrases("staff.total")
    return total if group == TOTAL else evidence.kiosk.assessment.group(group).title


def _or(value: CellValue | None, otherwise: Bilingual) -> CellValue:
    return otherwise if value is None else value


def _thai_date_or(day: datetime.date | None, otherwise: Bilingual) -> Bilingual:
    return thai_date(day) if day else otherwise


def _due_by(course: Course, day: datetime.date) -> float:
    """What was due before a day: nothing before the window, and after it what was due on its last day."""
    at = (day - course.window.start).days
    return course.due[min(at, len(course.due) - 1)] if at >= 0 else 0
