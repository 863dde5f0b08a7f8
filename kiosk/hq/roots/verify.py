"""Audit of the daily roots from end to end: every leaf, every tile, every root and its signatures."""

from collections.abc import Iterator
from functools import partial
from typing import Any

import msgspec
import sqlalchemy as sa

from kiosk.hq.roots.tiles import Tiles, tile
from kiosk.hq.store.own_keys import OwnKeys
from kiosk.hq.store.tables import cosignatures, leaves, register_table, roots
from kiosk.hq.store.transactions import reading
from kiosk.protocol.daily_root import Leaf, origin_of, witness_name
from kiosk.protocol.merkle import GrowingTree, leaf_hash, tree_hash
from kiosk.protocol.signed_note import TreeHead, is_cosigned, is_signed, split_note

_LEAF = msgspec.json.Decoder(Leaf)


def root_problems(engine: sa.Engine, public_key: str | None = None) -> Iterator[str]:
    """One sentence for everything that is wrong with the roots. `public_key` as in `audit` of the register."""
    tree = GrowingTree()
    with reading(engine) as db:
        own = OwnKeys(db, public_key or str(db.execute(sa.select(register_table.c.public_key)).scalar_one()))
        for root in db.execute(sa.select(roots).order_by(roots.c.size)).all():
            if root.first != tree.size:
                yield f"The root before the one of {root.day} is missing."
            keys = _grow(db, tree, root)
            yield from _tree_problems(db, tree, root)
            yield from _signature_problems(db, root, own, keys)


def _grow(db: sa.Connection, tree: GrowingTree, root: sa.Row[Any]) -> dict[str, str]:
    """Add the leaves of a night to those before; gives each kiosk's public key in them."""
    keys = {}
    of_night = sa.select(leaves.c.leaf).where(leaves.c.number.between(tree.size, root.size - 1))
    for row in db.execute(of_night.order_by(leaves.c.number).execution_options(yield_per=1_000)):
        leaf = _LEAF.decode(row.leaf)
        tree.add(leaf_hash(leaf.bytes()))
        keys[leaf.kiosk] = leaf.public_key
    return keys


def _tree_problems(db: sa.Connection, tree: GrowingTree, root: sa.Row[Any]) -> Iterator[str]:
    if tree.size != root.size or tree.root().hex() != root.hash:
        yield f"The root of {root.day} is not the one of its leaves: they were changed."
    elif tree_hash(Tiles(partial(tile, db)).node, root.size) != tree.root():
        yield f"The tiles do not lead to the root of {root.day}: they were changed."


def _signature_problems(db: sa.Connection, root: sa.Row[Any], own: OwnKeys, keys: dict[str, str]) -> Iterator[str]:
    origin = origin_of(own.first)
    text, lines = split_note(root.note)
    stated = TreeHead(origin, root.size, bytes.fromhex(root.hash)).text()
    if text != stated or not any(is_signed(text, lines, origin, key) for key in own.at(root.made_at)):
        yield f"The root of {root.day} is not signed with headquarters' key."
    for row in db.execute(sa.select(cosignatures).where(cosignatures.c.size == root.size)):
        if not is_cosigned(text, [row.line], witness_name(origin, row.kiosk), keys.get(row.kiosk, "")):
            yield f"The cosignature of {row.kiosk} under the root of {root.day} is not by the key in its leaf."
