"""What holds and who has been told of it, as the register has it."""

from typing import Any

import sqlalchemy as sa
from msgspec import Struct

from kiosk.hq.store.alert_tables import alerts, deliveries
from kiosk.hq.store.transactions import reading


class LevelTold(Struct, frozen=True):
    """A level that has been told, and when first."""

    level: str
    at: str


class OpenAlert(Struct, frozen=True):
    """Something that holds: since when, and who knows of it. Office and kiosk are empty where it is about neither."""

    number: int
    kind: str
    office: str
    kiosk: str
    detail: str
    since: str
    told: list[LevelTold]


class Undelivered(Struct, frozen=True):
    """An address that messages do not reach: how many wait, since when, and why."""

    address: str
    waiting: int
    since: str
    error: str


def open_alerts(engine: sa.Engine) -> list[OpenAlert]:
    """Everything that holds, what has lasted longest first."""
    with reading(engine) as db:
        told = told_by_alert(db)
        rows = db.execute(sa.select(alerts).where(alerts.c.resolved_at.is_(None)).order_by(alerts.c.since, alerts.c.id))
        return [_open_alert(row, told.get(row.id, [])) for row in rows]


def _open_alert(row: sa.Row[Any], told: list[tuple[str, str]]) -> OpenAlert:
    levels = [LevelTold(*each) for each in told]
    return OpenAlert(row.id, row.kind, row.office, row.kiosk, row.detail, row.since, levels)


def over_since(engine: sa.Engine, moment: str) -> list[OpenAlert]:
    """Everything that is over since that moment and of which somebody was told, the newest first."""
    ended = alerts.c.resolved_at >= moment
    with reading(engine) as db:
        told = told_by_alert(db)
        rows = db.execute(sa.select(alerts).where(ended).order_by(alerts.c.resolved_at.desc(), alerts.c.id))
        return [_open_alert(row, told[row.id]) for row in rows if row.id in told]


def told_of_alarms(engine: sa.Engine) -> dict[int, list[LevelTold]]:
    """Who has been told of each alarm, by its number."""
    with reading(engine) as db:
        told = told_by_alert(db)
        rows = db.execute(sa.select(alerts.c.id, alerts.c.subject).where(alerts.c.kind == "alarm"))
        return {
            int(row.subject.rpartition("#")[2]): [LevelTold(*each) for each in told[row.id]]
            for row in rows
            if row.id in told
        }


def sent_since(engine: sa.Engine, moment: str) -> int:
    """How many messages have gone out since that moment."""
    sent = sa.select(sa.func.count()).where(deliveries.c.sent_at >= moment)
    with reading(engine) as db:
        return int(db.execute(sent).scalar_one())


def undelivered(engine: sa.Engine) -> list[Undelivered]:
    """The addresses that messages do not reach."""
    its = deliveries.c
    waits = (its.sent_at.is_(None), its.dropped_at.is_(None), its.attempts > 0)
    columns = (its.address, sa.func.count(), sa.func.min(its.made_at), sa.func.max(its.error))
    with reading(engine) as db:
        rows = db.execute(sa.select(*columns).where(*waits).group_by(its.address).order_by(its.address)).all()
    return [Undelivered(*row) for row in rows]


def told_by_alert(db: sa.Connection) -> dict[int, list[tuple[str, str]]]:
    """Which levels have been told of each alert, and when first."""
    first = sa.func.min(deliveries.c.sent_at)
    told: dict[int, list[tuple[str, str]]] = {}
    for alert, level, at in db.execute(
        sa.select(deliveries.c.alert, deliveries.c.level, first)
        .where(deliveries.c.kind == "alert", deliveries.c.sent_at.is_not(None))
        .group_by(deliveries.c.alert, deliveries.c.level)
        .order_by(first)
    ):
        told.setdefault(alert, []).append((level, at))
    return told
