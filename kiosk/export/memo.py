"""The follow-up of a month or a year as an official memo, in Thai, that officers go on writing in a word processor.

Paper, margins, letters and digits are those of the typing guide of the Office of the Prime Minister, 2553: A4 with
margins of 3, 2, 2.5 and 2 cm, TH SarabunPSK of 16, 20 and 29 points, Thai digits.
"""

import datetime
import io
import re
from collections.abc import Iterable, Iterator, Sequence
from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

from kiosk.catalogue.assessment import TOTAL
from kiosk.errors import Misuse, Refusal
from kiosk.export.evidence import Evidence
from kiosk.export.month import Month
from kiosk.export.pdf import as_pdf
from kiosk.paper.course_chart import course_chart
from kiosk.paper.typesetter import Typesetter
from kiosk.progress.burnup import Course
from kiosk.progress.plan import Followed
from kiosk.progress.status import signed
from kiosk.storage.private_file import write_private
from kiosk.text.bilingual import Bilingual, joined
from kiosk.text.dates import medium_date, month_and_year, thai_digits
from kiosk.text.languages import HOME

if TYPE_CHECKING:
    from docx.document import Document
    from docx.table import _Row
    from docx.text.paragraph import Paragraph

FONT = "TH SarabunPSK"
TEXT, LABEL, TITLE, SMALL = 16, 20, 29, 14
"""Points of the text, of what stands before the dotted lines, of the title, and of tables."""

GARUDA = "garuda.png"
"""The picture of the Garuda that an office puts into its data folder; none is shipped."""

_INDENT = 2.5
"""Centimetres by which a paragraph begins further in."""

