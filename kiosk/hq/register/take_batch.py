"""How a batch is taken, step by step, in a transaction: the kiosk's row is locked, replay, gap and fork are told apart,
the cursor moves, entries are stored, each entry id is counted once."""

import datetime
from dataclasses import dataclass
from typing import Any

import msgspec
import sqlalchemy as sa

from kiosk.hq.register.batch_check import Verified
from kiosk.hq.register.enrolment import admitted
from kiosk.hq.register.insert import Storing
from kiosk.hq.register.problems import Answer, Kept, unknown_epoch
from kiosk.hq.store import statements
from kiosk.hq.store.rows import epoch_row, hash_at
from kiosk.hq.store.tables import alarms, epochs
from kiosk.protocol.chain import DayCount, Entry, genesis_hash
from kiosk.protocol.messages import Batch, moment

ELSEWHERE = datetime.timedelta(days=731)
"""How far back a receipt tells the counts of the office's other kiosks."""


@dataclass(frozen=True)
class Stored:
    """What became of a batch: HQ's cursor after it, and how many entries were new and how many were known."""

    acked: int
    head: str
    stored: int
    replayed: int
    elsewhere: list[DayCount]


def taken(
    db: sa.Connection,
    storing: Storing,
    kiosk: str,
    epoch: str,
    batch: Batch,
    verified: Verified,
    now: datetime.datetime,
) -> Stored:
    """Take a batch in this transaction. Answers with gap or fork if it does not fit."""
    noted = _noted(db, kiosk, batch, verified, now)
    held, head, new = _fitted(db, kiosk, epoch, batch, verified, now)
    is_clone = noted.is_clone
    if new:
        other = storing.store(db, kiosk, epoch, new, verified.hashes[-len(new) :], moment(now))
        if other is not None:
            is_clone = True
            _alarm(db, kiosk, epoch, "cloned", f"{epoch} holds entries that are counted for {other}", now)
        held, head = batch.last_seq, batch.head
    elsewhere = _elsewhere(db, noted.office, kiosk, verified.sent.date(), is_clone) if noted.has_neighbours else []
    return Stored(held, head, len(new), len(batch.entries) - len(new), elsewhere)


def _noted(db: sa.Connection, kiosk: str, batch: Batch, verified: Verified, now: datetime.datetime) -> sa.Row[Any]:
    """Note that an admitted kiosk has reported, and lock its row; gives its office, and whether others are in it."""
    row = admitted(
        db.execute(
            statements.NOTE_REPORT,
            {
                "of": kiosk,
                "at": moment(now),
                "ahead": (verified.sent - now).total_seconds(),
                "told": msgspec.json.encode(batch.health).decode(),
            },
        ).first()
    )
    if row.public_key != verified.public_key:
        raise Answer("bad-signature", 422, "the signature is not this kiosk's")  # it was given a new key meanwhile
    return row


def _fitted(
    db: sa.Connection, kiosk: str, epoch: str, batch: Batch, verified: Verified, now: datetime.datetime
) -> tuple[int, str, list[Entry]]:
    """Where HQ's cursor stood, and the entries that go on from there, to the end of which it is moved.

    A batch that goes on just where HQ stands is the rule, and needs no more than that its cursor is found there.
    """
    held, head, new = batch.first_seq - 1, batch.previous, batch.entries
    if new and batch.health.confirmed <= held and _moved(db, kiosk, epoch, batch, verified, held, head):
        return held, head, new
    row = epoch_row(db, kiosk, epoch) or _begun(db, kiosk, epoch, batch, now)
    if batch.health.confirmed > row.acked:
        said = f"{epoch}: signed for {batch.health.confirmed}, held {row.acked}"
        _alarm(db, kiosk, epoch, "lost-here", said, now)
    new = _new_ones(db, row, batch, verified, now)
    if new:
        _moved(db, kiosk, epoch, batch, verified, row.acked, row.head)
    return row.acked, row.head, new


