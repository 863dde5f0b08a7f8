"""Alert conditions: what somebody is told of, worked out of the register by the rules that its pages go by."""

import datetime
from collections.abc import Iterator
from typing import Any, Literal

import msgspec
import sqlalchemy as sa
from msgspec import Struct

from kiosk.hq.alerts.situation import Situation
from kiosk.hq.pages.table import moment_at
from kiosk.hq.report.report import LATE, reporting_state
from kiosk.protocol.messages import Health
from kiosk.storage.disk_space import LOW

ConditionKind = Literal["silent", "halted", "alarm", "disk-low", "will-miss", "year-missing", "unheard"]
"""Every kind; each has its words in words.toml beside."""

_UNREPORTED = ("late", "missing", "silent")


class Condition(Struct, frozen=True):
    """Something that is not as it should be. Office and kiosk are empty where it is about neither.

    `subject` tells two of a kind apart, `detail` goes into the words; None for `since`: since it was first seen.
    """

    kind: ConditionKind
    subject: str
    office: str = ""
    kiosk: str = ""
    detail: str = ""
    since: datetime.datetime | None = None


def conditions(now: Situation) -> list[Condition]:
    """Everything that holds at this moment."""
    found = list(_of_headquarters(now))
    for standing in now.standings:
        found += _of_office(now, standing.report.office, standing.worked)
        for row in standing.rows:
            found += _of_kiosk(now, row)
    found += [
        Condition("alarm", f"{row.kiosk}#{row.id}", row.office, row.kiosk, row.kind, moment_at(row.at))
        for row in now.alarms
    ]
    return found


def unheard_since(now: Situation) -> datetime.datetime | None:
    """Since when headquarters hears none of several kiosks, which is its own line's fault; None if it hears one."""
    reports = [at for row in now.rows if (at := moment_at(row.last_report)) is not None]
    return max(reports) if len(reports) > 1 and now.at - max(reports) > LATE else None


def _of_headquarters(now: Situation) -> Iterator[Condition]:
    if now.assessment.is_expected:
        yield Condition("year-missing", "", detail=str(now.assessment.year))
    if (since := unheard_since(now)) is not None:
        yield Condition("unheard", "", since=since)


def _of_office(now: Situation, office: str, worked: Any) -> Iterator[Condition]:
    is_collecting = worked.assessment.eit.phase(now.today) in ("open", "late")
    if is_collecting and worked.short > 0 and not worked.is_faulty:
        yield Condition("will-miss", office, office, detail=str(worked.short))


def _of_kiosk(now: Situation, row: sa.Row[Any]) -> Iterator[Condition]:
    about = {"subject": row.kiosk, "office": row.office, "kiosk": row.kiosk}
    is_unheard = reporting_state(row.last_report, now.at) in _UNREPORTED
    if row.refused_since is not None:
        yield Condition("halted", **about, detail=row.refused_why or "", since=moment_at(row.refused_since))
    elif is_unheard and not row.suspended:
        yield Condition("silent", **about, since=moment_at(row.last_report))
    health = msgspec.json.decode(row.health, type=Health) if row.health else None
    if health is not None and health.disk_free < LOW:
        yield Condition("disk-low", **about, detail=str(health.disk_free))
    if health is not None and 0 < health.year < now.assessment.year and not now.assessment.is_expected:
        yield Condition("year-missing", **about, detail=str(now.assessment.year))
