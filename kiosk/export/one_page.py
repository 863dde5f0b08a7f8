"""The month on one page of A4, upright, in letters that are read and signed: the first sheet of the workbook."""

from collections.abc import Iterator
from typing import Any

import xlsxwriter
from xlsxwriter.worksheet import Worksheet

from kiosk.catalogue.assessment import TOTAL
from kiosk.export.evidence import Evidence
from kiosk.export.office_sheets import subject_words
from kiosk.progress.burnup import Course
from kiosk.text.bilingual import Bilingual, same
from kiosk.text.dates import medium_date
from kiosk.text.languages import HOME

_FONT = {"font_name": "TH SarabunPSK", "font_size": 16, "valign": "vcenter"}
"""The font and the size of official letters: typing guide of the OPM, 2553."""

_WIDTHS = (33, 11, 11, 11, 11, 27)
_LAST = len(_WIDTHS) - 1
_FORMATS: dict[str, dict[str, Any]] = {
    "title": {"bold": True, "font_size": 22},
    "bold": {"bold": True},
    "mark": {"bold": True, "font_color": "#9C1C1C"},
    "plain": {"text_wrap": True},
    "small": {"font_size": 12, "text_wrap": True, "font_color": "#4A5A70"},
    "head": {"bold": True, "font_size": 14, "text_wrap": True, "align": "center", "border": 1, "bg_color": "#E3EAF3"},
    "text": {"text_wrap": True, "border": 1, "indent": 1},
    "figure": {"bold": True, "num_format": "#,##0", "align": "center", "border": 1, "font_size": 18},
    "sign": {"align": "center"},
}
_DOTS = "." * 40
_LINE = 24
"""Points of a line of text of 16 points."""


def one_page(book: xlsxwriter.Workbook, evidence: Evidence) -> Worksheet:
    """Add the page to a workbook."""
    say = evidence.kiosk.catalogue.phrases
    formats = {name: book.add_format({**_FONT, **more}) for name, more in _FORMATS.items()}
    page = book.add_worksheet(say("export.summary").of(HOME))
    page.set_portrait()
    page.set_paper(9)  # A4
    page.fit_to_pages(1, 1)
    page.set_margins(left=0.8, right=0.6, top=0.7, bottom=0.6)
    page.hide_gridlines(2)
    for column, width in enumerate(_WIDTHS):
        page.set_column(column, column, width)
    row = _written(page, 0, _heading(evidence), formats)
    row = _minima(page, row + 1, evidence, formats)
    row = _written(page, row + 1, ((words, "plain") for words in _lines(evidence)), formats)
    row = _written(page, row, [(_rests_on(evidence), "small")], formats)
    _signatures(page, row + 1, evidence, formats)
    return page


def _heading(evidence: Evidence) -> Iterator[tuple[Bilingual, str]]:
    kiosk, say = evidence.kiosk, evidence.kiosk.catalogue.phrases
    yield from ((mark, "mark") for mark in evidence.marks)
    title = say("export.title") + Bilingual(" ", ", ") + evidence.month.words
    yield same(title.of(HOME)), "title"
    yield same(title.of(title.beside(HOME))), "plain"
    yield kiosk.office.name, "bold"
    yield evidence.year + " · " + say("export.as_of", day=medium_date(kiosk.today)), "plain"
    yield say("export.counted_here"), "plain"


def _written(page: Worksheet, row: int, lines: Any, formats: dict[str, Any]) -> int:
    """Write lines across the page, each language on its own where both do not fit; gives the row below them."""
    for words, style in lines:
        beside = words.both("  /  ")
        told = [beside] if len(beside) < 85 or words.is_same else list(words.pair())
        page.merge_range(row, 0, row, _LAST, "\n".join(told), formats[style])
        page.set_row(row, _LINE * len(told) + (8 if style == "title" else 0))
        row += 1
    return row


def _minima(page: Worksheet, row: int, evidence: Evidence, formats: dict[str, Any]) -> int:
    """The five minima, five figures and a word each; gives the row below them."""
    say = evidence.kiosk.catalogue.phrases
    for column, key in enumerate(("minimum", "quota", "count", "in_month", "lacking", "status")):
        page.write_string(row, column, say(f"export.{key}").both("\n"), formats["head"])
    page.set_row(row, 72)
    for course in evidence.courses:
        row += 1
        page.set_row(row, 50)
        page.write_string(row, 0, _title(evidence, course).both("\n"), formats["text"])
        progress = course.progress
        in_month = evidence.in_month(course)
        told = (progress.quota, progress.count, in_month, max(progress.quota - progress.count, 0))
        for column, number in enumerate(told, 1):
            page.write_number(row, column, number, formats["figure"])
        page.write_string(row, _LAST, _state(evidence, course).both("\n"), formats["text"])
    return row + 1


def _title(evidence: Evidence, course: Course) -> Bilingual:
    group = course.progress.id
    say = evidence.kiosk.catalogue.phrases
    return say("staff.total") if group == TOTAL else evidence.kiosk.assessment.group(group).short_title


def _state(evidence: Evidence, course: Course) -> Bilingual:
    """How it stands, and the day on which the rest is reached."""
    status = evidence.kiosk.catalogue.phrases(f"status.{course.progress.status}")
    forecast = course.progress.forecast
    is_open = forecast is not None and course.progress.status != "met"
    return status + " · " + medium_date(forecast.date) if is_open and forecast else status


def _lines(evidence: Evidence) -> Iterator[Bilingual]:
    """The plan, the disclosure, the numbers known, the notes: a line each."""
    say, states = evidence.kiosk.catalogue.phrases, [followed.state for followed in evidence.plan]
    this_month = {each.measure for each in evidence.follow_ups if each.day >= evidence.month.first}
    yield say(
        "export.plan_line",
        all=len(states),
        followed=len(this_month),
        done=states.count("done"),
        overdue=states.count("overdue"),
    )
    given = [linked for linked in evidence.disclosures if linked.item.address.figure]
    live = sum(1 for linked in given if linked.finding and linked.finding.answer.state in ("live", "slow"))
    yield say("export.disclosure_line", all=len(evidence.disclosures), given=len(given), live=live)
    if (shown := evidence.courses[-1].progress.itap) is not None:
        subject = say("export.itap_figure") + " " + say("staff.total")
        yield say("export.shown_line", subject=subject, number=shown)
    newest = {number.subject: number for number in evidence.numbers}
    for number in newest.values():
        day = medium_date(number.day)
        yield say("export.number_line", subject=subject_words(evidence, number), number=number.number, day=day)
    yield say("export.notes_line", count=len(evidence.notes))


def _rests_on(evidence: Evidence) -> Bilingual:
    held = evidence.coverage
    say = evidence.kiosk.catalogue.phrases
    return say("export.ledger_line", count=held.entries, signed=held.confirmed, head=held.head[:16])


def _signatures(page: Worksheet, row: int, evidence: Evidence, formats: dict[str, Any]) -> None:
    """Two blocks side by side: who reports, who has checked."""
    say = evidence.kiosk.catalogue.phrases
    for key, first, last in (("reported_by", 0, 1), ("checked_by", 3, _LAST)):
        sign, post, day = (f"{say(f'export.{line}_here').of(HOME)} {_DOTS}" for line in ("sign", "post", "day"))
        for line, text in enumerate((sign, f"({_DOTS})", say(f"export.{key}").both("  /  "), post, day)):
            page.merge_range(row + line, first, row + line, last, text, formats["sign"])
            page.set_row(row + line, 30)