def _begun(db: sa.Connection, kiosk: str, epoch: str, batch: Batch, now: datetime.datetime) -> sa.Row[Any]:
    """A new epoch of a kiosk; it needs to be told where it begins."""
    genesis = batch.genesis
    if genesis is None:
        raise Kept(unknown_epoch())
    if genesis.parent_epoch is not None:
        said = f"{epoch} begins after {genesis.parent_seq} of {genesis.parent_epoch}"
        _alarm(db, kiosk, epoch, "new-epoch", said, now)
    elif db.execute(sa.select(epochs.c.epoch).where(epochs.c.kiosk == kiosk)).first() is not None:
        _alarm(db, kiosk, epoch, "new-ledger", f"{epoch} begins a ledger of its own", now)
    values = msgspec.structs.asdict(genesis)
    db.execute(
        epochs.insert().values(kiosk=kiosk, acked=0, head=genesis_hash(genesis), first_seen=moment(now), **values)
    )
    begun = epoch_row(db, kiosk, epoch)
    assert begun is not None
    return begun


def _new_ones(
    db: sa.Connection, row: sa.Row[Any], batch: Batch, verified: Verified, now: datetime.datetime
) -> list[Entry]:
    """The entries of the batch that HQ does not hold yet, after proof that the others are the same."""
    if batch.first_seq > row.acked + 1:
        raise Kept(Answer("gap", 409, "entries before these are missing", acked=row.acked))
    known = min(batch.last_seq, row.acked)
    hashes = [batch.previous, *verified.hashes]
    for seq in {batch.first_seq - 1, known}:
        if hash_at(db, row, seq) != hashes[seq - batch.first_seq + 1]:
            said = f"{row.epoch} differs from what is held up to {row.acked}"
            _alarm(db, row.kiosk, row.epoch, "fork", said, now)
            raise Kept(Answer("fork", 409, "this epoch goes on differently here", acked=row.acked, head=row.head))
    return batch.entries[known - batch.first_seq + 1 :]


def _moved(db: sa.Connection, kiosk: str, epoch: str, batch: Batch, verified: Verified, held: int, head: str) -> bool:
    """Move HQ's cursor to the end of the batch, if it stands where it is thought to be, and keep what the kiosk has
    signed for it."""
    moved = db.execute(
        statements.MOVE_CURSOR,
        {
            "of": kiosk,
            "in_epoch": epoch,
            "held": held,
            "held_head": head,
            "new_acked": batch.last_seq,
            "new_head": batch.head,
            "new_checkpoint": verified.signed.decode(),
            "new_signature": batch.signature,
            "new_signed_by": verified.public_key,
        },
    )
    return moved.rowcount == 1


def _elsewhere(db: sa.Connection, office: str, kiosk: str, today: datetime.date, is_clone: bool) -> list[DayCount]:
    """Counts of the office's other kiosks, of the two years before the kiosk's own day: a wrong clock elsewhere
    takes nothing from it. What the kiosk holds as a copy stands on its own screen already."""
    after = datetime.date.fromordinal(max(1, today.toordinal() - ELSEWHERE.days))
    place = {"in_office": office, "of": kiosk}
    told = db.execute(statements.ELSEWHERE, {**place, "after": after})
    counts = {(day, group, channel): int(count) for day, group, channel, count in told}
    for day, group, channel, count in db.execute(statements.COPIES, place) if is_clone else ():
        if (day, group, channel) in counts:
            counts[day, group, channel] -= int(count)
    return [DayCount(*of, count) for of, count in counts.items() if count]


def _alarm(db: sa.Connection, kiosk: str, epoch: str, kind: str, detail: str, now: datetime.datetime) -> None:
    """Raise an alarm, unless the same is open already."""
    if db.execute(statements.OPEN_ALARM, {"of": kiosk, "what": kind, "in_epoch": epoch}).first() is None:
        db.execute(alarms.insert().values(at=moment(now), kiosk=kiosk, kind=kind, detail=detail, epoch=epoch))
