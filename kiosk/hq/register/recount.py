"""Recount of a register: owners, claims and tallies made anew from the entries, by the years that headquarters knows.

It is done where ledgers have no owner yet, as in a register of an older version, and where entries were set aside that
a newer file of the year explains. Entries themselves are as they came.
"""

import datetime
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import Any

import sqlalchemy as sa

from kiosk.hq.register import set_aside
from kiosk.hq.store.claim_statements import is_at
from kiosk.hq.store.prepared_statements import NOTE_RECOUNT
from kiosk.hq.store.rows import doubt_of
from kiosk.hq.store.tables import counted, entries, epochs, ledgers, tallies
from kiosk.hq.store.transactions import reading, writing
from kiosk.protocol.meaning import LEARNABLE, KnownYears, Reason

Rows = Sequence[sa.Row[Any]]
Place = tuple[str, str, int]
"""Where an entry is held: kiosk, epoch, seq."""

_ADVISORY_LOCK = 0x45495435
"""The PostgreSQL advisory lock under which one receiver recounts while others that start wait."""


def recount(engine: sa.Engine, known: KnownYears, now: datetime.datetime) -> None:
    """Count what may count by now. Idempotent; where there is nothing to do, nobody who writes has to wait."""
    with reading(engine) as db:
        if not _unowned(db) and not _explained(db, known):
            return
    with writing(engine) as db:
        if db.dialect.name == "postgresql":
            db.execute(sa.select(sa.func.pg_advisory_xact_lock(_ADVISORY_LOCK)))
        new = _unowned(db)
        if new:
            db.execute(ledgers.insert(), [{"ledger": ledger, "owner": owner} for ledger, owner in new.items()])
        owners = {*new.values(), *_explained(db, known)}
        kiosks = {kiosk for owner in owners for kiosk in _recount(db, owner, known, now)}
        for kiosk in sorted(kiosks):
            _sum_up(db, kiosk)


def _unowned(db: sa.Connection) -> dict[str, str]:
    """Ledgers without an owner, and whose they are: the kiosk's that brought it first, or that one's own first ledger's
    owner's."""
    owner_of = {row.ledger: row.owner for row in db.execute(sa.select(ledgers))}
    first: dict[str, str] = {}
    new: dict[str, str] = {}
    arrivals = sa.select(epochs.c.kiosk, epochs.c.ledger).order_by(epochs.c.first_seen, epochs.c.epoch)
    for kiosk, ledger in db.execute(arrivals).all():
        if ledger not in owner_of:
            new[ledger] = owner_of[ledger] = first.get(kiosk, kiosk)
        first.setdefault(kiosk, owner_of[ledger])
    return new


def _explained(db: sa.Connection, known: KnownYears) -> set[str]:
    """Owners of entries that were set aside for what is known by now."""
    held = _held().where(entries.c.set_aside.in_(LEARNABLE))
    return {row.owner for row in db.execute(held) if doubt_of(row, known) is None}


def _held() -> Any:
    """Entries with the owners of their ledgers."""
    in_epoch = sa.and_(epochs.c.kiosk == entries.c.kiosk, epochs.c.epoch == entries.c.epoch)
    return sa.select(entries, ledgers.c.owner).join(epochs, in_epoch).join(ledgers, ledgers.c.ledger == epochs.c.ledger)


def _recount(db: sa.Connection, owner: str, known: KnownYears, now: datetime.datetime) -> set[str]:
    """Make the claims among an owner's ledgers anew; gives the kiosks that brought them."""
    arrived = _held().where(ledgers.c.owner == owner)
    rows = db.execute(arrived.order_by(entries.c.received_at, epochs.c.first_seen, epochs.c.epoch, entries.c.seq)).all()
    claims, aside = count_anew(owner, rows, known)
    db.execute(counted.delete().where(counted.c.owner == owner))
    if claims:
        names = ("id", "corrects", "kiosk", "epoch", "seq")
        db.execute(
            counted.insert(), [{"owner": owner, **{name: getattr(row, name) for name in names}} for row in claims]
        )
    _mark(db, rows, aside, now)
    return {row.kiosk for row in rows}


