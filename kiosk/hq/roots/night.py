"""A night's work: a leaf for each stream of every kiosk of which anything is held, and the signed tree head over all
leaves so far.

The log only grows, so that a root holds the ones before it too.
"""

import datetime
from functools import partial
from typing import Any

import sqlalchemy as sa
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from kiosk.hq.roots.tiles import Tiles, append, tile
from kiosk.hq.store.own_keys import OwnKeys
from kiosk.hq.store.stream_tables import STREAMS, StreamTables
from kiosk.hq.store.tables import kiosks, leaves, register_table, roots
from kiosk.hq.store.transactions import writing
from kiosk.protocol.daily_root import Leaf, ended_day, origin_of
from kiosk.protocol.encodings import canonical
from kiosk.protocol.merkle import leaf_hash, tree_hash
from kiosk.protocol.payloads import Stream, moment
from kiosk.protocol.signed_note import TreeHead, signature_line, signed_note
from kiosk.protocol.signing import public_hex
from kiosk.text.dates import THAI_TIME

_ADVISORY_LOCK = 0x524F4F54
"""The PostgreSQL advisory lock under which one of several receivers makes a root, and the others find it made."""


def _heads(of: StreamTables) -> sa.Select[Any]:
    """How far each kiosk's present epoch of a stream is held, of those of which anything was by `end`."""
    its, held = of.epochs.c, of.epochs.alias("held")
    seen = sa.select(held.c.kiosk).where(held.c.first_seen < sa.bindparam("end"))
    return (
        sa.select(its.kiosk, its.epoch, kiosks.c.public_key, kiosks.c.last_report, its.acked, its.head)
        .join(kiosks, sa.and_(its.kiosk == kiosks.c.kiosk, its.epoch == of.present))
        .where(kiosks.c.last_report.is_not(None), kiosks.c.public_key.is_not(None), its.kiosk.in_(seen))
    )


_HEADS = {stream: _heads(of) for stream, of in STREAMS.items()}


def newest_root(db: sa.Connection) -> sa.Row[Any] | None:
    """The last root that was made, if any was."""
    return db.execute(sa.select(roots).order_by(roots.c.size.desc()).limit(1)).first()


def make_root(engine: sa.Engine, key: Ed25519PrivateKey, now: datetime.datetime) -> bool:
    """Idempotent: make the root of the day that has ended; gives whether one was made.

    Days on which headquarters did not run have none of their own: nothing could arrive, and the next one covers them.
    """
    day = ended_day(now.astimezone(THAI_TIME))
    with writing(engine) as db:
        if db.dialect.name == "postgresql":
            db.execute(sa.select(sa.func.pg_advisory_xact_lock(_ADVISORY_LOCK)))
        before = newest_root(db)
        new = _leaves(db, day)
        if not new or (before is not None and before.day >= day) or not _is_own(db, key):
            return False
        first = before.size if before is not None else 0
        _append(db, first, new)
        root = tree_hash(Tiles(partial(tile, db)).node, first + len(new))
        tree = TreeHead(origin_of(OwnKeys(db, public_hex(key)).first), first + len(new), root)
        row = {"day": day, "first": first, "size": tree.size, "hash": root.hex(), "made_at": moment(now)}
        number = sum(leaf.stream == "ledger" for leaf in new)
        db.execute(roots.insert().values(**row, note=_signed(key, tree), kiosks=number))
    return True


def _is_own(db: sa.Connection, key: Ed25519PrivateKey) -> bool:
    """Whether a key still signs for headquarters, which does not change as long as this transaction goes on."""
    bound = db.execute(sa.select(register_table.c.public_key).with_for_update(read=True)).scalar_one()
    return bound in (None, public_hex(key))


def _leaves(db: sa.Connection, day: datetime.date) -> list[Leaf]:
    """A leaf for each stream of every kiosk of which anything was held by the end of the day: those of ledgers, then
    those of records, by name in the order of code points."""
    end = datetime.datetime.combine(day + datetime.timedelta(days=1), datetime.time(), THAI_TIME)
    heads = {stream: db.execute(select, {"end": moment(end)}).all() for stream, select in _HEADS.items()}
    new = (_leaf(row, stream, day) for stream, rows in heads.items() for row in rows)
    return sorted(new, key=lambda leaf: (leaf.stream, leaf.kiosk))


def _leaf(row: sa.Row[Any], stream: Stream, day: datetime.date) -> Leaf:
    reported = datetime.datetime.fromisoformat(row.last_report).astimezone(THAI_TIME).date()
    return Leaf(day, row.kiosk, stream, row.epoch, row.acked, row.head, row.public_key, reported)


def _append(db: sa.Connection, first: int, new: list[Leaf]) -> None:
    rows = [
        {"number": number, "kiosk": leaf.kiosk, "leaf": canonical(leaf).decode(), "stream": leaf.stream}
        for number, leaf in enumerate(new, first)
    ]
    db.execute(leaves.insert(), rows)
    append(db, first, [leaf_hash(leaf.bytes()) for leaf in new])


def _signed(key: Ed25519PrivateKey, tree: TreeHead) -> str:
    text = tree.text()
    return signed_note(text, signature_line(key, tree.origin, text))
