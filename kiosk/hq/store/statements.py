"""Prepared statements of the transaction that takes a batch: to build them costs more than to run them."""

from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy import bindparam
from sqlalchemy.dialects import postgresql, sqlite

from kiosk.hq.store.tables import alarms, counted, entries, epochs, kiosks, tallies

_HAS_NEIGHBOURS = """EXISTS (
    SELECT 1 FROM kiosks AS other WHERE other.office = kiosks.office AND other.kiosk <> kiosks.kiosk
) AS has_neighbours"""
CLONED: Final = "cloned"
"""The alarm by which a kiosk is known as a clone from then on, whether or not somebody has acknowledged it."""

_IS_CLONE = f"""EXISTS (
    SELECT 1 FROM alarms WHERE alarms.kiosk = kiosks.kiosk AND alarms.kind = '{CLONED}'
) AS is_clone"""

_REPORTER = (
    *(kiosks.c.office, kiosks.c.public_key, kiosks.c.suspended, kiosks.c.report),
    *(sa.text(_HAS_NEIGHBOURS), sa.text(_IS_CLONE)),
)

NOTE_REPORT = (
    kiosks.update()
    .where(kiosks.c.kiosk == bindparam("of"), kiosks.c.report < bindparam("number"))
    .values(
        report=bindparam("number"),
        last_report=bindparam("at"),
        clock_ahead=bindparam("ahead"),
        health=bindparam("told"),
    )
    .returning(*_REPORTER)
)
"""Replay protection: notes a report if its number is above the last. Locks the kiosk's row for the transaction."""

REPORTER: sa.Select[Any] = sa.select(*_REPORTER).where(kiosks.c.kiosk == bindparam("of")).with_for_update(of=kiosks)
"""The same row for a replay, which changes nothing of it."""

EPOCH = sa.select(epochs).where(epochs.c.kiosk == bindparam("of"), epochs.c.epoch == bindparam("in_epoch"))

MOVE_CURSOR = (
    epochs.update()
    .where(
        epochs.c.kiosk == bindparam("of"),
        epochs.c.epoch == bindparam("in_epoch"),
        epochs.c.acked == bindparam("held"),
        epochs.c.head == bindparam("held_head"),
        epochs.c.encoding == bindparam("in_encoding"),
    )
    .values({name: bindparam(f"new_{name}") for name in ("acked", "head", "checkpoint", "signature", "signed_by")})
)

HASH = sa.select(entries.c.hash).where(
    entries.c.kiosk == bindparam("of"), entries.c.epoch == bindparam("in_epoch"), entries.c.seq == bindparam("at")
)

COUNT_ALARM = (
    alarms.update()
    .where(alarms.c.kiosk == bindparam("of"), alarms.c.kind == bindparam("what"), alarms.c.acknowledged_at.is_(None))
    .values(times=alarms.c.times + 1)
)
"""Counts the open alarm of that kind of a kiosk once more, if there is one."""

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

_COUNTS = entries.c.kind.in_([sa.literal_column("'respondent'"), sa.literal_column("'correction'")])

_COPIES = (
    sa.select(entries.c.id, entries.c.day, entries.c.work_group, entries.c.channel, entries.c.value)
    .join(counted, counted.c.id == entries.c.id)
    .where(entries.c.kiosk == bindparam("of"), _COUNTS, counted.c.kiosk.in_(_OF_OTHERS))
    .distinct()
    .subquery()
)
COPIES = sa.select(
    _COPIES.c.day, _COPIES.c.work_group, _COPIES.c.channel, sa.func.sum(sa.cast(_COPIES.c.value, sa.Integer))
).group_by(_COPIES.c.day, _COPIES.c.work_group, _COPIES.c.channel)
"""What a kiosk holds and another one of its office is counted for: its ledger began as a copy of the other's."""

_STORED = sa.and_(
    entries.c.kiosk == bindparam("of"),
    entries.c.epoch == bindparam("in_epoch"),
    entries.c.seq.between(bindparam("first"), bindparam("last")),
)

COPIED_FROM = (
    sa.select(counted.c.kiosk)
    .join(entries, counted.c.id == entries.c.id)
    .where(_STORED, counted.c.kiosk != bindparam("of"))
    .limit(1)
)


def _claim(insert: Any) -> Any:
    """Claim the ids of stored respondents and corrections, in the order of the ids, so that two receivers never wait
    for each other. What somebody has claimed, or takes back a respondent that is taken back, is not claimed."""
    columns = ("id", "corrects", "kiosk", "epoch", "seq")
    counting = sa.select(*(entries.c[name] for name in columns)).where(_STORED, _COUNTS)
    return insert(counted).from_select(columns, counting.order_by(entries.c.id)).on_conflict_do_nothing()


def _add(insert: Any, claims: Any, of_entry: Any) -> Any:
    """Add what was claimed of stored entries to the tallies of the kiosk, by day, work group and channel."""
    place = (entries.c.kiosk, entries.c.day, entries.c.work_group, entries.c.channel)
    changes = (
        sa.select(*place, sa.func.sum(sa.cast(entries.c.value, sa.Integer)))
        .join(claims, of_entry)
        .where(_STORED)
        .group_by(*place)
    )
    adding = insert(tallies).from_select([column.name for column in tallies.c], changes)
    return adding.on_conflict_do_update(
        index_elements=list(tallies.primary_key), set_={"count": tallies.c.count + adding.excluded.count}
    )


CLAIM = _claim(sqlite.insert)
ADD_TO_TALLIES = _add(
    sqlite.insert,
    counted,
    sa.and_(
        counted.c.id == entries.c.id,
        counted.c.kiosk == entries.c.kiosk,
        counted.c.epoch == entries.c.epoch,
        counted.c.seq == entries.c.seq,
    ),
)
"""What SQLite is asked one after the other."""

_CLAIMED = _claim(postgresql.insert).returning(counted.c.id).cte("claimed")
_ADDED = _add(postgresql.insert, _CLAIMED, _CLAIMED.c.id == entries.c.id).cte("added")
CLAIM_AND_ADD = sa.select(sa.func.count()).select_from(_CLAIMED).add_cte(_ADDED)
"""Both at once, which saves PostgreSQL a round trip; gives how many were claimed."""
