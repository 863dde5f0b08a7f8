"""Kiosk cache: what the register has of every kiosk, read again only where its revision is another."""

from collections.abc import Iterable
from typing import Any, NamedTuple

import sqlalchemy as sa

from kiosk.hq.store.compiled import put
from kiosk.hq.store.tables import epochs, kiosks

_REVISIONS = sa.select(kiosks.c.kiosk, kiosks.c.revision)

_AT_ONCE = 500
"""Kiosks that are asked for by their names; of more, all are read."""


class Entries(NamedTuple):
    """How many entries HQ has of a kiosk, of its newest epoch and of all of them, and how often it has recounted them.

    As long as it is the same, the kiosk's tallies are.
    """

    kiosk: str
    newest: int
    all: int
    recounts: int


class HeldKiosk(NamedTuple):
    """A kiosk's row, whether it ever reported or not, and its entries; the same object as long as its revision is."""

    row: sa.Row[Any]
    entries: Entries


class KioskCache:
    """Every kiosk of one register, by office; none is ever gone. Not thread-safe."""

    def __init__(self) -> None:
        self._revisions: dict[str, int] = {}
        self._held: dict[str, HeldKiosk] = {}
        self._offices: dict[str, list[HeldKiosk]] = {}

    def by_office(self, db: sa.Connection) -> dict[str, list[HeldKiosk]]:
        """The kiosks of each office by name, as they are by now: a list is replaced, and never changed."""
        revisions = dict(put(db, _REVISIONS, {}, named=False).rows)
        stale = {kiosk for kiosk, revision in revisions.items() if self._revisions.get(kiosk) != revision}
        if stale:
            self._renew(db, stale)
            self._revisions = revisions
        return self._offices

    def _renew(self, db: sa.Connection, stale: set[str]) -> None:
        """Read after the revisions: what is read of a kiosk is no older than its revision says."""
        fresh = _read(db, *([kiosks.c.kiosk.in_(stale)] if len(stale) <= _AT_ONCE else []))
        before = [self._held[kiosk] for kiosk in stale & self._held.keys()]
        changed = {each.row.office for each in (*before, *fresh)}
        self._held.update((each.row.kiosk, each) for each in fresh)
        members = {each.row.kiosk for office in changed for each in self._offices.get(office, [])}
        now = _grouped(self._held[kiosk] for kiosk in members | {each.row.kiosk for each in fresh})
        self._offices = {office: its for office, its in self._offices.items() if office not in changed} | now


def _read(db: sa.Connection, *wanted: sa.ColumnElement[bool]) -> list[HeldKiosk]:
    rows = db.execute(sa.select(kiosks).where(*wanted)).all()
    acked = sa.select(epochs.c.kiosk, epochs.c.acked).join(kiosks, kiosks.c.kiosk == epochs.c.kiosk).where(*wanted)
    by_kiosk: dict[str, list[int]] = {}
    for kiosk, its in db.execute(acked.order_by(epochs.c.first_seen)).all():
        by_kiosk.setdefault(kiosk, []).append(its)
    return [HeldKiosk(row, _entries(row, by_kiosk.get(row.kiosk, [0]))) for row in rows]


def _entries(row: sa.Row[Any], acked: list[int]) -> Entries:
    return Entries(row.kiosk, acked[-1], sum(acked), row.recounts)


def _grouped(held: Iterable[HeldKiosk]) -> dict[str, list[HeldKiosk]]:
    offices: dict[str, list[HeldKiosk]] = {}
    for each in sorted(held, key=lambda each: (each.row.office, each.row.kiosk)):
        offices.setdefault(each.row.office, []).append(each)
    return offices
