"""The outbox: what is due is claimed by one receiver, sent, and noted; what fails is tried again later and later."""

import datetime
import logging
from dataclasses import dataclass
from itertools import groupby
from typing import Any

import sqlalchemy as sa

from kiosk.hq.alerts.levels import Level
from kiosk.hq.store.alert_tables import alerts, deliveries
from kiosk.hq.store.transactions import writing
from kiosk.protocol.payloads import moment
from kiosk.runtime.backoff import Backoff

CLAIM = datetime.timedelta(minutes=15)
"""How long whoever has claimed a message may take to send it: a receiver that was killed meanwhile sends none."""

RETRY = Backoff(first=120, longest=6 * 3600)
"""Seconds before a message that could not be sent is tried again."""

_WAITS = (deliveries.c.sent_at.is_(None), deliveries.c.dropped_at.is_(None))
"""What is neither sent nor needless."""

_LOG = logging.getLogger("kiosk.alerts")


@dataclass(frozen=True)
class Parcel:
    """One message: of one kind, to one address, about alerts of one kind at one level; of a digest about none."""

    address: str
    kind: str
    level: Level
    rows: list[sa.Row[Any]]

    @property
    def alerts(self) -> list[int]:
        """What it is about, by their numbers."""
        return [row.alert for row in self.rows if row.alert is not None]


def claimed(engine: sa.Engine, now: datetime.datetime) -> list[Parcel]:
    """What is due, which until the claim is over nobody else gets. It runs under the lock of the rounds."""
    with writing(engine) as db:
        due = db.execute(
            sa.select(deliveries, alerts.c.kind.label("about"))
            .outerjoin(alerts, alerts.c.id == deliveries.c.alert)
            .where(*_WAITS, deliveries.c.next_at <= moment(now))
            .order_by(deliveries.c.id)
            .with_for_update(of=deliveries, skip_locked=True)
        ).all()
        if due:
            until = {"next_at": moment(now + CLAIM)}
            db.execute(deliveries.update().where(deliveries.c.id.in_([row.id for row in due])).values(until))
    return [Parcel(*key[:3], list(rows)) for key, rows in groupby(sorted(due, key=_parcel), _parcel)]


def _parcel(row: sa.Row[Any]) -> tuple[str, str, Level, str]:
    return row.address, row.kind, row.level, row.about or ""


def note_sent(engine: sa.Engine, parcel: Parcel, now: datetime.datetime) -> None:
    """The parcel has arrived."""
    _note(engine, parcel, sent_at=moment(now), error=None)
    if any(row.attempts for row in parcel.rows):
        _LOG.error("alerts reach %s again", parcel.address)


def note_failed(engine: sa.Engine, parcel: Parcel, why: str, now: datetime.datetime) -> None:
    """The parcel has not arrived. The log tells of an address once, until it is reached again."""
    attempts = max(row.attempts for row in parcel.rows) + 1
    with writing(engine) as db:
        failing = sa.select(deliveries.c.id).where(
            *_WAITS, deliveries.c.address == parcel.address, deliveries.c.attempts > 0
        )
        is_new = db.execute(failing.limit(1)).first() is None
    if is_new:
        _LOG.error("alerts do not reach %s (%s); they are tried again", parcel.address, why)
    later = datetime.timedelta(seconds=RETRY.wait(attempts))
    _note(engine, parcel, attempts=attempts, next_at=moment(now + later), error=why[:200])


def _note(engine: sa.Engine, parcel: Parcel, **values: Any) -> None:
    with writing(engine) as db:
        db.execute(deliveries.update().where(deliveries.c.id.in_([row.id for row in parcel.rows])).values(values))


def note_dropped(engine: sa.Engine, parcel: Parcel, now: datetime.datetime) -> None:
    """The parcel has nobody to go to any more."""
    _note(engine, parcel, dropped_at=moment(now))


def failing(db: sa.Connection) -> list[str]:
    """The names of addresses that messages have not reached so far."""
    names = sa.select(deliveries.c.address).where(*_WAITS, deliveries.c.attempts > 0).distinct()
    return sorted(db.execute(names).scalars())