_WORD = re.compile(r"\S+")
_LATIN = re.compile("[A-Za-z]")

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
    writer.table([_heads(evidence), *map(writer.minimum, evidence.courses)], (6.4, 2, 2, 2, 3.6))
    writer.say("memo.not_answers")
    writer.chart()
    writer.say("memo.plan", **_plan(evidence))
    writer.say("memo.disclosure", **_disclosed(evidence))
    if not yearly and (following := [*_next(evidence)]):
        writer.say("memo.next", what=joined(following, " · "))
    writer.say("memo.closing")
    writer.signature()
    writer.annex()
    writer.calendar()
    return writer.content()


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
        import docx
        from docx.shared import Cm

        self.evidence, self.phrases, self.yearly = evidence, evidence.kiosk.catalogue.phrases, yearly
        self.document: Document = docx.Document()
        section = self.document.sections[0]
        section.page_width, section.page_height = Cm(21), Cm(29.7)
        section.left_margin, section.right_margin = Cm(3), Cm(2)
        section.top_margin, section.bottom_margin = Cm(2.5), Cm(2)

    def head(self) -> None:
        """The Garuda where there is one, the title, and the four dotted lines."""
        from docx.shared import Cm

        kiosk, say = self.evidence.kiosk, self.phrases
        garuda = kiosk.folder / GARUDA
        if garuda.is_file():
            self._paragraph().add_run().add_picture(str(garuda), height=Cm(1.5))
        for mark in self.evidence.marks:
            self._write(self._paragraph(), mark.of(HOME), bold=True)
        self._write(self._paragraph(centred=True), say("memo.title").of(HOME), TITLE, bold=True)
        phone = kiosk.office.phone
        number = phone.figure if phone.confirmed and phone.figure else say("memo.awaited")
        office = say("memo.office", group=_sender(self.evidence), office=kiosk.office.short_name, phone=number)
        self._dotted([("memo.from", office)])
        self._dotted([("memo.number", None), ("memo.day", _written(kiosk.today))])
        self._dotted([("memo.subject", self._titled("memo.about"))])
        to = self._paragraph()
        self._write(to, say("memo.to", office=kiosk.office.short_name).of(HOME))

    def of_period(self, key: str) -> str:
        """The key of a phrase about the month, or of that about the year."""
        return f"{key}_year" if self.yearly else key

    def _titled(self, key: str) -> Bilingual:
        return self.phrases(self.of_period(key), month=self.evidence.month.words, year=self.evidence.year)

    def say(self, key: str, **values: Bilingual | str | int) -> None:
        """A paragraph, by the key of its phrase."""
        from docx.shared import Cm, Pt

        paragraph = self._paragraph()
        paragraph.paragraph_format.first_line_indent = Cm(_INDENT)
        paragraph.paragraph_format.space_before = Pt(6)
        self._write(paragraph, self.phrases(key, **values).of(HOME))

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
        self.document.add_page_break()  # type: ignore[no-untyped-call]
        self._write(self._paragraph(), self._titled("memo.annex").of(HOME), bold=True)
        heads = [self.phrases(f"export.{head}").of(HOME) for head in ("number", "measure", "due_be", "state", "remark")]
        self.table([heads, *map(self._measure, self.evidence.plan)], (2.0, 6.0, 2.4, 2.4, 3.2))

    def _measure(self, followed: Followed) -> list[str]:
        measure, say = followed.measure, self.phrases
        recurring = say("export.weekly_due" if measure.recurring == "weekly" else "export.daily_due")
        due = medium_date(measure.due) if measure.due else recurring
        newest = followed.history[0] if followed.history else None
        told = [medium_date(newest.day).of(HOME), newest.remark, newest.evidence] if newest else []
        state = say(f"export.plan_{followed.state}").of(HOME)
        return [measure.id, measure.title.of(HOME), due.of(HOME), state, "\n".join(filter(None, told))]

    def chart(self) -> None:
        """What was counted by the end of each month beside what was due."""
        from docx.shared import Cm

        (picture,) = Typesetter().png(course_chart(self.evidence.courses[-1], self.phrases))
        self._paragraph().add_run().add_picture(io.BytesIO(picture), width=Cm(16))

    def calendar(self) -> None:
        """The calendar of the assessment, behind the plan."""
        self._write(self._paragraph(), "")
        self._write(self._paragraph(), self.phrases("memo.calendar").of(HOME), bold=True)
        heads = [self.phrases(f"export.{head}").of(HOME) for head in ("number", "item_title", "from_day", "until_day")]
        rows = [
            [row.id, row.title.of(HOME), medium_date(row.start).of(HOME), medium_date(row.end).of(HOME)]
            for row in self.evidence.kiosk.assessment.calendar
        ]
        self.table([heads, *rows], (1.6, 9, 2.7, 2.7))

    def signature(self) -> None:
        """Where somebody signs: from the middle, after two empty lines."""
        from docx.shared import Cm

        dots = "." * 40
        for line in ("", "", f"({dots})", f"{self.phrases('export.post_here').of(HOME)} {dots}"):
            paragraph = self._paragraph(centred=True)
            paragraph.paragraph_format.left_indent = Cm(8)
            self._write(paragraph, line)

    def table(self, rows: Sequence[Sequence[str]], widths: Sequence[float]) -> None:
        """A table with a ruled head; figures in Thai digits at the right."""
        from docx.enum.text import WD_ALIGN_PARAGRAPH
        from docx.shared import Cm

        table = self.document.add_table(len(rows), len(widths), style="Table Grid")
        table.autofit = False
        for column, width in zip(table.columns, widths, strict=True):
            column.width = Cm(width)
        for at, row in enumerate(rows):
            _keep_whole(table.rows[at], is_head=at == 0)
            for column, (text, width) in enumerate(zip(row, widths, strict=True)):
                cell = table.cell(at, column)
                cell.width = Cm(width)
                if text.isdecimal():
                    cell.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.RIGHT
                self._write(cell.paragraphs[0], text, SMALL, bold=at == 0)

    def content(self) -> bytes:
        """The whole file."""
        file = io.BytesIO()
        self.document.save(file)
        return file.getvalue()

    def _dotted(self, parts: Iterable[tuple[str, Bilingual | None]]) -> None:
        """A line whose words stand on dots up to the margin, in as many parts as there are labels."""
        from docx.enum.text import WD_TAB_ALIGNMENT, WD_TAB_LEADER
        from docx.shared import Cm

        paragraph, parts = self._paragraph(), list(parts)
        for at, (key, words) in enumerate(parts, 1):
            self._write(paragraph, self.phrases(key).of(HOME), LABEL, bold=True)
            self._write(paragraph, f" {words.of(HOME) if words else ''}\t")
            paragraph.paragraph_format.tab_stops.add_tab_stop(
                Cm(16 * at / len(parts)), WD_TAB_ALIGNMENT.LEFT, WD_TAB_LEADER.DOTS
            )

    def _paragraph(self, *, centred: bool = False) -> "Paragraph":
        from docx.enum.text import WD_ALIGN_PARAGRAPH
        from docx.shared import Pt

        paragraph = self.document.add_paragraph()
        paragraph.paragraph_format.space_after = Pt(0)
        if centred:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
        return paragraph

    def _write(self, paragraph: "Paragraph", text: str, size: int = TEXT, *, bold: bool = False) -> None:
        """Words in official letters and Thai digits; a complex script has a font, a size and a weight of its own."""
        from docx.oxml.ns import qn
        from docx.oxml.parser import OxmlElement
        from docx.shared import Pt

        run = paragraph.add_run(_WORD.sub(_in_thai_digits, text))
        run.font.name, run.font.size, run.bold = FONT, Pt(size), bold
        properties = run._element.get_or_add_rPr()
        properties.get_or_add_rFonts().set(qn("w:cs"), FONT)
        complex_size = OxmlElement("w:szCs")
        complex_size.set(qn("w:val"), str(size * 2))
        properties.append(complex_size)
        if bold:
            properties.append(OxmlElement("w:bCs"))


def _keep_whole(row: "_Row", *, is_head: bool) -> None:
    """No page ends within a row, and each begins with the head."""
    from docx.oxml.parser import OxmlElement

    properties = row._tr.get_or_add_trPr()
    properties.append(OxmlElement("w:cantSplit"))
    if is_head:
        properties.append(OxmlElement("w:tblHeader"))


def _in_thai_digits(word: "re.Match[str]") -> str:
    """A word in Thai digits; a code such as M1.4 or O24 as it is looked up."""
    return word[0] if _LATIN.search(word[0]) else thai_digits(word[0])


def _written(day: datetime.date) -> Bilingual:
    """2 พฤษภาคม 2567, without the weekday."""
    return Bilingual(f"{day.day} ", f"{day.day} ") + month_and_year(day)
