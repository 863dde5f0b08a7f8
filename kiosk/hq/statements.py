"""The statements of the one transaction that takes a batch, built once: to build them costs more than to run them."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy import bindparam
from sqlalchemy.dialects import postgresql, sqlite

from kiosk.hq.database import alarms, entries, epochs, kiosks, tallies

NOTE_REPORT = (
    kiosks.update()
    .where(kiosks.c.kiosk == bindparam("of"))
    .values(last_report=bindparam("at"), clock_ahead=bindparam("ahead"), health=bindparam("told"))
    .returning(kiosks.c.office, kiosks.c.public_key, kiosks.c.suspended)
)
"""Locks the kiosk's row for the rest of the transaction, besides what it notes."""

EPOCH = sa.select(epochs).where(epochs.c.kiosk == bindparam("of"), epochs.c.epoch == bindparam("in_epoch"))

MOVE_CURSOR = (
    epochs.update()
    .where(epochs.c.kiosk == bindparam("of"), epochs.c.epoch == bindparam("in_epoch"))
    .values({name: bindparam(f"new_{name}") for name in ("acked", "head", "checkpoint", "signature", "signed_by")})
)

HASH = sa.select(entries.c.hash).where(
    entries.c.kiosk == bindparam("of"), entries.c.epoch == bindparam("in_epoch"), entries.c.seq == bindparam("at")
)

OPEN_ALARM = sa.select(alarms.c.id).where(
    alarms.c.kiosk == bindparam("of"),
    alarms.c.kind == bindparam("what"),
    alarms.c.epoch == bindparam("in_epoch"),
    alarms.c.acknowledged_at.is_(None),
)

_OF_OTHERS = (
    sa.select(kiosks.c.kiosk)
    .where(kiosks.c.office == bindparam("in_office"), kiosks.c.kiosk != bindparam("of"))
    .scalar_subquery()
)

ELSEWHERE = (
    sa.select(tallies.c.day, tallies.c.work_group, tallies.c.channel, sa.func.sum(tallies.c.count))
    .where(tallies.c.kiosk.in_(_OF_OTHERS), tallies.c.day > bindparam("after"))
    .group_by(tallies.c.day, tallies.c.work_group, tallies.c.channel)
    .order_by(tallies.c.day, tallies.c.work_group, tallies.c.channel)
)


def add_to_tally(dialect: str) -> Any:
    """Add to the tally of a kiosk, day, work group and channel."""
    insert = postgresql.insert if dialect == "postgresql" else sqlite.insert
    adding = insert(tallies)
    return adding.on_conflict_do_update(
        index_elements=[tallies.c.kiosk, tallies.c.day, tallies.c.work_group, tallies.c.channel],
        set_={"count": tallies.c.count + adding.excluded.count},
    )
