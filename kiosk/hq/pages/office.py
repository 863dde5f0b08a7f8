"""The page of one office: its minima with their burn-up, its history, its kiosks, bulletins and alarms."""

from collections.abc import Iterable
from dataclasses import replace
from typing import Any

from kiosk.catalogue.assessment import Assessment
from kiosk.hq.bulletins.reach import reaches
from kiosk.hq.pages.alarm_table import alarm_table
from kiosk.hq.pages.bulletin_table import bulletin_table
from kiosk.hq.pages.burnup_chart import burnup_chart
from kiosk.hq.pages.count_history import SPANS, history
from kiosk.hq.pages.itap_table import itap_table
from kiosk.hq.pages.kiosk_table import kiosk_table
from kiosk.hq.pages.listing import Listing
from kiosk.hq.pages.office_record import office_record
from kiosk.hq.pages.phrases import phrases
from kiosk.hq.pages.selection import Selection
from kiosk.hq.pages.shortfall_table import minima_table, own_year
from kiosk.hq.pages.snapshot import Snapshot
from kiosk.hq.pages.status_marks import outcome_mark, unknown_marks
from kiosk.hq.pages.table import Table, group_name
from kiosk.hq.report.office_figures import missing_at_low_end
from kiosk.hq.report.queries import TallyDays, office_tallies
from kiosk.hq.report.standings import OfficeStanding
from kiosk.hq.store.tables import kiosks
from kiosk.progress.burnup import Course, courses_of
from kiosk.progress.daily_counts import daily_counts
from kiosk.progress.note_words import in_words
from kiosk.text.bilingual import Bilingual
from kiosk.text.languages import HOME


def office_page(snapshot: Snapshot, office: str, span: str) -> dict[str, Any]:
    """What the page draws, with its history by the `span`. Refused if there is no such office."""
    standing = snapshot.office(office)
    assessment, courses = standing.figures.assessment, _courses(snapshot, standing)
    *groups, total = courses
    return {
        "standing": standing,
        "group_name": lambda group: group_name(assessment, group),
        "courses": [(course, burnup_chart(course, assessment, snapshot.today)) for course in [total, *groups]],
        "spans": SPANS,
        "span": (span := next((each for each in SPANS if each == span), SPANS[0])),
        "history": history(courses, span),
        "bulletins": Listing(_bulletins(snapshot, office), Selection(), HOME),
        "late": snapshot.late_entries(office),
        "kiosks": Listing(_kiosks(standing, snapshot), Selection(), HOME),
        "outcome": outcome_mark(standing, snapshot.outcome(standing)),
        "lacking": _lacking(standing, snapshot),
        "region": place.region if (place := snapshot.places.get(office)) else None,
        "record": office_record(snapshot, standing),
        "unknown": unknown_marks(standing),
        "own_year": own_year(standing, snapshot),
        "alarms": alarm_table(snapshot, kiosks.c.office == office).rows,
        "notes": notes_table(snapshot, office).rows,
        "window": snapshot.window(assessment),
        "last_day": assessment.eit.last(snapshot.today),
    }


def _lacking(standing: OfficeStanding, snapshot: Snapshot) -> list[Bilingual]:
    """Which minima will be missed, or may be, and by how many; nothing of an office that will meet them."""
    outcome, assessment, minima = snapshot.outcome(standing), standing.figures.assessment, standing.report.minima
    missing = {
        "miss": [each.missing for each in minima],
        "may-miss": missing_at_low_end(minima, assessment, snapshot.today),
    }.get(outcome, [])
    return [
        phrases()("office.lacking", group=group_name(assessment, each.id), count=count)
        for each, count in zip(minima, missing, strict=False)
        if count
    ]


def _kiosks(standing: OfficeStanding, snapshot: Snapshot) -> Table:
    shown = ["kiosk_link", "state_words", "last_report", "bulletin_words", "entries"]
    return replace(kiosk_table([standing], snapshot), shown=shown, fold=None)


def _bulletins(snapshot: Snapshot, office: str) -> Table:
    """What was handed down to it, and how many of its kiosks hold that."""
    published = reaches(snapshot.engine, lambda name: name == office)
    shown = ["number", "subject_link", "starts", "held_words"]
    return replace(bulletin_table(snapshot, published), shown=shown, fold=None)


def office_tables(snapshot: Snapshot, office: str) -> list[Table]:
    """What its files hold. Refused if there is no such office."""
    standing = snapshot.office(office)
    return [
        minima_table([standing], snapshot.statuses),
        _days_table(_courses(snapshot, standing), standing.figures.assessment),
        kiosk_table([standing], snapshot),
        itap_table([standing]),
        notes_table(snapshot, office),
    ]


def notes_table(snapshot: Snapshot, office: str) -> Table:
    """What its kiosks have noted of the counting, by day, in words."""
    rows = [
        {"day": note.day, "kiosk": kiosk, "word": note.word, "number": note.number, "note_words": in_words(say, note)}
        for say in (snapshot.statuses,)
        for kiosk, note in snapshot.notes(office)
    ]
    return Table("notes", phrases()("office.notes"), ["day", "kiosk", "note_words"], rows)


def _courses(snapshot: Snapshot, standing: OfficeStanding) -> list[Course]:
    """The burn-up of the five minima, the total last."""
    assessment, today, office = standing.figures.assessment, snapshot.today, standing.report.office
    [(_, tallies)] = office_tallies(snapshot.engine, [office], TallyDays(assessment.eit, today, today))
    tallies = [] if standing.figures.is_faulty else tallies
    counted = daily_counts(tallies, standing.figures.channel, today)
    return courses_of(standing.report.minima, counted, assessment, today)


def _days_table(courses: Iterable[Course], assessment: Assessment) -> Table:
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
    return Table("days", phrases()("office.days"), ["day", "group_words", "count", "cumulative"], rows)
