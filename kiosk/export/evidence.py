"""A month's evidence gathered: the same counts as `kiosk counts`, the plan, ITAP's figures, the disclosure."""

import datetime
from dataclasses import dataclass

from msgspec.structs import replace

from kiosk.catalogue.assessment import TOTAL, Disclosure
from kiosk.editing.duty_month import DutyDay, duty_month
from kiosk.export.month import Month
from kiosk.machine.kiosk import Kiosk, clock_on, open_record
from kiosk.machine.membership import signers
from kiosk.progress.burnup import Course, courses
from kiosk.progress.disclosure import Finding, findings
from kiosk.progress.follow_ups import FollowUps, Subject
from kiosk.progress.itap_gap import ItapFigure
from kiosk.progress.note_words import NoteWords, noted
from kiosk.progress.plan import FollowUp, MeasureStatus, followed
from kiosk.progress.several import SeveralLine, several_lines
from kiosk.streams.chain.coverage import Coverage, coverage
from kiosk.streams.ledger.ledger import Ledger
from kiosk.text.bilingual import Bilingual
from kiosk.text.dates import fiscal_year


@dataclass(frozen=True)
class LinkedItem:
    """An item of the disclosure, and what the last check found at its address, if there was one."""

    item: Disclosure
    finding: Finding | None

    @property
    def since(self) -> datetime.date | None:
        """The day since which the address answers so."""
        return self.finding.since if self.finding else None


@dataclass(frozen=True)
class OfficeNumber:
    """What is known by its number alone: of the internal survey (IIT), or imported for EIT (2), on a day."""

    subject: Subject
    day: datetime.date
    number: int


@dataclass(frozen=True)
class Evidence:
    """As of `kiosk.today`: the last day of the month, or today within it. `courses` are the five minima, total last.

    `coverage` is what the ledger rests on when this is gathered; `several` is what was entered together, later, or
    taken back with a reason.
    """

    kiosk: Kiosk
    month: Month
    courses: list[Course]
    itap: list[ItapFigure]
    plan: list[MeasureStatus]
    disclosures: list[LinkedItem]
    coverage: Coverage
    numbers: list[OfficeNumber]
    notes: list[NoteWords]
    several: list[SeveralLine]
    duty: list[DutyDay]

    @property
    def marks(self) -> list[Bilingual]:
        """What stands at the head of everything: that it is practice, that nobody here has signed the year yet."""
        say, year = self.kiosk.catalogue.phrases, self.kiosk.assessment
        by_bulletin = year.bulletin is not None and year.signed is None
        marks = {
            "mode.practice": self.kiosk.practice,
            "export.draft": year.is_expected,
            "export.by_bulletin": by_bulletin,
        }
        return [say(key, number=year.bulletin or 0) for key, is_so in marks.items() if is_so]

    @property
    def year(self) -> Bilingual:
        """The fiscal year of the assessment."""
        year = fiscal_year(self.kiosk.assessment.year)
        return self.kiosk.catalogue.phrases("export.fiscal_year", year=year)

    @property
    def follow_ups(self) -> list[FollowUp]:
        """Every follow-up of the fiscal year so far, oldest first."""
        return sorted(
            (each for followed in self.plan for each in reversed(followed.history)), key=lambda each: each.day
        )

    @property
    def days(self) -> list[datetime.date]:
        """The days of the month that are told."""
        return self.month.days(self.kiosk.today)

    @property
    def counted_days(self) -> list[datetime.date]:
        """Those days, and the later ones that a clock which was ahead has counted on: the count holds them too."""
        return [*self.days, *sorted(self.courses[-1].ahead)]

    def in_month(self, course: Course) -> int:
        """The respondents of the whole month."""
        return sum(course.on(day) for day in self.month.days(self.month.last))


def gather(kiosk: Kiosk, ledger: Ledger, month: Month) -> Evidence:
    """The evidence of a month, without what came after it or is of a work group that its year does not have."""
    over = month.last < kiosk.today
    then = replace(kiosk, clock=clock_on(month.last)) if over else kiosk
    until = month.last if over else datetime.date.max
    known = findings(then)
    plan, numbers = _of_record(then)
    order = [measure.id for measure in then.assessment.measures]
    groups = {TOTAL, *(group.id for group in then.assessment.work_groups)}
    figures = (ItapFigure(day, group or TOTAL, n) for day, group, n in ledger.itap.all(until) if day >= month.first)
    return Evidence(
        then,
        month,
        courses(then, ledger, until),
        [figure for figure in figures if figure.group in groups],
        sorted(plan, key=lambda each: order.index(each.measure.id)),
        [LinkedItem(item, known.get(item.id)) for item in then.assessment.disclosures],
        coverage(ledger, signers(kiosk)),
        [number for number in numbers if number.day <= until],
        [note for note in noted(ledger.notes()) if month.first <= note.day <= min(until, month.last)],
        [line for line in several_lines(then) if line.entered <= until and line.group in groups],
        [each for each in duty_month(kiosk, month.first) if each.day <= then.today],
    )


def _of_record(kiosk: Kiosk) -> tuple[list[MeasureStatus], list[OfficeNumber]]:
    """The plan as the follow-ups have it, and the numbers, oldest first."""
    with open_record(kiosk) as record:
        kept, today = FollowUps(record), kiosk.today
        return followed(kiosk.assessment, kept.all(), today, record.first_day() or today), [
            OfficeNumber(subject, day, number) for subject, told in kept.figures().items() for number, day in told
        ]
