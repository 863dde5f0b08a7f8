"""What the record of an office says, beside its counts: facts confirmed and awaiting, the plan followed up by month."""

import datetime
from dataclasses import dataclass

import sqlalchemy as sa

from kiosk.hq.pages.snapshot import Snapshot
from kiosk.hq.report.standings import OfficeStanding
from kiosk.hq.store.stream_tables import RECORDS
from kiosk.hq.store.tables import kiosks, lines
from kiosk.hq.store.transactions import reading
from kiosk.progress.follow_ups import FOLLOW_UP, FollowUpWords, follow_up_of
from kiosk.progress.plan import MeasureStatus, followed, months
from kiosk.protocol.line import Line
from kiosk.streams.record.record import said_as

_FACT = "fact/"


@dataclass(frozen=True)
class OfficeRecord:
    """How many facts are confirmed, and on which day the last one was; how many wait, as the kiosk says that reported
    last (None before a report); every measure of the plan with its months, in the plan's order.
    """

    confirmed: int
    last: datetime.date | None
    awaiting: int | None
    months: list[datetime.date]
    plan: list[MeasureStatus]


def office_record(snapshot: Snapshot, standing: OfficeStanding) -> OfficeRecord:
    """The record as its kiosks have sent it."""
    standing_lines, began = _lines(snapshot, standing.report.office)
    facts = {line.what: line.day for line in standing_lines if line.what.startswith(_FACT) and line.value != "null"}
    told = [line for line in standing_lines if line.what.startswith(FOLLOW_UP)]
    follow_ups = [follow_up_of(*each) for each in said_as(FollowUpWords, told)]
    assessment = standing.figures.assessment
    plan = followed(assessment, sorted(follow_ups, key=lambda each: each.day), snapshot.today, began or snapshot.today)
    order = [measure.id for measure in assessment.measures]
    heard = [kiosk for kiosk in standing.report.kiosks if kiosk.awaiting is not None]
    newest = max(heard, key=lambda kiosk: kiosk.last_report or "", default=None)
    return OfficeRecord(
        len(facts),
        max(facts.values(), default=None),
        newest.awaiting if newest else None,
        months(assessment),
        sorted(plan, key=lambda each: order.index(each.measure.id)),
    )


def _lines(snapshot: Snapshot, office: str) -> tuple[list[Line], datetime.date | None]:
    """The lines about facts and the plan that hold, the oldest first; and the first day of which there is any line."""
    of_office = kiosks.c.office == office, lines.c.set_aside.is_(None)
    wanted = sa.or_(*(lines.c.what.startswith(kind) for kind in (_FACT, FOLLOW_UP)))
    joined = sa.join(lines, kiosks, kiosks.c.kiosk == lines.c.kiosk)
    with reading(snapshot.engine) as db:
        asked = sa.select(lines).select_from(joined).where(*of_office, wanted)
        rows = list(db.execute(asked.order_by(lines.c.day, lines.c.received_at, lines.c.seq)))
        began = db.execute(sa.select(sa.func.min(lines.c.day)).select_from(joined).where(*of_office)).scalar_one()
    written, gone = {row.id: row for row in rows}, {row.takes_back for row in rows}
    return [RECORDS.entry_of(row) for row in written.values() if row.id not in gone], began
