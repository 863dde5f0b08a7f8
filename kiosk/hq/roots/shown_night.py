"""The newest night as kiosks are shown it: who stands where in its tree, and the proofs of it, kept in memory."""

from bisect import bisect_left
from dataclasses import dataclass
from functools import cached_property
from itertools import chain, zip_longest
from typing import Any

import msgspec
import sqlalchemy as sa

from kiosk.hq.roots.night import newest_root
from kiosk.hq.roots.tiles import Tiles, tile
from kiosk.hq.store.stream_tables import STREAMS
from kiosk.hq.store.tables import kiosks, leaves
from kiosk.hq.store.transactions import reading
from kiosk.protocol.daily_root import MOST_WITNESSES, Leaf, ProvenLeaf
from kiosk.protocol.merkle import consistency_proof, inclusion_proof
from kiosk.protocol.payloads import Stream

_LEAF = msgspec.json.Decoder(Leaf)


@dataclass(frozen=True)
class ShownNight:
    """A root's row, its leaves of each stream with their places, by the names of their kiosks in order, and the office
    of each."""

    root: sa.Row[Any]
    leaves: dict[Stream, dict[str, tuple[int, str]]]
    offices: dict[str, str]
    tiles: Tiles

    def proven(self, kiosk: str, stream: Stream = "ledger") -> ProvenLeaf:
        """A kiosk's leaf of the night, which it has, with its inclusion proof."""
        index, leaf = self.leaves[stream][kiosk]
        proof = inclusion_proof(self.tiles.node, index, self.root.size)
        return ProvenLeaf(_LEAF.decode(leaf), index, _hex(proof))

    def grown_from(self, size: int) -> list[str]:
        """The consistency proof from an earlier size; empty where there is nothing to prove, or no way to."""
        if not 0 < size < self.root.size:
            return []
        return _hex(consistency_proof(self.tiles.node, size, self.root.size))

    def witnesses(self, kiosk: str, wanted: list[str]) -> list[str]:
        """The kiosks to show a kiosk: those it looks on already, then others of its office, then its neighbours."""
        others = chain(self._of_office.get(self.offices.get(kiosk, ""), []), self._neighbours(kiosk))
        chosen = [name for name in dict.fromkeys(wanted) if name in self.leaves["ledger"]]
        for name in others:
            if len(chosen) >= MOST_WITNESSES:
                break
            if name != kiosk and name not in chosen:
                chosen.append(name)
        return chosen

    def _neighbours(self, kiosk: str) -> list[str]:
        """The kiosks that stand next to it in the order of the names, the nearest first."""
        at = bisect_left(self._names, kiosk)
        after = at + (kiosk in self.leaves["ledger"])
        below, above = self._names[max(at - MOST_WITNESSES, 0) : at][::-1], self._names[after : after + MOST_WITNESSES]
        return [name for name in chain(*zip_longest(below, above)) if name is not None]

    @cached_property
    def _names(self) -> list[str]:
        return list(self.leaves["ledger"])

    @cached_property
    def _of_office(self) -> dict[str, list[str]]:
        members: dict[str, list[str]] = {}
        for name in self.leaves["ledger"]:
            members.setdefault(self.offices[name], []).append(name)
        return members


def shown_night(engine: sa.Engine) -> ShownNight | None:
    """The newest night; None before there is any."""
    with reading(engine) as db:
        root = newest_root(db)
        if root is None:
            return None
        of_night = sa.select(leaves).where(leaves.c.number >= root.first).order_by(leaves.c.number)
        by_name: dict[Stream, dict[str, tuple[int, str]]] = {stream: {} for stream in STREAMS}
        for leaf in db.execute(of_night):
            by_name[leaf.stream][leaf.kiosk] = leaf.number, leaf.leaf
        offices = {row.kiosk: row.office for row in db.execute(sa.select(kiosks.c.kiosk, kiosks.c.office))}

    def row(level: int, number: int) -> list[bytes]:
        with reading(engine) as db:
            return tile(db, level, number)

    return ShownNight(root, by_name, offices, Tiles(row))


def _hex(hashes: list[bytes]) -> list[str]:
    return [each.hex() for each in hashes]
