"""The follow-up of a month or a year as an official memo, in Thai, that officers go on writing in a word processor."""

import datetime
import io
from collections.abc import Iterator
from importlib.util import find_spec
from pathlib import Path

from kiosk.catalogue.assessment import TOTAL
from kiosk.export.evidence import Evidence
from kiosk.export.month import Month
from kiosk.export.official_document import TEXT, OfficialDocument
from kiosk.export.paper.course_chart import course_chart
from kiosk.export.paper.typesetter import Typesetter
from kiosk.export.pdf import as_pdf
from kiosk.progress.burnup import Course
from kiosk.progress.plan import MeasureStatus
from kiosk.progress.status_marks import signed
from kiosk.storage.private_file import write_private
from kiosk.text.bilingual import Bilingual, joined
from kiosk.text.dates import medium_date, month_and_year
from kiosk.text.languages import HOME
from kiosk.text.refusal import Misuse, Refusal

GARUDA = "garuda.png"
"""The picture of the Garuda that an office puts into its data folder; none is shipped."""

_INDENT = 2.5
"""Centimetres by which a paragraph begins further in."""

_HEADS = ("minimum", "quota", "count", "due", "status")


def write_memo(evidence: Evidence, file: Path, overwrite: bool, pdf: Path | None = None, *, yearly: bool) -> None:
    """Atomic write of the memo, and of the same as PDF. Misuse for another ending, Refusal as `memo` and `as_pdf`.

    Refusal also where a file is there already and is not to be overwritten.
    """
    if file.suffix.lower() != ".docx":
        raise Misuse("memo.ending", path=file)
    for path in filter(None, (file, pdf)):
        if path.exists() and not overwrite:
            raise Refusal("export.exists", path=path)
    docx = memo(evidence, yearly=yearly)
    printed = as_pdf(docx) if pdf else b""
    write_private(file, docx)
    if pdf:
        write_private(pdf, printed)


def memo(evidence: Evidence, *, yearly: bool = False) -> bytes:
    """The memo of a month, or of the fiscal year up to it, as DOCX. Refusal where what writes it is not installed."""
    if find_spec("docx") is None:
        raise Refusal("memo.not_installed")
    writer = _Writer(evidence, yearly)
    writer.head()
    day = medium_date(evidence.kiosk.today)
    writer.say(writer.of_period("memo.opening"), group=_sender(evidence), year=_year(evidence), day=day)
    writer.say("memo.minima")
    writer.document.table([_heads(evidence), *map(writer.minimum, evidence.courses)], (5.6, 1.8, 1.8, 1.8, 5))
    writer.say("memo.not_answers")
    writer.say("memo.plan", **_plan(evidence))
    writer.say("memo.disclosure", **_disclosed(evidence))
    if not yearly and (following := [*_next(evidence)]):
        writer.say("memo.next", what=joined(following, " · "))
    writer.chart()
    writer.document.hold_to_next()
    writer.say("memo.closing")
    writer.signature()
    writer.annex()
    writer.calendar()
    return writer.document.content()


def _sender(evidence: Evidence) -> Bilingual:
    """The work group that reports: the first of the year's."""
    return evidence.kiosk.assessment.work_groups[0].short_title


def _year(evidence: Evidence) -> str:
    return str(evidence.kiosk.assessment.year)


def _heads(evidence: Evidence) -> list[str]:
    return [evidence.kiosk.catalogue.phrases(f"memo.{head}").of(HOME) for head in _HEADS]


def _plan(evidence: Evidence) -> dict[str, int]:
    states = [followed.state for followed in evidence.plan]
    return {"all": len(states), "done": states.count("done"), "overdue": states.count("overdue")}


def _disclosed(evidence: Evidence) -> dict[str, int]:
    items = evidence.disclosures
    known = [linked for linked in items if linked.item.address.figure]
    live = [linked for linked in known if linked.finding and linked.finding.answer.state in ("live", "slow")]
    return {"all": len(items), "known": len(known), "live": len(live)}


def _next(evidence: Evidence) -> Iterator[Bilingual]:
    """What the calendar has in the month after."""
    following = Month(evidence.month.last + datetime.timedelta(1))
    for row in evidence.kiosk.assessment.calendar:
        if row.start <= following.last and row.end >= following.first:
            yield row.short_title + Bilingual(" (", " (") + medium_date(row.start) + "–" + medium_date(row.end) + ")"


