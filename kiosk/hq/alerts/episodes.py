"""Episodes: each condition from the moment it is first seen until it is over, and who is to be told of which.

A condition that comes back within a week goes on with its episode: who knows of it is not told again, so that a line
that comes and goes is no flood of messages.
"""

import datetime
from collections.abc import Callable, Collection, Mapping
from typing import Any

import sqlalchemy as sa

from kiosk.hq.alerts.addresses import Addresses
from kiosk.hq.alerts.conditions import Condition
from kiosk.hq.alerts.levels import levels_reached
from kiosk.hq.pages.table import moment_at
from kiosk.hq.store.alert_tables import alerts, deliveries
from kiosk.protocol.payloads import moment

QUIET = datetime.timedelta(days=7)
"""How long a condition is away before it is a new one."""


def follow(
    db: sa.Connection,
    holding: Collection[Condition],
    unjudged: Collection[str],
    is_mended: Callable[[str, str], bool],
    now: datetime.datetime,
) -> None:
    """Open and close episodes; who was told of one that `is_mended` is to hear so. Kinds that are `unjudged` stay."""
    recent = sa.or_(alerts.c.resolved_at.is_(None), alerts.c.resolved_at > moment(now - QUIET))
    rows = {(row.kind, row.subject): row for row in db.execute(sa.select(alerts).where(recent).order_by(alerts.c.id))}
    for condition in holding:
        if condition.kind not in unjudged:
            _open(db, rows.pop((condition.kind, condition.subject), None), condition, now)
    for (kind, subject), row in rows.items():
        if row.resolved_at is None and kind not in unjudged:
            _close(db, row.id, now, is_back=is_mended(kind, subject))


def _open(db: sa.Connection, row: sa.Row[Any] | None, condition: Condition, now: datetime.datetime) -> None:
    about = {name: getattr(condition, name) for name in ("office", "kiosk", "detail")}
    since = moment(condition.since or now)
    if row is None:
        db.execute(alerts.insert().values(kind=condition.kind, subject=condition.subject, since=since, **about))
        return
    stands = {**about, "since": since if condition.since else row.since, "resolved_at": None}
    if any(getattr(row, name) != value for name, value in stands.items()):
        db.execute(alerts.update().where(alerts.c.id == row.id).values(stands))


def _close(db: sa.Connection, alert: int, now: datetime.datetime, *, is_back: bool) -> None:
    db.execute(alerts.update().where(alerts.c.id == alert).values(resolved_at=moment(now)))
    of_it = deliveries.c.alert == alert
    db.execute(
        deliveries.update()
        .where(of_it, deliveries.c.sent_at.is_(None), deliveries.c.dropped_at.is_(None))
        .values(dropped_at=moment(now))
    )
    if not is_back:
        return
    told = db.execute(sa.select(deliveries).where(of_it, deliveries.c.sent_at.is_not(None)).order_by(deliveries.c.id))
    last = {row.address: row for row in told}
    for row in last.values():
        if row.kind == "alert":
            _deliver(db, now, alert, "back", row.level, row.address)


def escalate(
    db: sa.Connection,
    addresses: Addresses,
    regions: Mapping[str, str],
    unjudged: Collection[str],
    now: datetime.datetime,
) -> None:
    """Whoever is to know of an open episode by its age is told, each once; not of kinds that are `unjudged`."""
    told = {
        (row.alert, row.address)
        for row in db.execute(
            sa.select(deliveries.c.alert, deliveries.c.address)
            .join(alerts, alerts.c.id == deliveries.c.alert)
            .where(alerts.c.resolved_at.is_(None), deliveries.c.kind == "alert", deliveries.c.dropped_at.is_(None))
        )
    }
    judged = (alerts.c.resolved_at.is_(None), alerts.c.kind.not_in(unjudged))
    for row in db.execute(sa.select(alerts).where(*judged).order_by(alerts.c.id)).all():
        since = moment_at(row.since)
        assert since is not None
        for level in levels_reached(now - since, is_own=not row.office):
            for name, address in addresses.address.items():
                if address.hears(level, row.office, regions.get(row.office)) and (row.id, name) not in told:
                    _deliver(db, now, row.id, "alert", level, name)


def digest(db: sa.Connection, addresses: Addresses, now: datetime.datetime) -> None:
    """The digest of a day, for whoever gets it; one that could not be sent yet is dropped for this one."""
    unsent = (deliveries.c.kind == "digest", deliveries.c.sent_at.is_(None), deliveries.c.dropped_at.is_(None))
    db.execute(deliveries.update().where(*unsent).values(dropped_at=moment(now)))
    for name, address in addresses.address.items():
        if address.digest:
            _deliver(db, now, None, "digest", address.level, name)


def _deliver(db: sa.Connection, now: datetime.datetime, alert: int | None, kind: str, level: str, address: str) -> None:
    at = moment(now)
    about = {"alert": alert, "kind": kind, "level": level, "address": address}
    db.execute(deliveries.insert().values(**about, made_at=at, next_at=at, attempts=0))
