"""Who will miss, who is silent: every office's counts against its quotas, and every kiosk's last word."""

import datetime
from typing import Literal

import msgspec
import sqlalchemy as sa
from msgspec import Struct

from kiosk.assessment import Assessment
from kiosk.counts import OfficeCounts, Progress, office_counts, span
from kiosk.hq.database import alarms, entries, epochs, kiosks, tallies
from kiosk.hq.transactions import reading
from kiosk.protocol import DayCount, Health

LATE = datetime.timedelta(hours=26)
MISSING = datetime.timedelta(hours=72)
SILENT = datetime.timedelta(days=7)
CLOCK = datetime.timedelta(minutes=5)
"""How far a kiosk's clock may be from headquarters' before it is said."""

State = Literal["reporting", "late", "missing", "silent", "never"]


class KioskReport(Struct, frozen=True):
    """One expected kiosk: when it last reported, how many entries are held of its newest epoch, open alarms."""

    kiosk: str
    state: State
    last_report: str | None
    acked: int
    alarms: list[str]


class OfficeReport(Struct, frozen=True):
    """One office: its five minima and its kiosks."""

    office: str
    groups: list[Progress]
    total: Progress
    kiosks: list[KioskReport]


class Report(Struct, frozen=True):
    """Every office that has an expected kiosk, the largest shortfall at the present pace first."""

    as_of: datetime.date
    assessment: int
    offices: list[OfficeReport]


def state(last_report: str | None, now: datetime.datetime) -> State:
    """What is known of a kiosk; a kiosk that does not report is silent, not broken."""
    if last_report is None:
        return "never"
    age = now - datetime.datetime.fromisoformat(last_report)
    if age > SILENT:
        return "silent"
    return "missing" if age > MISSING else "late" if age > LATE else "reporting"


def report(engine: sa.Engine, assessment: Assessment, now: datetime.datetime, today: datetime.date) -> Report:
    """The report of this moment; `today` is the day in Thailand."""
    with reading(engine) as db:
        rows = db.execute(sa.select(kiosks).order_by(kiosks.c.office, kiosks.c.kiosk)).all()
        acked = dict(db.execute(sa.select(epochs.c.kiosk, epochs.c.acked).order_by(epochs.c.first_seen)).all())
        alarmed, counts, figures = _alarms(db), _tallies(db, assessment, today), _figures(db)
    offices = []
    for office in dict.fromkeys(row.office for row in rows):
        own = [row for row in rows if row.office == office]
        found = _counts(assessment, own, counts, figures.get(office, {}), today)
        members = [
            KioskReport(
                row.kiosk,
                state(row.last_report, now),
                row.last_report,
                acked.get(row.kiosk, 0),
                [*alarmed.get(row.kiosk, []), *_clock(row.clock_ahead)],
            )
            for row in own
        ]
        offices.append(OfficeReport(office, found.groups, found.total, members))
    return Report(today, assessment.year, sorted(offices, key=_shortfall, reverse=True))


def in_words(found: Report) -> str:
    """The report as a table for a terminal."""
    lines = [f"Assessment {found.assessment}, as of {found.as_of}"]
    for office in found.offices:
        lines.append("")
        lines.append(office.office)
        for one in [*office.groups, office.total]:
            lines.append(f"  {one.id:<20}{one.count:>6} / {one.quota:<6}{one.status}")
        for kiosk in office.kiosks:
            lines.append(f"  {kiosk.kiosk:<30}{kiosk.state:<12}{kiosk.last_report or '-'}")
            lines += [f"    ! {alarm}" for alarm in kiosk.alarms]
    return "\n".join(lines)


def _alarms(db: sa.Connection) -> dict[str, list[str]]:
    """The open alarms of each kiosk, in words."""
    found: dict[str, list[str]] = {}
    opened = sa.select(alarms.c.kiosk, alarms.c.kind, alarms.c.detail).where(alarms.c.acknowledged_at.is_(None))
    for kiosk, kind, detail in db.execute(opened.order_by(alarms.c.id)):
        found.setdefault(kiosk, []).append(f"{kind}: {detail}")
    return found


def _clock(ahead: float | None) -> list[str]:
    """A wrong clock is noted, never a reason to refuse."""
    if ahead is None or abs(ahead) <= CLOCK.total_seconds():
        return []
    apart = datetime.timedelta(seconds=round(abs(ahead)))
    return [f"clock: {apart} {'ahead of' if ahead > 0 else 'behind'} headquarters"]


def _tallies(db: sa.Connection, assessment: Assessment, today: datetime.date) -> dict[str, list[DayCount]]:
    """The tallies of each kiosk, of the days that a report of today looks at."""
    start, end = span(assessment, today)
    counts: dict[str, list[DayCount]] = {}
    for kiosk, *one in db.execute(sa.select(tallies).where(tallies.c.day.between(start, end))):
        counts.setdefault(kiosk, []).append(DayCount(*one))
    return counts


def _figures(db: sa.Connection) -> dict[str, dict[str | None, int]]:
    """The newest figure of ITAP of each office and work group."""
    figures: dict[str, dict[str | None, int]] = {}
    for office, group, figure in db.execute(
        sa.select(kiosks.c.office, entries.c.work_group, entries.c.value)
        .join(kiosks, kiosks.c.kiosk == entries.c.kiosk)
        .where(entries.c.kind == "itap")
        .order_by(entries.c.day, entries.c.received_at, entries.c.seq)
    ):
        figures.setdefault(office, {})[group] = int(figure)
    return figures


def _counts(
    assessment: Assessment,
    rows: list[sa.Row[tuple[object, ...]]],
    counts: dict[str, list[DayCount]],
    itap: dict[str | None, int],
    today: datetime.date,
) -> OfficeCounts:
    """An office's counts, under the class, the open days and the way of counting that its kiosk reported last."""
    reported = sorted((row.last_report, row.health) for row in rows if row.health)
    told = msgspec.json.decode(reported[-1][1], type=Health) if reported else None
    offered = list(assessment.quotas)
    return office_counts(
        assessment.kept_by(told.closed, told.opened) if told else assessment,
        told.office_class if told and told.office_class in offered else offered[0],
        told.counts_from if told else "staff",
        today,
        practice=False,
        here=[one for row in rows for one in counts.get(row.kiosk, [])],
        elsewhere=[],
        elsewhere_as_of=None,
        itap=itap,
    )


def _shortfall(office: OfficeReport) -> float:
    """How far behind what was due an office is, over its five minima."""
    return sum(max(one.expected - one.count, 0) for one in [*office.groups, office.total])
