"""Prepared statements of the transaction that takes a batch: to build them costs more than to run them."""

from typing import Any, Final

import sqlalchemy as sa
from sqlalchemy import bindparam

from kiosk.hq.store.office_terms import COLUMNS
from kiosk.hq.store.tables import alarms, counted, entries, epochs, kiosks, ledgers, tallies

_HAS_NEIGHBOURS = """EXISTS (
    SELECT 1 FROM kiosks AS other WHERE other.office = kiosks.office AND other.kiosk <> kiosks.kiosk
) AS has_neighbours"""
CLONED: Final = "cloned"
"""The alarm by which a kiosk is known as a clone from then on, whether or not somebody has acknowledged it."""

SET_ASIDE: Final = "set-aside"
"""The alarm by which a kiosk is known as one of which entries are set aside, or have been."""


def _has_had(kind: str, name: str) -> sa.TextClause:
    alarm = f"SELECT 1 FROM alarms WHERE alarms.kiosk = kiosks.kiosk AND alarms.kind = '{kind}'"
    return sa.text(f"EXISTS ({alarm}) AS {name}")


_OFFICE_TERMS = [
    sa.text(f"(SELECT offices.{name} FROM offices WHERE offices.office = kiosks.office) AS {name}") for name in COLUMNS
]

_REPORTER: tuple[Any, ...] = (
    *(kiosks.c.office, kiosks.c.public_key, kiosks.c.suspended, kiosks.c.report, kiosks.c.differs, kiosks.c.version),
    *(kiosks.c.refused_why, kiosks.c.refused_since, kiosks.c.refused_at, kiosks.c.retired_at),
    *(sa.text(_HAS_NEIGHBOURS), _has_had(CLONED, "is_clone"), _has_had(SET_ASIDE, "has_set_aside"), *_OFFICE_TERMS),
)

NOTE_REPORT = (
    kiosks.update()
    .where(kiosks.c.kiosk == bindparam("of"), kiosks.c.report < bindparam("number"))
    .values(
        report=bindparam("number"),
        last_report=bindparam("at"),
        clock_ahead=bindparam("ahead"),
        health=sa.func.coalesce(bindparam("told"), kiosks.c.health),
    )
    .returning(*_REPORTER)
)
"""Replay protection: notes a report if its number is above the last. Locks the kiosk's row for the transaction."""

REPORTER: sa.Select[Any] = sa.select(*_REPORTER).where(kiosks.c.kiosk == bindparam("of")).with_for_update(of=kiosks)
"""The same row for a replay, which changes nothing of it."""

NOTE_DIFFERENCE = kiosks.update().where(kiosks.c.kiosk == bindparam("of")).values(differs=bindparam("now_differs"))

NOTE_VERSION = kiosks.update().where(kiosks.c.kiosk == bindparam("of")).values(version=bindparam("now_runs"))

NOTE_RECOUNT = kiosks.update().where(kiosks.c.kiosk == bindparam("of")).values(recounts=kiosks.c.recounts + 1)
"""Tallies of a kiosk were changed without entries of its own."""

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

_COPIES = (
    sa.select(entries.c.id, entries.c.day, entries.c.work_group, entries.c.channel, entries.c.value)
    .join(epochs, sa.and_(epochs.c.kiosk == entries.c.kiosk, epochs.c.epoch == entries.c.epoch))
    .join(ledgers, ledgers.c.ledger == epochs.c.ledger)
    .join(counted, sa.and_(counted.c.owner == ledgers.c.owner, counted.c.id == entries.c.id))
    .where(entries.c.kiosk == bindparam("of"), counted.c.kiosk.in_(_OF_OTHERS))
    .distinct()
    .subquery()
)
COPIES = sa.select(
    _COPIES.c.day, _COPIES.c.work_group, _COPIES.c.channel, sa.func.sum(sa.cast(_COPIES.c.value, sa.Integer))
).group_by(_COPIES.c.day, _COPIES.c.work_group, _COPIES.c.channel)
"""What a kiosk holds and another one of its office is counted for: its ledger began as a copy of the other's."""
