"""Prepared statements of claims: what counts of the entries that a transaction has stored, and for whom."""

from typing import Any

import sqlalchemy as sa
from sqlalchemy import bindparam
from sqlalchemy.dialects import postgresql, sqlite

from kiosk.hq.store.tables import counted, entries, epochs, kiosks, ledgers, tallies

OWNER = (
    sa.select(ledgers.c.owner)
    .join(epochs, epochs.c.ledger == ledgers.c.ledger)
    .where(epochs.c.kiosk == bindparam("of"), epochs.c.epoch == bindparam("in_epoch"))
)
"""Whose the ledger of an epoch is."""

FIRST_OWNER = (
    sa.select(ledgers.c.owner)
    .join(epochs, epochs.c.ledger == ledgers.c.ledger)
    .where(epochs.c.kiosk == bindparam("of"))
    .order_by(epochs.c.first_seen, epochs.c.epoch)
    .limit(1)
)
"""Whose the first ledger of a kiosk is."""

_OWNER = OWNER.scalar_subquery()
_STORED = sa.and_(
    entries.c.kiosk == bindparam("of"),
    entries.c.epoch == bindparam("in_epoch"),
    entries.c.seq.between(bindparam("first"), bindparam("last")),
    entries.c.set_aside.is_(None),
)
_RESPONDENT: Any = sa.literal_column("'respondent'")
_CORRECTION: Any = sa.literal_column("'correction'")
_COUNTING = entries.c.kind.in_([_RESPONDENT, _CORRECTION])
_PLACE = ("day", "work_group", "channel")


def is_at(claims: Any, rows: Any) -> sa.ColumnElement[bool]:
    """Whether a claim is that of this very entry."""
    return sa.and_(*(claims.c[name] == rows.c[name] for name in ("kiosk", "epoch", "seq")))


def _corrections() -> Any:
    """Corrections of a respondent that is counted for the kiosk itself, and stands before them where one epoch has
    both: of the same day, work group and channel."""
    claim, respondent = counted.alias("claim"), entries.alias("respondent")
    same = sa.and_(*(respondent.c[name] == entries.c[name] for name in _PLACE), respondent.c.kind == _RESPONDENT)
    before = sa.or_(respondent.c.epoch != entries.c.epoch, respondent.c.seq < entries.c.seq)
    its = sa.and_(claim.c.owner == _OWNER, claim.c.id == entries.c.corrects, claim.c.kiosk == entries.c.kiosk)
    source = entries.join(claim, its).join(respondent, sa.and_(is_at(claim, respondent), same, before))
    return _columns().select_from(source).where(_STORED, entries.c.kind == _CORRECTION)


def _respondents() -> Any:
    return _columns().where(_STORED, entries.c.kind == _RESPONDENT)


def _columns() -> Any:
    return sa.select(_OWNER.label("owner"), *(entries.c[name] for name in ("id", "corrects", "kiosk", "epoch", "seq")))


def _claim(insert: Any, stored: Any) -> Any:
    """Claim stored entries, in an order of their ids, so that two receivers never wait for each other. What is claimed
    already, or takes back a respondent that is taken back, is not claimed."""
    columns = [column.name for column in counted.c]
    ordered = stored.order_by(sa.func.coalesce(entries.c.corrects, entries.c.id), entries.c.seq)
    return insert(counted).from_select(columns, ordered).on_conflict_do_nothing()


def _add(insert: Any, claims: Any, of_entry: Any) -> Any:
    """Add what was claimed of stored entries to the tallies of the kiosk, by day, work group and channel."""
    place = (entries.c.kiosk, *(entries.c[name] for name in _PLACE))
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


def _claim_and_add(stored: Any) -> Any:
    claimed = _claim(postgresql.insert, stored).returning(counted.c.id).cte("claimed")
    added = _add(postgresql.insert, claimed, claimed.c.id == entries.c.id).cte("added")
    return sa.select(sa.func.count()).select_from(claimed).add_cte(added)


CLAIM = {
    "respondent": _claim(sqlite.insert, _respondents()),
    "correction": _claim(sqlite.insert, _corrections()),
}
ADD_TO_TALLIES = _add(
    sqlite.insert, counted, sa.and_(counted.c.owner == _OWNER, counted.c.id == entries.c.id, is_at(counted, entries))
)
"""What SQLite is asked one after the other."""

CLAIM_AND_ADD = {"respondent": _claim_and_add(_respondents()), "correction": _claim_and_add(_corrections())}
"""Both at once, which saves PostgreSQL a round trip; gives how many were claimed."""

_IDS = sa.select(entries.c.id).where(_STORED, _COUNTING)

COPIED_FROM = (
    sa.select(counted.c.kiosk)
    .where(counted.c.owner == _OWNER, counted.c.id.in_(_IDS), counted.c.kiosk != bindparam("of"))
    .limit(1)
)
"""Another kiosk that is counted for one of the stored entries."""

_OF_OTHERS = sa.and_(
    counted.c.owner == _OWNER,
    counted.c.kiosk != bindparam("of"),
    sa.or_(counted.c.id.in_(_IDS), counted.c.corrects.in_(_IDS)),
)
LOCK_OTHERS = (
    sa.select(kiosks.c.kiosk)
    .where(kiosks.c.kiosk.in_(sa.select(counted.c.kiosk).where(_OF_OTHERS)))
    .order_by(kiosks.c.kiosk)
    .with_for_update()
)
"""Lock the kiosks that are counted for what is stored, so that none of them goes on counting on it meanwhile."""

LOST = sa.select(entries).join(counted, is_at(counted, entries)).where(_OF_OTHERS)
"""Their entries of it, and their corrections of it."""

SET_CORRECTIONS_ASIDE = (
    entries.update()
    .where(
        _STORED,
        entries.c.kind == _CORRECTION,
        ~sa.select(counted.c.id).where(counted.c.owner == _OWNER, counted.c.id == entries.c.id).exists(),
    )
    .values(
        set_aside=sa.case(
            (
                sa.select(counted.c.id)
                .where(counted.c.owner == _OWNER, counted.c.corrects == entries.c.corrects)
                .exists(),
                "taken-back",
            ),
            else_="no-respondent",
        )
    )
    .returning(entries.c.seq, entries.c.set_aside)
)
"""What corrects nothing that is counted for the kiosk, or what is taken back already; a copy of a claim is neither."""
