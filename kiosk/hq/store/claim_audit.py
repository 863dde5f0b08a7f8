"""Audit of the claims: what can be true counts once, for its own kiosk; what is set aside does not count."""

from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa

from kiosk.hq.store.claim_statements import is_at
from kiosk.hq.store.rows import doubt_of
from kiosk.hq.store.tables import counted, entries, epochs, ledgers
from kiosk.protocol.meaning import KnownYears

_COUNTING = entries.c.kind.in_(("respondent", "correction"))
_OF_OTHERS = ("no-respondent", "taken-back")
"""Reasons that follow from other entries than the one that is set aside."""

_claim, _respondent = counted.alias("claim"), entries.alias("respondent")
_OWNED = (
    sa.select(entries, ledgers.c.owner)
    .join(epochs, sa.and_(epochs.c.kiosk == entries.c.kiosk, epochs.c.epoch == entries.c.epoch))
    .join(ledgers, ledgers.c.ledger == epochs.c.ledger)
)
_ITS_RESPONDENT = sa.and_(
    is_at(_claim, _respondent),
    _claim.c.kiosk == entries.c.kiosk,
    _respondent.c.kind == "respondent",
    *(_respondent.c[name] == entries.c[name] for name in ("day", "work_group", "channel")),
)
"""Whether a claim is that of a respondent of the same kiosk, day, work group and channel."""


def doubt_problem(entry: sa.Row[Any], known: KnownYears) -> str | None:
    """What is wrong with how an entry stands, by itself."""
    doubt, aside = doubt_of(entry, known), None if entry.set_aside in _OF_OTHERS else entry.set_aside
    if doubt == aside:
        return None
    return f"is not set aside ({doubt})" if doubt else f"is set aside ({aside}), but can be true"


def claim_problems(db: sa.Connection) -> Iterator[str]:
    """One sentence for every claim that is missing, or should not be there."""
    for row in db.execute(_unowned()):
        yield f"The ledger {row.ledger} of {row.kiosk} has no owner."
    for row in db.execute(_unclaimed()):
        yield f"Entry {row.seq} of epoch {row.epoch} of {row.kiosk} is not counted."
    for row in db.execute(_claimed_for_nothing()):
        yield f"{row.id} is counted for {row.kiosk} without an entry."
    for row in db.execute(_corrects_nothing()):
        yield f"Entry {row.seq} of epoch {row.epoch} of {row.kiosk} takes back nothing, but is counted."
    for row in db.execute(_could_count()):
        yield f"Entry {row.seq} of epoch {row.epoch} of {row.kiosk} is set aside ({row.set_aside}), but can be true."


def _unowned() -> Any:
    return sa.select(epochs.c.kiosk, epochs.c.ledger).where(epochs.c.ledger.not_in(sa.select(ledgers.c.ledger)))


def _unclaimed() -> Any:
    """What should count and is claimed by nobody: neither as this entry nor as a copy of it."""
    claimed = sa.select(counted.c.id).where(counted.c.owner == ledgers.c.owner, counted.c.id == entries.c.id)
    return _OWNED.where(_COUNTING, entries.c.set_aside.is_(None), ~claimed.exists())


def _claimed_for_nothing() -> Any:
    """Claims that are of no entry which may count."""
    its = sa.and_(entries.c.id == counted.c.id, entries.c.corrects.is_not_distinct_from(counted.c.corrects))
    same = sa.and_(is_at(counted, entries), its, entries.c.set_aside.is_(None), _COUNTING)
    of_owner = sa.and_(epochs.c.kiosk == counted.c.kiosk, epochs.c.epoch == counted.c.epoch)
    owned = sa.select(ledgers.c.owner).join(epochs, epochs.c.ledger == ledgers.c.ledger).where(of_owner)
    return sa.select(counted).where(
        sa.or_(~sa.select(entries.c.id).where(same).exists(), owned.scalar_subquery() != counted.c.owner)
    )


def _corrects_nothing() -> Any:
    """Corrections that count, of what is not counted for their kiosk."""
    its = sa.select(_claim.c.id).select_from(_claim.join(_respondent, _ITS_RESPONDENT))
    right = its.where(_claim.c.owner == counted.c.owner, _claim.c.id == counted.c.corrects)
    rows = sa.select(entries).join(counted, is_at(counted, entries))
    return rows.where(counted.c.corrects.is_not(None), ~right.exists())


def _could_count() -> Any:
    """Corrections that are set aside although they take back what their kiosk is counted for, and nobody else does: in
    one epoch, where it is known which came first."""
    its = sa.select(_claim.c.id).select_from(_claim.join(_respondent, _ITS_RESPONDENT))
    first = sa.and_(_respondent.c.epoch == entries.c.epoch, _respondent.c.seq < entries.c.seq)
    right = its.where(_claim.c.owner == ledgers.c.owner, _claim.c.id == entries.c.corrects, first)
    taken = sa.select(counted.c.id).where(
        counted.c.owner == ledgers.c.owner,
        sa.or_(counted.c.corrects == entries.c.corrects, counted.c.id == entries.c.id),
    )
    return _OWNED.where(entries.c.set_aside.in_(_OF_OTHERS), right.exists(), ~taken.exists())
