"""Alarms: what somebody at headquarters is to look at. None is deleted, none is changed once it is acknowledged."""

import datetime
from typing import Literal

import sqlalchemy as sa

from kiosk.hq.store.tables import alarms
from kiosk.protocol.payloads import moment

AlarmKind = Literal[
    "fork",
    "new-epoch",
    "new-ledger",
    "cloned",
    "lost-here",
    "new-key",
    "set-aside",
    "line-aside",
    "office-differs",
    "root-doubted",
    "bulletins-doubted",
]
"""Every kind of alarm; words.toml of the pages says each in words."""


def alarm_of_key(db: sa.Connection, kiosk: str, detail: str, now: datetime.datetime) -> None:
    """Raise an alarm about a kiosk's key; idempotent while the very same is open: each change is told for itself."""
    kind: AlarmKind = "new-key"
    same = (alarms.c.kiosk == kiosk, alarms.c.kind == kind, alarms.c.detail == detail)
    if db.execute(sa.select(alarms.c.id).where(*same, alarms.c.acknowledged_at.is_(None))).first() is None:
        db.execute(alarms.insert().values(at=moment(now), kiosk=kiosk, kind=kind, detail=detail))
