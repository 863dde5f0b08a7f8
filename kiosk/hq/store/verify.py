"""Audit of the register from end to end: every hash chain, every cursor and its signature, every tally."""

from collections.abc import Iterator
from typing import Any

import sqlalchemy as sa

from kiosk.hq.store.rows import entry_of, genesis_of
from kiosk.hq.store.tables import counted, entries, epochs, kiosks, tallies
from kiosk.hq.store.transactions import reading
from kiosk.protocol.chain import follows, genesis_hash
from kiosk.protocol.signing import Checkpoint, checkpoint_of, verifies

_COUNTING = ("respondent", "correction")


def problems(engine: sa.Engine) -> Iterator[str]:
    """One sentence for everything that is wrong in the register; nothing if it is whole."""
    with reading(engine) as db:
        for row in db.execute(sa.select(epochs).order_by(epochs.c.kiosk, epochs.c.first_seen)).all():
            yield from _chain_problems(db, row)
            yield from _signature_problems(row)
        yield from _strays(db)
        yield from _uncounted(db)
        yield from _tally_problems(db)


def _chain_problems(db: sa.Connection, row: sa.Row[Any]) -> Iterator[str]:
    where = f"epoch {row.epoch} of {row.kiosk}"
    previous, seq = genesis_hash(genesis_of(row), row.encoding), 0
    held = sa.select(entries).where(entries.c.kiosk == row.kiosk, entries.c.epoch == row.epoch)
    for entry in db.execute(held.order_by(entries.c.seq).execution_options(yield_per=1_000)):
        if entry.seq != seq + 1:
            yield f"Entry {seq + 1} of {where} is missing."
        elif not follows(previous, entry_of(entry), row.encoding, entry.hash):
            yield f"Entry {entry.seq} of {where} does not fit its hash: it was changed."
        previous, seq = entry.hash, entry.seq
    if (seq, previous) != (row.acked, row.head):
        yield f"The cursor of {where} says entry {row.acked}, its entries end at {seq} or with another hash."


def _signature_problems(row: sa.Row[Any]) -> Iterator[str]:
    """What the kiosk signed must be what is held; rows from before signatures were kept have none."""
    if row.checkpoint is None:
        return
    signed = checkpoint_of(row.checkpoint) == Checkpoint(row.kiosk, row.epoch, row.acked, row.head)
    if not signed or not verifies(row.signed_by, row.signature, row.checkpoint.encode()):
        yield f"The cursor of epoch {row.epoch} of {row.kiosk} is not the one that the kiosk has signed."


def _strays(db: sa.Connection) -> Iterator[str]:
    """Entries of an epoch that is not there, and epochs of a kiosk that is not there."""
    known = sa.select(epochs.c.epoch).where(epochs.c.kiosk == entries.c.kiosk, epochs.c.epoch == entries.c.epoch)
    stray = sa.select(entries.c.kiosk, entries.c.epoch).where(~known.exists()).distinct()
    for kiosk, epoch in db.execute(stray):
        yield f"Entries of {kiosk} belong to epoch {epoch}, which is not there."
    for (kiosk,) in db.execute(sa.select(epochs.c.kiosk).where(epochs.c.kiosk.not_in(sa.select(kiosks.c.kiosk)))):
        yield f"An epoch belongs to {kiosk}, which is not there."


def _uncounted(db: sa.Connection) -> Iterator[str]:
    """Every respondent is counted, and every correction unless another one took the same respondent back."""
    claimed = sa.select(counted.c.id).where(
        sa.or_(counted.c.id == entries.c.id, counted.c.corrects == entries.c.corrects)
    )
    missing = sa.select(entries).where(entries.c.kind.in_(_COUNTING), ~claimed.exists())
    for row in db.execute(missing):
        yield f"Entry {row.seq} of epoch {row.epoch} of {row.kiosk} is not counted."
    entry = sa.and_(
        entries.c.kiosk == counted.c.kiosk, entries.c.epoch == counted.c.epoch, entries.c.seq == counted.c.seq
    )
    same = sa.and_(entry, entries.c.id == counted.c.id, entries.c.kind.in_(_COUNTING))
    for row in db.execute(sa.select(counted).where(~sa.select(entries.c.id).where(same).exists())):
        yield f"{row.id} is counted for {row.kiosk} without an entry."


def _tally_problems(db: sa.Connection) -> Iterator[str]:
    """Tallies against the entries that were counted."""
    place = (entries.c.kiosk, entries.c.day, entries.c.work_group, entries.c.channel)
    summed = (
        sa.select(*place, sa.func.sum(sa.cast(entries.c.value, sa.Integer)))
        .join(
            counted,
            sa.and_(
                entries.c.kiosk == counted.c.kiosk, entries.c.epoch == counted.c.epoch, entries.c.seq == counted.c.seq
            ),
        )
        .group_by(*place)
    )
    says = {tuple(row[:4]): int(row[4]) for row in db.execute(summed)}
    kept = {tuple(row[:4]): row[4] for row in db.execute(sa.select(tallies))}
    for at in sorted(says.keys() | kept.keys(), key=str):
        if kept.get(at, 0) != says.get(at, 0):
            kiosk, day, group, channel = at
            yield (
                f"The tally of {kiosk} on {day}, {group} ({channel}), says {kept.get(at, 0)}, "
                f"its entries say {says.get(at, 0)}."
            )