class _Writer:
    """Writes the memo from its top to its end."""

    def __init__(self, evidence: Evidence, yearly: bool) -> None:
        self.evidence, self.phrases, self.yearly = evidence, evidence.kiosk.catalogue.phrases, yearly
        self.document = OfficialDocument()

    def head(self) -> None:
        """The Garuda where there is one, the title, and the four dotted lines."""
        kiosk, say = self.evidence.kiosk, self.phrases
        for mark in self.evidence.marks:
            self.document.write(self.document.paragraph(), mark.of(HOME), bold=True)
        self.document.title(say("memo.title").of(HOME), kiosk.folder / GARUDA)
        phone = kiosk.office.phone
        number = phone.figure if phone.confirmed and phone.figure else say("memo.awaited")
        office = say("memo.office", group=_sender(self.evidence), office=kiosk.office.short_name, phone=number)
        self._dotted({"memo.from": office})
        self._dotted({"memo.number": None, "memo.day": _written(kiosk.today)})
        self._dotted({"memo.subject": self._titled("memo.about")})
        to = self.document.paragraph()
        self.document.write(to, say("memo.to", office=kiosk.office.short_name).of(HOME))

    def _dotted(self, parts: dict[str, Bilingual | None]) -> None:
        """A dotted line, in parts by the keys of their labels."""
        told = [(self.phrases(key).of(HOME), words.of(HOME) if words else "") for key, words in parts.items()]
        self.document.dotted(told)

    def of_period(self, key: str) -> str:
        """The key of a phrase about the month, or of that about the year."""
        return f"{key}_year" if self.yearly else key

    def _titled(self, key: str) -> Bilingual:
        return self.phrases(self.of_period(key), month=self.evidence.month.words, year=self.evidence.year)

    def say(self, key: str, **values: Bilingual | str | int) -> None:
        """A paragraph, by the key of its phrase."""
        from docx.shared import Cm, Pt

        paragraph = self.document.paragraph()
        paragraph.paragraph_format.first_line_indent = Cm(_INDENT)
        paragraph.paragraph_format.space_before = Pt(6)
        self.document.write(paragraph, self.phrases(key, **values).of(HOME))

    def minimum(self, course: Course) -> list[str]:
        """One of the five minima, as a row."""
        progress, total = course.progress, self.phrases("staff.total")
        assessment = self.evidence.kiosk.assessment
        title = total if progress.id == TOTAL else assessment.group(progress.id).title
        status = self.phrases(f"status.{progress.status}").of(HOME)
        ahead = f" {signed(progress.count - progress.due)}" if progress.has_pace else ""
        return [title.of(HOME), str(progress.quota), str(progress.count), str(progress.due), status + ahead]

    def annex(self) -> None:
        """Every measure of the plan on a page of its own: due when, how far, when it was followed up, and with what."""
        self.document.new_page(self._titled("memo.annex").of(HOME))
        heads = [self.phrases(f"export.{head}").of(HOME) for head in ("number", "measure", "due_be", "state", "remark")]
        self.document.table([heads, *map(self._measure, self.evidence.plan)], (1.9, 4.7, 3.2, 3.0, 3.2))

    def _measure(self, followed: MeasureStatus) -> list[str]:
        measure, say = followed.measure, self.phrases
        recurring = say("export.weekly_due" if measure.recurring == "weekly" else "export.daily_due")
        due = medium_date(measure.due) if measure.due else recurring
        newest = followed.history[0] if followed.history else None
        told = [medium_date(newest.day).of(HOME), newest.remark, newest.evidence] if newest else []
        state = say(f"export.plan_{followed.state}").of(HOME)
        return [measure.id, measure.title.of(HOME), due.of(HOME), state, "\n".join(filter(None, told))]

    def chart(self) -> None:
        """What was counted by the end of each month beside what was due: after the words, which fill their page."""
        from docx.shared import Cm, Pt

        (picture,) = Typesetter().png(course_chart(self.evidence.courses[-1], self.phrases))
        heading = self.document.paragraph()
        heading.paragraph_format.space_before = Pt(6)
        self.document.write(heading, self.phrases("memo.chart").of(HOME), bold=True)
        self.document.hold_to_next()
        self.document.paragraph().add_run().add_picture(io.BytesIO(picture), width=Cm(16))

    def calendar(self) -> None:
        """The calendar of the assessment, behind the plan."""
        self.document.write(self.document.paragraph(), "")
        self.document.write(self.document.paragraph(), self.phrases("memo.calendar").of(HOME), bold=True)
        heads = [self.phrases(f"export.{head}").of(HOME) for head in ("number", "item_title", "from_day", "until_day")]
        rows = [
            [row.id, row.title.of(HOME), medium_date(row.start).of(HOME), medium_date(row.end).of(HOME)]
            for row in self.evidence.kiosk.assessment.calendar
        ]
        self.document.table([heads, *rows], (1.4, 7.4, 3.6, 3.6))

    def signature(self) -> None:
        """Where somebody signs: from the middle, two lines below the last words and on their page."""
        from docx.shared import Cm, Pt

        dots = "." * 40
        for space, line in ((2 * TEXT, f"({dots})"), (0, f"{self.phrases('export.post_here').of(HOME)} {dots}")):
            self.document.hold_to_next()
            paragraph = self.document.paragraph(centred=True)
            paragraph.paragraph_format.left_indent, paragraph.paragraph_format.space_before = Cm(8), Pt(space)
            self.document.write(paragraph, line)


def _written(day: datetime.date) -> Bilingual:
    """2 พฤษภาคม 2567, without the weekday."""
    return Bilingual(f"{day.day} ", f"{day.day} ") + month_and_year(day)
