"""Sheets of what the office has written or keeps to: follow-ups, IIT and EIT (2), roster, calendar, notes."""

from kiosk.catalogue.assessment import CalendarRow
from kiosk.editing.duty_month import DutyDay
from kiosk.export.evidence import Evidence, OfficeNumber
from kiosk.export.sheet import Column, Sheet
from kiosk.progress.note_words import NoteWords, in_words
from kiosk.progress.plan import FollowUp
from kiosk.text.bilingual import Bilingual, same
from kiosk.text.dates import thai_date, weekday_name


def follow_ups(evidence: Evidence) -> Sheet:
    """Every follow-up of the fiscal year so far, months before this one too: its day, its measure, its remark."""
    catalogue = evidence.kiosk.catalogue
    say, titles = catalogue.phrases, {followed.measure.id: followed.measure.title for followed in evidence.plan}

    def kind(follow_up: FollowUp) -> Bilingual:
        return say("record.finished" if follow_up.kind == "finished" else "record.followed")

    def proof(follow_up: FollowUp) -> Bilingual:
        return same(follow_up.evidence) if follow_up.evidence else say("export.no_proof")

    def remark(follow_up: FollowUp) -> Bilingual:
        return same(follow_up.remark) if follow_up.remark else say("export.no_remark")

    columns: list[Column[FollowUp]] = [
        Column("day", 12, lambda follow_up: follow_up.day),
        Column("day_be", 14, lambda follow_up: thai_date(follow_up.day)),
        Column("number", 7, lambda follow_up: same(follow_up.measure)),
        Column("measure", 42, lambda follow_up: titles[follow_up.measure]),
        Column("kind", 22, kind),
        Column("note_of", 50, remark),
        Column("proof", 40, proof),
        Column("written", 16, lambda follow_up: thai_date(follow_up.written or follow_up.day)),
        Column("role", 24, lambda follow_up: catalogue.role_words(follow_up.role)),
    ]
    return Sheet.of("follow_ups", say, columns, evidence.follow_ups)


def numbers(evidence: Evidence) -> Sheet:
    """Every number of the internal survey and of EIT (2) so far."""
    say = evidence.kiosk.catalogue.phrases
    columns: list[Column[OfficeNumber]] = [
        Column("day", 12, lambda number: number.day),
        Column("day_be", 16, lambda number: thai_date(number.day)),
        Column("subject", 40, lambda number: subject_words(evidence, number)),
        Column("figure_of", 14, lambda number: number.number),
    ]
    return Sheet.of("numbers", say, columns, evidence.numbers)


def subject_words(evidence: Evidence, number: OfficeNumber) -> Bilingual:
    """Which survey a number is of."""
    names = {"IIT": "itap.iit", "STAFF": "itap.staff"}
    return evidence.kiosk.catalogue.phrases(names.get(number.subject, "itap.eit_2"))


def roster(evidence: Evidence) -> Sheet:
    """Who was on duty at the service point, by role, on each open day of the month."""
    kiosk = evidence.kiosk

    columns: list[Column[DutyDay]] = [
        Column("day", 12, lambda each: each.day),
        Column("day_be", 16, lambda each: thai_date(each.day)),
        Column("weekday", 24, lambda each: weekday_name(each.day)),
        Column("on_duty", 60, lambda each: each.duty),
    ]
    served = [each for each in evidence.duty if each.is_open]
    return Sheet.of("roster", kiosk.catalogue.phrases, columns, served)


def calendar(evidence: Evidence) -> Sheet:
    """The calendar of the assessment, C1–C13: when, what, by whom."""
    phases = {phase.id: phase.short_title for phase in evidence.kiosk.assessment.phases}
    columns: list[Column[CalendarRow]] = [
        Column("number", 7, lambda row: same(row.id)),
        Column("item_title", 42, lambda row: row.title),
        Column("phase", 18, lambda row: phases[row.phase]),
        Column("from_day", 12, lambda row: row.start),
        Column("until_day", 12, lambda row: row.end),
        Column("due_be", 16, lambda row: thai_date(row.end)),
        Column("action", 52, lambda row: row.action),
        Column("responsible", 34, lambda row: row.responsible),
    ]
    return Sheet.of("calendar", evidence.kiosk.catalogue.phrases, columns, evidence.kiosk.assessment.calendar)


def notes(evidence: Evidence) -> Sheet:
    """What was unusual in the counting of the month, by day, without names."""
    say = evidence.kiosk.catalogue.phrases
    columns: list[Column[NoteWords]] = [
        Column("day", 12, lambda note: note.day),
        Column("day_be", 16, lambda note: thai_date(note.day)),
        Column("noted", 80, lambda note: in_words(say, note)),
    ]
    return Sheet.of("notes", say, columns, evidence.notes)
