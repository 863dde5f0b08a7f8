"""Quarantine of entries that cannot be true: stored and chained like others, not counted, and told of by an alarm."""

import datetime
from collections.abc import Mapping, Sequence

import sqlalchemy as sa

from kiosk.hq.store.prepared_statements import SET_ASIDE
from kiosk.hq.store.rows import last_day
from kiosk.hq.store.tables import alarms, entries
from kiosk.protocol.chain import Entry
from kiosk.protocol.meaning import KnownYears, Reason
from kiosk.protocol.payloads import moment


def doubts(entries: Sequence[Entry], known: KnownYears, received: datetime.datetime) -> dict[int, Reason]:
    """The reasons for which entries that arrive at a moment are to be set aside, by seq."""
    latest = last_day(received)
    reasons = ((entry.seq, known.doubt(entry, latest)) for entry in entries)
    return {seq: reason for seq, reason in reasons if reason is not None}


def counts_aside(db: sa.Connection, kiosk: str) -> dict[str, int]:
    """How many entries of a kiosk are set aside, by reason; once each, however many epochs hold them."""
    reason = entries.c.set_aside
    aside = (
        sa.select(reason, sa.func.count(entries.c.id.distinct()).label("number"))
        .where(entries.c.kiosk == kiosk, reason.is_not(None))
        .group_by(reason)
    )
    return {row.set_aside: row.number for row in db.execute(aside.group_by(reason))}


def tell(db: sa.Connection, kiosk: str, more: Mapping[str, int], now: datetime.datetime) -> None:
    """Raise, bring up to date or close the alarms of a kiosk, one a reason; `more` are set aside than were before."""
    count = counts_aside(db, kiosk)
    for reason in more.keys() | count.keys():
        is_open = (
            alarms.c.kiosk == kiosk,
            alarms.c.kind == SET_ASIDE,
            alarms.c.acknowledged_at.is_(None),
            alarms.c.detail == reason,
        )
        if reason not in count:
            db.execute(alarms.update().where(*is_open).values(acknowledged_at=moment(now), acknowledged_by="HQ"))
            continue
        counted = db.execute(alarms.update().where(*is_open).values(times=count[reason])).rowcount
        if not counted and more.get(reason, 0) > 0:
            raised = {"kiosk": kiosk, "kind": SET_ASIDE, "detail": reason, "times": count[reason]}
            db.execute(alarms.insert().values(at=moment(now), **raised))