def count_anew(owner: str, rows: Rows, known: KnownYears) -> tuple[list[sa.Row[Any]], dict[Place, Reason]]:
    """Which entries of an owner's ledgers count, of all in the order of their arrival, and which are set aside."""
    aside = {place(row): reason for row in rows if (reason := doubt_of(row, known)) is not None}
    counting = [row for row in rows if row.kind in ("respondent", "correction") and place(row) not in aside]
    respondents: dict[str, sa.Row[Any]] = {}
    for row in counting:
        if row.kind == "respondent" and (row.id not in respondents or row.kiosk == owner != respondents[row.id].kiosk):
            respondents[row.id] = row
    corrections = [row for row in counting if row.kind == "correction"]
    taken: dict[str, sa.Row[Any]] = {}
    for row in corrections:
        if row.corrects not in taken and row.id not in respondents and _takes_back(row, respondents.get(row.corrects)):
            taken[row.corrects] = row
    claimed = {row.id for row in (*respondents.values(), *taken.values())}
    aside |= {
        place(row): "taken-back" if row.corrects in taken else "no-respondent"
        for row in corrections
        if row.id not in claimed
    }
    return [*respondents.values(), *taken.values()], aside


def _takes_back(correction: sa.Row[Any], respondent: sa.Row[Any] | None) -> bool:
    """Whether a correction is of a respondent that is counted for its own kiosk, on its day, in its group."""
    if respondent is None or (correction.epoch == respondent.epoch and correction.seq <= respondent.seq):
        return False
    return all(
        getattr(correction, name) == getattr(respondent, name) for name in ("kiosk", "day", "work_group", "channel")
    )


def place(row: sa.Row[Any]) -> Place:
    """Where an entry is held."""
    return row.kiosk, row.epoch, row.seq


def _mark(db: sa.Connection, rows: Rows, aside: dict[Place, Reason], now: datetime.datetime) -> None:
    """Keep with each entry whether it is set aside, and tell of it kiosk by kiosk."""
    changed = [row for row in rows if row.set_aside != aside.get(place(row))]
    for kiosk, own in groupby(sorted(changed, key=place), lambda row: str(row.kiosk)):
        more: Counter[str] = Counter()
        for row in own:
            at, reason = is_at_place(row), aside.get(place(row))
            db.execute(entries.update().where(*at).values(set_aside=reason))
            more.update(_moved(row.set_aside, reason))
        set_aside.tell(db, kiosk, more, now)


def is_at_place(row: sa.Row[Any]) -> Iterable[sa.ColumnElement[bool]]:
    """The entry of this row."""
    return (entries.c[name] == value for name, value in zip(("kiosk", "epoch", "seq"), place(row), strict=True))


def _moved(before: str | None, after: str | None) -> dict[str, int]:
    """One less for the reason before, one more for the one after."""
    return {reason: step for reason, step in ((before, -1), (after, 1)) if reason is not None}


def _sum_up(db: sa.Connection, kiosk: str) -> None:
    """Make the tallies of a kiosk anew from its claims."""
    named = [entries.c[name] for name in ("kiosk", "day", "work_group", "channel")]
    in_epoch = sa.and_(epochs.c.kiosk == entries.c.kiosk, epochs.c.epoch == entries.c.epoch)
    its = sa.and_(counted.c.owner == ledgers.c.owner, counted.c.id == entries.c.id, is_at(counted, entries))
    sums = (
        sa.select(*named, sa.func.sum(sa.cast(entries.c.value, sa.Integer)))
        .join(epochs, in_epoch)
        .join(ledgers, ledgers.c.ledger == epochs.c.ledger)
        .join(counted, its)
        .where(entries.c.kiosk == kiosk)
        .group_by(*named)
    )
    db.execute(tallies.delete().where(tallies.c.kiosk == kiosk))
    db.execute(tallies.insert().from_select([column.name for column in tallies.c], sums))
    db.execute(NOTE_RECOUNT, {"of": kiosk})
