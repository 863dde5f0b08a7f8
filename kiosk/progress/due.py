"""What is due at the office now: of the plan, the calendar, the disclosure, the roster, and what was confirmed."""

import datetime
import logging
from dataclasses import dataclass

from kiosk.catalogue.staleness import is_stale
from kiosk.machine.kiosk import Kiosk
from kiosk.progress.disclosure import findings
from kiosk.progress.follow_ups import FollowUps
from kiosk.progress.plan import followed, months
from kiosk.streams.record.files import RECORD
from kiosk.streams.record.record import Record
from kiosk.streams.record.statements import is_fresh
from kiosk.text.refusal import Refusal

AHEAD = datetime.timedelta(7)
"""How long before its end a month is due in which a measure was not followed up."""

ENDING = datetime.timedelta(30)
"""How long before its end a row of the calendar is due."""


@dataclass(frozen=True)
class DueWork:
    """What waits on a staff page of that name: ids of measures, rows or items, at least one."""

    page: str
    names: list[str]


def read_due(kiosk: Kiosk) -> list[DueWork]:
    """What is due today, by page; pages on which nothing is due are left out.

    Nothing while the record cannot be read, which the log says, and its pages and that of health; nor while last good
    copies stand in for the office's files: they are of an earlier day.
    """
    if kiosk.faults:
        return []
    try:
        return _read(kiosk)
    except Refusal:
        logging.getLogger("kiosk").exception("What is due was not read")
        return []


def _read(kiosk: Kiosk) -> list[DueWork]:
    today, laws = kiosk.today, kiosk.catalogue.laws
    facts = kiosk.catalogue.current_facts(today)
    work = {
        "plan": _measures(kiosk),
        "calendar": _rows(kiosk),
        "disclosure": _items(kiosk),
        "roster": _days(kiosk),
        "facts": [named.name for named in facts if named.fact.is_asked_again or is_stale(named, laws, today)],
    }
    return [DueWork(page, names) for page, names in work.items() if names]


def _measures(kiosk: Kiosk) -> list[str]:
    """Measures that are overdue, due again, or without a follow-up in a month that is about to end."""
    today, path = kiosk.today, kiosk.folder / RECORD
    if is_fresh(path):
        known, began = [], today
    else:
        with Record(path, kiosk.practice) as record:
            known, began = FollowUps(record).all(kiosk.assessment.fiscal_year.start), record.first_day() or today
    if today < months(kiosk.assessment)[0]:
        return []
    is_ending = (today + AHEAD).month != today.month
    return [
        each.measure.id
        for each in followed(kiosk.assessment, known, today, began)
        if each.state in ("overdue", "due") or (is_ending and "due" in each.marks)
    ]


def _rows(kiosk: Kiosk) -> list[str]:
    """Rows of the calendar that are running and end soon."""
    today = kiosk.today
    return [row.id for row in kiosk.assessment.calendar if row.start <= today <= row.end <= today + ENDING]


def _items(kiosk: Kiosk) -> list[str]:
    """Items without an address, or whose address does not answer, once the row by which they are due has begun."""
    rows = {measure.due_with for measure in kiosk.assessment.measures if "disclosure" in measure.served_by}
    begins = [row.start for row in kiosk.assessment.calendar if row.id in rows]
    if not begins or kiosk.today < min(begins):
        return []
    gone = {item for item, finding in findings(kiosk).items() if finding.answer.state in ("dead", "moved")}
    return [item.id for item in kiosk.assessment.disclosures if not item.is_published or item.id in gone]


def _days(kiosk: Kiosk) -> list[str]:
    """Today, if the office is open and nobody has written who is on duty."""
    is_written = kiosk.catalogue.roster.on(kiosk.today) is not None
    return [] if is_written or kiosk.today not in kiosk.open_days else [kiosk.today.isoformat()]
