"""Tiles of the log's Merkle tree (C2SP tlog-tiles): the hashes of eight heights at a time, 256 to a row.

A proof reads a few of them, however many leaves there are, and no leaf.
"""

from collections.abc import Callable, Iterator, Sequence

import sqlalchemy as sa

from kiosk.hq.store.tables import tiles
from kiosk.protocol.merkle import node_hash

HEIGHT = 8
WIDTH = 1 << HEIGHT
_HEX = 64


class Tiles:
    """The tree's nodes, read as they are asked for and kept: those of a perfect subtree never change.

    `row` gives the hashes of a tile by its level and number.
    """

    def __init__(self, row: Callable[[int, int], list[bytes]]) -> None:
        self._row = row
        self._rows: dict[tuple[int, int], list[list[bytes]]] = {}

    def node(self, height: int, number: int) -> bytes:
        """The hash of the perfect subtree at that height and number from the left, which has to be there."""
        level, above = divmod(height, HEIGHT)
        first = number << above
        at = level, first // WIDTH
        if at not in self._rows:
            self._rows[at] = list(_heights(self._row(*at)))
        return self._rows[at][above][first % WIDTH >> above]


def append(db: sa.Connection, first: int, hashes: Sequence[bytes]) -> None:
    """Put the hashes of new leaves behind the `first` that are there, in the caller's transaction."""
    level, new = 0, list(hashes)
    while new:
        number, begun = divmod(first, WIDTH)
        whole = (tile(db, level, number)[:begun] if begun else []) + new
        parts = [whole[at : at + WIDTH] for at in range(0, len(whole), WIDTH)]
        _keep(db, level, number, parts)
        first, level = number, level + 1
        new = [list(_heights(part))[HEIGHT][0] for part in parts if len(part) == WIDTH]


def _keep(db: sa.Connection, level: int, first: int, parts: list[list[bytes]]) -> None:
    db.execute(tiles.delete().where(tiles.c.level == level, tiles.c.number == first))
    rows = [
        {"level": level, "number": first + number, "hashes": b"".join(part).hex()} for number, part in enumerate(parts)
    ]
    db.execute(tiles.insert(), rows)


def tile(db: sa.Connection, level: int, number: int) -> list[bytes]:
    """The hashes of a tile that is there, from the left."""
    hashes = db.execute(sa.select(tiles.c.hashes).where(tiles.c.level == level, tiles.c.number == number)).scalar_one()
    return [bytes.fromhex(hashes[at : at + _HEX]) for at in range(0, len(hashes), _HEX)]


def _heights(hashes: list[bytes]) -> Iterator[list[bytes]]:
    """The hashes of a tile, and those of the perfect subtrees over them, by height."""
    for _ in range(HEIGHT + 1):
        yield hashes
        hashes = [node_hash(*pair) for pair in zip(hashes[::2], hashes[1::2], strict=False)]
