"""The sheet for the staff room: the five minima, and the year month by month."""

from typing import Any

from kiosk.catalogue.assessment import TOTAL
from kiosk.export.paper.course_chart import chart_data
from kiosk.export.paper.frame import Frame
from kiosk.export.paper.placard import Placard
from kiosk.machine.kiosk import open_ledger
from kiosk.progress.burnup import Course, courses
from kiosk.progress.status_marks import signed
from kiosk.text.bilingual import joined, same
from kiosk.text.dates import full_date


def counts(frame: Frame) -> Placard:
    """How many respondents each work group has, and should have: for staff, on no page of the public."""
    kiosk, say = frame.kiosk, frame.say
    with open_ledger(kiosk) as ledger:
        five = courses(kiosk, ledger)
    title = say("print.counts_title")
    marks = [say("export.draft")] if kiosk.assessment.is_expected else []
    data = {
        **frame.data("counts", title, []),
        "as_of": frame.pairs(joined([full_date(kiosk.today), *marks], " · ")),
        "heads": [frame.pairs(say(f"memo.{head}")) for head in ("minimum", "quota", "count", "due", "status")],
        "rows": [_row(frame, course) for course in five],
        "note": frame.pairs(say("memo.not_answers")),
        "chart": chart_data(five[-1], say),
    }
    return Placard("counts", title, "counts", data)


def _row(frame: Frame, course: Course) -> dict[str, Any]:
    progress, say = course.progress, frame.say
    assessment = frame.kiosk.assessment
    title = say("staff.total") if progress.id == TOTAL else assessment.group(progress.id).title
    ahead = same(f" {signed(progress.count - progress.due)}") if progress.has_pace else same("")
    return {
        "title": frame.pairs(title),
        "figures": [progress.quota, progress.count, progress.due],
        "share": min(progress.count / max(progress.quota, 1), 1),
        "due": min(progress.due / max(progress.quota, 1), 1),
        "status": frame.pairs(say(f"status.{progress.status}") + ahead),
    }
